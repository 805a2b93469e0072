"""The catalogue's list: what each facet finds and counts, in which order, and that no address can break it."""

import datetime
from dataclasses import replace
from unittest import mock

import pytest
import time_machine
from django.http import QueryDict
from django.test import TestCase
from django.utils import timezone

from cooperatives.models import ProducerStandard, Standard
from products import catalogue
from products.asking import search_as_buyers_do
from products.listing import SORTS, CatalogueQuery, coming_soon
from products.models import CatalogueEntry, ProductStandard
from tests.factories import (
    CertificateFactory,
    CommuneFactory,
    CropFactory,
    OfferFactory,
    ProducerPageFactory,
    ProductPageFactory,
    ProductSetFactory,
    StandardFactory,
)
from tests.factories.catalogue import SectorFactory
from tests.reading import card_titles, indexed, query_count, soup, vi, words

HARVEST_OF_NA = (0, 0, 0, 0, 0, 0, 0, 1, 2, 1, 0, 0)
ALL_YEAR = (3,) * 12
STRAWBERRIES, NA, COFFEE, SCARF = "Dâu tây Đồi Nắng", "Na dai Phiêng Sang", "Cà phê Suối Lành", "Khăn piêu"


def ago(days):
    return timezone.localdate() - datetime.timedelta(days=days)


def in_days(days):
    return timezone.localdate() + datetime.timedelta(days=days)


class CatalogueTestCase(TestCase):
    """Four products of two producers that differ in every facet."""

    @classmethod
    def setUpTestData(cls):
        mai_son, ta_hoc = CommuneFactory(), CommuneFactory(code="04136", name="Tà Hộc")
        co_noi = CommuneFactory(former=True)
        # The code that Tà Hộc bears today was Nà Bó's until 30/6/2025.
        na_bo = CommuneFactory(former=True, code="04136", name="Nà Bó")
        co_noi.successors.add(mai_son)
        na_bo.successors.add(ta_hoc)
        cls.hill = ProducerPageFactory(title="HTX Đồi Nắng", slug="doi-nang", commune=mai_son, former_commune=co_noi)
        cls.lake = ProducerPageFactory(title="HTX Bên Hồ", slug="ben-ho", commune=ta_hoc, former_commune=na_bo)
        drinks = ProductSetFactory(number=9, sector=SectorFactory(number=2, name="Đồ uống", short_name="Đồ uống"))
        crafts = ProductSetFactory(
            number=20, sector=SectorFactory(number=4, name="Thủ công", short_name="Thủ công"), short_name="Vải, may mặc"
        )
        na, coffee = CropFactory(name="Na", season="tháng 8 – 10"), CropFactory(name="Cà phê")
        vietgap, organic = StandardFactory(), StandardFactory(slug="huu-co", name="Hữu cơ")

        cls.strawberries = ProductPageFactory(title=STRAWBERRIES, parent=cls.hill, stars=4)
        OfferFactory(product=cls.strawberries, price_confirmed_on=ago(1), supply_confirmed_on=ago(1))
        cls.na = ProductPageFactory(title=NA, parent=cls.hill, crop=na)
        CertificateFactory(product=cls.na, stars=5, expired=True)
        OfferFactory(
            product=cls.na, prices=[("Loại 1", 60_000, 40_000)], supply=HARVEST_OF_NA, price_confirmed_on=ago(5)
        )
        cls.coffee = ProductPageFactory(title=COFFEE, parent=cls.lake, crop=coffee, product_set=drinks, stars=3)
        OfferFactory(product=cls.coffee, prices=[("", 300_000, None)], supply=ALL_YEAR)
        cls.scarf = ProductPageFactory(title=SCARF, parent=cls.lake, crop=None, product_set=crafts)

        ProducerStandard.objects.create(page=cls.hill, standard=vietgap, expires_on=in_days(30))
        ProductStandard.objects.create(page=cls.coffee, standard=organic)
        ProductStandard.objects.create(page=cls.scarf, standard=vietgap, expires_on=ago(1))
        cls.strawberries.tags.add("qua-bieu")
        cls.coffee.tags.add("qua-bieu", "dac-san")
        cls.strawberries.save()
        cls.coffee.save()
        indexed(cls.strawberries, cls.na, cls.coffee, cls.scarf)
        catalogue.refresh_all()

    def query(self, address=""):
        return CatalogueQuery(QueryDict(address), "/san-pham/")

    def titles(self, address=""):
        return [entry.product.title for entry in self.query(address).page()]

    def counts(self, param, address=""):
        facets = {facet.param: facet for facet in self.query(address).facets}
        return {option.value: option.count for option in facets[param].options if option.count}


