"""The catalogue's page and the products' pages, as editors and buyers meet them."""

import datetime

import pytest
from django.test import override_settings
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.test.utils import WagtailPageTestCase

from cooperatives.models import ProducerIndexPage, ProducerPage, ProducerStandard
from home.models import HomePage, StandardPage
from news.models import ArticleIndexPage, ArticlePage
from products import catalogue
from products.choices import Stock
from products.models import Certificate, ProductIndexPage, ProductPage, ProductPicture, ProductStandard, SalesChannel
from tests.factories import (
    CertificateFactory,
    CommuneFactory,
    ImageFactory,
    OfferFactory,
    ProducerPageFactory,
    ProductPageFactory,
    ProductSetFactory,
    StandardFactory,
)
from tests.factories.catalogue import SectorFactory
from tests.factories.site import site_tree
from tests.reading import (
    administrator,
    card_titles,
    edit_page,
    query_count,
    soup,
    structured_data,
    typed,
    vi,
    words,
)

ADDRESS = "/hop-tac-xa/doi-nang/dau-tay/"


def ago(days):
    return timezone.localdate() - datetime.timedelta(days=days)


def in_days(days):
    return timezone.localdate() + datetime.timedelta(days=days)


def written(day):
    return f"{day.day}/{day.month}/{day.year}"


class ProductIndexPageTests(WagtailPageTestCase):
    """The catalogue's page."""

    @classmethod
    def setUpTestData(cls):
        cls.page = site_tree().products
        cls.user = administrator()

    def test_it_stands_below_the_front_page_only(self):
        self.assertAllowedParentPageTypes(ProductIndexPage, {HomePage})

    def test_nothing_stands_below_it(self):
        self.assertAllowedSubpageTypes(ProductIndexPage, {})

    def test_it_renders(self):
        self.assertPageIsRenderable(self.page)
        self.assertPageIsRenderable(self.page, "/lich-mua-vu/")

    def test_it_is_edited_in_the_admin(self):
        self.client.force_login(self.user)
        response = edit_page(self.client, self.page, calendar_introduction="Ô càng cao thì hàng càng nhiều.")
        assert response.status_code == 302
        self.page.refresh_from_db()
        assert self.page.calendar_introduction == "Ô càng cao thì hàng càng nhiều."

    def test_there_is_one_only(self):
        assert not ProductIndexPage.can_create_at(site_tree().home)

    def test_a_visitor_sees_the_products(self):
        product = ProductPageFactory(title="Mật ong hoa nhãn")
        catalogue.refresh([product.pk])
        assert card_titles(self.client.get("/san-pham/")) == ["Mật ong hoa nhãn"]


class ProductPageTestCase(WagtailPageTestCase):
    """A product with price, months and a star, of a co-operative with a standard."""

    @classmethod
    def setUpTestData(cls):
        cls.producer = ProducerPageFactory(
            title="HTX Đồi Nắng", slug="doi-nang", former_commune=CommuneFactory(former=True), zalo="0912000100"
        )
        cls.product = ProductPageFactory(
            title="Dâu tây", slug="dau-tay", parent=cls.producer, pack="Hộp 500 g", product_code="14-118-07-2025"
        )
        cls.certificate = CertificateFactory(product=cls.product, stars=4, number="14-04105-07-2025")
        cls.offer = OfferFactory(product=cls.product)
        cls.user = administrator()
        catalogue.refresh_all()

    def page(self, address=ADDRESS):
        response = self.client.get(address)
        assert response.status_code == 200
        return response


