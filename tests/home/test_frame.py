"""What surrounds every page: menus, languages, error pages, and the addresses that machines ask for."""

import re
from unittest import mock

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client, RequestFactory, TestCase, override_settings
from wagtail.models import PageViewRestriction, Site

from home import views
from home.foundation.menus import prepare_menus
from home.models import MenuItem, SiteSettings
from products import catalogue
from tests.factories import (
    ArticleIndexPageFactory,
    ArticlePageFactory,
    MemberFactory,
    ProducerPageFactory,
    ProductPageFactory,
    StandardPageFactory,
    UserFactory,
)
from tests.factories.site import site_tree
from tests.reading import indexed, soup, vi, words


class FrameTestCase(TestCase):
    """The sections, their menus, and one page of each kind."""

    @classmethod
    def setUpTestData(cls):
        cls.home = site_tree().home
        ArticleIndexPageFactory()
        cls.about = StandardPageFactory(title="Giới thiệu", slug="gioi-thieu")
        cls.producer = ProducerPageFactory(title="HTX Đồi Nắng", slug="doi-nang")
        cls.product = ProductPageFactory(title="Na dai", slug="na-dai", parent=cls.producer)
        cls.article = ArticlePageFactory(title="Mùa na", slug="mua-na")
        catalogue.refresh_all()
        prepare_menus(cls.home)

    def setUp(self):
        cache.clear()

    def open(self, address="/"):
        response = self.client.get(address)
        assert response.status_code == 200
        return response

    def menu(self, address="/", selector=".site-nav a"):
        return [(link.get_text(strip=True), link["href"]) for link in soup(self.open(address)).select(selector)]

    def footer(self):
        return self.menu(selector=".site-footer a")


@pytest.mark.once
class MenuTests(FrameTestCase):
    """Menus as editors set them."""

    def test_the_first_menus(self):
        assert self.menu() == [
            ("Sản phẩm", "/san-pham/"),
            ("Lịch mùa vụ", "/san-pham/lich-mua-vu/"),
            ("Hợp tác xã", "/hop-tac-xa/"),
            ("Tin tức", "/tin-tuc/"),
        ]
        assert ("Giới thiệu", "/gioi-thieu/") in self.footer()

    def test_a_second_preparation_leaves_peoples_menu_alone(self):
        MenuItem.objects.filter(label="Giới thiệu").delete()
        assert prepare_menus(self.home) == 0
        assert "Giới thiệu" not in dict(self.footer())

    def test_in_english_it_reads_english_and_stays_there(self):
        assert self.menu("/en/")[:2] == [
            ("Products", "/en/san-pham/"),
            ("Season calendar", "/en/san-pham/lich-mua-vu/"),
        ]

    def test_only_the_nearest_item_is_marked(self):
        for address, current in {
            "/": [],
            "/san-pham/": ["Sản phẩm"],
            "/san-pham/?stars=4": ["Sản phẩm"],
            "/san-pham/lich-mua-vu/": ["Lịch mùa vụ"],
            "/hop-tac-xa/doi-nang/": ["Hợp tác xã"],
            "/tim-kiem/?q=na": [],
        }.items():
            with self.subTest(address):
                marked = soup(self.open(address)).select(".site-nav a[aria-current]")
                assert [link.get_text(strip=True) for link in marked] == current

    def test_a_change_shows_at_once(self):
        self.menu()
        item = MenuItem.objects.get(label="Giới thiệu")
        item.label = "Về chúng tôi"
        item.save()
        assert ("Về chúng tôi", "/gioi-thieu/") in self.footer()

    def test_an_item_leaves_when_its_page_is_taken_down(self):
        self.menu()
        self.about.unpublish()
        assert "Giới thiệu" not in dict(self.footer())

    def test_the_footer_says_what_the_site_is(self):
        settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
        settings.operator, settings.operator_phone = "Hội Nông dân Mai Sơn", "0212 385 1234"
        settings.save()
        footer = words(soup(self.open()).footer)
        for part in ("không nhận đặt hàng, không thu tiền", "Hội Nông dân Mai Sơn", "0212 385 1234"):
            assert part in footer

    def test_menus_cost_nothing_once_they_are_known(self):
        self.open("/tim-kiem/")
        with self.assertNumQueries(0):
            self.open("/healthz")
        with self.assertNumQueries(0):
            self.open("/tim-kiem/")

    def account_links(self, address="/"):
        """Return the names and addresses of the phone's menu behind the languages, forms by where they are sent."""
        items = soup(self.open(address)).select(".menu .menu__link--small")[1:]
        return [(words(item), item.get("href") or item.find_parent("form")["action"]) for item in items]

    def test_the_menu_offers_a_stranger_to_sign_in_and_sets_no_cookie(self):
        assert self.account_links() == [("Đăng nhập", "/dang-nhap/")]
        assert self.client.cookies == {}
        assert soup(self.open("/en/")).select_one(".account") is None

    def test_the_menu_leads_a_member_to_its_stall_and_out(self):
        self.client.force_login(MemberFactory(member_of=self.producer))
        for address in ("/", "/hop-tac-xa/doi-nang/", "/huong-dan/"):
            assert self.account_links(address) == [("Gian hàng của tôi", "/gian-hang/"), ("Đăng xuất", "/dang-xuat/")]

    def test_on_a_desk_the_same_ways_stand_behind_the_stalls_mark(self):
        self.client.force_login(MemberFactory(member_of=self.producer))
        for address, way_out in {"/": ("/dang-xuat/", "Đăng xuất"), "/en/": ("/en/dang-xuat/", "Sign out")}.items():
            account = soup(self.open(address)).select_one(".site-header .account")
            assert account.select_one("a")["href"] == "/gian-hang/"
            form = account.select_one("form[method=post]")
            assert (form["action"], words(form)) == way_out

    def test_the_menu_leaves_the_house_to_its_own_bar(self):
        self.client.force_login(UserFactory(is_superuser=True))
        assert self.account_links() == []

    def test_the_demo_says_that_it_is_one(self):
        sentence = vi("Demonstration data, not real producers")
        with override_settings(OCOP_DEMO_MARK=True):
            assert sentence in words(soup(self.open()).body)
        with override_settings(OCOP_DEMO_MARK=False):
            assert sentence not in words(soup(self.open()).body)