class FacetTests(CatalogueTestCase):
    """What each facet finds, and how many it says there are."""

    def finds(self, address, *titles):
        with self.subTest(address):
            assert sorted(self.titles(address)) == sorted(titles)
            assert self.query(address).total == len(titles)

    def test_each_facet_finds_its_products(self):
        self.finds("", STRAWBERRIES, NA, COFFEE, SCARF)
        self.finds("group=9", COFFEE)
        self.finds("sector=1", STRAWBERRIES, NA)
        self.finds("stars=4", STRAWBERRIES)
        self.finds("producer=ben-ho", COFFEE, SCARF)
        self.finds("month=9", NA, COFFEE)
        self.finds("standard=vietgap", STRAWBERRIES, NA)
        self.finds("standard=huu-co", COFFEE)
        self.finds("tag=qua-bieu", STRAWBERRIES, COFFEE)
        self.finds("price=0", NA)
        self.finds("price=1", STRAWBERRIES)
        self.finds("price=5")
        self.finds("crop=na", NA)

    def test_each_facet_counts_its_products(self):
        assert self.counts("group") == {"1": 2, "9": 1, "20": 1}
        assert self.counts("sector") == {"1": 2, "2": 1, "4": 1}
        assert self.counts("stars") == {"4": 1, "3": 1}
        assert self.counts("commune") == {"04105": 2, "04136": 2}
        assert self.counts("producer") == {"doi-nang": 2, "ben-ho": 2}
        assert self.counts("standard") == {"vietgap": 2, "huu-co": 1}
        assert self.counts("tag") == {"qua-bieu": 2, "dac-san": 1}
        assert self.counts("tag", "month=9") == {"qua-bieu": 1, "dac-san": 1}
        assert self.counts("price") == {"0": 1, "1": 1}
        assert self.counts("month") == {
            "1": 2, "2": 2, "3": 2, "4": 2, "5": 1, "6": 1, "7": 1, "8": 2, "9": 2, "10": 2, "11": 1, "12": 2,
        }  # fmt: skip

    def test_two_standards_are_both_asked_for(self):
        ProductStandard.objects.create(page=self.na, standard=Standard.objects.get(slug="huu-co"))
        catalogue.refresh_all()
        self.finds("standard=vietgap&standard=huu-co", NA)
        counted = soup(self.client.get("/san-pham/?standard=vietgap")).select("[data-facet=standard] .check__count")
        assert [words(tag) for tag in counted] == ["1", "2"]
        assert self.query("standard=vietgap&standard=huu-co").total == 1

    def test_wholesale_prices_are_compared_by_the_kilogram(self):
        """A jar and a bag are not put beside a kilogram: the facet says what it counts, and so does the chip."""
        offers = (("Mứt dâu", "lọ 250 g", 70_000), ("Chè", "túi 2 kg", 90_000), ("Túi vải", "chiếc", 40_000))
        for title, per, wholesale in offers:
            offer = OfferFactory(product=ProductPageFactory(title=title), prices=[("", 100_000, wholesale)])
            offer.price_tiers.update(pack=per)
        catalogue.refresh_all()
        assert self.counts("price") == {"0": 2, "1": 1, "3": 1, "5": 1}
        self.finds("price=0", NA, "Chè")
        self.finds("price=3", "Mứt dâu")
        self.finds("price=5", "Túi vải")
        page = soup(self.client.get("/san-pham/?price=3&price=5"))
        assert words(page.select_one("#facet-price")) == vi("Wholesale price per kg or litre")
        assert [words(chip) for chip in page.select(".chip--chosen")] == [
            "Giá sỉ 200.000–500.000 ₫ mỗi kg/lít bỏ lọc này",
            "Bán theo chiếc, hộp, bó bỏ lọc này",
        ]

    def test_a_part_is_found_of_what_no_page_holds_whole(self):
        for typed, part, found in (
            ("cà phê robusta", "cà phê", [COFFEE]),
            ("mua na dai về biếu ông bà", "na dai", [NA]),
            ("wholesale strawberries for hotels", "strawberries", [STRAWBERRIES]),
            ("xe máy na", None, []),  # a short word says too little by itself, but for the first
            ("khăn quàng lụa", "khăn", [SCARF]),
        ):
            with self.subTest(typed):
                response = self.client.get("/san-pham/", {"q": typed})
                assert (response.context["corrected"] or None, card_titles(response)) == (part, found)
        exact = self.client.get("/san-pham/", {"q": "cà phê robusta", "exact": "cà phê robusta"})
        assert exact.context["total"] == 0

    def test_stars_in_words_become_a_filter(self):
        for typed, leads_to in {
            "4 sao": "/san-pham/?stars=4",
            "OCOP năm sao": "/san-pham/?stars=5",
            "dau tay 4 sao": "/san-pham/?q=dau+tay&stars=4",
            "ba sao cà phê": "/san-pham/?q=c%C3%A0+ph%C3%AA&stars=3",
        }.items():
            with self.subTest(typed):
                response = self.client.get("/san-pham/", {"q": typed})
                assert (response.status_code, response.url) == (302, leads_to)

    def test_a_month_in_words_becomes_a_filter(self):
        for typed, leads_to in {
            "tháng 2": "/san-pham/?month=2",
            "dau tay thang 12": "/san-pham/?q=dau+tay&month=12",
            "tháng chạp": "/san-pham/?month=12",
            "na 4 sao tháng 8": "/san-pham/?q=na&stars=4&month=8",
        }.items():
            with self.subTest(typed):
                response = self.client.get("/san-pham/", {"q": typed})
                assert (response.status_code, response.url) == (302, leads_to)

    def test_words_of_trade_are_looked_past_where_no_title_holds_them(self):
        for typed in ("giá sỉ dâu tây", "dau tay gia bao nhieu", "mua dau tay o dau gia si", "bán buôn dâu tây"):
            with self.subTest(typed):
                response = self.client.get("/san-pham/", {"q": typed})
                same = self.client.get("/san-pham/", {"q": "dâu tây"})
                assert response.context["total"] == same.context["total"] == 1
                assert response.context["corrected"]
        insisting = self.client.get("/san-pham/", {"q": "giá sỉ dâu tây", "exact": "giá sỉ dâu tây"})
        assert insisting.context["total"] == 0
        assert self.client.get("/san-pham/", {"q": "giá sỉ"}).context["total"] == 0

    def test_words_that_are_no_month_are_searched_for(self):
        for typed in ("tháng", "tháng 13", "8 tháng", "tháng 8/2021"):
            with self.subTest(typed):
                assert self.client.get("/san-pham/", {"q": typed}).status_code == 200

    def test_words_that_are_no_stars_are_searched_for(self):
        for typed in ("sao", "2 sao", "sao 4", "ngôi sao", "4"):
            with self.subTest(typed):
                assert self.client.get("/san-pham/", {"q": typed}).status_code == 200
        assert self.client.get("/san-pham/", {"q": "4 sao", "exact": "4 sao"}).status_code == 200

    def test_every_producer_may_be_chosen_those_with_most_products_first(self):
        for number in range(9):
            producer = ProducerPageFactory(title=f"HTX {number}", slug=f"htx-{number}")
            ProductPageFactory(parent=producer, crop=None)
            if number == 7:
                ProductPageFactory(parent=producer, crop=None)
        catalogue.refresh_all()
        facets = {facet.param: facet for facet in self.query().facets}
        options = [option.value for option in facets["producer"].options]
        assert set(options[:3]) == {"doi-nang", "ben-ho", "htx-7"}
        assert options[6:] == sorted(options[6:])
        assert len(options) == 11

    def test_a_star_that_ended_is_neither_found_nor_counted(self):
        self.finds("stars=5")
        assert "5" not in self.counts("stars")

    def test_a_new_code_means_todays_commune_although_an_old_one_bore_it(self):
        self.finds("commune=04136", COFFEE, SCARF)
        self.finds("commune=04105", STRAWBERRIES, NA)

    def test_an_old_commune_is_found_by_its_name(self):
        self.finds("commune=co-noi", STRAWBERRIES, NA)
        self.finds("commune=na-bo", COFFEE, SCARF)
        self.finds("commune=co-noi&commune=04136", STRAWBERRIES, NA, COFFEE, SCARF)
        assert self.counts("commune", "commune=na-bo") == {"04105": 2, "04136": 2, "na-bo": 2}

    def test_todays_commune_says_its_old_names(self):
        facet = next(facet for facet in self.query().facets if facet.param == "commune")
        hints = {option.value: option.hint for option in facet.options}
        assert hints == {
            "04105": vi("formerly %(names)s", names="Cò Nòi"),
            "04136": vi("formerly %(names)s", names="Nà Bó"),
        }

    def test_values_of_one_facet_add_up(self):
        self.finds("stars=3&stars=4", STRAWBERRIES, COFFEE)
        self.finds("month=9&month=1", STRAWBERRIES, NA, COFFEE)
        self.finds("producer=ben-ho&producer=doi-nang", STRAWBERRIES, NA, COFFEE, SCARF)

    def test_facets_narrow_each_other(self):
        self.finds("producer=doi-nang&month=9", NA)
        self.finds("standard=vietgap&stars=4&commune=04105&price=1&month=3", STRAWBERRIES)
        self.finds("stars=4&month=9")

    def test_a_facet_does_not_narrow_its_own_counts(self):
        assert self.counts("stars", "stars=4") == {"4": 1, "3": 1}
        assert self.counts("producer", "producer=ben-ho&stars=3&stars=4") == {"doi-nang": 1, "ben-ho": 1}
        assert self.counts("month", "month=9&producer=doi-nang") == {
            "1": 1, "2": 1, "3": 1, "4": 1, "8": 1, "9": 1, "10": 1, "12": 1,
        }  # fmt: skip

    def test_a_facet_narrows_the_counts_of_the_others(self):
        assert self.counts("commune", "stars=4") == {"04105": 1}
        assert self.counts("tag", "q=ca+phe") == {"qua-bieu": 1, "dac-san": 1}

    def test_a_group_narrows_its_own_sector_and_adds_to_the_others(self):
        assert self.counts("group", "sector=2") == {"1": 2, "9": 1, "20": 1}
        assert self.counts("sector", "group=1") == {"1": 2, "2": 1, "4": 1}
        self.finds("sector=2&group=9", COFFEE)
        self.finds("sector=2&group=1", STRAWBERRIES, NA, COFFEE)
        self.finds("sector=1&sector=2&group=1&group=20", STRAWBERRIES, NA, COFFEE, SCARF)
        self.finds("sector=2&group=1&producer=ben-ho", COFFEE)

    def test_groups_with_most_products_come_first_and_months_begin_with_this_one(self):
        facets = {facet.param: facet for facet in self.query().facets}
        assert facets["group"].options[0].value == "1"
        query = CatalogueQuery(QueryDict(""), "/san-pham/", today=datetime.date(2026, 11, 30))
        months = next(facet for facet in query.facets if facet.param == "month").options
        assert [option.value for option in months] == ["11", "12", *map(str, range(1, 11))]
        assert [option.hint for option in months[:2]] == [vi("this month"), ""]

    def test_chosen_boxes_are_ticked(self):
        facets = {facet.param: facet for facet in self.query("stars=4&commune=na-bo&month=9").facets}
        chosen = {param: [option.value for option in facet.selected] for param, facet in facets.items()}
        assert {param: values for param, values in chosen.items() if values} == {
            "stars": ["4"],
            "commune": ["na-bo"],
            "month": ["9"],
        }

    def test_private_and_unpublished_products_are_counted_nowhere(self):
        self.scarf.unpublish()
        assert self.counts("commune") == {"04105": 2, "04136": 1}
        assert self.query().total == 3