class ProductPageTests(ProductPageTestCase):
    """The five, and what else every product's page does."""

    def test_it_stands_below_a_producer_only(self):
        self.assertAllowedParentPageTypes(ProductPage, {ProducerPage})

    def test_nothing_stands_below_it(self):
        self.assertAllowedSubpageTypes(ProductPage, {})
        for model in (HomePage, StandardPage, ArticlePage, ArticleIndexPage, ProducerIndexPage, ProducerPage):
            self.assertCanNotCreateAt(ProductPage, model)

    def test_it_renders(self):
        self.assertPageIsRenderable(self.product)

    def test_it_is_edited_in_the_admin(self):
        self.client.force_login(self.user)
        response = edit_page(self.client, self.product, summary="Hái lúc sáng sớm.", storage="Để ngăn mát")
        assert response.status_code == 302
        self.product.refresh_from_db()
        assert (self.product.summary, self.product.storage) == ("Hái lúc sáng sớm.", "Để ngăn mát")
        text = words(self.page())
        assert "Hái lúc sáng sớm." in text
        assert "Để ngăn mát" in text

    def test_the_form_keeps_what_was_typed_beside_a_mistake(self):
        self.client.force_login(self.user)
        response = edit_page(
            self.client, self.product, summary="", storage="Để ngăn mát", traceability_url="không phải"
        )
        assert response.status_code == 200
        form = soup(response)
        assert typed(form, "storage") == "Để ngăn mát"
        assert typed(form, "traceability_url") == "không phải"
        self.product.refresh_from_db()
        assert self.product.storage == ""
        assert not self.product.has_unpublished_changes

    def test_a_buyer_sees_who_made_it_and_how_to_reach_them(self):
        response = self.page()
        text = words(response)
        assert soup(response).h1.get_text(strip=True) == "Dâu tây"
        for part in ("HTX Đồi Nắng", "Bản Noong Hoa, xã Mai Sơn", "Cò Nòi", "Hộp 500 g", "14-118-07-2025"):
            assert part in text
        links = {link["href"] for link in soup(response).select("main a")}
        assert {"tel:+84212000100", "https://zalo.me/0912000100", "/hop-tac-xa/doi-nang/"} <= links

    def test_a_draft_is_no_page(self):
        self.product.unpublish()
        assert self.client.get(ADDRESS).status_code == 404

    def test_a_draft_changes_nothing_that_visitors_see(self):
        self.product.title = "Dâu tây hạng nhất"
        self.product.save_revision()
        assert soup(self.page()).h1.get_text(strip=True) == "Dâu tây"

    def test_a_private_page_shows_nothing_to_visitors(self):
        PageViewRestriction.objects.create(page=self.product, restriction_type=PageViewRestriction.LOGIN)
        response = self.client.get(ADDRESS)
        assert response.status_code == 302
        assert card_titles(self.client.get("/san-pham/")) == []

    def test_where_to_buy_it(self):
        SalesChannel.objects.create(page=self.product, kind="cua_hang", name="Quầy OCOP số 1", detail="Tiểu khu 4")
        text = words(self.page())
        assert "Quầy OCOP số 1" in text
        assert "Tiểu khu 4" in text

    def test_each_button_that_enlarges_a_picture_says_which(self):
        self.product.main_image = ImageFactory()
        self.product.save()
        buttons = soup(self.page()).select("[data-enlarge]")
        assert [words(button) for button in buttons] == ["Phóng to ảnh"]
        ProductPicture.objects.create(page=self.product, image=ImageFactory())
        buttons = soup(self.page()).select("[data-enlarge]")
        assert [words(button) for button in buttons] == ["Phóng to ảnh 1 trong 2", "Phóng to ảnh 2 trong 2"]

    def test_each_month_of_supply_is_said_in_words(self):
        self.product.offer.supply_months.update(availability=0, capacity=None)
        self.product.offer.supply_months.filter(month=timezone.localdate().month).update(availability=1, capacity=2)
        month = soup(self.page()).select_one(".supply__month--now .visually-hidden")
        today = timezone.localdate()
        assert words(month) == f"Tháng {today.month}/{today.year}: ít (đầu hoặc cuối vụ), 2 tấn"

    def test_related_products_are_the_nearest_first(self):
        same_set = ProductPageFactory(title="Cà chua", crop=None)
        same_maker = ProductPageFactory(title="Khăn", parent=self.producer, crop=None, product_set=self.other_set())
        same_crop = ProductPageFactory(title="Mứt dâu")
        same_name = ProductPageFactory(title="Dâu tây sấy", crop=None)
        ProductPageFactory(title="Dâu tằm", crop=None, product_set=self.other_set())
        catalogue.refresh_all()
        titles = [same_name.title, same_crop.title, same_maker.title, same_set.title]
        assert card_titles(self.page()) == titles

    def other_set(self):
        return ProductSetFactory(number=20, short_name="Vải", sector=SectorFactory(number=4, short_name="Thủ công"))

    def test_the_preview_of_a_new_product_stands(self):
        self.client.force_login(self.user)
        fresh = ProductPage(
            title="Mứt dâu", slug="mut-dau", product_set=self.product.product_set, summary="Nấu nhỏ lửa."
        )
        self.producer.add_child(instance=fresh)
        response = fresh.make_preview_request()
        assert response.status_code == 200
        assert "Mứt dâu" in response.rendered_content

    def test_as_many_queries_for_many_products_as_for_few(self):
        self.product.main_image = ImageFactory()
        self.product.save()
        for number in range(3):
            ProductPicture.objects.create(page=self.product, image=ImageFactory(), caption=f"Ảnh {number}")
            ProductPageFactory(title=f"Dâu tây {number}", main_image=ImageFactory())
        catalogue.refresh_all()
        few = query_count(self.client, ADDRESS)
        image = ImageFactory()
        for number in range(20):
            ProductPageFactory(title=f"Dâu {number}", parent=self.producer, main_image=image, stars=3, supply=(3,) * 12)
        for number in range(5):
            ProductPicture.objects.create(page=self.product, image=image, caption=f"Ảnh nữa {number}")
        catalogue.refresh_all()
        assert query_count(self.client, ADDRESS) == few
        assert few <= 12