@pytest.mark.once
class LanguageTests(FrameTestCase):
    """Every page in Vietnamese and with an English interface, each pointing to the other."""

    ADDRESSES = ["/", "/san-pham/", "/san-pham/lich-mua-vu/", "/hop-tac-xa/doi-nang/", "/tin-tuc/mua-na/", "/tim-kiem/"]

    def test_the_language_of_the_page_is_the_addresses(self):
        for address in self.ADDRESSES:
            with self.subTest(address):
                assert soup(self.open(address)).html["lang"] == "vi"
                assert soup(self.open(f"/en{address}")).html["lang"] == "en"

    def test_the_browsers_wish_does_not_change_the_page(self):
        response = self.client.get("/san-pham/", headers={"accept-language": "en"})
        assert soup(response).html["lang"] == "vi"

    def test_the_switch_keeps_page_and_question(self):
        for here, there in {
            "/": "/en/",
            "/san-pham/?stars=4&q=na": "/en/san-pham/?stars=4&q=na",
            "/en/tin-tuc/mua-na/": "/tin-tuc/mua-na/",
            "/en/san-pham/lich-mua-vu/": "/san-pham/lich-mua-vu/",
        }.items():
            with self.subTest(here):
                link = soup(self.open(here)).select_one(".site-header__language")
                assert link["href"] == there
                assert self.open(there)

    def test_search_engines_learn_of_both(self):
        for address in self.ADDRESSES:
            for here in (address, f"/en{address}"):
                with self.subTest(here):
                    head = soup(self.open(here)).head
                    twins = {link["hreflang"]: link["href"] for link in head.select("link[rel=alternate][hreflang]")}
                    assert twins["vi"] == f"http://testserver{address}"
                    assert twins["en"] == f"http://testserver/en{address}"
                    assert head.select_one("link[rel=canonical]")["href"] == f"http://testserver{here}"


