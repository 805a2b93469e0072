"""The list of producers: search, facets, map, and any address."""

import datetime

from django.test import TestCase, override_settings
from django.utils import timezone

from products import catalogue
from products.models import Certificate
from tests.factories import CommuneFactory, ProducerPageFactory, ProductPageFactory, ProductSetFactory
from tests.factories.catalogue import SectorFactory
from tests.reading import indexed, query_count, soup, vi, words

HILL, LAKE, LOOM = "HTX Đồi Nắng", "HTX Bên Hồ", "Tổ dệt Bản Dôm"


class ProducerListTestCase(TestCase):
    """Three producers that differ in every facet."""

    @classmethod
    def setUpTestData(cls):
        mai_son, ta_hoc = CommuneFactory(), CommuneFactory(code="04136", name="Tà Hộc")
        co_noi, na_bo = CommuneFactory(former=True), CommuneFactory(former=True, code="04136", name="Nà Bó")
        co_noi.successors.add(mai_son)
        na_bo.successors.add(ta_hoc)
        cls.hill = ProducerPageFactory(
            title=HILL, slug="doi-nang", commune=mai_son, former_commune=co_noi, latitude=21.196123, longitude=104.1
        )
        cls.lake = ProducerPageFactory(title=LAKE, slug="ben-ho", commune=ta_hoc, former_commune=na_bo)
        cls.loom = ProducerPageFactory(
            title=LOOM, slug="ban-dom", commune=mai_son, legal_form="to_hop_tac", village="Bản Dôm"
        )
        crafts = ProductSetFactory(
            number=20, short_name="Vải", sector=SectorFactory(number=4, name="Thủ công", short_name="Thủ công")
        )
        ProductPageFactory(parent=cls.hill, stars=4)
        ProductPageFactory(parent=cls.hill, stars=3)
        ProductPageFactory(parent=cls.loom, product_set=crafts, crop=None)
        ProductPageFactory(parent=cls.lake, live=False)
        indexed(cls.hill, cls.lake, cls.loom)
        catalogue.refresh_all()

    def open(self, address="", **data):
        response = self.client.get(f"/hop-tac-xa/{address}", data or None)
        assert response.status_code == 200
        return response

    def titles(self, address=""):
        response = self.open(address)
        titles = [page.title for page in response.context["producers"]]
        assert response.context["total"] == len(titles)
        return titles

    def counts(self, param, address=""):
        facets = {facet.param: facet for facet in self.open(address).context["facets"]}
        return {option.value: option.count for option in facets[param].options}


class FacetTests(ProducerListTestCase):
    """What each facet finds and counts."""

    def test_all_in_the_order_of_their_names(self):
        assert self.titles() == [LAKE, HILL, LOOM]

    def test_each_facet_finds_its_producers(self):
        for address, found in {
            "?commune=04105": [HILL, LOOM],
            "?commune=04136": [LAKE],
            "?commune=na-bo": [LAKE],
            "?commune=co-noi": [HILL],
            "?commune=co-noi&commune=04136": [LAKE, HILL],
            "?form=to_hop_tac": [LOOM],
            "?form=to_hop_tac&form=hop_tac_xa": [LAKE, HILL, LOOM],
            "?sector=1": [HILL],
            "?sector=1&sector=4": [HILL, LOOM],
            "?sector=1&form=to_hop_tac": [],
            "?commune=04105&form=hop_tac_xa": [HILL],
        }.items():
            with self.subTest(address):
                assert self.titles(address) == found

    def test_each_facet_counts_producers_not_products(self):
        assert self.counts("commune") == {"04105": 2, "04136": 1}
        assert self.counts("form") == {"hop_tac_xa": 2, "to_hop_tac": 1}
        assert self.counts("sector") == {"1": 1, "4": 1}

    def test_a_facet_narrows_the_others_but_not_itself(self):
        assert self.counts("commune", "?commune=04136") == {"04105": 2, "04136": 1}
        assert self.counts("form", "?commune=04136") == {"hop_tac_xa": 1}
        assert self.counts("commune", "?commune=na-bo") == {"04105": 2, "04136": 1, "na-bo": 1}

    def test_chips_take_one_value_back(self):
        response = self.open("?q=htx&commune=na-bo&form=hop_tac_xa&page=2")
        assert [(chip.label, chip.url) for chip in response.context["chips"]] == [
            (vi("%(name)s (former)", name="Nà Bó"), "/hop-tac-xa/?q=htx&form=hop_tac_xa"),
            (vi("Co-operative"), "/hop-tac-xa/?q=htx&commune=na-bo"),
        ]
        assert response.context["clear_url"] == "/hop-tac-xa/?q=htx"

    def test_a_card_tells_products_and_the_best_star_in_force(self):
        cards = {page.title: page for page in self.open().context["producers"]}
        assert [(cards[title].product_count, cards[title].stars_best) for title in (HILL, LAKE, LOOM)] == [
            (2, 4),
            (0, None),
            (1, None),
        ]
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        Certificate.objects.filter(stars=4).update(expires_on=yesterday)
        catalogue.refresh_all()
        assert {page.title: page.stars_best for page in self.open().context["producers"]}[HILL] == 3


