"""A member's screens about its products: price, months, stock, certificates; saved at once, told, and taken back."""

import datetime
import re
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cooperatives.choices import LivingFact
from cooperatives.models import LivingChange, ProducerPage
from cooperatives.onboarding import add_member
from home.foundation.groups import prepare_groups
from products import catalogue
from products.choices import Stock
from products.models import Certificate, Offer, PriceTier, ProductPage, SupplyMonth
from products.stall.dong import read_dong
from products.stall.rows import PER_PAGE
from tests.factories import (
    CertificateFactory,
    MemberFactory,
    OfferFactory,
    ProducerPageFactory,
    ProductPageFactory,
    UserFactory,
    site_tree,
)
from tests.factories.catalogue import STRAWBERRY
from tests.reading import query_count, soup, vi, words

HOME = "/gian-hang/"
MAXIMUM_QUERIES = 25


def ago(days):
    return timezone.localdate() - datetime.timedelta(days=days)


def in_days(days):
    return ago(-days)


def sent(response):
    """Returns what a browser would send back from the screen's form, untouched."""
    form = soup(response).select_one("#stall-form")
    for template in form.select("template"):
        template.decompose()
    values = {field["name"]: field.get_text().removeprefix("\n") for field in form.select("textarea")}
    for field in form.select("input, select"):
        if field.get("type") == "checkbox" and not field.has_attr("checked"):
            continue
        if field.name == "select":
            field = field.select_one("option[selected]") or field.option
            values[field.find_parent("select")["name"]] = field["value"]
        else:
            values[field["name"]] = field.get("value", "on" if field.get("type") == "checkbox" else "")
    return values


@pytest.mark.once
class ReadDongTests(TestCase):
    """Prices as people type them."""

    def test_what_can_be_read(self):
        for text, price in (
            ("120.000", 120_000),
            ("120000", 120_000),
            ("120 000", 120_000),
            ("120,000", 120_000),
            ("120 nghìn", 120_000),
            ("120 NGHÌN", 120_000),
            ("120 ngàn đồng", 120_000),
            ("120k", 120_000),
            ("12,5k", 12_500),
            ("120.000đ", 120_000),
            ("120.000 ₫", 120_000),
            ("1.200k", 1_200_000),
            ("1,2 triệu", 1_200_000),
            ("1tr2", 1_200_000),
            ("1tr250", 1_250_000),
            ("2 tr", 2_000_000),
        ):
            assert read_dong(text) == price, text

    def test_what_cannot(self):
        for text in ("", "abc", "k", "-5", "12.50.0", "1.5", "120x", "120 000 0", "²", "1e5", "٣٤٥k5", "12,3456 triệu"):
            with pytest.raises(ValueError, match=r".*"):
                read_dong(text)


class ProductStallTestCase(TestCase):
    """Strawberries of one co-op with two members, and another co-op's pumpkins."""

    @classmethod
    def setUpTestData(cls):
        prepare_groups(site_tree().home)
        cls.producer = ProducerPageFactory(title="HTX Đồi Nắng", slug="doi-nang")
        cls.member = MemberFactory(member_of=cls.producer, username="hoa@example.vn")
        cls.colleague = MemberFactory(member_of=cls.producer, username="lan@example.vn", first_name="Lan")
        cls.product = ProductPageFactory(title="Dâu tây Đồi Nắng", slug="dau-tay", parent=cls.producer)
        cls.offer = OfferFactory(product=cls.product, price_confirmed_on=ago(40), supply_confirmed_on=ago(40))
        cls.other = ProducerPageFactory(title="HTX Suối Lạnh", slug="suoi-lanh")
        cls.stranger = MemberFactory(member_of=cls.other, username="khac@example.vn", first_name="Khác")
        cls.foreign = ProductPageFactory(title="Bí đỏ bí mật", slug="bi-do", parent=cls.other)
        cls.foreign_offer = OfferFactory(product=cls.foreign, price_note="Giá bí mật")

    def setUp(self):
        self.client.force_login(self.member)

    def url(self, name, product=None):
        return reverse(f"stall_products:{name}", args=[(product or self.product).pk])

    def open_form(self, name, product=None):
        return sent(self.client.get(self.url(name, product)))

    @contextmanager
    def committed(self):
        """Lets what waits for the end of the transaction run, as if it were a transaction of its own."""
        connection.run_on_commit.clear()
        with self.captureOnCommitCallbacks(execute=True):
            yield

    def send(self, name, values, product=None, **kwargs):
        with self.committed():
            return self.client.post(self.url(name, product), values, **kwargs)

    def tiers(self, product=None):
        rows = PriceTier.objects.filter(offer__product=product or self.product)
        return list(rows.values_list("grade", "retail", "wholesale"))

    def levels(self):
        rows = SupplyMonth.objects.filter(offer__product=self.product).order_by("month")
        return tuple(rows.values_list("availability", flat=True))

    def reloaded(self):
        return Offer.objects.get(product=self.product)

    def undo(self, change=None):
        change = change or LivingChange.objects.first()
        with self.committed():
            return self.client.post(reverse("stall:undo", args=[change.pk]), {"next": self.url("product")}, follow=True)


