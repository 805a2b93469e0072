"""All that has a day, confirmed in one tap."""

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cooperatives.choices import LivingFact
from cooperatives.models import ContactConfirmation, LivingChange
from cooperatives.stall.changes import CannotUndoError, take_back
from cooperatives.stall.confirming import confirm_all
from products.models import Offer, PriceTier, ProductPage, SupplyMonth
from tests.cooperatives.stall.case import StallTestCase, ago
from tests.factories import OfferFactory, ProductPageFactory
from tests.reading import soup, words


class EverythingTests(StallTestCase):
    """ "Thông tin vẫn đúng": contact, all prices and all months in one tap, and back."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        days = {"price_confirmed_on": ago(100), "supply_confirmed_on": None}
        cls.offers = [OfferFactory(product=ProductPageFactory(parent=cls.producer), **days) for _number in range(2)]
        cls.foreign = OfferFactory(product=ProductPageFactory(parent=cls.other), **days)

    def days(self, *offers):
        rows = Offer.objects.filter(pk__in=[offer.pk for offer in offers])
        return set(rows.values_list("price_confirmed_on", "supply_confirmed_on"))

    def test_one_tap_confirms_all_of_it_and_nothing_of_others(self):
        connection.run_on_commit.clear()  # what the factories left waiting would stand for what is tested here
        with self.captureOnCommitCallbacks(execute=True):
            response = self.client.post(reverse("stall:confirm_all"), follow=True)
        today = timezone.localdate()
        assert ContactConfirmation.objects.get().confirmed_on == today
        assert self.days(*self.offers) == {(today, today)}
        assert self.days(self.foreign) == {(ago(100), None)}
        assert [words(tag) for tag in soup(response).select(".stall-saved__lines li")] == ["Vẫn đúng, đã xác nhận"]
        assert LivingChange.objects.get().fact == LivingFact.ALL
        entry = ProductPage.objects.get(pk=self.offers[0].product_id).entry
        assert (entry.confirmed_on, entry.is_fresh) == (today, True)

    def test_what_is_empty_gets_no_day_and_is_named(self):
        first, second = self.offers
        PriceTier.objects.filter(offer=first).update(retail=None, wholesale=None)
        SupplyMonth.objects.filter(offer=second).update(availability=0)
        ProductPage.objects.filter(pk=first.product_id).update(title="Na dai")
        ProductPage.objects.filter(pk=second.product_id).update(title="Mận hậu")
        response = self.client.post(reverse("stall:confirm_all"), follow=True)
        today = timezone.localdate()
        assert self.days(first) == {(ago(100), today)}
        assert self.days(second) == {(today, None)}
        [note] = soup(response).select(".stall > .stall-note--warning")
        assert words(note) == "Còn trống nên chưa xác nhận: Giá Na dai , Tháng có hàng của Mận hậu"
        assert [link["href"] for link in note.select("a")] == [
            reverse("stall_products:price", args=[first.product_id]),
            reverse("stall_products:months", args=[second.product_id]),
        ]

    def test_taking_it_back_restores_every_day(self):
        self.client.post(reverse("stall:confirm_all"))
        self.client.post(reverse("stall:undo", args=[LivingChange.objects.get().pk]))
        assert not ContactConfirmation.objects.exists()
        assert self.days(*self.offers) == {(ago(100), None)}

    def test_what_came_since_keeps_it_from_being_taken_back(self):
        confirm_all(self.producer, self.member)
        change = LivingChange.objects.get()
        url = reverse("stall_products:confirm", args=[self.offers[0].product_id])
        Offer.objects.filter(pk=self.offers[0].pk).update(price_confirmed_on=ago(1))
        self.client.post(url, {"fact": "price"})
        with self.assertRaises(CannotUndoError):
            take_back(change, self.member)
        assert ContactConfirmation.objects.get().confirmed_on == timezone.localdate()

    def test_a_product_that_came_since_does_not_matter(self):
        confirm_all(self.producer, self.member)
        new = OfferFactory(product=ProductPageFactory(parent=self.producer))
        take_back(LivingChange.objects.get(), self.member)
        assert self.days(*self.offers) == {(ago(100), None)}
        assert self.days(new) == {(timezone.localdate(), timezone.localdate())}
