"""English pages speak English: what stays Vietnamese there says so, for whoever has the page read aloud (WCAG 3.1.2)."""

import datetime
import functools
import re
import unicodedata

import pytest
import time_machine
from babel.messages.pofile import read_po
from bs4.element import PreformattedString
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.test import TestCase
from wagtail.models import Site

from cooperatives.models import ContactConfirmation, ProducerStandard
from cooperatives.models.pages import ProducerPicture
from home.demo.streams import item
from home.foundation.menus import prepare_menus
from home.models import MenuItem, SiteSettings
from home.models.pages import HomeFigure, MonthHero
from news.models import ArticleIndexPage
from news.stories import mentions
from ocop.documents.models import SiteDocument
from products import catalogue
from products.models import Offer, PriceTier, ProductIndexPage, ProductPicture, SalesChannel
from tests.factories import (
    ArticleIndexPageFactory,
    ArticlePageFactory,
    CertificateFactory,
    CommuneFactory,
    CropFactory,
    ImageFactory,
    OfferFactory,
    ProducerPageFactory,
    ProductPageFactory,
    ProductSetFactory,
    StandardFactory,
    StandardPageFactory,
    StoryIndexPageFactory,
    StoryPageFactory,
)
from tests.factories.catalogue import SectorFactory
from tests.factories.site import site_tree
from tests.factories.stories import figure, picture, stage
from tests.reading import indexed, soup, words
from tests.repository import ROOT

pytestmark = pytest.mark.once

JULY = datetime.datetime(2026, 7, 10, 3, tzinfo=datetime.UTC)
AUGUST_ON = (0, 0, 0, 0, 0, 0, 0, 2, 2, 1, 0, 0)
ALL_YEAR = (3,) * 12
PLAIN, ENGLISH = "/hop-tac-xa/doi-nang/na-man/", "/hop-tac-xa/ben-ho/na-man/"

READ_ALOUD = ("alt", "aria-label", "title", "placeholder")
# Names of the site and of its land are the same in both languages.
NAMES = re.compile("OCOP Mai Sơn|Mai Sơn|Sơn La")
DATE = r"\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}"


def language(node):
    """Returns the `lang` that holds for a node: its own or its nearest ancestor's."""
    return next(element["lang"] for element in [node, *node.parents] if getattr(element, "attrs", {}).get("lang"))


def spoken(body):
    """Yields (text, language) of everything that is seen or read aloud in a page's body."""
    for text in body.find_all(string=True):
        if not isinstance(text, PreformattedString) and text.parent.name not in {"script", "style"} and text.strip():
            yield " ".join(text.split()), language(text.parent)
    for element in body.find_all(True):
        for name in READ_ALOUD:
            if element.get(name):
                yield element[name], language(element)


def is_vietnamese(text):
    """Whether a text has letters that English lacks: đ, ă â ê ô ơ ư, or any tone."""
    return bool(set(unicodedata.normalize("NFD", text)) & set("đĐ\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"))


@functools.cache
def interface():
    """Returns a pattern that an English text of the interface meets, with anything in the place of its placeholders."""
    with (ROOT / "site" / "locale" / "vi" / "LC_MESSAGES" / "django.po").open("rb") as file:
        messages = [message for message in read_po(file, locale="vi") if message.id]
    texts = set()
    for message in messages:
        ids, said = ((x if isinstance(x, tuple) else (x,)) for x in (message.id, message.string))
        for text in set(ids) - set(said):
            pieces = [piece.strip() for piece in re.split(r"%\(\w+\)[sd]|<[^>]+>", text)]
            texts |= {re.escape(piece) for piece in pieces if re.search("[A-Za-z]{3}", piece)}
            texts.add(".+".join(map(re.escape, pieces)) if re.search("[A-Za-z]{3}", text) else re.escape(text))
    return re.compile("|".join([*sorted(texts), f".*{DATE}.*"]))


def faults(response):
    """Returns the texts of an English page that are read aloud in the wrong language."""
    body = soup(response).body
    silent, foreign = [], []
    for text, lang in spoken(body):
        if lang != "vi" and is_vietnamese(NAMES.sub("", text)):
            silent.append(text)
        if lang == "vi" and interface().fullmatch(text):
            foreign.append(text)
    return {"Vietnamese without lang": silent, "English in Vietnamese": foreign}