class PriceScreenTests(ProductStallTestCase):
    """One row per grade, as people type; public at once."""

    def test_a_new_price_is_public_at_once_with_todays_date(self):
        values = self.open_form("price")
        response = self.send("price", {**values, "tiers-0-retail": "260 nghìn"}, follow=True)
        assert response.redirect_chain[0][0].startswith(self.url("product"))
        assert self.tiers() == [("Loại 1", 260_000, 210_000), ("Loại 2", 120_000, 95_000)]
        assert self.reloaded().price_confirmed_on == timezone.localdate()
        saved = soup(response).select_one(".stall-saved")
        assert "Người mua thấy ngay." in words(saved)
        assert words(saved.select_one("li")) == "Dâu tây Đồi Nắng. Loại 1: 250.000 ₫, nay 260.000 ₫"
        assert "260.000" in words(self.client.get(self.product.url))
        assert "260.000" in words(self.client.get("/san-pham/"))

    def test_who_and_when_is_written_down(self):
        values = self.open_form("price")
        self.send("price", {**values, "tiers-0-retail": "260k"})
        change = LivingChange.objects.get()
        assert (change.fact, change.user, change.page_id, change.producer_id) == (
            LivingFact.PRICE,
            self.member,
            self.product.pk,
            self.producer.pk,
        )
        assert [tier["retail"] for tier in change.before["tiers"]] == [250_000, 120_000]
        assert [tier["retail"] for tier in change.after["tiers"]] == [260_000, 120_000]

    def test_the_button_takes_it_back_with_its_date(self):
        values = self.open_form("price")
        self.send("price", {**values, "tiers-0-retail": "260k", "note": "Giá tại vườn"})
        response = self.undo()
        assert self.tiers() == [("Loại 1", 250_000, 210_000), ("Loại 2", 120_000, 95_000)]
        assert (self.reloaded().price_note, self.reloaded().price_confirmed_on) == ("", ago(40))
        assert "Đã hoàn tác." in words(response)
        assert "250.000" in words(self.client.get(self.product.url))

    def test_saving_without_a_change_confirms(self):
        self.send("price", self.open_form("price"))
        assert self.reloaded().price_confirmed_on == timezone.localdate()
        change = LivingChange.objects.get()
        assert change.before["tiers"] == change.after["tiers"]
        self.send("price", self.open_form("price"))
        assert LivingChange.objects.count() == 1

    def test_a_grade_is_added_without_a_script(self):
        values = self.open_form("price")
        response = self.send("price", {**values, "tiers-0-retail": "255k", "redraw": "more"})
        assert response.status_code == 200
        assert not LivingChange.objects.exists()
        more = sent(response)
        assert (more["tiers-TOTAL_FORMS"], more["tiers-0-retail"], more["tiers-2-unit"]) == ("3", "255k", "kg")
        self.send("price", {**more, "tiers-2-grade": "Loại 3", "tiers-2-retail": "90000"})
        assert self.tiers() == [("Loại 1", 255_000, 210_000), ("Loại 2", 120_000, 95_000), ("Loại 3", 90_000, None)]

    def test_a_grade_is_taken_away(self):
        values = self.open_form("price")
        self.send("price", {**values, "tiers-0-DELETE": "on", "tiers-0-retail": "không còn"})
        assert self.tiers() == [("Loại 2", 120_000, 95_000)]

    def test_the_first_price_of_a_product_that_had_nothing(self):
        product = ProductPageFactory(parent=self.producer)
        values = self.open_form("price", product)
        assert (values["tiers-TOTAL_FORMS"], values["tiers-0-unit"]) == ("1", "kg")
        self.send("price", {**values, "tiers-0-retail": "85k", "tiers-0-minimum_order": "20 kg"}, product)
        assert self.tiers(product) == [("", 85_000, None)]
        self.undo()
        assert self.tiers(product) == []

    def test_an_empty_row_says_nothing(self):
        values = self.open_form("price")
        more = sent(self.send("price", {**values, "redraw": "more"}))
        self.send("price", more)
        assert len(self.tiers()) == 2

    def test_mistakes_are_told_in_the_field_and_nothing_typed_is_lost(self):
        for typed, sentence in (
            ("rẻ thôi", "Viết giá bằng số, như 120.000 hoặc 120k."),
            ("120", "120 ₫ thì ít quá. Nếu là 120 nghìn, hãy viết 120.000 hoặc 120k."),
            ("9999999999999", "Giá này cao quá. Mời xem lại số 0."),
        ):
            values = self.open_form("price")
            response = self.send("price", {**values, "tiers-0-retail": typed, "tiers-1-retail": "125k"})
            page = soup(response)
            assert words(page.select_one("#id_tiers-0-retail_error")) == sentence
            assert page.select_one("#id_tiers-0-retail")["value"] == typed
            assert page.select_one("#id_tiers-1-retail")["value"] == "125k"
        assert self.tiers() == [("Loại 1", 250_000, 210_000), ("Loại 2", 120_000, 95_000)]
        assert not LivingChange.objects.exists()

    def test_two_grades_of_one_name_are_refused(self):
        values = self.open_form("price")
        response = self.send("price", {**values, "tiers-1-grade": "Loại 1"})
        assert "Có hai hạng trùng tên." in words(response)
        assert not LivingChange.objects.exists()

    def test_forged_and_broken_forms_are_no_errors(self):
        values = self.open_form("price")
        long = "đ" * 500
        for forged in (
            {},
            {"seen": values["seen"]},
            {**values, "tiers-TOTAL_FORMS": "9999"},
            {**values, "tiers-TOTAL_FORMS": "-1"},
            {**values, "tiers-TOTAL_FORMS": "zzz"},
            {**values, "tiers-INITIAL_FORMS": "1000"},
            {**values, "tiers-0-grade": long},
            {**values, "note": long},
            {**values, "tiers-TOTAL_FORMS": "zzz", "redraw": "more"},
        ):
            response = self.send("price", forged)
            assert response.status_code == 200, forged
            assert not LivingChange.objects.exists()
        with_nul = {**values, "note": "a\x00b"}
        assert self.client.post(self.url("price"), with_nul).status_code == 200
        urlencoded = {"data": urlencode(with_nul), "content_type": "application/x-www-form-urlencoded"}
        assert self.client.post(self.url("price"), **urlencoded).status_code == 400
        assert not LivingChange.objects.exists()

    def test_names_in_other_scripts_and_signs_are_kept(self):
        values = self.open_form("price")
        name = "ꪎꪱꪉ 🍓 Loại\u0009một\u200b"
        self.send("price", {**values, "tiers-0-grade": name})
        assert self.tiers()[0][0] == "ꪎꪱꪉ 🍓 Loại một"

    def test_another_producers_product_is_not_there(self):
        for name in ("price", "months", "stock", "product", "confirm"):
            for method in ("get", "post"):
                if (name, method) == ("confirm", "get"):
                    continue
                response = getattr(self.client, method)(self.url(name, self.foreign), {"seen": "", "stock": "het"})
                expected = 405 if (name, method) == ("product", "post") else 404
                assert response.status_code == expected, (name, method)
                assert "bí mật" not in response.content.decode()
        assert not LivingChange.objects.exists()
        assert Offer.objects.get(pk=self.foreign_offer.pk).stock == Stock.IN

    def test_a_posted_owner_means_nothing(self):
        values = self.open_form("price")
        forged = {"producer": self.other.pk, "page": self.foreign.pk, "product": self.foreign.pk, "pk": self.foreign.pk}
        self.send("price", {**values, **forged, "tiers-0-retail": "260k"})
        assert self.tiers()[0][1] == 260_000
        assert self.tiers(self.foreign)[0][1] == 250_000
        assert LivingChange.objects.get().producer_id == self.producer.pk


