"""The demo's value-chain stories."""

import datetime

from django.utils import timezone

from cooperatives.models import Commune
from home.demo import tables
from home.demo.streams import item, paragraphs
from news.models import StoryIndexPage, StoryPage, StoryTag
from news.stories import mentions
from products.models import Crop


def load_stories(writer):
    """Make the stories that are missing, oldest first; return the pages made now. `writer`: a `BlockWriter`."""
    parent = StoryIndexPage.objects.get()
    crops = {crop.name.casefold(): crop for crop in Crop.objects.all()}
    communes = {unit.code: unit for unit in Commune.objects.current()}
    made = []
    for row in sorted(tables.stories(), key=lambda row: -row["days_ago"]):
        identity = tables.identity("story", row["key"])
        if not StoryPage.objects.filter(translation_key=identity).exists():
            made.append(
                make_story(parent, row, identity, writer, crops.get(row["crop"].casefold()), communes[row["commune"]])
            )
    return made


def make_story(parent, row, identity, writer, crop, commune):
    """Make one story, and note which pages it tells of."""
    day = datetime.datetime.combine(tables.ago(row["days_ago"]), datetime.time(9, 0))
    published = timezone.make_aware(day)
    page = parent.add_child(
        instance=StoryPage(
            title=row["title"],
            slug=row["key"],
            translation_key=identity,
            summary=row["summary"],
            main_image=writer.images.get(row["picture"]),
            main_image_caption=row.get("picture_caption", ""),
            crop=crop,
            place=row.get("place", ""),
            commune=commune,
            stages=[item("stage", stage(value, writer)) for value in row["stage"]],
            first_published_at=published,
            last_published_at=published,
        )
    )
    StoryTag.objects.bulk_create(
        StoryTag(content_object=page, tag=writer.tags.get(name)) for name in row.get("tags", [])
    )
    mentions.write(page)
    return page


def stage(row, writer):
    """Return the raw value of one stage."""
    pictures = [value for picture in row.get("pictures", []) if (value := writer.picture_value(picture))]
    figures = [{**figure, "value": str(figure["value"])} for figure in row.get("figures", [])]
    return {
        "kind": row["kind"],
        "name": row.get("name", ""),
        "months": row.get("months", ""),
        "place": row.get("place", ""),
        "commune": row.get("commune", ""),
        "text": paragraphs(row.get("text", [])),
        "pictures": [item("item", value) for value in pictures],
        "figures": [item("item", value) for value in figures],
        "producers": [item("item", writer.producers[key]) for key in row.get("producers", [])],
        "products": [item("item", writer.products[key]) for key in row.get("products", [])],
    }