class PrivatePageTests(FrameTestCase):
    """A page that is not for everybody shows up nowhere."""

    def hide(self):
        for page in (self.producer, self.article, self.about):
            indexed(page)
            PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
        indexed(self.product)

    def test_it_is_listed_nowhere(self):
        self.hide()
        for address in (
            "/", "/san-pham/", "/san-pham/lich-mua-vu/", "/hop-tac-xa/", "/tin-tuc/", "/tim-kiem/?q=na",
            "/tim-kiem/?q=doi+nang", "/tim-kiem/goi-y/?q=doi+nang", "/sitemap.xml",
        ):  # fmt: skip
            with self.subTest(address):
                content = self.open(address).content.decode()
                for title in ("HTX Đồi Nắng", "Na dai", "Mùa na", "doi-nang/", "mua-na"):
                    assert title not in content

    def test_it_asks_to_log_in(self):
        self.hide()
        for page in (self.producer, self.product, self.article, self.about):
            response = self.client.get(page.get_url())
            assert response.status_code == 302
            assert response["Location"].startswith("/dang-nhap/")

    def test_an_alias_of_a_private_page_asks_too(self):
        PageViewRestriction.objects.create(page=self.about, restriction_type=PageViewRestriction.LOGIN)
        alias = self.about.create_alias(update_slug="bi-danh", parent=self.producer.get_parent())
        alias_of_alias = alias.create_alias(update_slug="bi-danh-2", parent=self.producer.get_parent())
        below = StandardPageFactory(title="Bên dưới", slug="ben-duoi", parent=alias_of_alias)
        for page in (alias, alias_of_alias, below):
            response = self.client.get(page.get_url())
            assert response.status_code == 302
            assert response["Location"].startswith("/dang-nhap/")


@pytest.mark.once
class MenuAddressTests(FrameTestCase):
    """A menu leads to places on this site."""

    def test_addresses_elsewhere_and_scripts_are_refused(self):
        for address in ("/tim-kiem/", "lich-mua-vu/", "?stars=4", "#lien-he", ""):
            MenuItem(settings=SiteSettings.for_site(Site.objects.get()), label="x", address=address).clean_fields()
        for address in ("javascript:alert(1)", "https://khac.example/", "//khac.example/", "/\\khac.example", "data:x"):
            with self.subTest(address), pytest.raises(ValidationError):
                MenuItem(settings=SiteSettings.for_site(Site.objects.get()), label="x", address=address).clean_fields()


@pytest.mark.once
class MachineAddressTests(FrameTestCase):
    """Sitemap, robots, icons, health."""

    def test_the_sitemap_holds_every_public_page_and_nothing_else(self):
        draft = StandardPageFactory(title="Bản nháp", slug="ban-nhap", live=False)
        PageViewRestriction.objects.create(page=self.about, restriction_type=PageViewRestriction.LOGIN)
        response = self.open("/sitemap.xml")
        found = set(re.findall(r"<loc>(.*?)</loc>", response.content.decode()))
        public = ["/", "/san-pham/", "/hop-tac-xa/", "/hop-tac-xa/doi-nang/", "/hop-tac-xa/doi-nang/na-dai/"]
        public += ["/san-pham/lich-mua-vu/", "/tin-tuc/", "/tin-tuc/mua-na/"]
        assert {url for url in found if "/en/" not in url} == {f"http://testserver{path}" for path in public}
        assert draft.slug not in response.content.decode()

    def test_a_section_is_described_in_the_language_being_read(self):
        described = soup(self.open("/en/san-pham/")).select_one("meta[name=description]")["content"]
        assert described == "Find OCOP products of Mai Sơn by month, kind, stars, commune, standard and price."

    def test_a_card_speaks_of_the_address_it_stands_on(self):
        for address, title in {
            "/san-pham/lich-mua-vu/": vi("Season calendar"),
            "/tim-kiem/?q=na": vi("“%(typed)s”: search results", typed="na"),
            "/tim-kiem/": vi("Search"),
        }.items():
            with self.subTest(address):
                card = {tag["property"]: tag["content"] for tag in soup(self.open(address)).select("meta[property]")}
                assert card["og:title"] == title
                assert card["og:description"]
                assert card["og:url"] == f"http://testserver{address.split('?')[0]}"

    def test_the_sitemap_names_each_pages_english_twin(self):
        entry = next(
            entry
            for entry in self.open("/sitemap.xml").content.decode().split("<url>")
            if "<loc>http://testserver/hop-tac-xa/doi-nang/</loc>" in entry
        )
        assert re.findall(r'hreflang="(.*?)" href="(.*?)"', entry) == [
            ("vi", "http://testserver/hop-tac-xa/doi-nang/"),
            ("en", "http://testserver/en/hop-tac-xa/doi-nang/"),
            ("x-default", "http://testserver/hop-tac-xa/doi-nang/"),
        ]

    def test_robots_keep_out_of_admin_and_search(self):
        with override_settings(OCOP_DEMO_MARK=False):
            assert self.open("/robots.txt").content.decode().splitlines() == [
                "User-agent: *",
                "Disallow: /quan-tri/",
                "Disallow: /tim-kiem/",
                "Disallow: /en/tim-kiem/",
                "Disallow: /b/",
                "Disallow: /en/b/",
                "Sitemap: http://testserver/sitemap.xml",
            ]

    def test_the_demo_asks_robots_to_stay_away(self):
        with override_settings(OCOP_DEMO_MARK=True):
            assert "Disallow: /\n" in self.open("/robots.txt").content.decode()

    def test_the_icon_at_its_old_address(self):
        icon = self.open("/favicon.ico")
        assert icon["Content-Type"] == "image/x-icon"
        assert b"".join(icon.streaming_content)[:4] == b"\x00\x00\x01\x00"


