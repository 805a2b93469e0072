"""Banners: shown in their time, counted without knowing anybody, kept by editors, leading only where the row says."""

import datetime
from unittest import mock

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.banners.showing import banner_in
from home.foundation.groups import EDITORS, prepare_groups
from home.models import Banner, BannerClicks
from home.models.banners import BannerSlot, BannerState
from tests.factories import ArticlePageFactory, BannerFactory, ImageFactory, StandardPageFactory, UserFactory
from tests.factories.banners import days_from_now
from tests.factories.site import site_tree
from tests.reading import soup, vi

PHONE = {"HTTP_USER_AGENT": "Mozilla/5.0 (Linux; Android 14; SM-A155F) Chrome/131.0 Mobile Safari/537.36"}


class BannerTestCase(TestCase):
    def setUp(self):
        cache.clear()
        site_tree()

    def shown(self, address="/"):
        return [tag.get_text(strip=True) for tag in soup(self.client.get(address)).select(".signpost__text")]


class TimeTests(BannerTestCase):
    """When a banner is there."""

    def test_states(self):
        now = timezone.now()
        cases = {
            BannerState.SHOWN: {}, BannerState.COMING: {"coming": True}, BannerState.ENDING: {"ending": True},
            BannerState.OVER: {"over": True}, BannerState.OFF: {"is_on": False},
        }  # fmt: skip
        for state, traits in cases.items():
            banner = BannerFactory(**traits)
            assert banner.state_at(now) == state
            assert list(Banner.objects.in_state(state, now)) == [banner]

    def test_only_what_is_in_its_time_is_shown(self):
        BannerFactory(words="Chưa tới", coming=True)
        BannerFactory(words="Đã hết", over=True)
        BannerFactory(words="Đã tắt", is_on=False)
        assert self.shown() == []
        BannerFactory(words="Đang hiện")
        assert self.shown() == ["Đang hiện"]

    def test_it_appears_and_ends_on_the_second_though_the_rows_are_cached(self):
        moment = timezone.now().replace(microsecond=0)
        with time_machine.travel(moment, tick=False) as clock:
            BannerFactory(
                starts_at=moment + datetime.timedelta(seconds=10), ends_at=moment + datetime.timedelta(seconds=20)
            )
            assert self.shown() == []
            clock.shift(10)
            assert self.shown() == ["Dâu tây Cò Nòi vào vụ"]
            clock.shift(9)
            assert len(self.shown()) == 1
            clock.shift(1)
            assert self.shown() == []

    def test_a_place_without_a_banner_leaves_nothing_behind(self):
        page = soup(self.client.get("/"))
        assert page.select(".signpost") == []
        assert page.select("main > .container:empty") == []

    def test_several_take_turns_by_day(self):
        first, second = BannerFactory(sort_order=1), BannerFactory(sort_order=2)
        start = timezone.now()
        days = [banner_in(BannerSlot.FRONT_TOP, start + datetime.timedelta(days=number)) for number in range(4)]
        assert {days[0], days[1]} == {first, second}
        assert days[:2] == days[2:]

    def test_each_stands_in_its_own_place(self):
        BannerFactory(words="Trên đầu")
        BannerFactory(words="Ở giữa", slot=BannerSlot.FRONT_MIDDLE)
        BannerFactory(words="Dưới bài", slot=BannerSlot.NEWS)
        assert self.shown() == ["Trên đầu", "Ở giữa"]
        assert self.shown(ArticlePageFactory().get_url()) == ["Dưới bài"]

    def test_one_whose_page_was_taken_down_is_gone(self):
        page = StandardPageFactory()
        BannerFactory(page=page)
        assert len(self.shown()) == 1
        page.unpublish()
        assert self.shown() == []

    def test_one_whose_picture_is_lost_is_gone_and_the_page_stands(self):
        banner = BannerFactory()
        banner.image.file.storage.delete(banner.image.file.name)
        assert self.shown() == []

    def test_expiring_ones_the_first_first(self):
        later, soon = BannerFactory(ends_at=days_from_now(6)), BannerFactory(ends_at=days_from_now(2))
        BannerFactory(), BannerFactory(over=True), BannerFactory(coming=True), BannerFactory(ending=True, is_on=False)
        assert list(Banner.objects.expiring(7)) == [soon, later]
        assert list(Banner.objects.expiring(3)) == [soon]

    def test_it_costs_no_query_while_the_rows_are_cached(self):
        self.client.get("/")
        with CaptureQueriesContext(connection) as without:
            self.client.get("/")
        for number in range(5):
            BannerFactory(sort_order=number)
        self.client.get("/")
        with CaptureQueriesContext(connection) as with_banners:
            assert len(self.shown()) == 1
        assert len(with_banners) == len(without)

    def test_picture_and_words_are_told(self):
        banner = BannerFactory(words_en="Strawberries are in")
        link = soup(self.client.get("/")).select_one(".signpost")
        assert link["href"] == f"/b/{banner.pk}/"
        assert link.img["alt"] == "Giỏ dâu tây chín bên luống"
        english = soup(self.client.get("/en/")).select_one(".signpost")
        assert (english["href"], english.get_text(strip=True)) == (f"/en/b/{banner.pk}/", "Strawberries are in")


