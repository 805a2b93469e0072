"""The demo's banners: shown, ending, coming and over (`data/banners.toml`)."""

import datetime

from django.utils import timezone
from wagtail.models import Page

from home.demo import tables
from home.models import Banner


def load_banners(images):
    """Write the banners where there is none; return how many. `images`: key → picture."""
    if Banner.objects.exists():
        return 0
    made = [banner_of(row, number, images) for number, row in enumerate(tables.toml("banners").get("banner", []))]
    return len(Banner.objects.bulk_create([banner for banner in made if banner]))


def banner_of(row, number, images):
    """Return the banner of one table; None while its picture or page is missing."""
    page = Page.objects.filter(slug=row["page"], depth__lte=4).first()
    image = images.get(row["picture"])
    if not page or not image:
        return None
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    starts_at, ends_at = (midnight + datetime.timedelta(days=row[name]) for name in ("from_days", "until_days"))
    return Banner(
        title=row["title"],
        image=image,
        alt_text=image.description,
        words=row["words"],
        words_en=row["words_en"],
        page=page,
        slot=row["slot"],
        starts_at=starts_at,
        ends_at=ends_at,
        sort_order=number,
    )


def remove_banners():
    """Delete the banners."""
    Banner.objects.all().delete()
