"""The front page: what editors chose, else what the month brings."""

import datetime

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils import WagtailPageTestCase
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cooperatives.models import ContactConfirmation
from home.models import HomePage
from home.models.pages import FeaturedProducer, FeaturedProduct, MonthHero
from products import catalogue
from products.choices import Stock
from tests.factories import (
    ArticlePageFactory,
    CommuneFactory,
    CropFactory,
    ImageFactory,
    OfferFactory,
    ProducerPageFactory,
    ProductPageFactory,
)
from tests.factories.site import site_tree
from tests.reading import administrator, card_titles, edit_page, query_count, soup, words

NEVER, ALWAYS = (0,) * 12, (3,) * 12


def ago(days):
    return timezone.localdate() - datetime.timedelta(days=days)


def at(year, month, day):
    return time_machine.travel(datetime.datetime(year, month, day, 3, tzinfo=datetime.UTC))


class FrontPageTestCase(WagtailPageTestCase):
    @classmethod
    def setUpTestData(cls):
        cls.home = site_tree().home
        cls.user = administrator()

    def open(self, address="/"):
        response = self.client.get(address)
        assert response.status_code == 200
        return response


class HomePageTests(FrontPageTestCase):
    """The five."""

    def test_it_stands_at_the_root_only(self):
        self.assertAllowedParentPageTypes(HomePage, {Page})
        assert not HomePage.can_create_at(Page.get_first_root_node())

    def test_the_sections_stand_below_it(self):
        from home.front_page import SECTIONS
        from home.models import StandardPage, StatisticsPage

        self.assertAllowedSubpageTypes(HomePage, {*SECTIONS, StandardPage, StatisticsPage})

    def test_it_renders_while_there_is_nothing_to_show(self):
        self.assertPageIsRenderable(self.home)
        assert card_titles(self.open()) == []

    def test_an_editor_chooses_products_producers_and_words(self):
        product = ProductPageFactory(title="Na dai")
        ProductPageFactory(title="Mận hậu", supply=ALWAYS)
        catalogue.refresh_all()
        month = timezone.localdate().month
        hero = {"month": month, "headline": "Na đã mở mắt", "lead": "", "ribbon": "Na"}
        self.client.force_login(self.user)
        changes = nested_form_data(
            {
                "month_heroes": inline_formset([hero | {"headline_en": "", "lead_en": "", "ribbon_en": ""}]),
                "featured_products": inline_formset([{"product": product.pk}]),
                "featured_producers": inline_formset([{"producer": product.producer.pk}]),
                "sections": streamfield([]),
            }
        )
        assert edit_page(self.client, self.home, **changes).status_code == 302
        response = self.open()
        assert soup(response).h1.get_text(strip=True) == "Na đã mở mắt"
        assert card_titles(response)[0] == "Na dai"
        assert [producer.pk for producer in response.context["producers"]] == [product.producer.pk]

    def test_a_visitor_finds_the_search(self):
        form = soup(self.open()).select_one("main form[role=search]")
        assert (form["action"], form["method"]) == ("/tim-kiem/", "get")
        assert form.find("input", {"name": "q"})["type"] == "search"


class ProductsInSeasonTests(FrontPageTestCase):
    """Which products stand on the front page."""

    def choose(self, *products):
        for place, product in enumerate(products):
            FeaturedProduct.objects.create(page=self.home, product=product, sort_order=place)
        catalogue.refresh_all()

    def in_season(self):
        return [entry.product.title for entry in self.open().context["in_season"]]

    def test_those_that_editors_chose_in_their_order(self):
        first, second, third = (ProductPageFactory(title=title) for title in ("Na", "Mận", "Nhãn"))
        ProductPageFactory(title="Đang vụ", supply=ALWAYS)
        self.choose(third, first, second)
        assert self.in_season() == ["Nhãn", "Na", "Mận"]

    def test_a_chosen_one_that_was_taken_down_disappears(self):
        first, second = ProductPageFactory(title="Na"), ProductPageFactory(title="Mận")
        self.choose(first, second)
        first.unpublish()
        assert self.in_season() == ["Mận"]

    def test_when_all_chosen_ones_are_gone_the_month_decides_again(self):
        gone = ProductPageFactory(title="Na")
        ProductPageFactory(title="Đang vụ", supply=ALWAYS)
        self.choose(gone)
        gone.unpublish()
        assert self.in_season() == ["Đang vụ"]

    def test_without_a_choice_the_height_of_the_season_comes_first(self):
        august = {"steady": 3, "begins": 1, "height": 2, "away": 0}
        for title, level in august.items():
            supply = tuple(level if month == 8 else 0 for month in range(1, 13))
            ProductPageFactory(title=title, crop=CropFactory(name=title), supply=supply if level else None)
        catalogue.refresh_all()
        with at(2026, 8, 10):
            response = self.open()
        assert [entry.product.title for entry in response.context["in_season"]] == ["height", "begins", "steady"]
        assert response.context["in_season_total"] == 3
        assert response.context["in_season_url"] == "/san-pham/?month=8"

    def test_the_freshest_price_comes_first_and_one_of_each_crop_before_the_second_of_any(self):
        honey = CropFactory(name="Mật ong")
        for title, crop, days in (("Dâu cũ", None, 9), ("Dâu mới", None, 1), ("Mật ong", honey, 30)):
            product = ProductPageFactory(title=title, crop=crop or CropFactory())
            OfferFactory(product=product, supply=ALWAYS, price_confirmed_on=ago(days), supply_confirmed_on=ago(days))
        catalogue.refresh_all()
        assert self.in_season() == ["Dâu mới", "Mật ong", "Dâu cũ"]

    def test_what_is_out_of_stock_is_not_offered(self):
        OfferFactory(product=ProductPageFactory(title="Hết hàng"), supply=ALWAYS, stock=Stock.OUT)
        ProductPageFactory(title="Còn hàng", supply=ALWAYS)
        catalogue.refresh_all()
        assert self.in_season() == ["Còn hàng"]