class RuleTests(BannerTestCase):
    """What a banner must have."""

    def errors(self, **values):
        banner = BannerFactory.build(image=ImageFactory(), page=site_tree().products)
        for name, value in values.items():
            setattr(banner, name, value)
        try:
            banner.full_clean()
        except ValidationError as error:
            return set(error.message_dict)
        return set()

    def test_rules(self):
        assert self.errors() == set()
        for name in ("alt_text", "words", "title", "image", "ends_at"):
            assert self.errors(**{name: None}) == {name}
        assert self.errors(page=None) == {"page"}
        assert self.errors(address="https://ocop.gov.vn/") == {"page"}
        assert self.errors(page=None, address="https://ocop.gov.vn/") == set()
        for address in ("http://ocop.gov.vn/", "javascript:alert(1)", "//khac.example", "/san-pham/"):
            assert "address" in self.errors(page=None, address=address)
        assert self.errors(ends_at=days_from_now(-20)) == {"ends_at"}
        assert self.errors(ends_at=days_from_now(357)) == {"ends_at"}
        assert self.errors(ends_at=days_from_now(355)) == set()
        assert self.errors(starts_at=days_from_now(-9), ends_at=days_from_now(-1)) == {"ends_at"}

    def test_the_database_holds_them_too(self):
        for values in ({"page": None}, {"address": "https://ocop.gov.vn/"}, {"ends_at": days_from_now(-30)}):
            with pytest.raises(IntegrityError), transaction.atomic():
                BannerFactory(**values)


class FollowTests(BannerTestCase):
    """Following a banner."""

    def follow(self, banner, path="/b/{}/", **headers):
        return self.client.get(path.format(banner.pk), **{**PHONE, **headers})

    def clicks(self, banner):
        return Banner.objects.with_clicks().get(pk=banner.pk).clicks

    def test_it_leads_to_its_page_or_its_address(self):
        inside, outside = BannerFactory(), BannerFactory(page=None, address="https://ocop.gov.vn/tin?a=1")
        assert self.follow(inside)["Location"] == "/san-pham/"
        assert self.follow(inside, "/en/b/{}/")["Location"] == "/en/san-pham/"
        answer = self.follow(outside)
        assert (answer.status_code, answer["Location"]) == (302, "https://ocop.gov.vn/tin?a=1")
        assert "no-store" in answer["Cache-Control"]

    def test_nothing_that_is_asked_changes_where(self):
        banner = BannerFactory()
        for tail in ("?next=https://khac.example", "?url=//khac.example", "?%00"):
            assert self.client.get(f"/b/{banner.pk}/{tail}", **PHONE)["Location"] == "/san-pham/"
        for path in ("/b/999999/", "/b/x/", f"/b/{10**30}/", "/b/"):
            assert self.client.get(path, **PHONE).status_code == 404

    def test_a_visitor_counts_once_a_day(self):
        banner, other = BannerFactory(), BannerFactory()
        moment = datetime.datetime(2031, 3, 12, 5, tzinfo=datetime.UTC)
        with time_machine.travel(moment, tick=False) as clock:
            Banner.objects.update(ends_at=moment + datetime.timedelta(days=30))
            for _time in range(3):
                self.follow(banner)
            self.follow(other)
            self.follow(banner, REMOTE_ADDR="203.0.113.9")
            assert (self.clicks(banner), self.clicks(other)) == (2, 1)
            clock.shift(datetime.timedelta(days=1))
            self.follow(banner)
        assert self.clicks(banner) == 3
        assert BannerClicks.objects.filter(banner=banner).count() == 2

    def test_robots_and_browsers_that_fetch_ahead_are_led_and_not_counted(self):
        banner = BannerFactory()
        for headers in (
            {"HTTP_USER_AGENT": "Googlebot/2.1"}, {"HTTP_USER_AGENT": ""}, {"HTTP_SEC_PURPOSE": "prefetch;prerender"},
        ):  # fmt: skip
            assert self.follow(banner, **headers).status_code == 302
        assert self.client.head(f"/b/{banner.pk}/", **PHONE).status_code == 302
        assert self.clicks(banner) == 0

    def test_a_flood_from_one_address_stops_counting_and_still_leads(self):
        banner = BannerFactory()
        with mock.patch("home.banners.views.cache.add", side_effect=cache.add) as kept:
            for number in range(65):
                answer = self.follow(banner, HTTP_USER_AGENT=f"Firefox {number}", REMOTE_ADDR="203.0.113.9")
                assert answer.status_code == 302
        assert self.clicks(banner) == 60
        assert len([call for call in kept.call_args_list if call.args[0].startswith("banners:")]) == 60

    def test_only_what_is_shown_leads_on(self):
        for traits in ({"over": True}, {"coming": True}, {"is_on": False}):
            with self.subTest(traits):
                assert self.follow(BannerFactory(**traits)).status_code == 404
        page = StandardPageFactory()
        banner = BannerFactory(page=page, ending=True)
        assert self.follow(banner).status_code == 302
        page.unpublish()
        assert self.follow(banner).status_code == 404


