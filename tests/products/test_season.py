"""Months of supply in words, bars and the season calendar."""

import datetime

import pytest
import time_machine
from django.test import TestCase
from django.utils import translation

from products import catalogue
from products.models import Crop, Offer
from products.season import days_until, is_all_year, months_until, season_text, supply_bars
from tests.factories import CropFactory, OfferFactory, ProducerPageFactory, ProductPageFactory
from tests.reading import soup, vi, words

STRAWBERRY = "122200000001"  # giữa tháng 12 – 4
NA = "000000012100"  # tháng 8 – 10
NEVER, ALWAYS = "0" * 12, "3" * 12


@pytest.mark.parametrize(
    ("supply", "month", "wait"),
    [(STRAWBERRY, 1, 0), (STRAWBERRY, 5, 7), (STRAWBERRY, 12, 0), (NA, 11, 9), (NEVER, 6, None), (ALWAYS, 6, 0)],
)
def test_months_until_there_is_some_again(supply, month, wait):
    assert months_until(supply, month) == wait
    assert months_until([int(digit) for digit in supply], month) == wait


def test_all_year_means_every_month():
    assert is_all_year(ALWAYS)
    assert is_all_year("1" * 12)
    assert not is_all_year("3" * 11 + "0")


@pytest.mark.parametrize(
    ("supply", "month", "words"),
    [
        (NEVER, 3, "Ask the producer about the season"),
        (ALWAYS, 3, "Available all year round"),
        (STRAWBERRY, 4, "In season, until the end of this month"),
        (STRAWBERRY, 12, "Season is beginning"),
        (STRAWBERRY, 2, "In season now"),
        (NA, 10, "In season, until the end of this month"),
        ("000000012110", 10, "Last of the season"),
    ],
)
def test_the_season_in_one_sentence(supply, month, words):
    assert season_text(supply, month) == vi(words)


def test_a_season_to_come_names_its_month():
    assert season_text(NA, 11) == "Vào vụ tháng 8"
    assert season_text(STRAWBERRY, 5) == "Vào vụ tháng 12"
    with translation.override("en"):
        assert season_text(NA, 11) == "Season starts in August"


@pytest.mark.parametrize(
    ("supply", "today", "days"),
    [
        (NA, datetime.date(2026, 7, 10), 22),
        (NA, datetime.date(2026, 11, 22), 252),
        (STRAWBERRY, datetime.date(2026, 11, 30), 1),
        (STRAWBERRY, datetime.date(2026, 12, 1), None),
        (NEVER, datetime.date(2026, 7, 10), None),
        ("100000000000", datetime.date(2027, 2, 28), 307),
    ],
)
def test_days_until_the_season(supply, today, days):
    assert days_until(supply, today) == days