class TwoAtOnceTests(ProductStallTestCase):
    """Nobody's change is overwritten unseen."""

    def setUp(self):
        super().setUp()
        self.mine = self.open_form("price")
        self.client.force_login(self.colleague)
        self.send("price", {**self.open_form("price"), "tiers-0-retail": "240k"})
        self.client.force_login(self.member)

    def test_both_are_shown_and_nothing_is_saved(self):
        response = self.send("price", {**self.mine, "tiers-0-retail": "260k"})
        assert response.status_code == 409
        conflict = soup(response).select_one(".stall-conflict")
        assert words(conflict.h2).startswith("Lan vừa đổi lúc")
        theirs, mine = conflict.select("ul")
        assert "Loại 1: 240.000 ₫/kg, giá sỉ 210.000 ₫" in words(theirs)
        assert "Loại 1: 260.000 ₫/kg, giá sỉ 210.000 ₫" in words(mine)
        assert soup(response).select_one("#id_tiers-0-retail")["value"] == "260k"
        assert self.tiers()[0][1] == 240_000
        assert LivingChange.objects.count() == 1

    def test_sent_once_more_it_is_saved_and_the_step_is_told(self):
        again = sent(self.send("price", {**self.mine, "tiers-0-retail": "260k"}))
        self.send("price", again)
        assert self.tiers()[0][1] == 260_000
        newest = LivingChange.objects.first()
        assert (newest.user, newest.before["tiers"][0]["retail"]) == (self.member, 240_000)

    def test_a_third_change_in_between_is_shown_again(self):
        again = sent(self.send("price", {**self.mine, "tiers-0-retail": "260k"}))
        PriceTier.objects.filter(offer=self.offer, grade="Loại 1").update(retail=230_000)
        response = self.send("price", again)
        assert response.status_code == 409
        assert words(soup(response).select_one(".stall-conflict h2")) == "Vừa có người đổi:"
        assert self.tiers()[0][1] == 230_000

    def test_the_same_price_from_both_is_no_quarrel(self):
        response = self.send("price", {**self.mine, "tiers-0-retail": "240.000"})
        assert response.status_code == 302
        assert LivingChange.objects.count() == 1

    def test_a_form_without_its_version_overwrites_nothing(self):
        for seen in ("", "x", "0" * 16):
            assert self.send("price", {**self.mine, "seen": seen, "tiers-0-retail": "260k"}).status_code == 409
        assert self.tiers()[0][1] == 240_000

    def test_a_confirmation_in_between_is_no_quarrel(self):
        mine = self.open_form("price")
        self.send("confirm", {"fact": "price"})
        assert self.send("price", {**mine, "tiers-0-retail": "260k"}).status_code == 302

    def test_an_older_change_cannot_be_taken_back_over_a_newer(self):
        again = sent(self.send("price", {**self.mine, "tiers-0-retail": "260k"}))
        self.send("price", again)
        older = LivingChange.objects.last()
        assert "Sau đó đã có lần đổi mới hơn." in words(self.undo(older))
        assert self.tiers()[0][1] == 260_000

    def test_stock_says_who_was_faster_and_a_second_tap_decides(self):
        seen = soup(self.client.get(self.url("stock"))).select_one("[data-stock] [name=seen]")["value"]
        self.client.force_login(self.colleague)
        self.send("stock", {"stock": Stock.OUT, "seen": seen})
        self.client.force_login(self.member)
        response = self.send("stock", {"stock": Stock.SOON, "seen": seen})
        assert response.status_code == 409
        assert "Lan vừa đổi" in words(response)
        assert self.reloaded().stock == Stock.OUT
        json = self.send("stock", {"stock": Stock.SOON, "seen": seen}, headers={"accept": "application/json"}).json()
        assert json["stock"] == Stock.OUT
        assert "Lan vừa đổi" in json["line"]
        self.send("stock", {"stock": Stock.SOON, "seen": json["seen"]})
        assert self.reloaded().stock == Stock.SOON