class LinkTests(CatalogueTestCase):
    """Chips, the link that clears them, and the ways out of an empty result."""

    def links(self, links):
        return [(link.label, link.url) for link in links]

    def test_each_chip_takes_one_value_back_and_keeps_the_rest(self):
        query = self.query("q=dau&stars=4&stars=3&month=3&sort=name&page=2")
        assert self.links(query.chips) == [
            (vi("March"), "/san-pham/?q=dau&stars=4&stars=3&sort=name"),
            (vi("%(number)s stars", number=4), "/san-pham/?q=dau&stars=3&month=3&sort=name"),
            (vi("%(number)s stars", number=3), "/san-pham/?q=dau&stars=4&month=3&sort=name"),
        ]

    def test_clearing_keeps_search_and_order(self):
        assert self.query("q=dau&stars=4&sort=name&page=2").clear_url == "/san-pham/?q=dau&sort=name"
        assert self.query("stars=4").clear_url == "/san-pham/"

    def test_an_empty_result_offers_what_one_filter_less_gives(self):
        response = self.client.get("/san-pham/?stars=4&month=9")
        ways = [(way.label, way.url, way.count) for way in response.context["ways_out"]]
        assert ways == [
            (vi("September"), "/san-pham/?stars=4", 1),
            (vi("%(number)s stars", number=4), "/san-pham/?month=9", 2),
        ]
        links = [link["href"] for link in soup(response).select(".empty a")]
        assert links == ["/san-pham/?stars=4", "/san-pham/?month=9", "/san-pham/"]

    def test_a_way_out_of_sector_and_group_counts_what_its_address_lists(self):
        response = self.client.get("/san-pham/?sector=2&group=9&stars=4")
        ways = [(way.url, way.count) for way in response.context["ways_out"]]
        assert ways == [("/san-pham/?sector=2&group=9", 1)]

    def test_the_search_itself_is_a_condition_to_leave_out(self):
        response = self.client.get("/san-pham/?q=khongcogi&stars=4")
        assert response.context["total"] == 0
        assert [(way.label, way.url, way.count) for way in response.context["ways_out"]] == [
            ("khongcogi", "/san-pham/?stars=4", 1)
        ]

    def test_where_no_single_step_helps_each_filter_is_offered_alone(self):
        response = self.client.get("/san-pham/?stars=4&price=0&group=20&sort=name")
        assert response.context["ways_out"] == []
        assert [(way.url, way.count) for way in response.context["ways_alone"]] == [
            ("/san-pham/?group=20&sort=name", 1),
            ("/san-pham/?stars=4&sort=name", 1),
            ("/san-pham/?price=0&sort=name", 1),
        ]

    def test_words_that_find_nothing_lead_to_all_products_and_to_the_whole_site(self):
        response = self.client.get("/san-pham/?q=khongcogi")
        links = [link["href"] for link in soup(response).select(".empty a")]
        assert links == ["/san-pham/", "/tim-kiem/?q=khongcogi"]

    def test_a_result_offers_no_way_out(self):
        assert self.client.get("/san-pham/?stars=4").context["ways_out"] == []


