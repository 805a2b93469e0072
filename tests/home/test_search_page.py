"""The search page and its suggestions: what a visitor types, and what any address gives."""

import pytest
from django.test import TestCase
from wagtail.models import PageViewRestriction

from products import catalogue
from tests.factories import (
    ArticlePageFactory,
    CommuneFactory,
    ProducerPageFactory,
    ProductPageFactory,
    StandardPageFactory,
)
from tests.reading import indexed, query_count, soup, vi, words


class SearchPageTestCase(TestCase):
    """One page of each kind that speaks of coffee."""

    @classmethod
    def setUpTestData(cls):
        cls.producer = ProducerPageFactory(
            title="HTX Cà phê Suối Lành", slug="suoi-lanh", former_commune=CommuneFactory(former=True)
        )
        cls.product = ProductPageFactory(
            title="Cà phê Arabica", slug="arabica", parent=cls.producer, crop=None, stars=4
        )
        cls.article = ArticlePageFactory(title="Mùa cà phê", slug="mua-ca-phe")
        cls.page = StandardPageFactory(title="Mua cà phê thế nào", slug="mua-the-nao")
        cls.other = ProductPageFactory(title="Na dai", slug="na-dai", crop=None)
        indexed(cls.producer, cls.product, cls.article, cls.page, cls.other)
        catalogue.refresh_all()

    def open(self, address="", **data):
        response = self.client.get(f"/tim-kiem/{address}", data or None)
        assert response.status_code == 200
        return response

    def titles(self, address):
        return [result.title for result in self.open(address).context["results"]]


