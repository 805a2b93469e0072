"""Requests that nobody's browser sends by itself: without a login, with bytes that break a database."""

from urllib.parse import urlsplit

from django.conf import settings
from django.test import TestCase
from django.urls import reverse

from ocop.settings import dev
from tests.demo.test_security import ADMIN_PAGES, loaded_from_elsewhere
from tests.factories import MemberFactory
from tests.reading import administrator, soup


class LoginPageTests(TestCase):
    """The admin before anybody has logged in."""

    def test_it_loads_nothing_foreign(self):
        response = self.client.get("/dang-nhap/")
        assert response.status_code == 200
        assert loaded_from_elsewhere(soup(response)) == []

    def test_every_other_admin_page_asks_to_log_in(self):
        for name in ADMIN_PAGES:
            with self.subTest(name):
                response = self.client.get(f"/quan-tri/{name}")
                assert response.status_code == 302
                assert urlsplit(response["Location"]).path == "/dang-nhap/"


class NotFoundTests(TestCase):
    """An address of no page."""

    def test_development_shows_the_same_page_as_production(self):
        with self.settings(DEBUG=True, MIDDLEWARE=dev.MIDDLEWARE):
            for address, heading in (
                ("/khong-co/", "Trang này không có ở đây"),
                ("/en/khong-co/", "This page is not here"),
            ):
                response = self.client.get(address)
                assert (response.status_code, soup(response).h1.text.strip()) == (404, heading)


class HugeNumberTests(TestCase):
    """An address that names a row by a number beyond every database's."""

    def test_there_is_no_such_row(self):
        user = administrator()
        self.client.force_login(user)
        for address in ("/b/%s/", "/quan-tri/pages/%s/edit/", "/quan-tri/chu-the/%s/", "/quan-tri/images/%s/"):
            with self.subTest(address):
                assert self.client.get(address % 10**20).status_code == 404

    def test_nor_on_a_members_screens(self):
        self.client.force_login(MemberFactory())
        for screen in ("", "gia/", "thang/"):
            assert self.client.get(f"/gian-hang/san-pham/{10**20}/{screen}").status_code == 404


class NulByteTests(TestCase):
    """PostgreSQL can neither store nor compare a NUL byte; no address and no form may carry one that far."""

    def test_in_the_path(self):
        for path in ("/%00", "/san-pham%00/", "/quan-tri/%00/", "/tai-lieu/1/%00.pdf", "/en/%00/"):
            with self.subTest(path):
                assert self.client.get(path).status_code == 400

    def test_in_the_query_of_a_public_page_it_is_dropped(self):
        response = self.client.get("/tim-kiem/?q=n%00a&%00x=1")
        assert response.status_code == 200
        assert response.context["typed"] == "na"

    def test_in_the_query_of_the_admin_it_is_refused(self):
        self.client.force_login(administrator())
        for address in ("images/?q=%00", "pages/search/?q=%00", "certificates/?q=%00", "users/?%00=1"):
            with self.subTest(address):
                assert self.client.get(f"/quan-tri/{address}").status_code == 400

    def test_in_a_form(self):
        for data in ({"username": "a\0", "password": "b"}, {"username\0": "a", "password": "b"}):
            body = "&".join(f"{name}={value}".replace("\0", "%00") for name, value in data.items())
            response = self.client.post("/dang-nhap/", body, content_type="application/x-www-form-urlencoded")
            assert response.status_code == 400

    def test_in_a_form_with_files(self):
        user = administrator()
        self.client.force_login(user)
        response = self.client.post(
            reverse("wagtailimages:add"), {"title": "a\0b", "description": "c\0", "collection": "1\0", "tags": "\0"}
        )
        assert response.status_code in {200, 400}

    def test_in_a_cookie(self):
        self.client.cookies[settings.SESSION_COOKIE_NAME] = "\\000abcdefghij"
        self.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "\\000"
        assert self.client.get("/tim-kiem/").status_code == 200
