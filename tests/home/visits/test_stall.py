"""The counted views on a producer's stall."""

import datetime

import pytest
from django.core.cache import cache
from django.test import TestCase
from django.utils import timezone

from home.foundation.groups import prepare_groups
from home.models import PageVisits
from tests.factories import MemberFactory, ProducerPageFactory, ProductPageFactory, UserFactory
from tests.factories.site import site_tree
from tests.home.visits.beacons import send
from tests.reading import query_count, soup


class StallTests(TestCase):
    """A producer reads its own pages' numbers, and nobody else's."""

    @classmethod
    def setUpTestData(cls):
        prepare_groups(site_tree().home)
        cls.producer, cls.other = ProducerPageFactory(title="HTX Đồi Nắng"), ProducerPageFactory(title="HTX Suối Lạnh")
        cls.product = ProductPageFactory(parent=cls.producer, title="Dâu tây")
        cls.strange = ProductPageFactory(parent=cls.other, title="Mận hậu")
        cls.member = MemberFactory(member_of=cls.producer)

    def setUp(self):
        cache.clear()
        self.client.force_login(self.member)

    def count(self, page, days_ago, views):
        day = timezone.localdate() - datetime.timedelta(days=days_ago)
        PageVisits.objects.create(page=page, start=day, views=views)

    def table(self, address="/gian-hang/luot-xem/"):
        rows = soup(self.client.get(address)).select(".views-table")[0].select("tbody tr")
        return [[cell.get_text(strip=True) for cell in row.select("th, td")] for row in rows]

    def test_seven_and_thirty_days_of_the_own_pages_the_most_read_first(self):
        for page, days_ago, views in [
            (self.producer, 0, 2), (self.producer, 7, 1200), (self.product, 6, 5), (self.product, 29, 3000),
            (self.product, 30, 999), (self.strange, 0, 77),
        ]:  # fmt: skip
            self.count(page, days_ago, views)
        expected = [["Dâu tây", "5", "3.005"], ["HTX Đồi Nắng", "2", "1.202"]]
        assert self.table() == expected
        assert self.table("/gian-hang/") == expected
        page = self.client.get("/gian-hang/luot-xem/")
        assert [tag.get_text() for tag in soup(page).select(".views-sums dd")] == ["7", "4.207"]
        assert "77" not in soup(page).find("main").get_text()

    def test_a_draft_has_no_line(self):
        self.product.unpublish()
        self.count(self.product, 0, 9)
        assert self.table() == [["HTX Đồi Nắng", "0", "0"]]

    def test_thirty_bars_the_highest_as_high_as_the_strip(self):
        self.count(self.product, 1, 10)
        self.count(self.product, 0, 5)
        bars = soup(self.client.get("/gian-hang/luot-xem/")).select(".views-strip rect")
        assert [(bar["x"], bar["y"], bar["height"]) for bar in bars[-3:]] == [
            ("270", "47", "1"), ("280", "0", "48"), ("290", "24", "24"),
        ]  # fmt: skip
        assert len(bars) == 30

    def test_what_was_just_counted_shows_within_the_minute(self):
        assert send(self.product) == 204
        assert self.table()[0] == ["Dâu tây", "1", "1"]

    @pytest.mark.once
    def test_queries_do_not_grow_with_products(self):
        self.count(self.product, 0, 1)
        before = query_count(self.client, "/gian-hang/luot-xem/")
        for _number in range(20):
            self.count(ProductPageFactory(parent=self.producer), 1, 3)
        assert query_count(self.client, "/gian-hang/luot-xem/") == before

    def test_who_is_no_member_reads_nothing(self):
        self.client.force_login(UserFactory())
        assert self.client.get("/gian-hang/luot-xem/").status_code == 403
        self.client.logout()
        assert self.client.get("/gian-hang/luot-xem/").status_code == 302