@pytest.mark.once
class SignedOutTests(ProductStallTestCase):
    """What was typed survives the end of the session."""

    def test_it_is_there_again_after_signing_in(self):
        values = self.open_form("price")
        self.client.logout()
        response = self.send("price", {**values, "tiers-0-retail": "260k"})
        assert response.url == f"{reverse('login')}?next={self.url('price')}"
        self.client.force_login(self.member)  # carries the session over, as signing in does
        page = self.client.get(self.url("price"))
        assert soup(page).select_one("#id_tiers-0-retail")["value"] == "260k"
        assert "chưa lưu: mời xem lại rồi bấm Lưu" in words(page)
        assert not LivingChange.objects.exists()
        self.send("price", sent(page))
        assert self.tiers()[0][1] == 260_000
        assert soup(self.client.get(self.url("price"))).select_one("#id_tiers-0-retail")["value"] == "260.000"

    def test_what_changed_meanwhile_is_noticed(self):
        values = self.open_form("price")
        self.client.logout()
        self.send("price", {**values, "tiers-0-retail": "260k"})
        PriceTier.objects.filter(offer=self.offer, grade="Loại 1").update(retail=230_000)
        self.client.force_login(self.member)
        assert self.send("price", self.open_form("price")).status_code == 409

    def test_another_person_at_the_same_phone_gets_nothing_of_it(self):
        values = self.open_form("price")
        self.client.logout()
        self.send("price", {**values, "tiers-0-retail": "260k", "note": "Chỉ mình tôi"})
        self.client.force_login(self.stranger)
        assert self.client.get(self.url("price")).status_code == 404
        assert "Chỉ mình tôi" not in self.client.get(self.url("price", self.foreign)).content.decode()

    def test_a_heap_of_text_is_not_kept(self):
        self.client.logout()
        self.send("price", {"note": "a" * 30_000})
        assert "stall_kept" not in self.client.session


