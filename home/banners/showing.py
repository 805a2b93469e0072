"""Which banner stands in a place now; no query while the cache holds the rows, which is a minute at most."""

from django.core.cache import cache
from django.db.models import prefetch_related_objects
from django.utils import timezone
from wagtail.images.models import SourceImageIOError

from home.models.banners import Banner
from ocop.images.sizes import filters_of, sizes

SECONDS = 60
KEY = "banners:rows"
TEMPLATE = "components/signpost.html"


def banner_in(slot, moment=None):
    """Return the banner that stands in a `BannerSlot` now, or None; of several, each has its day."""
    moment = moment or timezone.now()
    shown = [banner for banner in stored_banners() if banner.slot == slot and banner.is_shown_at(moment)]
    if not shown:
        return None
    day = timezone.localdate(moment, timezone.get_default_timezone())
    return shown[day.toordinal() % len(shown)]


def stored_banners():
    """Return all banners that are not over, with pictures and pages, from the cache if it has them.

    Whether one is shown is asked of the clock each time: it appears and ends on the second.
    """
    found = cache.get(KEY)
    if found is None:
        found = list(Banner.objects.shown_until(timezone.now()).select_related("image", "page"))
        prefetch_related_objects(found, sizes("image", TEMPLATE))
        found = [banner for banner in found if has_picture(banner)]
        cache.set(KEY, found, SECONDS)
    return found


def has_picture(banner):
    """Whether a banner's sizes are there, or can be made now; a picture whose file is lost takes its banner with it."""
    try:
        banner.image.get_renditions(*filters_of(TEMPLATE).values())
    except (OSError, SourceImageIOError):
        return False
    return True


def forget_banners(**kwargs):
    """Read the rows anew; connected to whatever changes them."""
    cache.delete(KEY)