class BarTests(TestCase):
    """The twelve bars of a product's page."""

    def bars(self, today, **kwargs):
        offer = Offer.objects.get(pk=OfferFactory(**kwargs).pk)
        return supply_bars(offer, today)

    def test_they_begin_this_month_and_name_the_year_twice(self):
        bars = self.bars(datetime.date(2026, 11, 22))
        assert [bar.month for bar in bars] == [11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
        assert [(bar.month, bar.year) for bar in bars if bar.shows_year] == [(11, 2026), (1, 2027)]
        assert [bar.month for bar in bars if bar.is_now] == [11]

    def test_in_december_the_next_year_alone_is_named(self):
        bars = self.bars(datetime.date(2026, 12, 1))
        assert [(bar.month, bar.year) for bar in bars if bar.shows_year] == [(1, 2027)]

    def test_the_fullest_month_is_the_whole_height(self):
        # December and January hold 3 tonnes, February to April 6.
        bars = self.bars(datetime.date(2026, 11, 22))
        assert [bar.height for bar in bars] == [0, 50, 50, 100, 100, 100, 0, 0, 0, 0, 0, 0]

    def test_without_capacities_the_level_gives_the_height(self):
        offer = OfferFactory(supply=(0, 1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0))
        offer.supply_months.update(capacity=None)
        bars = supply_bars(Offer.objects.get(pk=offer.pk), datetime.date(2026, 1, 5))
        assert [bar.height for bar in bars[:5]] == [0, 45, 100, 70, 0]

    def test_a_little_is_still_seen(self):
        offer = OfferFactory(supply=(2, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
        offer.supply_months.filter(month=1).update(capacity=1)
        offer.supply_months.filter(month=2).update(capacity=900)
        bars = supply_bars(Offer.objects.get(pk=offer.pk), datetime.date(2026, 1, 5))
        assert [bar.height for bar in bars[:3]] == [4, 100, 0]


class CalendarTests(TestCase):
    """The season calendar."""

    @classmethod
    def setUpTestData(cls):
        cls.na, cls.honey = CropFactory(name="Na"), CropFactory(name="Mật ong")
        hill, lake = ProducerPageFactory(title="HTX Đồi Nắng"), ProducerPageFactory(title="HTX Bên Hồ")
        early = (0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0)
        late = (0, 0, 0, 0, 0, 0, 0, 1, 2, 1, 0, 0)
        ProductPageFactory(title="Na dai sớm", parent=hill, crop=cls.na, supply=early)
        ProductPageFactory(title="Na dai muộn", parent=hill, crop=cls.na, supply=late)
        ProductPageFactory(title="Na dai bên hồ", parent=lake, crop=cls.na, supply=late)
        ProductPageFactory(title="Mật ong hoa nhãn", parent=lake, crop=cls.honey, supply=(3,) * 12)
        ProductPageFactory(title="Khăn piêu", parent=lake, crop=None)
        CropFactory(name="Sắn")
        catalogue.refresh_all()

    def calendar(self, day):
        with time_machine.travel(datetime.datetime(*day, 3, tzinfo=datetime.UTC)):
            return self.client.get("/san-pham/lich-mua-vu/")

    def test_a_row_joins_the_products_of_a_crop(self):
        rows = {row.display_name: row for row in self.calendar((2026, 3, 5)).context["rows"]}
        assert sorted(rows) == ["Mật ong", "Na"]
        assert rows["Na"].cells == [0, 0, 0, 0, 0, 0, 1, 2, 2, 1, 0, 0]
        assert rows["Na"].makers == 2
        assert [entry.product.title for entry in rows["Na"].entries] == ["Na dai bên hồ", "Na dai muộn", "Na dai sớm"]
        assert (rows["Mật ong"].is_all_year, rows["Na"].is_all_year) == (True, False)

    def test_a_row_leads_to_the_products_it_counts(self):
        rows = {row.display_name: row for row in self.calendar((2026, 3, 5)).context["rows"]}
        assert rows["Na"].url == "/san-pham/?crop=na"
        assert self.client.get(rows["Na"].url).context["total"] == 3
        assert self.client.get(rows["Mật ong"].url).context["total"] == 1

    def test_it_says_what_comes_next_and_in_how_many_days(self):
        Crop.objects.filter(pk=self.na.pk).update(season="tháng 7 – 10")
        up = self.calendar((2026, 6, 10)).context["next_up"]
        assert (up.crop, up.month, up.days, up.makers) == (self.na, 7, 21, 2)
        # In the middle of a month: the words instead of a countdown to the first.
        Crop.objects.filter(pk=self.na.pk).update(season="giữa tháng 7 – 10")
        response = self.calendar((2026, 6, 10))
        assert response.context["next_up"].days is None
        assert "giữa tháng 7 – 10" in words(soup(response).select_one(".next-up"))
        assert self.calendar((2026, 8, 10)).context["next_up"] is None

    def test_the_page_shows_every_product_with_its_months(self):
        response = self.calendar((2026, 3, 5))
        assert response.status_code == 200
        text = words(response)
        for title in ("Na dai sớm", "Na dai muộn", "Na dai bên hồ", "Mật ong hoa nhãn"):
            assert title in text
        assert "Khăn piêu" not in text
        assert {"/san-pham/?crop=na", "/san-pham/?crop=mat-ong"} <= {
            link["href"] for link in soup(response).select("a")
        }

    def test_in_english_it_leads_to_the_english_catalogue(self):
        rows = self.client.get("/en/san-pham/lich-mua-vu/").context["rows"]
        assert sorted(row.url for row in rows) == ["/en/san-pham/?crop=mat-ong", "/en/san-pham/?crop=na"]

    def test_an_empty_calendar_stands(self):
        for page in (self.na, self.honey):
            page.delete()
        catalogue.refresh_all()
        response = self.client.get("/san-pham/lich-mua-vu/")
        assert response.status_code == 200
        assert response.context["rows"] == []
        assert response.context["next_up"] is None
