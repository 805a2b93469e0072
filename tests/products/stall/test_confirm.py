"""A price and months that still hold, confirmed in one tap."""

from django.urls import reverse
from django.utils import timezone

from cooperatives.models import LivingChange
from products import catalogue
from products.models import Offer, PriceTier, SupplyMonth
from tests.factories import OfferFactory, ProductPageFactory
from tests.products.stall.case import HOME, ProductStallTestCase, ago
from tests.reading import soup, vi, words


class ConfirmTests(ProductStallTestCase):
    """ "Giá vẫn đúng": one tap for one product."""

    def test_each_fact_alone_and_both(self):
        today = timezone.localdate()
        for fact, price, supply in (("price", today, ago(40)), ("supply", ago(40), today), ("both", today, today)):
            Offer.objects.update(price_confirmed_on=ago(40), supply_confirmed_on=ago(40))
            self.send("confirm", {"fact": fact})
            offer = self.reloaded()
            assert (offer.price_confirmed_on, offer.supply_confirmed_on) == (price, supply), fact

    def test_what_is_not_said_is_not_confirmed_but_asked_for(self):
        PriceTier.objects.filter(offer=self.offer).update(retail=None, wholesale=None)
        SupplyMonth.objects.filter(offer=self.offer).update(availability=0)
        price, months = "Chưa có giá nào để xác nhận. Nhập giá", "Chưa có tháng nào để xác nhận. Điền tháng có hàng"
        for fact, told in (("price", [price]), ("supply", [months]), ("both", [months, price])):
            page = soup(self.send("confirm", {"fact": fact, "next": self.url("product")}, follow=True))
            assert [words(note) for note in page.select(".stall > .stall-note")] == told, fact
        assert [note.a["href"] for note in page.select(".stall > .stall-note")] == [
            self.url("months"),
            self.url("price"),
        ]
        assert not LivingChange.objects.exists()
        assert (self.reloaded().price_confirmed_on, self.reloaded().supply_confirmed_on) == (ago(40), ago(40))
        buttons = [words(button) for button in page.select("main .stall-part .stall-button")]
        assert buttons == ["Nhập giá", "Điền tháng có hàng"]

    def test_an_empty_form_saved_as_it_is_confirms_nothing(self):
        product = ProductPageFactory(parent=self.producer)
        for name in ("price", "months"):
            response = self.send(name, self.open_form(name, product), product, follow=True)
            assert "Không có gì khác nên không đổi gì." in words(response), name
        assert not LivingChange.objects.exists()
        assert not Offer.objects.filter(product=product).exists()

    def test_a_price_confirmed_since_can_still_be_taken_back(self):
        self.send("price", {**self.open_form("price"), "tiers-0-retail": "260k"})
        price = LivingChange.objects.get()
        Offer.objects.update(price_confirmed_on=ago(9), supply_confirmed_on=ago(9))
        self.send("confirm", {"fact": "price"})
        Offer.objects.update(price_confirmed_on=ago(3))
        self.client.post(reverse("stall:confirm_all"))
        everything, confirmation, _price = LivingChange.objects.all()
        lines = soup(self.client.get(reverse("stall:history"))).select(".stall-history__line")
        assert [bool(line.form) for line in lines] == [True, False, True]
        assert "Sau đó đã có lần đổi mới hơn." in words(self.undo(confirmation))
        self.undo(price)
        assert (self.tiers()[0][1], self.reloaded().price_confirmed_on) == (250_000, ago(40))
        lines = soup(self.client.get(reverse("stall:history"))).select(".stall-history__line")
        assert [bool(line.form) for line in lines] == [True, False, False]
        assert "đã hoàn tác lúc" in words(lines[1])
        assert "đã có lần hoàn tác khác" in words(self.undo(everything))
        assert (self.tiers()[0][1], self.reloaded().price_confirmed_on) == (250_000, ago(40))

    def test_a_change_under_a_newer_one_stays_although_a_confirmation_lies_between(self):
        self.send("price", {**self.open_form("price"), "tiers-0-retail": "260k"})
        older = LivingChange.objects.get()
        Offer.objects.update(price_confirmed_on=ago(3))
        self.send("confirm", {"fact": "price"})
        self.send("price", {**self.open_form("price"), "tiers-0-retail": "270k"})
        assert "Sau đó đã có lần đổi mới hơn." in words(self.undo(older))
        assert self.tiers()[0][1] == 270_000

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