class SearchPageTests(SearchPageTestCase):
    def test_it_finds_every_kind_of_page(self):
        everything = {"Cà phê Arabica", "HTX Cà phê Suối Lành", "Mùa cà phê", "Mua cà phê thế nào"}
        for typed in ("ca+phe", "cà+phê", "CA+PHE", "c%C3%A0+ph%C3%AA"):
            with self.subTest(typed):
                assert set(self.titles(f"?q={typed}")) == everything

    def test_tabs_count_each_kind_and_narrow_to_it(self):
        tabs = self.open("?q=ca+phe").context["tabs"]
        assert [(tab.key, tab.count, tab.url, tab.is_current) for tab in tabs] == [
            ("", 4, "/tim-kiem/?q=ca+phe", True),
            ("san-pham", 1, "/tim-kiem/?q=ca+phe&loai=san-pham", False),
            ("chu-the", 1, "/tim-kiem/?q=ca+phe&loai=chu-the", False),
            ("tin-tuc", 1, "/tim-kiem/?q=ca+phe&loai=tin-tuc", False),
            ("trang", 1, "/tim-kiem/?q=ca+phe&loai=trang", False),
        ]
        assert self.titles("?q=ca+phe&loai=tin-tuc") == ["Mùa cà phê"]

    def test_a_result_tells_its_kind_and_a_product_its_star(self):
        page = soup(self.open("?q=arabica"))
        result = page.select_one(".result")
        assert vi("Product") in words(result)
        assert "4 sao" in words(result)
        assert result.select_one("a")["href"] == "/hop-tac-xa/suoi-lanh/arabica/"

    def test_stars_in_words_lead_to_the_catalogue(self):
        response = self.open("?q=ca+phe+4+sao")
        assert {"Cà phê Arabica", "Mùa cà phê"} <= {result.title for result in response.context["results"]}
        shortcut = soup(response).select_one(".search-shortcut a")
        assert shortcut["href"] == "/san-pham/?q=ca+phe&stars=4"
        assert words(shortcut) == "Xem sản phẩm 4 sao còn hiệu lực hôm nay"
        assert soup(self.open("?q=ca+phe")).select_one(".search-shortcut") is None

    def test_a_month_in_words_leads_to_the_catalogue_and_hides_nothing(self):
        response = self.open("?q=ca+phe+thang+2")
        assert {"Cà phê Arabica", "Mùa cà phê"} <= {result.title for result in response.context["results"]}
        shortcut = soup(response).select_one(".search-shortcut a")
        assert shortcut["href"] == "/san-pham/?q=ca+phe&month=2"
        assert words(shortcut) == "Xem sản phẩm có hàng tháng 2"
        insisting = self.open("?q=ca+phe+thang+2&exact=ca+phe+thang+2")
        assert insisting.context["total"] == 0

    def test_the_browsers_tab_tells_the_page_of_the_list(self):
        articles = [ArticlePageFactory(title=f"Vụ xoài {number}") for number in range(21)]
        indexed(*articles)
        assert "trang" not in soup(self.open("?q=xoai")).title.string
        assert soup(self.open("?q=xoai&page=2")).title.string == "Tìm “xoai”, trang 2 – OCOP Mai Sơn"

    def test_what_was_typed_stays_in_the_field(self):
        assert soup(self.open("?q=Cà+phê+Arabica")).find("input", {"name": "q"})["value"] == "Cà phê Arabica"

    def test_a_slip_is_put_right_and_said(self):
        response = self.open("?q=arabicq")
        assert [result.title for result in response.context["results"]] == ["Cà phê Arabica"]
        assert "arabica" in words(response).lower()
        assert soup(response).find("input", {"name": "q"})["value"] == "arabicq"
        assert vi("Nothing for “%(typed)s”.", typed="arabicq") in words(response)

    def test_beside_it_a_link_insists_on_what_was_typed(self):
        link = soup(self.open("?q=arabicq&loai=san-pham")).select_one(".corrected a")
        assert words(link) == vi("Search only for “%(typed)s”", typed="arabicq")
        assert link["href"] == "/tim-kiem/?q=arabicq&loai=san-pham&exact=arabicq"
        response = self.client.get(link["href"])
        assert (response.context["corrected"], response.context["total"]) == ("", 0)
        assert words(soup(response).select_one(".empty h2")) == vi("Nothing for “%(typed)s” yet", typed="arabicq")

    def test_what_stands_in_some_text_is_not_called_nothing(self):
        indexed(
            ArticlePageFactory(title="Hội nghị", summary="Mở đầu là chào hỏi, sau đó tất cả ra vườn."),
            ArticlePageFactory(title="Dâu tây", summary="Chín từ tháng 12."),
        )
        response = self.open("?q=dau+tat")
        assert (response.context["corrected"], response.context["as_typed"]) == ("Dâu tây", 1)
        assert vi("Nothing for “%(typed)s”.", typed="dau tat") not in words(response)
        assert self.titles("?q=dau+tat&exact=dau+tat") == ["Hội nghị"]

    def test_kinds_and_further_pages_keep_insisting(self):
        indexed(*(ArticlePageFactory(title=f"Chợ phiên {n}", summary="Sáng rang, rồi xay.") for n in range(21)))
        response = self.open("?q=rang+xay&exact=rang+xay")
        assert (response.context["corrected"], response.context["total"]) == ("", 21)
        assert [tab.url for tab in response.context["tabs"]] == [
            "/tim-kiem/?q=rang+xay&exact=rang+xay",
            "/tim-kiem/?q=rang+xay&exact=rang+xay&loai=tin-tuc",
        ]
        following = soup(response).select_one("a[rel=next]")["href"]
        assert following == "?q=rang+xay&exact=rang+xay&page=2"

    def test_nothing_found_says_so_and_leads_on(self):
        response = self.open("?q=khongcogi")
        assert response.context["total"] == 0
        assert "khongcogi" in words(soup(response).select_one(".empty"))

    def test_without_words_it_is_an_open_question(self):
        for address in ("", "?q=", "?q=+++", "?q=%00"):
            response = self.open(address)
            assert response.context["total"] == 0
            assert soup(response).select(".empty, .result") == []

    def test_drafts_and_private_pages_are_not_found(self):
        self.article.unpublish()
        PageViewRestriction.objects.create(page=self.page, restriction_type=PageViewRestriction.LOGIN)
        self.product.unpublish()
        assert self.titles("?q=ca+phe") == ["HTX Cà phê Suối Lành"]

    def test_search_engines_are_asked_to_pass_on(self):
        robots = soup(self.open("?q=na")).find("meta", {"name": "robots"})
        assert robots["content"] == "noindex, follow"

    def test_as_many_queries_for_many_hits_as_for_few(self):
        address = "/tim-kiem/?q=ca+phe&loai=san-pham"
        indexed(*(ProductPageFactory(title=f"Cà phê số {number}", crop=None) for number in range(12)))
        catalogue.refresh_all()
        few = query_count(self.client, address)
        # The same with every kind of page among the first twenty hits.
        assert query_count(self.client, "/tim-kiem/?q=ca+phe") == few <= 15
        indexed(
            *(ProductPageFactory(title=f"Cà phê {n}", parent=self.producer, crop=None) for n in range(20)),
            *(ArticlePageFactory(title=f"Cà phê {n}") for n in range(5)),
        )
        catalogue.refresh_all()
        assert query_count(self.client, address) == few
        assert query_count(self.client, "/tim-kiem/?q=ca+phe") == few


class AnyAddressTests(SearchPageTestCase):
    """Nothing in an address is an error."""

    def test_pages_and_kinds_that_do_not_exist(self):
        for address in ("page=zzz", "page=99999", "page=-1", "page=%00", "loai=abc", "loai=%00", "color=red"):
            with self.subTest(address):
                assert self.open(f"?q=arabica&{address}").context["total"] == 1
                assert self.titles(f"?q=arabica&{address}") == ["Cà phê Arabica"]

    def test_anything_typed(self):
        for typed in (
            "x" * 10_240,
            "cà phê " * 1_500,
            "'; DROP TABLE wagtailcore_page; --",
            '"',
            "*",
            "(a OR",
            "%",
            "💥",
            "\u0301",
            "<script>alert(1)</script>",
            "ca\u0000phe",
            "\ud7ff",
            "NEAR(a b)",
            "-",
            "\\",
        ):
            with self.subTest(typed[:20]):
                response = self.open(q=typed)
                assert b"<script>alert" not in response.content

    def test_only_reading(self):
        assert self.client.post("/tim-kiem/", {"q": "na"}).status_code == 405