class OrderTests(CatalogueTestCase):
    """The orders a visitor may choose."""

    def test_orders(self):
        for sort, titles in {
            "fresh": [COFFEE, STRAWBERRIES, NA, SCARF],
            "stars": [STRAWBERRIES, COFFEE, NA, SCARF],
            "price": [NA, STRAWBERRIES, COFFEE, SCARF],
            "-price": [COFFEE, STRAWBERRIES, NA, SCARF],
            "name": [COFFEE, STRAWBERRIES, SCARF, NA],
        }.items():
            with self.subTest(sort):
                assert self.titles(f"sort={sort}") == titles

    def test_every_order_is_offered_and_works(self):
        response = self.client.get("/san-pham/?q=ca+phe")
        assert [sort["value"] for sort in response.context["sorts"]] == [
            "fresh",
            "",
            "stars",
            "price",
            "-price",
            "name",
        ]
        for sort in SORTS:
            assert self.titles(f"q=ca+phe&sort={sort}") == [COFFEE]

    def test_best_match_is_offered_only_with_a_search(self):
        assert [sort["value"] for sort in self.client.get("/san-pham/").context["sorts"]] == [
            "", "stars", "price", "-price", "name",
        ]  # fmt: skip
        assert self.query("sort=relevance").sort == "fresh"
        assert self.query("q=dau").sort == "relevance"

    def test_a_search_ranks_the_better_match_first(self):
        other = ProductPageFactory(
            title="Mứt trái cây", summary="Nấu từ quả dâu tây chín.", parent=self.lake, crop=None
        )
        catalogue.refresh([other.pk])
        indexed(other)
        assert self.titles("q=dau+tay") == [STRAWBERRIES, "Mứt trái cây"]
        assert self.titles("q=dau+tay&producer=ben-ho") == ["Mứt trái cây"]

    def found_in_order_of_price(self, q):
        """What a search gives, the cheapest first."""
        titles = self.titles(f"q={q}&sort=price")
        query = self.query(f"q={q}&sort=price")
        assert query.total == len(titles) == sum(self.counts("sector", f"q={q}&sort=price").values())
        return titles

    def make(self, title, price, **values):
        """Publish one more product of the lake's producer."""
        product = ProductPageFactory(title=title, parent=self.lake, crop=None, **values)
        OfferFactory(product=product, prices=[("", price, None)])
        indexed(product)
        catalogue.refresh([product.pk])
        return product

    def test_the_cheapest_that_bears_the_words_comes_before_what_only_speaks_of_them(self):
        self.make("Chè sạch Bên Hồ", 20_000, summary="Hái sớm như cà phê Suối Lành.")
        self.make("Cà phê bột", 90_000)
        assert self.found_in_order_of_price("ca+phe") == ["Cà phê bột", COFFEE, "Chè sạch Bên Hồ"]
        assert self.titles("q=ca+phe&sort=-price") == [COFFEE, "Cà phê bột", "Chè sạch Bên Hồ"]
        assert self.titles("q=ca+phe&sort=name") == ["Cà phê bột", COFFEE, "Chè sạch Bên Hồ"]
        assert self.titles("q=ca+phe&sort=price&sector=2") == [COFFEE]

    def test_words_that_more_bear_than_are_ranked_leave_the_order_as_it_is(self):
        self.make("Chè sạch Bên Hồ", 20_000, summary="Hái sớm như cà phê Suối Lành.")

        def search(*args, **options):
            return replace(search_as_buyers_do(*args, **options), capped=True)

        with mock.patch("products.listing.search_as_buyers_do", search):
            assert self.found_in_order_of_price("ca+phe") == ["Chè sạch Bên Hồ", COFFEE]

    def test_a_name_is_also_that_of_the_crop_the_producer_the_set_the_standard_or_the_tag(self):
        self.make("Bánh quy", 10_000, summary="Cà phê, Đồi Nắng, Cò Nòi, vải may mặc, hữu cơ, đặc sản và VietGAP.")
        for q, titles in {
            "doi+nang": [NA, STRAWBERRIES],
            "vai+may+mac": [SCARF],
            "huu+co": [COFFEE],
            "dac+san": [COFFEE],
            "co+noi": [NA, STRAWBERRIES],
            "vietgap": [NA, STRAWBERRIES],
        }.items():
            with self.subTest(q):
                found = self.found_in_order_of_price(q)
                assert found[: len(titles) + 1] == [*titles, "Bánh quy"]

    def test_the_marks_that_were_typed_come_before_others_in_a_name(self):
        self.make("Dừa tươi", 15_000)
        self.make("Dứa mật", 25_000)
        self.make("Bánh quy", 5_000, summary="Nhân dứa.")
        assert self.found_in_order_of_price("d%E1%BB%A9a") == ["Dứa mật", "Dừa tươi", "Bánh quy"]
        assert self.found_in_order_of_price("dua") == ["Dừa tươi", "Dứa mật", "Bánh quy"]

    def test_the_name_of_the_set_says_less_than_a_products_own(self):
        drinks = ProductSetFactory(number=13, sector=self.coffee.product_set.sector, short_name="Cà phê, ca cao")
        self.make("Bột ca cao", 20_000, product_set=drinks)
        self.make("Chè sạch Bên Hồ", 10_000, summary="Hái sớm như cà phê Suối Lành.")
        assert self.found_in_order_of_price("ca+phe") == [COFFEE, "Bột ca cao", "Chè sạch Bên Hồ"]

    def test_where_no_name_holds_the_words_the_price_alone_decides(self):
        self.make("Bánh quy", 50_000, summary="Ăn cùng trà gừng.")
        self.make("Kẹo lạc", 5_000, summary="Ăn cùng trà gừng.")
        assert self.found_in_order_of_price("tra+gung") == ["Kẹo lạc", "Bánh quy"]

    def test_what_comes_from_the_old_commune_in_the_words_stands_first(self):
        other = ProductPageFactory(title="Mứt dâu tây Cò Nòi", parent=self.lake, crop=None)
        catalogue.refresh([other.pk])
        indexed(other)
        assert self.titles("q=dau+tay+co+noi") == [STRAWBERRIES, "Mứt dâu tây Cò Nòi"]

    def test_a_search_sent_with_the_usual_order_is_ranked(self):
        assert self.query("sort=&q=dau").sort == "relevance"
        assert self.query("sort=").sort == "fresh"
        assert self.query("sort=fresh&q=dau").sort == "fresh"

    def test_a_slip_is_put_right_and_said(self):
        response = self.client.get("/san-pham/?q=ca+phr")
        assert response.context["corrected"].lower() == "cà phê"
        assert card_titles(response) == [COFFEE]
        assert "“cà phê”" in words(response).lower()
        assert soup(response).find("input", {"name": "q"})["value"] == "ca phr"

    def test_beside_it_a_link_insists_on_what_was_typed(self):
        link = soup(self.client.get("/san-pham/?q=ca+phr&sort=name&page=1")).select_one(".corrected a")
        assert words(link) == vi("Search only for “%(typed)s”", typed="ca phr")
        assert link["href"] == "/san-pham/?q=ca+phr&sort=name&exact=ca+phr"
        response = self.client.get(link["href"])
        assert (response.context["corrected"], response.context["total"]) == ("", 0)
        page = soup(response)
        assert page.select(".corrected, main article.card") == []
        assert words(page.select_one(".empty h2")) == vi("Nothing found for “%(q)s”", q="ca phr")

    def test_filters_that_lead_nowhere_are_not_offered(self):
        response = self.client.get("/san-pham/?q=khongcogi")
        assert response.context["facets"] == []
        assert soup(response).select("[data-filters-open], .facet") == []
        chosen = self.client.get("/san-pham/?q=khongcogi&stars=4").context["facets"]
        assert [facet.param for facet in chosen] == ["stars"]

    def test_filters_and_order_keep_insisting(self):
        response = self.client.get("/san-pham/?q=ca+phr&exact=ca+phr&stars=4&month=3")
        assert [chip.url for chip in response.context["chips"]] == [
            "/san-pham/?q=ca+phr&exact=ca+phr&stars=4",
            "/san-pham/?q=ca+phr&exact=ca+phr&month=3",
        ]
        assert response.context["clear_url"] == "/san-pham/?q=ca+phr&exact=ca+phr"
        field = soup(response).find("input", {"name": "exact"})
        assert (field["type"], field["value"], field["form"]) == ("hidden", "ca phr", "listing-form")

    def test_another_text_is_put_right_again(self):
        for address in ("q=ca+phr&exact=ca+phe", "q=ca+phr&exact=", "q=ca+phr&exact=%00", "q=ca+phr&exact=1"):
            with self.subTest(address):
                response = self.client.get(f"/san-pham/?{address}")
                assert card_titles(response) == [COFFEE]
                assert soup(response).find("input", {"name": "exact"}) is None