class MonthsScreenTests(ProductStallTestCase):
    """Twelve months, by taps or selects."""

    def test_the_form_shows_what_stands(self):
        values = self.open_form("months")
        assert tuple(int(values[f"level_{month}"]) for month in range(1, 13)) == STRAWBERRY
        assert (values["capacity_2"], values["capacity_5"], values["unit"]) == ("6", "", "tấn")

    def test_the_season_in_words_has_room_for_a_sentence_and_stays_on_one_line(self):
        values = self.open_form("months")
        field = soup(self.client.get(self.url("months"))).select_one("#stall-form [name=note]")
        assert (field.name, field["maxlength"]) == ("textarea", "120")
        self.send("months", {**values, "note": "Rộ vụ\r\ntháng 2–4"})
        assert self.reloaded().season_note == "Rộ vụ tháng 2–4"

    def test_new_months_are_public_at_once(self):
        values = self.open_form("months")
        response = self.send(
            "months", {**values, "level_5": "1", "capacity_5": "1,5", "note": "Kéo đến tháng 5"}, follow=True
        )
        assert self.levels() == (1, 2, 2, 2, 1, 0, 0, 0, 0, 0, 0, 1)
        assert [words(tag) for tag in soup(response).select(".stall-saved__lines li")] == [
            "Dâu tây Đồi Nắng. Tháng 5: không có, nay có ít, 1,5 tấn",
            "Ghi chú: không có, nay Kéo đến tháng 5",
        ]
        entry = ProductPage.objects.get(pk=self.product.pk).entry
        assert (entry.supply, entry.season_note) == ("122210000001", "Kéo đến tháng 5")
        self.undo()
        assert self.levels() == STRAWBERRY
        assert self.reloaded().season_note == ""
        assert ProductPage.objects.get(pk=self.product.pk).entry.supply == "122200000001"

    def test_all_year_and_back(self):
        self.send("months", {**self.open_form("months"), "all_year": "on"})
        assert self.levels() == (3,) * 12
        values = self.open_form("months")
        assert values["all_year"] == "on"
        del values["all_year"]
        self.send("months", {**values, **{f"level_{month}": "0" for month in range(2, 13)}})
        assert self.levels() == (2,) + (0,) * 11

    def test_a_month_without_supply_has_no_amount(self):
        values = self.open_form("months")
        self.send("months", {**values, "level_2": "0"})
        row = SupplyMonth.objects.get(offer=self.offer, month=2)
        assert (row.availability, row.capacity) == (0, None)

    def test_a_single_steady_month_survives(self):
        SupplyMonth.objects.filter(offer=self.offer, month=6).update(availability=3)
        self.send("months", self.open_form("months"))
        assert self.levels()[5] == 3

    def test_amounts_are_read_as_vietnam_types_them(self):
        values = self.open_form("months")
        self.send("months", {**values, "capacity_1": "1.250", "capacity_2": "12,5"})
        amounts = SupplyMonth.objects.filter(offer=self.offer, month__in=(1, 2)).order_by("month")
        assert [str(row.capacity) for row in amounts] == ["1250.0", "12.5"]
        assert self.open_form("months")["capacity_1"] == "1.250"

    def test_bad_input_is_told_and_nothing_changes(self):
        values = self.open_form("months")
        for forged in (
            {"level_1": "9"},
            {"level_1": "abc"},
            {"capacity_1": "nhiều"},
            {"capacity_1": "-3"},
            {"unit": "bao"},
        ):
            response = self.send("months", {**values, **forged})
            assert response.status_code == 200
            assert "Chưa lưu: có chỗ bên dưới chưa đọc được." in words(response), forged
        assert self.send("months", {}).status_code == 200
        assert not LivingChange.objects.exists()

    def test_two_at_once(self):
        mine = self.open_form("months")
        self.client.force_login(self.colleague)
        self.send("months", {**self.open_form("months"), "level_6": "2"})
        self.client.force_login(self.member)
        response = self.send("months", {**mine, "level_7": "2"})
        assert response.status_code == 409
        assert "Tháng 6: rộ vụ" in words(soup(response).select_one(".stall-conflict ul"))
        assert self.levels()[5:7] == (2, 0)