class HealthTests(TestCase):
    """What a load balancer asks."""

    def test_up(self):
        with self.assertNumQueries(0):
            assert self.client.get("/healthz").content == b"ok\n"

    def test_ready(self):
        response = self.client.get("/readyz")
        assert (response.status_code, response.content) == (200, b"ok\n")

    def test_not_ready_without_its_cache(self):
        for broken in ({"side_effect": ConnectionError("redis is down")}, {"return_value": None}):
            with self.subTest(broken), mock.patch("home.views.cache.get", **broken):
                response = self.client.get("/readyz")
                assert (response.status_code, response.content) == (503, b"cache\n")

    def test_not_ready_without_its_database(self):
        with mock.patch("home.views.connection") as broken:
            broken.cursor.side_effect = connection.Database.OperationalError("connection refused")
            response = self.client.get("/readyz")
        assert (response.status_code, response.content) == (503, b"database\n")

    def test_not_ready_without_both(self):
        with mock.patch("home.views.connection") as broken, mock.patch("home.views.cache.set", side_effect=OSError):
            broken.cursor.side_effect = OSError
            assert self.client.get("/readyz").content == b"database\ncache\n"


@pytest.mark.once
class ErrorPageTests(FrameTestCase):
    """What visitors read when something is amiss."""

    def test_404_helps_to_search_for_the_words_of_the_address(self):
        for address, language in (("/san-pham/ca-phe-ngon/", "vi"), ("/en/san-pham/ca-phe-ngon/", "en")):
            with self.subTest(address):
                response = self.client.get(address)
                assert response.status_code == 404
                page = soup(response)
                assert page.html["lang"] == language
                assert page.select_one("main input[name=q]")["value"] == "ca phe ngon"
                assert page.h1.get_text(strip=True) != ""
                assert next(link["href"] for link in page.select(".site-nav a")).endswith("/san-pham/")

    def test_404_of_any_address(self):
        for address in (
            "/khong-co/", "/hop-tac-xa/doi-nang/khong-co/", "/x" * 500 + "/", "/%E1%BA%BF%F0%9F%92%A5/", "/%3Cscript%3E/",
            "/media/khong-co.jpg", "/tai-lieu/999/a.pdf", "/%ff%fe/",
        ):  # fmt: skip
            with self.subTest(address[:20]):
                response = self.client.get(address)
                assert response.status_code == 404
                assert b"<script>" not in response.content

    def test_400_is_a_page_in_words(self):
        response = self.client.get("/san-pham%00/")
        assert response.status_code == 400
        assert soup(response).h1.get_text(strip=True) != ""

    def test_403_is_a_page_in_words(self):
        response = views.forbidden(RequestFactory().get("/san-pham/"))
        assert response.status_code == 403
        assert soup(response).h1.get_text(strip=True) != ""

    def test_500_needs_neither_database_nor_menus(self):
        with self.assertNumQueries(0), mock.patch("home.context_processors.Frame", side_effect=RuntimeError):
            response = views.server_error(RequestFactory().get("/san-pham/"))
        assert response.status_code == 500
        assert soup(response).h1.get_text(strip=True) != ""

    def test_a_failing_page_answers_500_in_words(self):
        client = Client(raise_request_exception=False)
        with mock.patch("home.front_page.front_page_context", side_effect=RuntimeError("broken")):
            response = client.get("/")
        assert response.status_code == 500
        assert soup(response).html["lang"] == "vi"
        assert "broken" not in response.content.decode()


@pytest.mark.django_db
def test_an_unprepared_site_is_no_crash(client):
    """Before the first page is made, an address is not found; it is not an error."""
    Site.objects.all().delete()
    assert client.get("/san-pham/").status_code == 404
    assert client.get("/tim-kiem/").status_code == 200
