"""Choosing a product or a producer in a form: everything in one list, by name, with its picture and whose it is."""

from bs4 import BeautifulSoup
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from tests.factories import ArticlePageFactory, ImageFactory, ProducerPageFactory, ProductPageFactory, UserFactory
from tests.reading import soup, words


class FlatChooserTests(TestCase):
    """As an administrator, whom no rule of a member's limits."""

    @classmethod
    def setUpTestData(cls):
        cls.admin = UserFactory(is_superuser=True)
        cls.hill = ProducerPageFactory(title="HTX Đồi Nắng")
        cls.brook = ProducerPageFactory(title="HTX Suối Lạnh")
        cls.plum = ProductPageFactory(title="Mận hậu", parent=cls.hill, main_image=ImageFactory())
        cls.coffee = ProductPageFactory(title="Cà phê mộc", parent=cls.brook)

    def setUp(self):
        self.client.force_login(self.admin)

    def browse(self, kind="products.productpage", parent=None, **asked):
        name = "wagtailadmin_choose_page_child" if parent else "wagtailadmin_choose_page"
        address = reverse(name, args=[parent.pk] if parent else [])
        return BeautifulSoup(self.client.get(address, {"page_type": kind, **asked}).json()["html"], "html.parser")

    def search(self, text, kind="products.productpage"):
        return soup(self.client.get(reverse("wagtailadmin_choose_page_search"), {"page_type": kind, "q": text}))

    def rows(self, page):
        return [[words(cell) for cell in row.select("td")] for row in page.select("tbody tr")]

    def test_products_stand_there_at_once_by_name_with_picture_and_maker(self):
        page = self.browse()
        assert self.rows(page) == [["", "Cà phê mộc", "HTX Suối Lạnh", ""], ["", "Mận hậu", "HTX Đồi Nắng", ""]]
        assert [bool(row.img) for row in page.select("tbody tr")] == [False, True]
        assert [link["data-id"] for link in page.select("a.choose-page")] == [str(self.coffee.pk), str(self.plum.pk)]

    def test_choosing_another_opens_the_same_list(self):
        assert self.rows(self.browse(parent=self.hill)) == self.rows(self.browse())

    def test_one_that_is_not_public_says_so(self):
        ProductPageFactory(title="Na dai", parent=self.hill, live=False)
        assert self.rows(self.browse())[-1] == ["", "Na dai", "HTX Đồi Nắng", "Chưa đăng"]

    def test_a_search_without_marks_finds_products_by_name_and_maker_in_the_same_columns(self):
        assert self.rows(self.search("ca phe")) == [["", "Cà phê mộc", "HTX Suối Lạnh", ""]]
        assert self.rows(self.search("man")) == [["", "Mận hậu", "HTX Đồi Nắng", ""]]
        assert self.rows(self.search("dâu")) == self.rows(self.search("")) == []

    def test_producers_have_their_list_with_the_commune(self):
        names = [(row[1], row[2]) for row in self.rows(self.browse("cooperatives.producerpage"))]
        assert names == [(page.title, str(page.commune)) for page in (self.hill, self.brook)]

    def test_several_are_ticked(self):
        boxes = self.browse(multiple=1).select("tbody input[type=checkbox]")
        assert [box["value"] for box in boxes] == [str(self.coffee.pk), str(self.plum.pk)]

    def test_other_kinds_and_places_to_move_to_stay_in_the_tree(self):
        ArticlePageFactory(title="Tin mùa mận")
        for page in (
            self.browse("news.articlepage"),
            self.browse("wagtailcore.page"),
            self.browse("cooperatives.producerpage,products.productpage"),
            self.browse("cooperatives.producerpage", user_perms="move_to", parent=Page.objects.get(depth=1)),
        ):
            assert not page.select(".chooser--flat")
            assert page.select("table.chooser")

    def test_a_kind_that_is_none_and_a_page_that_is_gone_are_not_found(self):
        address = reverse("wagtailadmin_choose_page")
        assert self.client.get(address, {"page_type": "products.nothing"}).status_code == 404
        gone = reverse("wagtailadmin_choose_page_child", args=[10**6])
        assert self.client.get(gone, {"page_type": "products.productpage"}).status_code == 404
        assert self.rows(self.browse(p="zzz")) == self.rows(self.browse())

    def test_any_number_of_products_takes_as_many_queries(self):
        few = [self.queries(ask) for ask in self.asks()]
        for number in range(5):
            maker = ProducerPageFactory(title=f"HTX {number}")
            ProductPageFactory(title=f"Mận {number}", parent=maker, main_image=ImageFactory())
        assert [self.queries(ask) for ask in self.asks()] == few
        assert len(self.rows(self.search("man"))) == 6

    def asks(self):
        return self.browse, lambda: self.search("man")

    def queries(self, ask):
        ask()  # the pictures' sizes are made
        with CaptureQueriesContext(connection) as captured:
            ask()
        return len(captured)
