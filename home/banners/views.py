"""Following a banner: /b/3/ counts a visitor once a day and leads to the link that is stored, nowhere else."""

from django.core.cache import cache
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from home.models.banners import Banner, BannerClicks
from home.visits.counting import is_robot, visitor_of
from home.visits.stores import midnight_after, visit_store
from ocop.core.counters import add
from ocop.core.throttle import Limit

PER_ADDRESS = Limit("banner-address", times=60, seconds=3600)


@require_safe
@never_cache
def follow(request, pk):
    """Lead on, while the banner is shown."""
    banner = get_object_or_404(Banner.objects.select_related("page"), pk=pk)
    url = link_of(banner, request) if banner.is_shown_at(timezone.now()) else ""
    if not url:
        raise Http404
    if is_reader(request):
        count_click(request, banner)
    return HttpResponseRedirect(url, headers={"X-Robots-Tag": "noindex, nofollow"})


def link_of(banner, request):
    """Return where a banner leads; "" where its page has been taken down."""
    if banner.page is None:
        return banner.address
    return banner.page.get_url(request) or "" if banner.page.live else ""


def is_reader(request):
    """Whether somebody followed the link, and no program or browser that fetches ahead."""
    ahead = "prefetch" in request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    return request.method == "GET" and not ahead and not is_robot(request.headers.get("User-Agent", ""))


def count_click(request, banner):
    """Count one click, unless this visitor has followed this banner today."""
    now = timezone.now()
    today = timezone.localdate(now, timezone.get_default_timezone())
    visitor, address = visitor_of(request, visit_store(), today)
    rest = max(1, midnight_after(today) - int(now.timestamp()))  # no digest outlives its day
    # Counted first: a flood of visitors' names fills no cache.
    if not PER_ADDRESS.take(address) and cache.add(f"banners:{banner.pk}:{visitor}", "yes", rest):
        with transaction.atomic():
            add(BannerClicks, {"banner_id": banner.pk, "day": today}, number=1)