class PageTests(CatalogueTestCase):
    """The page as a visitor meets it."""

    def test_cards_show_the_star_in_force_and_the_price_or_its_absence(self):
        response = self.client.get("/san-pham/?sort=name")
        assert card_titles(response) == [COFFEE, STRAWBERRIES, SCARF, NA]
        cards = [words(card) for card in soup(response).select("main article.card")]
        assert "4 sao" in cards[1]
        assert "120.000 – 250.000\u00a0₫".replace("\u00a0", " ") in cards[1].replace("\u00a0", " ")
        assert "Chưa có giá vụ tới" in cards[2]
        assert "sao" not in cards[3]

    def test_24_a_page_and_the_next_page_keeps_the_question(self):
        for number in range(25):
            ProductPageFactory(title=f"Mật ong {number:02}", parent=self.hill)
        catalogue.refresh_all()
        first = self.client.get("/san-pham/?producer=doi-nang&sort=name")
        assert len(card_titles(first)) == 24
        assert first.context["total"] == 27
        second = self.client.get("/san-pham/?producer=doi-nang&sort=name&page=2")
        assert card_titles(second) == ["Mật ong 23", "Mật ong 24", NA]
        assert any(
            link["href"].endswith("producer=doi-nang&sort=name&page=2") for link in soup(first).select("main nav a")
        )

    def test_the_total_is_right_whatever_is_chosen(self):
        for address in ("", "month=9", "q=ca+phe", "stars=4&month=3", "price=0&price=1", "q=khongcogi"):
            with self.subTest(address):
                query = self.query(address)
                assert query.total == query.page().paginator.count == query.narrowed().count()

    def test_what_comes_soon_is_out_of_season_now(self):
        # On 10 July na begins within 45 days; strawberries do not; coffee is there already.
        assert [entry.product.title for entry in coming_soon(datetime.date(2026, 7, 10))] == [NA]
        assert coming_soon(datetime.date(2026, 5, 10)) == []
        assert [entry.product.title for entry in coming_soon(datetime.date(2026, 11, 10))] == [STRAWBERRIES]

    def test_what_comes_soon_is_told_of_what_was_asked_for(self):
        with time_machine.travel(datetime.datetime(2026, 7, 10, 3, tzinfo=datetime.UTC)):
            for address, told in (
                ("month=7", [NA]),
                ("month=7&producer=doi-nang", [NA]),
                ("month=7&producer=ben-ho", []),
                ("month=7&q=ca+phe", []),
                ("month=6&month=7", []),  # the visitor plans for another month
                ("producer=doi-nang", []),  # it is listed already
                ("", []),
            ):
                with self.subTest(address):
                    response = self.client.get(f"/san-pham/?{address}")
                    assert [entry.product.title for entry in response.context["coming_soon"]] == told
                    assert len(soup(response).select(".soon")) == bool(told)

    def test_as_many_queries_for_many_products_as_for_few(self):
        addresses = {
            "/san-pham/": 20,
            "/san-pham/?stars=4&commune=04105&month=3": 20,
            "/san-pham/?q=dau&stars=4&standard=vietgap&sort=price": 20,
            "/san-pham/lich-mua-vu/": 15,
        }
        few = {address: query_count(self.client, address) for address in addresses}
        made = [ProductPageFactory(title=f"Dâu tây {n}", parent=self.hill, stars=4, supply=ALL_YEAR) for n in range(20)]
        indexed(*made)
        catalogue.refresh_all()
        many = {address: query_count(self.client, address) for address in addresses}
        assert many == few
        assert {address: number for address, number in many.items() if number > addresses[address]} == {}