class StockTests(ProductStallTestCase):
    """Three buttons; a tap saves."""

    def tap(self, stock, **kwargs):
        buttons = soup(self.client.get(HOME)).select_one("[data-stock]")
        values = {field["name"]: field["value"] for field in buttons.select("input")}
        return self.send("stock", {**values, "stock": stock}, **kwargs)

    def test_without_a_script_it_leads_back_and_tells(self):
        response = self.tap(Stock.SOON, follow=True)
        assert response.redirect_chain[0][0].startswith(f"{HOME}?saved=")
        assert self.reloaded().stock == Stock.SOON
        pressed = soup(response).select(".stall-stock__choice[aria-pressed=true]")
        assert [words(button) for button in pressed] == ["Sắp có"]
        assert "Dâu tây Đồi Nắng. Có hàng, nay Sắp có" in words(soup(response).select_one(".stall-saved"))
        assert "Sắp có hàng" in words(self.client.get(self.product.url))
        entry = ProductPage.objects.get(pk=self.product.pk).entry
        assert (entry.stock, entry.in_stock) == (Stock.SOON, False)

    def test_a_script_gets_the_line_with_the_way_back(self):
        answer = self.tap(Stock.OUT, headers={"accept": "application/json"}).json()
        assert answer["stock"] == Stock.OUT
        change = LivingChange.objects.get()
        assert reverse("stall:undo", args=[change.pk]) in answer["line"]
        assert "csrfmiddlewaretoken" in answer["line"]
        again = self.send(
            "stock", {"stock": "in", "seen": answer["seen"]}, headers={"accept": "application/json"}
        ).json()
        assert again["stock"] == Stock.OUT

    def test_taken_back(self):
        self.tap(Stock.OUT)
        self.undo()
        assert self.reloaded().stock == Stock.IN
        assert ProductPage.objects.get(pk=self.product.pk).entry.in_stock is True

    def test_a_tap_on_what_stands_changes_nothing(self):
        self.tap(Stock.IN)
        assert not LivingChange.objects.exists()

    def test_stock_and_price_are_taken_back_each_for_itself(self):
        self.tap(Stock.OUT)
        self.send("price", {**self.open_form("price"), "tiers-0-retail": "260k"})
        self.undo(LivingChange.objects.get(fact=LivingFact.STOCK))
        assert (self.reloaded().stock, self.tiers()[0][1]) == (Stock.IN, 260_000)


class ConfirmTests(ProductStallTestCase):
    """ "Giá vẫn đúng": one tap for one product."""

    def test_each_fact_alone_and_both(self):
        today = timezone.localdate()
        for fact, price, supply in (("price", today, ago(40)), ("supply", ago(40), today), ("both", today, today)):
            Offer.objects.update(price_confirmed_on=ago(40), supply_confirmed_on=ago(40))
            self.send("confirm", {"fact": fact})
            offer = self.reloaded()
            assert (offer.price_confirmed_on, offer.supply_confirmed_on) == (price, supply), fact

    def test_the_list_and_the_page_know_at_once(self):
        Offer.objects.filter(pk=self.offer.pk).update(price_confirmed_on=ago(100), supply_confirmed_on=ago(100))
        catalogue.refresh_all()
        fresh = ProductPageFactory(title="Na dai", parent=self.other)
        OfferFactory(product=fresh, price_confirmed_on=ago(50), supply_confirmed_on=ago(50))
        catalogue.refresh_all()

        def places():
            cards = soup(self.client.get("/san-pham/")).select("main .card__title")
            return [words(card) for card in cards].index("Dâu tây Đồi Nắng")

        assert places() == 2
        assert vi("Price confirmed long ago") in words(self.client.get("/san-pham/"))
        self.send("confirm", {"fact": "both"})
        assert places() == 0
        assert vi("Price confirmed long ago") not in words(self.client.get("/san-pham/"))
        assert "xác nhận ngày" in words(self.client.get(self.product.url)).lower()

    def test_tasks_ask_for_what_is_old(self):
        titles = []
        for days in (75, 76, 90, 91):
            Offer.objects.filter(pk=self.offer.pk).update(price_confirmed_on=ago(days), supply_confirmed_on=ago(1))
            tasks = soup(self.client.get(HOME)).select(".stall-task")
            titles.append([words(task.h3) for task in tasks if "Giá" in words(task.h3)])
        name = "Giá Dâu tây Đồi Nắng chưa xác nhận"
        assert titles == [[], [f"{name} 76 ngày"], [f"{name} 90 ngày"], [f"{name} 91 ngày"]]

    def test_many_old_ones_make_one_task(self):
        for _number in range(3):
            product = ProductPageFactory(parent=self.producer)
            OfferFactory(product=product, price_confirmed_on=ago(100), supply_confirmed_on=ago(100))
        text = words(self.client.get(HOME))
        assert "3 sản phẩm lâu chưa xác nhận giá hoặc tháng có hàng" in text
        assert "Giá và tháng có hàng của" not in text

    def test_drafts_and_products_without_a_price_are_not_asked_for(self):
        Offer.objects.filter(pk=self.offer.pk).update(price_confirmed_on=ago(100), supply_confirmed_on=ago(100))
        PriceTier.objects.filter(offer=self.offer).delete()
        SupplyMonth.objects.filter(offer=self.offer).update(availability=0)
        assert "Giá Dâu tây" not in words(soup(self.client.get(HOME)).select_one("section[aria-labelledby=viec]"))
        draft = ProductPageFactory(parent=self.producer, live=False)
        OfferFactory(product=draft, price_confirmed_on=ago(100), supply_confirmed_on=ago(100))
        assert "chưa xác nhận 100 ngày" not in words(self.client.get(HOME))