class SearchTests(ProducerListTestCase):
    """Names of producers, villages and communes, typed as people type."""

    def test_by_name_village_and_commune_old_and_new(self):
        assert self.titles("?q=ban+dom") == [LOOM]
        assert self.titles("?q=na+bo") == [LAKE]
        assert self.titles("?q=Cò+Nòi") == [HILL]
        assert self.titles("?q=doi+nang&form=to_hop_tac") == []

    def test_a_slip_is_put_right_and_said(self):
        response = self.open("?q=doi+nanh")
        assert response.context["corrected"] != ""
        assert [page.title for page in response.context["producers"]] == [HILL]

    def test_what_was_typed_can_be_insisted_on(self):
        link = soup(self.open("?q=doi+nanh&form=hop_tac_xa")).select_one(".corrected a")
        assert link["href"] == "/hop-tac-xa/?q=doi+nanh&form=hop_tac_xa&exact=doi+nanh"
        response = self.client.get(link["href"])
        assert (response.context["corrected"], response.context["total"]) == ("", 0)
        assert response.context["clear_url"] == "/hop-tac-xa/?q=doi+nanh&exact=doi+nanh"
        assert words(soup(response).select_one(".empty h2")) == vi("Nothing found for “%(q)s”", q="doi nanh")

    def test_nothing_found_helps_on(self):
        page = soup(self.open("?q=khongcogi"))
        assert "khongcogi" in words(page.select_one(".empty"))
        assert page.select(".empty a") != []


class MapTests(ProducerListTestCase):
    """The map is a comfort; the list alone serves."""

    def test_points_are_those_of_the_producers_found(self):
        point = {
            "title": HILL,
            "lang": "vi",
            "url": "/hop-tac-xa/doi-nang/",
            "lat": 21.19612,
            "lng": 104.1,
            "place": "Bản Noong Hoa, xã Mai Sơn",
        }
        assert self.open().context["points"] == [point]
        assert self.open("?commune=04136").context["points"] == []

    @override_settings(OCOP_MAP_TILE_URL="")
    def test_without_tiles_no_map_script_is_loaded(self):
        assert [tag["src"] for tag in soup(self.open()).select("script[src]") if "map" in tag["src"]] == []

    @override_settings(OCOP_MAP_TILE_URL="/tiles/{z}/{x}/{y}.png")
    def test_with_tiles_the_map_script_is_our_own(self):
        scripts = [tag["src"] for tag in soup(self.open()).select("script[src]") if "map" in tag["src"]]
        assert [script.startswith("/static/") for script in scripts] == [True]


class AnyAddressTests(ProducerListTestCase):
    """Nothing in an address is an error."""

    def test_unknown_values_are_ignored(self):
        for address in (
            "?commune=99999", "?form=abc", "?sector=abc", "?sector=99", "?page=zzz", "?page=99999", "?page=-1", "?page=",
            "?stars=abc", "?commune=%00", "?%00=%00", "?color=red", "?form=", "?sector=1e9",
        ):  # fmt: skip
            with self.subTest(address):
                response = self.open(address)
                assert [page.title for page in response.context["producers"]] == [LAKE, HILL, LOOM]
                assert response.context["chips"] == []

    def test_ten_kilobytes_of_anything(self):
        for param in ("q", "commune", "form", "sector", "page"):
            with self.subTest(param):
                self.open(**{param: "mận " * 2_500})

    def test_nul_bytes_are_dropped(self):
        assert self.titles("?q=ban%00+dom") == [LOOM]

    def test_as_many_queries_for_many_producers_as_for_few(self):
        addresses = ["/hop-tac-xa/", "/hop-tac-xa/?commune=04105&sector=1&form=hop_tac_xa", "/hop-tac-xa/?q=htx"]
        few = [query_count(self.client, address) for address in addresses]
        made = [ProducerPageFactory(title=f"HTX {number}") for number in range(20)]
        for producer in made:
            ProductPageFactory(parent=producer)
        indexed(*made)
        catalogue.refresh_all()
        assert [query_count(self.client, address) for address in addresses] == few
        assert max(few) <= 20
        assert self.client.get("/hop-tac-xa/").context["total"] == 23
