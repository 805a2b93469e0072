"""Being counted, seen from the reader's side."""

import re

import pytest
from django.core.cache import cache

from home.models import Banner, BannerClicks, PageVisits, SiteVisits
from home.visits.roll_up import settle
from tests.browser.conftest import PHONE

READER = (
    "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36"
)


@pytest.fixture
def uncounted():
    """Takes what a test has counted away again."""
    before = [set(model.objects.values_list("pk", flat=True)) for model in (SiteVisits, PageVisits)]
    yield
    for model, known in zip((SiteVisits, PageVisits), before, strict=True):
        model.objects.exclude(pk__in=known).delete()
    BannerClicks.objects.all().delete()
    cache.clear()


def test_a_reader_is_counted_without_a_cookie_and_reads_the_numbers_at_the_foot(open_page, uncounted):
    page = open_page(None, viewport=PHONE, user_agent=READER)
    with page.expect_response(lambda answer: answer.request.method == "POST") as beacon:
        page.goto("/san-pham/")
    assert (beacon.value.status, beacon.value.url.endswith("/luot-xem/")) == (204, True)
    assert page.context.cookies() == []
    numbers = page.locator(".visit-numbers")
    assert numbers.is_hidden()
    page.locator(".site-footer").scroll_into_view_if_needed()
    numbers.wait_for(state="visible")
    assert re.match(
        r"Thống kê truy cập Đang xem \d+ Hôm nay \d+ Tuần này [\d.]+", " ".join(numbers.inner_text().split())
    )
    settle()
    assert SiteVisits.objects.order_by("-start").first().views >= 1


def test_a_program_is_not_counted(open_page, uncounted):
    before = SiteVisits.objects.count()
    page = open_page(None)
    with page.expect_response(lambda answer: answer.request.method == "POST") as beacon:
        page.goto("/san-pham/")
    assert beacon.value.status == 204
    assert SiteVisits.objects.count() == before


def test_a_banner_leads_where_it_says_without_scripts_too(open_page, uncounted):
    banner = Banner.objects.get(slot="front-middle")
    page = open_page("/", user_agent=READER, java_script_enabled=False)
    page.locator(f".signpost[href='/b/{banner.pk}/']").click()
    assert page.url.endswith(banner.page.get_url())
    assert BannerClicks.objects.get(banner=banner).number == 1