@pytest.mark.once
class StarTests(ProductPageTestCase):
    """A star shows with its papers while it is in force, and leaves no trace afterwards."""

    def test_in_force_it_shows_number_and_dates(self):
        response = self.page()
        text = words(soup(response).select_one(".slip"))
        assert "4 sao" in text
        assert vi("OCOP certificate no. %(number)s", number="14-04105-07-2025") in text
        assert self.certificate.decision_number in text
        assert written(self.certificate.expires_on) in text
        assert structured_data(response)["Product"]["award"] == "OCOP 4 sao"

    def test_ended_it_is_drawn_nowhere(self):
        Certificate.objects.update(expires_on=ago(1))
        catalogue.refresh_all()
        for address in (ADDRESS, "/san-pham/", "/hop-tac-xa/doi-nang/", "/hop-tac-xa/", "/tim-kiem/?q=dau+tay"):
            with self.subTest(address):
                response = self.page(address)
                drawn = soup(response).select("main .stars, main .slip")
                assert [tag for tag in drawn if not tag.find_parent(class_="facets")] == []
                assert "14-04105-07-2025" not in words(response)
                assert "award" not in structured_data(response).get("Product", {})
        assert self.page("/san-pham/?stars=4").context["total"] == 0

    def test_withdrawn_it_is_drawn_nowhere(self):
        Certificate.objects.update(withdrawn_on=ago(1), withdrawal_ground="Ngừng sản xuất")
        catalogue.refresh_all()
        assert soup(self.page()).select("main .stars, main .slip") == []
        assert "award" not in structured_data(self.page())["Product"]

    def test_the_holders_own_word_draws_no_star(self):
        Certificate.objects.update(source_grade="C")
        catalogue.refresh_all()
        assert soup(self.page()).select("main .stars, main .slip") == []

    def test_the_press_is_named_as_the_source(self):
        Certificate.objects.update(source_grade="B")
        catalogue.refresh_all()
        assert vi("as the press reports") in words(soup(self.page()).select_one(".slip"))

    def test_while_a_renewal_is_decided_it_says_until_when(self):
        Certificate.objects.update(expires_on=ago(30), renewal_filed_on=ago(60))
        catalogue.refresh_all()
        text = words(soup(self.page()).select_one(".slip"))
        assert "4 sao" in text
        assert written(ago(30)) in text
        assert written(Certificate.objects.get().last_extension_day) in text


@pytest.mark.once
class PriceTests(ProductPageTestCase):
    """Grades, prices, and how old they are."""

    def test_grades_stand_with_retail_and_wholesale(self):
        rows = [words(row) for row in soup(self.page()).select(".price-table tbody tr")]
        assert rows == ["Loại 1 250.000 210.000", "Loại 2 120.000 95.000"]

    def test_the_range_stands_at_the_top(self):
        assert words(soup(self.page()).select_one(".price-line")) == "120.000 – 250.000 ₫ / kg"

    def test_no_price_is_said_and_never_zero(self):
        self.offer.price_tiers.all().delete()
        catalogue.refresh_all()
        response = self.page()
        assert words(soup(response).select_one(".price-line")) == "Chưa có giá vụ tới"
        assert "0 ₫" not in words(response).replace("\u00a0", " ")
        assert "offers" not in structured_data(response)["Product"]

    def test_a_product_without_offer_stands(self):
        self.offer.delete()
        catalogue.refresh_all()
        response = self.page()
        assert words(soup(response).select_one(".price-line")) == "Chưa có giá vụ tới"
        assert response.context["bars"] == []

    @override_settings(OCOP_STALE_AFTER_DAYS=90)
    def test_an_old_price_is_flagged(self):
        for days, is_flagged in ((90, False), (91, True)):
            with self.subTest(days=days):
                self.offer.price_confirmed_on = self.offer.supply_confirmed_on = ago(days)
                self.offer.save()
                catalogue.refresh_all()
                sentence = vi("Price confirmed long ago (%(day)s), please ask the maker again.", day=written(ago(days)))
                assert (sentence in words(self.page())) is is_flagged
                flags = soup(self.page("/san-pham/")).select(".card__flag")
                assert [words(flag) for flag in flags] == [vi("Price confirmed long ago")] * is_flagged

    def test_out_of_stock_is_said_to_people_and_machines(self):
        for stock, notice in ((Stock.OUT, "Tạm hết hàng"), (Stock.SOON, "Sắp có hàng")):
            with self.subTest(stock=stock):
                self.offer.stock = stock
                self.offer.save()
                catalogue.refresh_all()
                response = self.page()
                assert notice in words(response)
                assert structured_data(response)["Product"]["offers"]["availability"] == "https://schema.org/OutOfStock"
                flags = soup(self.page("/san-pham/")).select(".card__flag")
                assert [words(flag) for flag in flags] == [notice]