def stream(image, document, producer, product):
    """Returns one block of each kind."""
    picture = {"image": {"image": image.pk, "decorative": False, "alt_text": "Mâm na"}, "caption": "Chợ phiên sáng sớm"}
    part = item("item", {"label": "Tổ hợp tác", "value": "3", "unit": "tổ"})
    table = {"columns": [{"type": "text", "heading": "Xã"}], "rows": [{"values": ["Cò Nòi"]}], "caption": ""}
    blocks = {
        "text": "<h2>Vào vụ</h2><p>Nương na trên đá.</p>",
        "picture": picture,
        "gallery": {"pictures": [item("item", picture)]},
        "quote": {"text": "Quả nào mềm thì để làm mứt.", "by": "Chị Hoạ"},
        "figures": {
            "title": "Số tổ", "total_label": "tổ", "total": "3", "parts": [part], "source": "Phòng Nông nghiệp, 30/6"
        },
        "table": {"caption": "Giá theo xã", "table": table},
        "document": {"document": document.pk, "title": "Mẫu đơn"},
        "producers": {"producers": [item("item", producer.pk)]},
        "products": {"products": [item("item", product.pk)]},
    }  # fmt: skip
    return [item(kind, value) for kind, value in blocks.items()]


class EnglishPageTestCase(TestCase):
    """A site that says all it can, once with English names beside the Vietnamese ones and once without any."""

    @classmethod
    def setUpTestData(cls):
        with time_machine.travel(JULY):
            cls.plant()

    @classmethod
    def plant(cls):
        cls.image = ImageFactory(credit="Cầm Thị Hoạ")
        home = site_tree().home
        home.hero_image = home.hero_image_phone = cls.image
        home.figures_source = "Phòng Nông nghiệp, đến 30/6"
        home.save()
        for month in range(1, 13):
            english = {"headline_en": "Plums", "lead_en": "Ripe now.", "ribbon_en": "Plums"} if month % 2 else {}
            MonthHero.objects.create(
                page=home, month=month, headline="Mận chín", lead="Đồi mận vào vụ.", ribbon="Mận, đào", **english
            )
        HomeFigure.objects.create(page=home, value=424, label="tổ hợp tác")
        HomeFigure.objects.create(page=home, value=3, label="hợp tác xã", label_en="co-operatives")
        ProductIndexPage.objects.update(calendar_introduction="Ô càng cao thì hàng càng nhiều.")
        ArticleIndexPageFactory(introduction="Chuyện nhà nông.")
        old = CommuneFactory(former=True)
        today = CommuneFactory()
        today.predecessors.add(old)
        cls.plain, cls.plain_product = cls.offered(slug="doi-nang", former_commune=old)
        cls.english, cls.english_product = cls.offered(
            names=True, slug="ben-ho", former_commune=old, name_en="Lakeside Cooperative", summary_en="Fish and fruit."
        )
        document = SiteDocument(title="Mẫu đơn")
        document.file.save("mau-don.pdf", ContentFile(b"%PDF-1.4"))
        body = stream(cls.image, document, cls.english, cls.plain_product)
        for number in range(3):
            cls.article = ArticlePageFactory(
                slug=f"mua-na-{number}", main_image=cls.image, main_image_caption="Đồi na", body=body
            )
            cls.article.tags.add("Mùa vụ")
            cls.article.save()
        cls.plant_stories()
        about = StandardPageFactory(title="Giới thiệu", slug="gioi-thieu", body=body)
        StandardPageFactory(title="Quyền riêng tư", slug="quyen-rieng-tu", parent=about)
        prepare_menus(home)
        settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
        settings.operator, settings.operator_address = "Hội Nông dân Mai Sơn", "Tiểu khu 4, xã Hát Lót"
        settings.save()
        for place in ("main", "buyers", "producers"):
            MenuItem.objects.create(settings=settings, place=place, label="Hỏi đáp", address="/hoi-dap/")
        catalogue.refresh_all()
        indexed(cls.plain, cls.plain_product, cls.english, cls.english_product, cls.article, about)

    @classmethod
    def plant_stories(cls):
        """Makes two stories, the second of which says all that a story can."""
        StoryIndexPageFactory(introduction="Từ đất trồng đến tay người mua.")
        StoryPageFactory(slug="mua-man", commune=cls.plain.commune, main_image=cls.image)
        told = {
            "commune": "04105",
            "pictures": [picture(cls.image), picture(cls.image)],
            "figures": [figure()],
            "producers": [cls.plain.pk, cls.english.pk],
            "products": [cls.plain_product.pk, cls.english_product.pk],
        }
        story = StoryPageFactory(
            slug="mua-na", main_image=cls.image, main_image_caption="Đồi na", crop=cls.plain_product.crop,
            place="Bản Nong Sương", commune=cls.plain.commune,
            stages=[stage(kind="trong", **told), stage(kind="khac", name="Quét phấn", **told)],
        )  # fmt: skip
        story.tags.add("Mùa vụ")
        story.save()
        mentions.write(story)

    @classmethod
    def offered(cls, names=False, **producer):
        """Returns a producer and its product with all that can be said of them."""
        maker = ProducerPageFactory(
            main_image=cls.image, founded=2016, representative="Cầm Văn Bình", households=31, zalo="0912000100",
            address_as_written="Tiểu khu 4, thị trấn Hát Lót", latitude=21.2, longitude=104.1, **producer,
        )  # fmt: skip
        ContactConfirmation.objects.create(producer=maker, confirmed_on=JULY.date())
        ProducerPicture.objects.create(page=maker, image=cls.image, caption="Vườn mận")
        english = {"name_en": "Custard apple", "season_en": "August to October"} if names else {}
        crop = CropFactory(name="Na dai" if names else "Mận hậu", season="tháng 8 – 10", **english)
        number = 4 if names else 1
        sector = SectorFactory(
            number=number, short_name="Đồ ăn", short_name_en="Food" if names else "", image=cls.image
        )
        kind = ProductSetFactory(
            number=number, sector=sector, short_name="Quả tươi", short_name_en="Fresh fruit" if names else ""
        )
        words = {"name_en": "Lakeside custard apple", "summary_en": "Picked at dawn."} if names else {}
        product = ProductPageFactory(
            slug="na-man", parent=maker, crop=crop, product_set=kind, main_image=cls.image, ingredients="Mận, đường",
            pack="Hộp 500 g", shelf_life="Ba ngày", storage="Để ngăn mát", usage="Ăn tươi", product_code="14-118-07-2025",
            **words,
        )  # fmt: skip
        product.tags.add("Quà biếu")
        product.save()
        ProductPicture.objects.create(page=product, image=cls.image, caption="Hộp năm cỡ quả")
        SalesChannel.objects.create(page=product, kind="cua_hang", name="Quầy số 1", detail="Tiểu khu 4")
        CertificateFactory(product=product, number="14-04105-07-2025", source_grade="A" if names else "B")
        for slug, name, name_en in (("vietgap", "Thực hành tốt", ""), ("huu-co", "Hữu cơ", "Organic")):
            standard = StandardFactory(slug=slug, name=name, name_en=name_en)
            ProducerStandard.objects.create(page=maker, standard=standard, number="VG-1", expires_on=JULY.date())
        offer = OfferFactory(
            product=product,
            supply=ALL_YEAR if names else AUGUST_ON,
            season_note="Rộ giữa vụ",
            price_note="Giá tại vườn",
        )
        offer.price_tiers.update(minimum_order="20 thùng", measure="trên 28 g", pack="túi 250 g")
        if names:
            PriceTier.objects.create(offer=offer, grade="Quả bi", retail=50_000, wholesale=40_000, unit="hộp")
        return maker, product

    def setUp(self):
        cache.clear()
        clock = time_machine.travel(JULY)
        clock.start()
        self.addCleanup(clock.stop)

    def open(self, address, status=200):
        response = self.client.get(f"/en{address}")
        assert response.status_code == status, address
        return response

    def read(self, *addresses, status=200):
        """Opens English pages; whatever is read aloud in the wrong language there fails the test."""
        for address in addresses:
            with self.subTest(address):
                found = faults(self.open(address, status))
                assert found == {"Vietnamese without lang": [], "English in Vietnamese": []}


