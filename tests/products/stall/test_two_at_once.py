"""Two members at one product, and one whose session has ended."""

import pytest
from django.urls import reverse

from cooperatives.models import LivingChange
from products.choices import Stock
from products.models import PriceTier
from tests.products.stall.case import ProductStallTestCase, sent
from tests.reading import soup, words


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
