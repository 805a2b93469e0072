"""The buttons of a product's stock."""

from django.urls import reverse

from cooperatives.choices import LivingFact
from cooperatives.models import LivingChange
from products.choices import Stock
from products.models import ProductPage
from tests.products.stall.case import HOME, ProductStallTestCase
from tests.reading import soup, words


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
        assert "Dâu tây Đồi Nắng. Tình trạng: trước có hàng, nay sắp có" in words(
            soup(response).select_one(".stall-saved")
        )
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