@pytest.mark.once
class StandardTests(ProductPageTestCase):
    """Standards of the product and those it inherits."""

    def test_own_ones_come_first_and_inherited_ones_say_so(self):
        ProducerStandard.objects.create(
            page=self.producer, standard=StandardFactory(), number="VG-1", expires_on=in_days(9)
        )
        ProductStandard.objects.create(
            page=self.product, standard=StandardFactory(slug="huu-co", name="Hữu cơ"), number="HC-2"
        )
        response = self.page()
        rows = [(row.standard.name, row.number, row.inherited) for row in response.context["standards"]]
        assert rows == [("Hữu cơ", "HC-2", False), ("VietGAP", "VG-1", True)]
        text = words(soup(response).select_one("section[aria-labelledby=standards]"))
        assert "HC-2" in text
        assert text.endswith(vi("of the whole co-operative"))
        assert written(in_days(9)) in text

    def test_ended_ones_are_left_out(self):
        ProducerStandard.objects.create(page=self.producer, standard=StandardFactory(), expires_on=ago(1))
        ProductStandard.objects.create(
            page=self.product, standard=StandardFactory(slug="huu-co", name="Hữu cơ"), expires_on=timezone.localdate()
        )
        assert [row.standard.name for row in self.page().context["standards"]] == ["Hữu cơ"]


@pytest.mark.once
class MachineTests(ProductPageTestCase):
    """What search engines and other people's phones read."""

    def test_json_ld_describes_the_product(self):
        data = structured_data(self.page())
        # Strawberries are there from December to April; before that they can be asked for.
        now = "InStock" if timezone.localdate().month in (12, 1, 2, 3, 4) else "PreOrder"
        site = "http://testserver"
        assert data["Product"] == {
            "@context": "https://schema.org",
            "@type": "Product",
            "name": "Dâu tây",
            "description": "Hái sáng, đóng hộp trong ngày, năm cỡ quả.",
            "url": site + ADDRESS,
            "sku": "14-118-07-2025",
            "category": "Thực phẩm tươi sống – Rau, củ, quả, hạt tươi",
            "award": "OCOP 4 sao",
            "manufacturer": {"@type": "Organization", "name": "HTX Đồi Nắng", "url": f"{site}/hop-tac-xa/doi-nang/"},
            "countryOfOrigin": "VN",
            "offers": {
                "@type": "AggregateOffer",
                "priceCurrency": "VND",
                "lowPrice": 120_000,
                "highPrice": 250_000,
                "offerCount": 2,
                "availability": f"https://schema.org/{now}",
                "url": site + ADDRESS,
            },
        }
        assert [item["name"] for item in data["BreadcrumbList"]["itemListElement"]] == [
            "Hợp tác xã",
            "HTX Đồi Nắng",
            "Dâu tây",
        ]

    def test_markup_in_a_title_stays_inside_the_json(self):
        ProductPage.objects.filter(pk=self.product.pk).update(title="</script><script>alert(1)</script>")
        response = self.page()
        assert structured_data(response)["Product"]["name"] == "</script><script>alert(1)</script>"
        assert b"<script>alert" not in response.content

    def test_share_links_carry_the_pages_address(self):
        response = self.page()
        address = "http%3A%2F%2Ftestserver%2Fhop-tac-xa%2Fdoi-nang%2Fdau-tay%2F"
        links = [link["href"] for link in soup(response).select(".share a")]
        assert links == [
            "https://chat.zalo.me/",  # the script copies the address first
            f"https://www.facebook.com/sharer/sharer.php?u={address}",
            f"mailto:?subject=D%C3%A2u%20t%C3%A2y&body={address}",
        ]
        assert soup(response).select_one("[data-share]")["data-address"] == f"http://testserver{ADDRESS}"

    def test_the_social_card_names_the_product(self):
        head = soup(self.page()).head
        card = {tag["property"]: tag["content"] for tag in head.find_all("meta", property=True)}
        assert card["og:title"] == "Dâu tây"
        assert card["og:description"] == "Hái sáng, đóng hộp trong ngày, năm cỡ quả."
        assert card["og:url"] == f"http://testserver{ADDRESS}"
        assert card["og:image"].startswith("http://testserver/")
