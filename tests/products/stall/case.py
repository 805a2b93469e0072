"""What the tests of a member's screens about its products share."""

import datetime
from contextlib import contextmanager

from django.db import connection
from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from cooperatives.models import LivingChange
from home.foundation.groups import prepare_groups
from products.models import Offer, PriceTier, SupplyMonth
from tests.factories import MemberFactory, OfferFactory, ProducerPageFactory, ProductPageFactory, site_tree
from tests.reading import soup

HOME = "/gian-hang/"


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