class LanguageOfPartsTests(EnglishPageTestCase):
    """Every kind of English page, with English names and without."""

    def test_front_page(self):
        self.read("/")
        with time_machine.travel(datetime.datetime(2026, 8, 10, 3, tzinfo=datetime.UTC)):
            self.read("/")

    def test_catalogue(self):
        chosen = "commune=04105&commune=co-noi&tag=quà-biếu&producer=doi-nang"
        self.read(
            "/san-pham/",
            f"/san-pham/?{chosen}&group=1&sector=1&standard=vietgap&crop=man-hau",
            f"/san-pham/?{chosen}&stars=5&price=1&month=8",
            "/san-pham/?q=dau+tay",
            "/san-pham/?q=dau+tat",
            "/san-pham/?q=khongcogi&stars=4",
        )

    def test_season_calendar(self):
        self.read("/san-pham/lich-mua-vu/")
        ProductIndexPage.objects.update(calendar_introduction="")
        self.read("/san-pham/lich-mua-vu/")

    def test_product(self):
        self.read(PLAIN, ENGLISH)
        Offer.objects.update(price_confirmed_on=None, supply_confirmed_on=datetime.date(2026, 1, 1), stock="het")
        self.read(PLAIN)

    def test_producers(self):
        self.read("/hop-tac-xa/", "/hop-tac-xa/?commune=04105&commune=co-noi&form=hop_tac_xa")
        self.read("/hop-tac-xa/?q=doi+namg", "/hop-tac-xa/?q=khongcogi")

    def test_producer(self):
        self.read("/hop-tac-xa/doi-nang/", "/hop-tac-xa/ben-ho/")

    def test_news(self):
        self.read("/tin-tuc/", "/tin-tuc/?tag=mùa-vụ", "/tin-tuc/mua-na-0/")

    def test_stories(self):
        self.read("/chuoi-gia-tri/", "/chuoi-gia-tri/?tag=mùa-vụ", "/chuoi-gia-tri/mua-na/", "/chuoi-gia-tri/mua-man/")

    def test_plain_pages(self):
        self.read("/gioi-thieu/", "/gioi-thieu/quyen-rieng-tu/")

    def test_search(self):
        self.read("/tim-kiem/", "/tim-kiem/?q=mai+son", "/tim-kiem/?q=gioi+thieu")
        self.read("/tim-kiem/?q=doi+namg", "/tim-kiem/?q=khongcogi")

    def test_not_found(self):
        self.read("/khong-co/", status=404)


