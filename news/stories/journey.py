"""A story's stages with all that a visitor may see of them, read in a constant number of queries.

The stream's own values would fetch every chosen page whole, and draw those that are no longer published; here the ids
are taken as they are stored, and what takes part is asked for once for all stages.
"""

from dataclasses import dataclass, field

from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from cooperatives.models import Commune, ProducerPage
from cooperatives.models.places import place_in_words
from news.stories.choices import StageKind
from ocop.core.languages import Vietnamese
from ocop.images.models import SiteImage
from products.models import CatalogueEntry

BETWEEN = "<!-- next stage -->"  # never inside a text: rich text keeps no comments


@dataclass
class StagePicture:
    """A picture with the words for those who do not see it."""

    image: SiteImage
    description: str
    caption: str


@dataclass
class Stage:
    """One stage as it is drawn."""

    number: int
    kind: str
    own_name: str
    text: SafeString
    months: str = ""
    place: str = ""
    commune: Commune | None = None
    pictures: list = field(default_factory=list)
    figures: list = field(default_factory=list)
    producers: list = field(default_factory=list)
    products: list = field(default_factory=list)

    @property
    def name(self):
        """The editor's own name, else that of the ready-made stage in the reader's language."""
        if self.own_name:
            return Vietnamese(self.own_name)
        is_ready_made = self.kind in StageKind.values and self.kind != StageKind.OTHER
        return str(StageKind(self.kind).label) if is_ready_made else ""

    @property
    def anchor(self):
        """What its address on the page ends in: "chang-2"."""
        return f"chang-{self.number}"

    @property
    def place_text(self):
        """Free words and today's commune: "Bản Áng Nương, xã Chiềng Mai"."""
        return ", ".join(filter(None, [self.place, self.commune.full_name if self.commune else ""]))

    @property
    def display_place(self):
        """The same in the reader's language, safe to print."""
        return place_in_words([self.place], self.commune)

    @property
    def words(self):
        """The text without marks, on one line."""
        return " ".join(strip_tags(self.text.replace("</p>", " ").replace("</li>", " ")).split())

    @property
    def numbers(self):
        """The figures as they are read; a unit with which the label begins is not said twice: "18 hộ giữ nương"."""
        return [{**figure, "unit": "" if begins_with_unit(figure) else figure.get("unit")} for figure in self.figures]

    @property
    def source(self):
        """Where the figures come from, each source once."""
        return "; ".join(dict.fromkeys(figure["source"] for figure in self.figures if figure.get("source")))


def begins_with_unit(figure):
    """Whether the words of a figure say its unit first."""
    return f"{figure['label']} ".lower().startswith(f"{figure.get('unit') or ''} ".lower())


class Journey:
    """The stages of one story, and who and what takes part in it."""

    def __init__(self, stream):
        raw = [block["value"] for block in stream.raw_data if block["type"] == "stage"]
        self.raw = raw
        self.stages = [self.stage(number, value) for number, value in enumerate(raw, start=1)]

    @cached_property
    def producers(self):
        """Every published producer that a stage names, once, in the order of the stages."""
        return list({page.pk: page for stage in self.stages for page in stage.producers}.values())

    @cached_property
    def products(self):
        """The catalogue's entry of every published product that a stage names, once, in the order of the stages."""
        return list({entry.pk: entry for stage in self.stages for entry in stage.products}.values())

    @property
    def images(self):
        """Every picture of the stages and of what takes part, for `ocop.images.sizes.load_sizes`."""
        own = [picture.image for stage in self.stages for picture in stage.pictures]
        return [*own, *(page.main_image for page in self.producers), *(e.product.main_image for e in self.products)]

    def stage(self, number, raw):
        """Return one stage of its stored value."""
        return Stage(
            number=number,
            kind=raw.get("kind") or StageKind.OTHER,
            own_name=raw.get("name") or "",
            text=self.texts[number - 1],
            months=raw.get("months") or "",
            place=raw.get("place") or "",
            commune=self.communes.get(raw.get("commune")),
            pictures=[picture for picture in map(self.picture, entries(raw, "pictures")) if picture],
            figures=[figure for figure in entries(raw, "figures") if figure.get("value") not in (None, "")],
            producers=[self.found_producers[pk] for pk in entries(raw, "producers") if pk in self.found_producers],
            products=[self.found_products[pk] for pk in entries(raw, "products") if pk in self.found_products],
        )

    def picture(self, raw):
        """Return one `StagePicture`, or None where the picture was deleted."""
        chosen = chosen_image(raw)
        image = self.found_images.get(chosen.get("image"))
        if image is None:
            return None
        words = "" if chosen.get("decorative") else chosen.get("alt_text") or image.description
        return StagePicture(image, words, raw.get("caption") or "")

    def chosen(self, name):
        """Return every id that the stages name under `name`."""
        return {pk for raw in self.raw for pk in entries(raw, name) if pk}

    @cached_property
    def texts(self):
        """The texts as HTML. Their links are looked up for all stages together: one query, however many stages link."""
        html = expand_db_html(BETWEEN.join(raw.get("text") or "" for raw in self.raw))
        return [mark_safe(text) for text in html.split(BETWEEN)]  # noqa: S308  (rich text, cleaned when it was saved)

    @cached_property
    def communes(self):
        codes = {raw["commune"] for raw in self.raw if raw.get("commune")}
        return {unit.code: unit for unit in Commune.objects.current().filter(code__in=codes)} if codes else {}

    @cached_property
    def found_images(self):
        ids = {chosen_image(raw).get("image") for stage in self.raw for raw in entries(stage, "pictures")}
        return SiteImage.objects.in_bulk([pk for pk in ids if pk])

    @cached_property
    def found_producers(self):
        chosen = ProducerPage.objects.browsable().filter(pk__in=self.chosen("producers"))
        return {page.pk: page for page in chosen.with_images()}

    @cached_property
    def found_products(self):
        return {e.pk: e for e in CatalogueEntry.objects.filter(pk__in=self.chosen("products")).with_pages()}


def entries(raw, name):
    """Return the bare values of a stored list, whether or not each stands in an {"type": "item"} of its own."""
    rows = raw.get(name) or []
    return [row["value"] if isinstance(row, dict) and row.get("type") == "item" else row for row in rows]


def chosen_image(raw):
    """Return {"image", "alt_text", "decorative"} of a stored picture."""
    return raw.get("image") or {}