@pytest.mark.once
class ProductRowsTests(ProductStallTestCase):
    """The products on the home, with where each stands."""

    def rows(self, url=HOME):
        return {
            words(tag.select_one(".stall-product__title")): tag
            for tag in soup(self.client.get(url)).select(".stall-product")
        }

    def test_price_days_and_stock(self):
        row = self.rows()["Dâu tây Đồi Nắng"]
        assert words(row.select_one(".stall-product__price")) == "120.000 – 250.000 ₫/kg, xác nhận 40 ngày trước"
        assert words(row.select_one("[aria-pressed=true]")) == "Có hàng"
        assert not row.select(".stall-state")

    def test_an_old_price_stands_out(self):
        Offer.objects.filter(pk=self.offer.pk).update(price_confirmed_on=ago(91))
        assert words(self.rows()["Dâu tây Đồi Nắng"].select_one(".stall-late")) == "xác nhận 91 ngày trước"

    def test_where_each_stands(self):
        ProductPageFactory(title="Bản nháp", parent=self.producer, live=False)
        for title, is_returned in (("Đã gửi", False), ("Trả lại", True)):
            page = ProductPageFactory(title=title, parent=self.producer)
            page.summary = "Câu mới."
            page.save_revision(user=self.member)
            state = page.get_workflow().start(page, self.member)
            if is_returned:
                task = state.current_task_state
                task.task.specific.on_action(task, UserFactory(is_superuser=True), "reject", comment="Xin thêm ảnh.")
        changed = ProductPageFactory(title="Tên cũ", parent=self.producer)
        changed.title = "Tên mới"
        changed.save_revision(user=self.member)
        states = {
            title: [words(tag) for tag in row.select(".stall-state, .stall-task__words")]
            for title, row in self.rows().items()
        }
        assert states == {
            "Dâu tây Đồi Nắng": [],
            "Bản nháp": ["Bản nháp, chưa đăng"],
            "Đã gửi": ["Chờ duyệt"],
            "Trả lại": ["Cần sửa lại", "Xin thêm ảnh."],
            "Tên mới": ["Đang đăng; có thay đổi chưa gửi duyệt"],
        }

    def test_more_than_a_page_full_leads_to_the_list(self):
        for number in range(PER_PAGE):
            ProductPageFactory(title=f"Sản phẩm {number}", parent=self.producer)
        assert len(self.rows()) == PER_PAGE
        assert f"Xem cả {PER_PAGE + 1} sản phẩm" in words(self.client.get(HOME))
        assert list(self.rows(reverse("stall_products:list") + "?page=2")) == [f"Sản phẩm {PER_PAGE - 1}"]
        for query in ("?page=zzz", "?page=999", "?page="):
            assert self.client.get(reverse("stall_products:list") + query).status_code == 200

    def test_ids_stay_plain_numbers(self):
        # Numbers are grouped for readers ("1.234"); an id or an address must not be.
        page = ProductPage.objects.get(pk=self.product.pk)
        ProducerPage.objects.filter(pk=self.producer.pk).update(title="HTX Đồi Nắng")
        for url in (HOME, self.url("price"), self.url("months")):
            html = self.client.get(url).content.decode()
            assert not re.search(r'(id="(sp|giay)-|data-stall-form="\w+-|data-member=")\d+\.\d', html)
        assert f"sp-{page.pk}" in self.client.get(HOME).content.decode()