class EditorTests(BannerTestCase):
    """The editors' screens."""

    LIST = "/quan-tri/banners/"

    def setUp(self):
        super().setUp()
        prepare_groups(site_tree().home)
        self.editor = UserFactory()
        self.editor.groups.add(Group.objects.get(name=EDITORS))
        self.client.force_login(self.editor)

    def form(self, address):
        form = soup(self.client.get(address)).select_one("form[action]:has([name=alt_text])")
        self.action = form["action"]
        values = {}
        for tag in form.select("[name]"):
            if tag.name == "select":
                values[tag["name"]] = tag.select_one("[selected]")["value"]
            elif tag.get("type") != "checkbox" or tag.has_attr("checked"):
                values[tag["name"]] = tag.get("value") or tag.get_text() or ("on" if tag.has_attr("checked") else "")
        return values

    def test_the_list_tells_state_and_clicks(self):
        banner = BannerFactory(title="Mùa dâu", ending=True)
        BannerClicks.objects.create(banner=banner, day=timezone.localdate(), number=1234)
        line = soup(self.client.get(self.LIST)).select_one("tbody tr")
        assert line.select_one(f"a[href='{self.LIST}edit/{banner.pk}/']").get_text(strip=True) == "Mùa dâu"
        row = line.get_text(" ", strip=True)
        for words in ("Mùa dâu", "trang chủ, dưới phần đầu tiên", "sắp hết", "1.234"):
            assert words in row
        assert "luân phiên" not in row
        BannerFactory(title="Mùa na", slot=banner.slot)
        page = soup(self.client.get(self.LIST))
        assert "sắp hết, luân phiên theo ngày" in page.select_one("tbody").get_text(" ", strip=True)

    def test_rows_by_state(self):
        BannerFactory(title="Sắp hết", ending=True)
        BannerFactory(title="Chưa tới", coming=True)
        page = self.client.get(self.LIST, {"state": "coming"})
        assert [banner.title for banner in page.context["object_list"]] == ["Chưa tới"]
        assert self.client.get(self.LIST, {"state": "zzz", "slot": "zzz", "p": "zzz"}).status_code == 200

    def test_a_year_that_no_clock_can_reckon_with_is_refused(self):
        banner = BannerFactory()
        values = self.form(f"{self.LIST}edit/{banner.pk}/")
        for year in ("0001", "9999"):
            moments = {"starts_at": f"{year}-01-01 00:00", "ends_at": f"{year}-12-31 23:59"}
            answer = self.client.post(self.action, {**values, **moments})
            assert answer.context["form"].errors.keys() >= {"starts_at", "ends_at"}
        assert Banner.objects.get(pk=banner.pk).ends_at == banner.ends_at

    def test_an_editor_renews_one_that_is_over_with_clicks_at_none(self):
        old = BannerFactory(title="Tết", starts_at=days_from_now(-100), ends_at=days_from_now(-70))
        BannerClicks.objects.create(banner=old, day=timezone.localdate(), number=9)
        values = self.form(f"{self.LIST}copy/{old.pk}/")
        answer = self.client.post(self.action, {**values, "title": "Tết năm sau"})
        assert answer.status_code == 302
        new = Banner.objects.with_clicks().get(title="Tết năm sau")
        assert (new.state, new.clicks, new.words) == (BannerState.SHOWN, 0, old.words)
        assert abs(new.ends_at - days_from_now(30)) < datetime.timedelta(minutes=2)

    def test_what_is_missing_is_said_and_nothing_is_lost(self):
        old = BannerFactory()
        address = f"{self.LIST}edit/{old.pk}/"
        answer = self.client.post(address, {**self.form(address), "alt_text": "", "words": "Chữ mới"})
        assert answer.status_code == 200
        assert "Chữ mới" in answer.content.decode()
        old.refresh_from_db()
        assert old.words == "Dâu tây Cò Nòi vào vụ"

    def test_an_address_without_https_is_told_so_and_nothing_else(self):
        banner = BannerFactory(page=None, address="https://ocop.gov.vn/")
        address = f"{self.LIST}edit/{banner.pk}/"
        answer = self.client.post(address, {**self.form(address), "address": "http://ocop.gov.vn/"})
        assert answer.context["form"].errors == {"address": [vi("Write the whole address, beginning with https://.")]}

    def test_clicks_that_come_while_an_editor_writes_stay(self):
        banner = BannerFactory()
        address = f"{self.LIST}edit/{banner.pk}/"
        values = self.form(address)
        self.client.get(f"/b/{banner.pk}/", **PHONE)
        assert self.client.post(address, {**values, "words": "Chữ mới"}).status_code == 302
        assert Banner.objects.with_clicks().get().clicks == 1

    def test_the_right_reaches_a_site_that_is_older(self):
        editors = Group.objects.get(name=EDITORS)
        editors.permissions.remove(*editors.permissions.filter(content_type__model="banner"))
        assert self.client.get(self.LIST).status_code == 302
        prepare_groups(site_tree().home)
        assert self.client.get(self.LIST).status_code == 200