class EnglishNameTests(EnglishPageTestCase):
    """Where a page carries an English name, an English page uses it."""

    def test_breadcrumbs(self):
        for address, names in (
            (ENGLISH, ["Producers", "Lakeside Cooperative", "Lakeside custard apple"]),
            (PLAIN, ["Producers", self.plain.title, self.plain_product.title]),
        ):
            crumbs = soup(self.open(address)).select(".breadcrumbs__item")
            assert [crumb.get_text(strip=True) for crumb in crumbs] == names

    def test_sections(self):
        for address, name in (("/san-pham/", "Products"), ("/hop-tac-xa/", "Producers"), ("/tin-tuc/", "News")):
            page = soup(self.open(address))
            assert page.h1.get_text(strip=True) == name
            assert page.title.get_text(strip=True) == f"{name} – OCOP Mai Sơn"
            assert ArticleIndexPage.objects.get().title == "Tin tức"

    def test_a_commune_is_called_one(self):
        for address, chosen in (
            ("/", ".tile__text"),
            ("/san-pham/", ".card__maker"),
            ("/san-pham/lich-mua-vu/", ".crop__season"),
            ("/hop-tac-xa/", ".tile__text"),
            ("/hop-tac-xa/ben-ho/", ".facts"),
            (ENGLISH, ".maker-line"),
            (ENGLISH, ".contact__who"),
            ("/tim-kiem/?q=na+man", ".result__text"),
            ("/chuoi-gia-tri/", ".story-card"),
            ("/chuoi-gia-tri/mua-na/", ".story__facts"),
            ("/chuoi-gia-tri/mua-na/", ".stage__where"),
        ):
            with self.subTest(address, chosen=chosen):
                told = [tag.get_text(" ", strip=True) for tag in soup(self.open(address)).select(chosen)]
                assert any("Mai Sơn commune" in text for text in told), told
                assert not [text for text in told if "xã Mai Sơn" in text]

    def test_the_words_of_an_address_are_explained(self):
        assert "a commune" in soup(self.open("/hop-tac-xa/ben-ho/")).select_one(".facts").get_text()
        assert "Trong địa chỉ" not in self.client.get("/hop-tac-xa/ben-ho/").content.decode()

    def test_packs_and_grades_are_in_english(self):
        page = soup(self.open(PLAIN))
        assert words(page.select_one(".price-line__per")) == "/ 250 g bag"
        assert words(page.select_one(".price-table")).startswith(
            "Grade Retail, ₫/250 g bag Wholesale, ₫/250 g bag Grade 1"
        )
        assert "Wholesale from 20 crates." in words(page.select_one(".product__note"))
        cards = [words(tag) for tag in soup(self.open("/san-pham/")).select(".card__per")]
        assert cards == ["/ 250 g bag", "/ box"]

    def test_a_makers_words_are_announced_as_vietnamese(self):
        note = "The maker tells this in Vietnamese."
        for page, address in ((self.plain_product, PLAIN), (self.plain, "/hop-tac-xa/doi-nang/")):
            page.body = [item("text", "<p>Nương na trên đá.</p>")]
            page.save()
            self.read(address)
            assert note in words(self.open(address)), address
            assert "Nơi làm kể" not in words(self.client.get(address)), address

    def test_what_grows_in_a_commune_is_in_english(self):
        grows = soup(self.open("/")).select_one(".commune__facts span")
        assert grows.get_text() == "mận hậu, custard apple"
        assert [tag["lang"] for tag in grows.select("[lang]")] == ["vi"]

    def test_a_month_is_named(self):
        assert "Season starts in August" in self.open(PLAIN).content.decode()

    def test_the_map_says_which_language_a_name_is_in(self):
        points = self.open("/hop-tac-xa/").context["points"]
        assert {(point["title"], point["lang"]) for point in points} == {
            ("Lakeside Cooperative", "en"),
            (self.plain.title, "vi"),
        }

    def test_vietnamese_pages_need_no_marks(self):
        response = self.client.get(PLAIN)
        assert [tag["lang"] for tag in soup(response).main.select("[lang]")] == []