class ProducersAndNewsTests(FrontPageTestCase):
    """Which producers, articles, sectors and communes stand on the front page."""

    def test_producers_that_editors_chose(self):
        first, second = ProducerPageFactory(title="HTX Một"), ProducerPageFactory(title="HTX Hai")
        for place, producer in enumerate((second, first)):
            FeaturedProducer.objects.create(page=self.home, producer=producer, sort_order=place)
        assert [page.title for page in self.open().context["producers"]] == ["HTX Hai", "HTX Một"]
        second.unpublish()
        assert [page.title for page in self.open().context["producers"]] == ["HTX Một"]

    def test_without_a_choice_those_who_confirmed_last_and_have_something_to_show(self):
        for title, days in (("HTX Cũ", 80), ("HTX Mới", 2), ("HTX Chưa hàng", 1)):
            producer = ProducerPageFactory(title=title)
            ContactConfirmation.objects.create(producer=producer, confirmed_on=ago(days))
            if title != "HTX Chưa hàng":
                ProductPageFactory(parent=producer)
        ProductPageFactory(parent=ProducerPageFactory(title="HTX Im lặng"))
        catalogue.refresh_all()
        assert [page.title for page in self.open().context["producers"]] == ["HTX Mới", "HTX Cũ", "HTX Im lặng"]

    def test_the_three_newest_articles(self):
        for day in range(1, 6):
            ArticlePageFactory(title=f"Bài {day}", date=datetime.date(2026, 8, day))
        ArticlePageFactory(title="Bản nháp", date=datetime.date(2026, 9, 1), live=False)
        assert [page.title for page in self.open().context["newsroom"].articles] == ["Bài 5", "Bài 4", "Bài 3"]

    def test_doors_to_sectors_and_communes_carry_their_counts(self):
        mai_son, ta_hoc = CommuneFactory(), CommuneFactory(code="04136", name="Tà Hộc")
        old = CommuneFactory(former=True)
        old.successors.add(mai_son)
        producer = ProducerPageFactory(commune=mai_son)
        for name in ("Na", "Na", "Dâu tây"):
            ProductPageFactory(parent=producer, crop=CropFactory(name=name))
        catalogue.refresh_all()
        context = self.open().context
        assert [(door.display_name, door.count, door.url) for door in context["sectors"]] == [
            ("Thực phẩm", 3, "/san-pham/?sector=1")
        ]
        assert [(row.name, row.old_names, row.crops, row.count, row.url) for row in context["communes"]] == [
            ("Mai Sơn", ["Cò Nòi"], ["Na", "Dâu tây"], 3, "/san-pham/?commune=04105"),
            (ta_hoc.name, [], [], 0, "/san-pham/?commune=04136"),
        ]
        assert (context["product_total"], context["producer_total"]) == (3, 1)


@pytest.mark.once
class MonthTests(FrontPageTestCase):
    """The month is the hero."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        for month, headline in ((8, "Na đã mở mắt"), (11, "Cà phê chín đỏ")):
            MonthHero.objects.create(
                page=cls.home, month=month, headline=headline, headline_en=f"Month {month}", ribbon=f"Quả {month}"
            )

    def test_the_headline_changes_with_the_month(self):
        for month, headline in ((8, "Na đã mở mắt"), (11, "Cà phê chín đỏ"), (3, self.home.title)):
            with self.subTest(month), at(2026, month, 10):
                assert soup(self.open()).h1.get_text(strip=True) == headline

    def test_in_english_it_reads_english(self):
        with at(2026, 8, 10):
            assert soup(self.open("/en/")).h1.get_text(strip=True) == "Month 8"

    def test_the_ribbon_begins_this_month_and_leads_to_each(self):
        with at(2026, 11, 10):
            ribbon = self.open().context["ribbon"]
        assert [month.month for month in ribbon] == [11, 12, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
        assert [month.month for month in ribbon if month.is_current] == [11]
        assert (ribbon[0].words, ribbon[9].words, ribbon[1].words) == ("Quả 11", "Quả 8", "")
        assert ribbon[2].url == "/san-pham/?month=1"

    def test_midnight_in_hanoi_turns_the_month(self):
        with time_machine.travel(datetime.datetime(2026, 7, 31, 17, 30, tzinfo=datetime.UTC)):
            assert self.open().context["month_now"] == 8


class CostTests(FrontPageTestCase):
    """The front page costs the same however large the catalogue is."""

    def test_as_many_queries_for_many_products_as_for_few(self):
        image = ImageFactory()
        HomePage.objects.filter(pk=self.home.pk).update(hero_image=image, hero_image_phone=ImageFactory())

        def add(number):
            for n in range(number):
                producer = ProducerPageFactory(main_image=image)
                crop = CropFactory(name=f"Cây {number}-{n}")
                ProductPageFactory(parent=producer, crop=crop, supply=ALWAYS, stars=4, main_image=image)
                ArticlePageFactory(main_image=image)
            catalogue.refresh_all()

        add(2)
        few = query_count(self.client, "/")
        add(20)
        assert query_count(self.client, "/") == few
        assert few <= 20
        assert "None" not in words(self.client.get("/"))