class CertificateTests(ProductStallTestCase):
    """Days left, and when a renewal is filed."""

    def rows(self, **dates):
        Certificate.objects.all().delete()
        CertificateFactory(product=self.product, issued_on=ago(900), **dates)
        page = soup(self.client.get(reverse("stall_products:certificates")))
        tasks = [
            words(task.h3) for task in soup(self.client.get(HOME)).select(".stall-task") if "sao" in words(task.h3)
        ]
        return words(page.select_one(".stall-certificate")), tasks

    def test_the_window_opens_180_and_closes_120_days_before_the_end(self):
        for days, task in (
            (181, []),
            (180, ["Gia hạn sao cho Dâu tây Đồi Nắng: còn 60 ngày để nộp"]),
            (120, ["Gia hạn sao cho Dâu tây Đồi Nắng: còn 0 ngày để nộp"]),
            (119, ["Đã quá hạn nộp hồ sơ gia hạn sao cho Dâu tây Đồi Nắng"]),
            (0, ["Đã quá hạn nộp hồ sơ gia hạn sao cho Dâu tây Đồi Nắng"]),
            (-1, []),
        ):
            text, tasks = self.rows(expires_on=in_days(days))
            assert tasks == task, days
            assert (f"còn {days} ngày" in text) is (days >= 0)

    def test_once_filed_nobody_is_asked_again(self):
        text, tasks = self.rows(expires_on=in_days(150), renewal_filed_on=ago(3))
        assert tasks == []
        assert "Đã nộp hồ sơ gia hạn ngày" in text

    def test_kept_ended_and_withdrawn_say_so(self):
        assert "đang được xét" in self.rows(expires_on=ago(5), renewal_filed_on=ago(30))[0]
        assert "đã hết hạn nên trang không vẽ sao nữa" in self.rows(expires_on=ago(5))[0]
        withdrawn = self.rows(expires_on=in_days(300), withdrawn_on=ago(5), withdrawal_ground="ngừng sản xuất")
        assert "ngừng sản xuất" in withdrawn[0]

    def test_only_the_newest_of_a_product_and_only_ones_own(self):
        CertificateFactory(product=self.product, stars=3, issued_on=ago(1500), expires_on=ago(400))
        CertificateFactory(product=self.product, stars=4)
        CertificateFactory(product=self.foreign, stars=5)
        page = self.client.get(reverse("stall_products:certificates"))
        [row] = soup(page).select(".stall-certificate")
        assert "4 sao" in words(row)

    def test_a_member_changes_nothing_there(self):
        CertificateFactory(product=self.product)
        assert self.client.post(reverse("stall_products:certificates"), {"stars": "5"}).status_code == 405
        assert not soup(self.client.get(reverse("stall_products:certificates"))).select("main form")


class QueryTests(ProductStallTestCase):
    """Few queries, and never more for more products."""

    def test_the_screens_take_the_same_number_for_one_product_and_for_many(self):
        CertificateFactory(product=self.product)
        urls = [HOME, reverse("stall_products:list"), reverse("stall_products:certificates"), self.url("product")]
        urls += [self.url("price"), self.url("months"), self.url("stock")]
        few = [query_count(self.client, url) for url in urls]
        for number in range(20):
            product = ProductPageFactory(parent=self.producer)
            OfferFactory(product=product, price_confirmed_on=ago(100 + number))
            CertificateFactory(product=product, expires_on=in_days(100 + number))
        assert [query_count(self.client, url) for url in urls] == few
        assert max(few) <= MAXIMUM_QUERIES


@pytest.mark.django_db
def test_the_home_among_150_producers_and_3000_products(client, monkeypatch):
    """The figure of the mission; the search index plays no part in it and would take most of the time."""
    monkeypatch.setattr("home.demo.generator.index_objects", lambda *args, **kwargs: None)
    call_command("generate_catalogue", seed=3, producers=150, products=3000, articles=0, verbosity=0)
    assert (ProducerPage.objects.count(), ProductPage.objects.count()) == (150, 3000)
    producer = ProductPage.objects.order_by("pk").first().producer
    member = UserFactory()
    add_member(member, producer)
    page = ProducerPage.objects.get(pk=producer.pk)
    page.summary = "Câu mới."
    page.save_revision(user=member)
    client.force_login(member)
    client.get(HOME)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(HOME)
    rows = soup(response).select(".stall-product")
    assert len(rows) == min(ProductPage.objects.filter(producer=producer).count(), PER_PAGE)
    assert len(queries) <= MAXIMUM_QUERIES, "\n".join(query["sql"][:120] for query in queries)
