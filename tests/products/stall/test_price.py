"""The screen of a product's prices."""

from urllib.parse import urlencode

import pytest
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from cooperatives.choices import LivingFact
from cooperatives.models import LivingChange
from products.choices import Stock
from products.models import Offer, PriceTier
from products.stall.dong import DoubtfulError, read_dong
from tests.factories import OfferFactory, ProductPageFactory
from tests.products.stall.case import HOME, ProductStallTestCase, ago, sent
from tests.reading import soup, soup_of, words


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
            ("12.5k", 12_500),
            ("12.25 nghìn", 12_250),
            ("1.25 tr", 1_250_000),
            ("120.000đ", 120_000),
            ("120.000 ₫", 120_000),
            ("1,2 triệu", 1_200_000),
            ("1tr2", 1_200_000),
            ("1tr250", 1_250_000),
            ("2 tr", 2_000_000),
        ):
            assert read_dong(text) == price, text

    def test_what_cannot(self):
        for text in ("", "abc", "k", "-5", "12.50.0", "0.1", "120x", "120 000 0", "²", "1e5", "٣٤٥k5", "12,3456 triệu"):
            with pytest.raises(ValueError, match=r".*"):
                read_dong(text)

    def test_what_may_be_meant_in_two_ways(self):
        for text, first, second in (
            ("12.50", 12_500, 1_250),
            ("12,5", 12_500, 12_500_000),
            ("1.5", 1_500, 1_500_000),
            ("120.000k", 120_000, 120_000_000),
            ("1.200k", 1_200, 1_200_000),
            ("1,250 triệu", 1_250, 1_250_000_000),
        ):
            with pytest.raises(DoubtfulError) as doubt:
                read_dong(text)
            assert tuple(doubt.value.readings) == (first, second), text


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
        assert words(saved.select_one("li")) == "Dâu tây Đồi Nắng. Loại 1: trước 250.000 ₫, nay 260.000 ₫"
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
        told = "Dâu tây Đồi Nắng. Loại 1: trước 250.000 ₫, nay 260.000 ₫; Ghi chú: trước không có, nay Giá tại vườn"
        assert f"Đã hoàn tác lần đổi “{told}”." in words(response)
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
        assert (more["tiers-TOTAL_FORMS"], more["tiers-0-retail"], more["tiers-2-per"]) == ("3", "255k", "kg")
        self.send("price", {**more, "tiers-2-grade": "Loại 3", "tiers-2-retail": "90000"})
        assert self.tiers() == [("Loại 1", 255_000, 210_000), ("Loại 2", 120_000, 95_000), ("Loại 3", 90_000, None)]

    def test_a_grade_is_taken_away(self):
        values = self.open_form("price")
        self.send("price", {**values, "tiers-0-DELETE": "on", "tiers-0-retail": "không còn"})
        assert self.tiers() == [("Loại 2", 120_000, 95_000)]

    def test_the_first_price_of_a_product_that_had_nothing(self):
        product = ProductPageFactory(parent=self.producer)
        values = self.open_form("price", product)
        assert (values["tiers-TOTAL_FORMS"], values["tiers-0-per"]) == ("1", "kg")
        self.send("price", {**values, "tiers-0-retail": "85k", "tiers-0-minimum_order": "20 kg"}, product)
        assert self.tiers(product) == [("", 85_000, None)]
        line = soup(self.client.get(HOME + f"?saved={LivingChange.objects.get().pk}")).select_one(".stall-saved li")
        assert words(line) == f"{product.title}. Giá mới: 85.000 ₫/kg"
        listed = soup(self.client.get(self.url("product", product))).select_one(".stall-prices li")
        assert words(listed) == "Giá bán lẻ 85.000 ₫/kg"
        assert words(soup(self.client.get(self.url("price", product))).select_one(".stall-tier__title")) == "Giá"
        self.undo()
        assert self.tiers(product) == []

    def test_what_a_new_price_is_for_stands_beside_it_and_starts_from_what_is_known(self):
        sold_by_box = ProductPageFactory(parent=self.producer, pack="Hộp 500 g, thùng 5 kg")
        wrapped = ProductPageFactory(parent=self.producer, pack="Gói lá dong")
        by_bag = ProductPageFactory(parent=self.producer, pack="Hộp 2 kg")
        offer = OfferFactory(product=by_bag, prices=[])
        PriceTier.objects.create(offer=offer, grade="Loại 1", pack="túi 250 g", unit="túi", retail=50_000)
        for product, row, per in ((sold_by_box, 0, "hộp 500 g"), (wrapped, 0, "kg"), (by_bag, 1, "túi")):
            values = self.open_form("price", product)
            page = soup_of(self.send("price", {**values, "redraw": "more"}, product).content)
            field = page.select_one(f"[name=tiers-{row}-per]")
            assert (field["value"], field.find_parent("details")) == (per, None)
            assert page.template.find(attrs={"name": "tiers-__prefix__-per"})["value"] == per

    def test_what_a_price_is_for_is_a_pack_or_a_unit(self):
        values = self.open_form("price")
        assert values["tiers-0-per"] == "kg"
        self.send("price", {**values, "tiers-0-per": "Hộp 500 g.", "tiers-1-per": "hộp"})
        rows = PriceTier.objects.filter(offer=self.offer).values_list("pack", "unit")
        assert list(rows) == [("Hộp 500 g", "kg"), ("", "hộp")]
        page = self.client.get(reverse("stall:history"))
        lines = [words(line) for line in soup(page).select(".stall-history__texts li")]
        assert lines == [
            "Thêm Loại 1, Hộp 500 g: 250.000 ₫, giá sỉ 210.000 ₫",
            "Loại 2: đơn vị tính trước kg, nay hộp",
            "Bỏ Loại 1",
        ]
        self.send("price", self.open_form("price"))
        assert list(rows.all()) == [("Hộp 500 g", "kg"), ("", "hộp")]

    def test_a_price_for_nothing_in_particular_is_refused(self):
        values = self.open_form("price")
        page = soup(self.send("price", {**values, "tiers-0-per": " , "}))
        assert words(page.select_one("#id_tiers-0-per_error")) == "Ghi rõ giá này cho mỗi gì, như kg hoặc túi 250 g."
        assert not LivingChange.objects.exists()

    def test_commas_around_a_name_are_no_part_of_it(self):
        values = self.open_form("price")
        self.send("price", {**values, "tiers-0-grade": ",", "tiers-1-grade": "Loại 2,", "tiers-0-measure": "trên 28 g"})
        assert [str(tier) for tier in PriceTier.objects.filter(offer=self.offer)] == ["trên 28 g", "Loại 2"]

    def test_an_empty_row_says_nothing(self):
        values = self.open_form("price")
        more = sent(self.send("price", {**values, "redraw": "more"}))
        self.send("price", more)
        assert len(self.tiers()) == 2

    def test_mistakes_are_told_in_the_field_and_nothing_typed_is_lost(self):
        for typed, sentence in (
            ("rẻ thôi", "Viết giá bằng số, như 120.000."),
            ("120", "120 ₫ thì ít quá. Nếu là 120 nghìn, hãy viết 120.000."),
            ("0", "Chưa có giá thì để trống ô này."),
            ("12.50", "“12.50” có thể là 12.500 ₫, cũng có thể là 1.250 ₫. Hãy viết đủ các số 0."),
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

    def test_a_price_ten_times_the_one_before_is_asked_about_once(self):
        values = {**self.open_form("price"), "tiers-0-retail": "2.500.000", "tiers-1-retail": "12.000"}
        response = self.send("price", values)
        asked = [
            [words(line) for line in row.select("[role=alert] > p, [role=alert] > button")]
            for row in soup(response).select("[data-tiers] > [data-tier]")
        ]
        assert asked == [
            ["Loại 1: giá cũ 250.000 ₫, giá mới 2.500.000 ₫. Có đúng không?"],
            [
                "Loại 2: giá cũ 120.000 ₫, giá mới 12.000 ₫. Có đúng không?",
                "Chưa lưu. Nếu không đúng thì sửa lại rồi bấm Lưu.",
                "Đúng, lưu lại",
            ],
        ]
        assert not LivingChange.objects.exists()
        again = sent(response)
        assert again["tiers-0-retail"] == "2.500.000"
        self.send("price", {**again, "tiers-1-retail": "1.200"})
        assert not LivingChange.objects.exists()
        self.send("price", again)
        assert self.tiers() == [("Loại 1", 2_500_000, 210_000), ("Loại 2", 12_000, 95_000)]

    def test_a_price_taken_away_is_asked_about_once_at_its_grade(self):
        response = self.send("price", {**self.open_form("price"), "tiers-1-retail": ""})
        first, second = soup(response).select("[data-tiers] > [data-tier]")
        assert not first.select("[role=alert]")
        assert words(second.select_one("[role=alert] p")) == "Bỏ giá của Loại 2? Người mua sẽ không còn thấy giá này."
        assert self.tiers()[1] == ("Loại 2", 120_000, 95_000)
        self.send("price", sent(response))
        assert self.tiers()[1] == ("Loại 2", None, 95_000)

    def test_a_wholesale_price_taken_away_is_asked_about_alike(self):
        response = self.send("price", {**self.open_form("price"), "tiers-1-wholesale": ""})
        first, second = soup(response).select("[data-tiers] > [data-tier]")
        assert not first.select("[role=alert]")
        question = "Bỏ giá sỉ của Loại 2? Người mua sẽ không còn thấy giá này."
        assert words(second.select_one("[role=alert] p")) == question
        assert second.details.has_attr("open")
        assert self.tiers()[1] == ("Loại 2", 120_000, 95_000)
        self.send("price", sent(response))
        assert self.tiers()[1] == ("Loại 2", 120_000, None)

    def test_a_yes_to_one_price_is_none_to_the_other_of_the_same_height(self):
        self.offer.price_tiers.update(retail=95_000, wholesale=95_000)
        asked = sent(self.send("price", {**self.open_form("price"), "tiers-0-retail": ""}))
        response = self.send("price", {**asked, "tiers-0-retail": "95.000", "tiers-0-wholesale": ""})
        assert words(soup(response).select_one("[data-tier] [role=alert] p")).startswith("Bỏ giá sỉ của Loại 1?")
        assert not LivingChange.objects.exists()

    def test_the_only_price_without_a_name_is_asked_about_by_what_it_is_for(self):
        self.offer.price_tiers.exclude(grade="Loại 1").delete()
        self.offer.price_tiers.update(grade="")
        response = self.send(
            "price", {**self.open_form("price"), "tiers-0-retail": "2.5tr", "tiers-0-wholesale": "21k"}
        )
        assert [words(line) for line in soup(response).select("[data-tiers] [role=alert] p")][:2] == [
            "1 kg: giá cũ 250.000 ₫, giá mới 2.500.000 ₫. Có đúng không?",
            "1 kg, giá sỉ: giá cũ 210.000 ₫, giá mới 21.000 ₫. Có đúng không?",
        ]

    def test_a_whole_grade_taken_away_is_not_asked_about(self):
        self.send("price", {**self.open_form("price"), "tiers-1-retail": "", "tiers-1-DELETE": "on"})
        assert [grade for grade, *_prices in self.tiers()] == ["Loại 1"]

    def test_a_price_nine_times_the_one_before_is_not(self):
        self.send("price", {**self.open_form("price"), "tiers-0-retail": "2.250.000", "tiers-0-wholesale": "24k"})
        assert self.tiers()[0] == ("Loại 1", 2_250_000, 24_000)

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