class SuggestionTests(SearchPageTestCase):
    """Suggestions while typing."""

    def ask(self, typed, prefix=""):
        response = self.client.get(f"{prefix}/tim-kiem/goi-y/", {"q": typed})
        assert response.status_code == 200
        return response.json()["suggestions"]

    def test_the_beginning_of_a_word_is_enough(self):
        assert self.ask("arab") == [
            {"title": "Cà phê Arabica", "url": "/hop-tac-xa/suoi-lanh/arabica/", "kind": vi("Product")}
        ]

    def test_they_lead_to_the_language_being_read(self):
        assert self.ask("arab", "/en")[0]["url"] == "/en/hop-tac-xa/suoi-lanh/arabica/"

    def test_english_names_are_suggested_to_readers_of_english(self):
        strawberries = ProductPageFactory(title="Dâu tây", slug="dau-tay", name_en="Hill strawberries")
        indexed(strawberries)
        line = {"title": "Hill strawberries", "url": f"/en{strawberries.url}", "kind": "Product", "lang": "en"}
        for typed in ("straw", "hill s", "dau t"):
            assert self.ask(typed, "/en") == [line], typed
        assert self.ask("straw") == []
        assert [item["title"] for item in self.ask("dau t")] == ["Dâu tây"]
        strawberries.unpublish()
        assert self.ask("straw", "/en") == []

    def test_a_commune_answers_to_its_new_and_its_old_name(self):
        old = CommuneFactory(former=True)
        old.successors.add(CommuneFactory())
        place = "Xã"
        assert self.ask("co no") == [
            {"title": "Cò Nòi (nay thuộc xã Mai Sơn)", "url": "/san-pham/?commune=co-noi", "kind": place}
        ]
        assert self.ask("mai s") == [{"title": "xã Mai Sơn", "url": "/san-pham/?commune=04105", "kind": place}]
        assert self.ask("mai s", "/en")[0]["url"] == "/en/san-pham/?commune=04105"

    def test_goods_from_a_commune_lead_to_its_part_of_the_catalogue(self):
        old = CommuneFactory(former=True)
        old.successors.add(CommuneFactory())
        assert self.ask("dâu tây co noi") == [
            {
                "title": "“dâu tây” ở Cò Nòi (nay thuộc xã Mai Sơn)",
                "url": "/san-pham/?q=d%C3%A2u+t%C3%A2y&commune=co-noi",
                "kind": "Xã",
            }
        ]

    def test_stars_and_a_month_in_words_lead_to_the_catalogue(self):
        assert [way["url"] for way in self.ask("ca phe 4 sao")] == ["/san-pham/?q=ca+phe&stars=4"]
        assert [way["url"] for way in self.ask("tháng 8")] == ["/san-pham/?month=8"]

    def test_the_sites_own_pages_are_suggested_too(self):
        page = StandardPageFactory(title="Liên hệ", slug="lien-he")
        indexed(page)
        assert self.ask("lien h") == [{"title": "Liên hệ", "url": "/lien-he/", "kind": vi("Page")}]

    def test_a_slip_of_one_letter_is_forgiven(self):
        for typed in ("arabcia", "cà phr"):
            assert "Cà phê Arabica" in [item["title"] for item in self.ask(typed)], typed
        assert [item["title"] for item in self.ask("arabcia", "/en")] == ["Cà phê Arabica"]
        assert self.ask("zzqq") == []

    def test_one_letter_is_too_short(self):
        assert self.ask("a") == []

    def test_drafts_and_private_pages_are_not_suggested(self):
        PageViewRestriction.objects.create(page=self.product, restriction_type=PageViewRestriction.LOGIN)
        assert self.ask("arab") == []
        self.producer.unpublish()
        assert "HTX Cà phê Suối Lành" not in [item["title"] for item in self.ask("ca phe")]

    def test_they_may_be_kept_for_five_minutes(self):
        response = self.client.get("/tim-kiem/goi-y/?q=arab")
        assert response["Cache-Control"] == "max-age=300, public"


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "\x00\x00", "x" * 10_240, '"', "%", "'", "\\", "ế" * 3_000])
def test_any_text_may_ask_for_suggestions(client, typed):
    ProducerPageFactory()
    assert client.get("/tim-kiem/goi-y/", {"q": typed}).json() == {"suggestions": []}
