"""The shared password of a private page: guessed at most so often, and never in the way of who knows it."""

from unittest import mock

from django.core.cache import cache
from django.test import TestCase
from wagtail.models import PageViewRestriction

from ocop.core import page_password
from tests.factories import ArticlePageFactory
from tests.reading import soup, words


class PagePasswordTests(TestCase):
    """A private article, and who stands before it."""

    @classmethod
    def setUpTestData(cls):
        cls.article = ArticlePageFactory(title="Bảng giá sỉ 2026")
        cls.restriction = PageViewRestriction.objects.create(
            page=cls.article, restriction_type=PageViewRestriction.PASSWORD, password="mua-na-2026"
        )
        cls.other = PageViewRestriction.objects.create(
            page=ArticlePageFactory(title="Khác"), restriction_type=PageViewRestriction.PASSWORD, password="khac"
        )

    def setUp(self):
        cache.clear()
        self.addCleanup(cache.clear)

    def send(self, password, restriction=None, address="203.0.113.7", prefix=""):
        restriction = restriction or self.restriction
        return self.client.post(
            f"{prefix}/_util/authenticate_with_password/{restriction.pk}/{restriction.page_id}/",
            {"password": password, "return_url": self.article.url},
            REMOTE_ADDR=address,
        )

    def test_the_right_one_opens_the_page(self):
        form = soup(self.client.get(self.article.url)).select_one("main form")
        assert form["action"].startswith("/_util/authenticate_with_password/")
        response = self.send("mua-na-2026")
        assert (response.status_code, response["Location"]) == (302, self.article.url)
        assert "Bảng giá sỉ 2026" in words(self.client.get(self.article.url))

    def test_after_ten_wrong_ones_even_the_right_one_waits_a_quarter_of_an_hour(self):
        assert {self.send(f"sai {number}").status_code for number in range(10)} == {200}
        response = self.send("mua-na-2026")
        assert response.status_code == 429
        assert "15 phút" in words(response)
        assert "Bảng giá sỉ" not in words(response)
        assert self.send("mua-na-2026", prefix="/en").status_code == 429
        assert self.send("mua-na-2026", address="203.0.113.8").status_code == 302

    def test_right_ones_are_not_counted(self):
        assert {self.send("mua-na-2026").status_code for _time in range(40)} == {302}

    def test_many_private_pages_are_no_way_around(self):
        limits = {"WRONG_PER_RESTRICTION": page_password.Limit("t", 1000, 60)}
        with mock.patch.multiple(page_password, **limits):
            assert {self.send("sai", self.other).status_code for _try in range(30)} == {200}
            assert self.send("mua-na-2026").status_code == 429

    def test_nonsense_is_no_error(self):
        for data in ({}, {"password": "x" * 10_000}, {"return_url": "https://khac.example/"}):
            address = f"/_util/authenticate_with_password/{self.restriction.pk}/{self.article.pk}/"
            assert self.client.post(address, data).status_code == 200
        assert self.client.get("/_util/authenticate_with_password/999/999/").status_code == 404