class AnyAddressTests(CatalogueTestCase):
    """Nothing in an address is an error."""

    def test_unknown_values_are_ignored(self):
        for address in (
            "month=13", "month=0", "month=-1", "month=3.5", "stars=abc", "stars=2", "stars=6", "sector=99", "group=0",
            "commune=99999", "commune=khong-co", "producer=khong-co", "standard=khong-co", "tag=khong-co", "crop=khong-co",
            "price=9", "price=-1", "sort=khong", "color=red", "page=1", "stars=&month=", "stars=４",
            "month=99999999999999999999", "commune[]=04105", "__in=1",
        ):  # fmt: skip
            with self.subTest(address):
                response = self.client.get(f"/san-pham/?{address}")
                assert response.status_code == 200
                assert response.context["total"] == 4
                assert response.context["chips"] == []

    def test_a_known_value_works_beside_an_unknown_one(self):
        assert self.titles("stars=abc&stars=4&month=13") == [STRAWBERRIES]

    def test_a_page_that_does_not_exist_becomes_the_nearest(self):
        for page in ("zzz", "99999", "0", "-1", "", "1e9", "\u0663"):
            with self.subTest(page):
                response = self.client.get("/san-pham/", {"page": page})
                assert response.status_code == 200
                assert response.context["entries"].number == 1
                assert len(card_titles(response)) == 4

    def test_nul_bytes_are_dropped(self):
        for address in ("q=ca%00phe", "commune=04105%00", "page=%00", "stars=%00", "%00=1", "tag=%00", "producer=%00"):
            with self.subTest(address):
                assert self.client.get(f"/san-pham/?{address}").status_code == 200
        assert self.titles_of("/san-pham/?q=c%00a+phe") == [COFFEE]
        assert sorted(self.titles_of("/san-pham/?commune=04105%00")) == sorted([STRAWBERRIES, NA])

    def titles_of(self, url):
        return card_titles(self.client.get(url))

    def test_ten_kilobytes_of_anything(self):
        for param in ("q", "stars", "commune", "producer", "standard", "tag", "crop", "month", "sort", "page"):
            with self.subTest(param):
                assert self.client.get("/san-pham/", {param: "mận " * 2_500}).status_code == 200
        response = self.client.get("/san-pham/", {"q": "x" * 10_240})
        assert soup(response).find("input", {"name": "q"})["value"] == "x" * 200

    def test_a_thousand_values_of_one_facet(self):
        address = "&".join(f"producer=p{number}" for number in range(1_000))
        assert self.client.get(f"/san-pham/?{address}").context["total"] == 4

    def test_markup_in_the_search_is_only_text(self):
        response = self.client.get("/san-pham/", {"q": '"><script>alert(1)</script>'})
        assert response.status_code == 200
        assert b"<script>alert" not in response.content


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.django_db
def test_an_empty_catalogue_can_be_asked_anything(sort, client):
    ProducerPageFactory()
    response = client.get(f"/san-pham/?q=na&stars=4&sort={sort}")
    assert response.status_code == 200
    assert response.context["total"] == 0
    assert CatalogueEntry.objects.count() == 0
