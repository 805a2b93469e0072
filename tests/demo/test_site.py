"""The demo site: its tables say what they must show, and loading them is safe to repeat."""

import csv
import datetime
import unicodedata
from collections import Counter
from io import StringIO

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex, Site

import ocop.urls  # noqa: F401  (the admin's screens register the records whose references are kept)
from cooperatives.models import Commune, ProducerPage, ProducerStandard
from cooperatives.reference import DATA, rows_of
from home.demo import pictures, tables
from home.demo.products import certificate
from home.demo.stalls import coming_soon
from home.demo.videos import FILMS
from home.foundation.tree import SECTIONS
from home.models import Banner, HomePage, MenuItem, MonthHero, PageVisits, SiteVisits, StandardPage
from news.library.status import DocumentStatus
from news.models import ArticlePage, LegalDocumentPage, VideoFile, VideoPage
from ocop.core.search.engine import search_ids
from ocop.images.models import SiteImage
from products.certificate_rules import default_expiry
from products.choices import CertificateStatus
from products.models import CatalogueEntry, Certificate, Crop, Offer, PriceTier, ProductPage, Sector, SupplyMonth
from products.season import days_until, is_all_year
from tests.load_demo import DEMO_PASSWORD

pytestmark = pytest.mark.django_db  # so that each test rolls back its own changes to the folder's demo site

COUNTED = [
    Banner,
    Certificate,
    Commune,
    Crop,
    Group,
    MenuItem,
    MonthHero,
    Offer,
    Page,
    PriceTier,
    ProducerStandard,
    ReferenceIndex,
    SiteImage,
    SiteVisits,
    SupplyMonth,
    get_user_model(),
]


def text_of(value):
    """Yields every text in a table, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from text_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from text_of(inner)


def today_plus(days):
    return timezone.localdate() + datetime.timedelta(days=days)


@pytest.mark.once
class TestTables:
    """The tables by themselves, without a database."""

    def test_there_are_24_producers_60_products_and_8_articles(self):
        assert [len(rows) for rows in (tables.producers(), tables.products(), tables.articles())] == [24, 60, 8]

    def test_what_comes_soon_does_so_all_through_the_year(self):
        supply = {row["key"]: row.get("supply") for row in tables.products()}
        chosen = set()
        for days in range(0, 365, 5):
            today = datetime.date(2026, 1, 1) + datetime.timedelta(days=days)
            key = coming_soon(today)
            chosen.add(key)
            # What is made all year is made to order.
            assert is_all_year(supply[key]) or 0 < days_until(supply[key], today) <= 42, today
        assert len(chosen) == 7

    def test_keys_are_unique_and_point_to_each_other(self):
        producers = [row["key"] for row in tables.producers()]
        products = [row["key"] for row in tables.products()]
        assert len(set(producers)) == 24
        assert len(set(products)) == 60
        assert {row["producer"] for row in tables.products()} <= set(producers)
        crops = {row["name"].casefold() for row in tables.toml("home")["crop"]}
        assert {row["crop"].casefold() for row in tables.products()} <= crops

    def test_every_text_is_composed_unicode(self):
        for name in ("producers", "products", "articles", "newsroom", "pages", "home", "pictures", "videos"):
            assert [text for text in text_of(tables.toml(name)) if text != unicodedata.normalize("NFC", text)] == []

    def test_every_picture_named_exists_and_is_described(self):
        named = {
            key for row in [*tables.producers(), *tables.products(), *tables.articles()] for key in row["pictures"]
        }
        for row in [*tables.articles(), *tables.plain_pages()]:
            for block in row["blocks"]:
                named |= set(block["keys"]) if block["type"] == "gallery" else set()
                named |= {block["key"]} if block["type"] == "picture" else set()
        named |= {row["picture"] for row in tables.videos()}
        files = {path.stem for path in pictures.picture_files()}
        described = {row["key"]: row["alt"] for row in tables.toml("pictures")["picture"]}
        assert named - files == set()
        assert files - described.keys() == set()
        assert all(described.values())

    def test_films_weigh_under_5_megabytes_and_each_has_captions(self):
        films = [FILMS / row["film"] for row in tables.videos() if "film" in row]
        assert sum(path.stat().st_size for path in films) < 5_000_000
        assert [path.name for path in films if not path.with_suffix(".vi.vtt").exists()] == []

    def test_pictures_weigh_under_12_megabytes(self):
        assert sum(path.stat().st_size for path in pictures.picture_files()) < 12_000_000

    def test_every_producer_product_and_article_has_a_picture_of_its_own(self):
        first = [row["pictures"][0] for row in [*tables.producers(), *tables.products(), *tables.articles()]]
        assert [key for key, count in Counter(first).items() if count > 1] == []

    def test_nobody_real_can_be_called_or_written_to(self):
        for row in tables.producers():
            for name in ("phone", "zalo"):
                assert row.get(name, "0212000").startswith("0212000") or row[name].startswith("02120000")
            for name in ("email", "website", "facebook"):
                assert ".example." in row.get(name, "x.example.") or "example.vn" in row[name]

    def test_parts_of_every_total_add_up(self):
        totals = [
            (block["total"], sum(part["value"] for part in block["parts"]))
            for row in [*tables.articles(), *tables.timed_articles()]
            for block in row["blocks"]
            if block["type"] == "figures" and "total" in block
        ]
        assert (424, 424) in totals
        assert all(total == added for total, added in totals)

    def test_the_report_of_2021_tells_the_reports_own_figures(self):
        report = {row["indicator"]: row["value"] for row in rows_of(DATA / "report_2021.csv")}
        article = next(row for row in tables.articles() if row["key"] == "bao-cao-hop-tac-xa-2021")
        text = " ".join(text_of(article))
        for name in ("cooperatives", "members", "members_increase_since_2001", "managers", "workers"):
            assert f"{int(report[name]):,}".replace(",", ".") in text, name
        parts = next(block for block in article["blocks"] if block["type"] == "figures")["parts"]
        names = ("managers_university", "managers_college", "managers_trained")
        assert [part["value"] for part in parts] == [int(report[name]) for name in names]
        assert article["date"] == report["as_of"]


class TestReferenceTables:
    """Places and classification, as every site gets them."""

    def test_22_old_units_became_8_communes(self, demo_site):
        assert Commune.objects.current().count() == 8
        assert Commune.objects.former().count() == 22
        counts = {unit.name: unit.predecessors.count() for unit in Commune.objects.current()}
        assert counts == {
            "Mai Sơn": 3,
            "Chiềng Sung": 2,
            "Mường Chanh": 2,
            "Chiềng Mung": 3,
            "Chiềng Mai": 5,
            "Tà Hộc": 2,
            "Phiêng Cằm": 2,
            "Phiêng Pằn": 3,
        }

    def test_a_reused_code_means_another_unit_in_each_era(self, demo_site):
        assert Commune.objects.get(code="04136", valid_to=None).full_name == "xã Tà Hộc"
        old = Commune.objects.former().get(code="04136")
        assert old.full_name == "xã Nà Bó"
        assert [unit.name for unit in old.successors.all()] == ["Tà Hộc"]

    def test_names_of_old_units_are_those_of_the_law(self, demo_site):
        table = csv.DictReader(
            (tables.DATA.parents[2] / "cooperatives" / "data" / "communes.csv").open(encoding="utf-8")
        )
        assert {row["code"] for row in table} == {unit.code for unit in Commune.objects.current()}

    def test_what_editors_reworded_stays(self, demo_site):
        Sector.objects.filter(number=1).update(short_name="Món ăn", name="Tên sai")
        call_command("load_reference", verbosity=0)
        assert Sector.objects.filter(number=1).values_list("short_name", "name").get() == ("Món ăn", "Thực phẩm")


class TestDemoSite:
    """What a visitor and an editor find after `load_demo`."""

    def test_everything_in_the_tables_stands_in_the_tree(self, demo_site):
        assert ProducerPage.objects.browsable().count() == 24
        assert ProductPage.objects.browsable().count() == 60
        assert ArticlePage.objects.browsable().count() == 8
        assert VideoPage.objects.browsable().count() == 6
        assert VideoFile.objects.exclude(captions="").count() == 5
        assert CatalogueEntry.objects.count() == 60
        assert ProductPage.objects.values("product_set__sector").distinct().count() >= 5
        assert ProducerPage.objects.values("commune").distinct().count() == 8

    def test_codes_given_before_july_2025_name_the_commune_of_that_time(self, demo_site):
        """A code reads province-commune-number-year; in 2025 either era may have given it."""
        for held in Certificate.objects.exclude(number="").select_related("product__producer"):
            province, commune, __, year = held.number.split("-")
            producer = held.product.producer
            old, new = producer.former_commune.code, producer.commune.code
            eras = {"2025": {old, new}}
            assert province == "14"
            assert commune in eras.get(year, {old} if year < "2025" else {new}), held.number

    def test_the_tree_has_the_addresses_of_the_design(self, demo_site):
        addresses = set(Page.objects.filter(depth__gt=2).values_list("url_path", flat=True))
        sections = {
            "san-pham",
            "hop-tac-xa",
            "tin-tuc",
            "video",
            "gioi-thieu",
            "lien-he",
            "quyen-rieng-tu",
            "huong-dan-nguoi-mua",
        }
        assert {f"/trang-chu/{section}/" for section in sections} <= addresses
        assert "/trang-chu/hop-tac-xa/doi-nang/dau-tay-doi-nang/" in addresses
        assert Site.objects.get().root_page.specific_class is HomePage
        assert not Page.objects.filter(title__startswith="Welcome").exists()

    def test_every_menu_item_leads_somewhere(self, demo_site, client):
        items = MenuItem.objects.select_related("page")
        assert [item.label for item in items if item.place == "main"] == [
            "Sản phẩm",
            "Lịch mùa vụ",
            "Hợp tác xã",
            "Câu chuyện",
            "Tin tức",
            "Sự kiện",
            "Tra cứu",
        ]
        assert all(item.label_en for item in items)
        assert all(item.page or item.address for item in items)

    def test_the_library_shows_every_status_and_both_kinds_of_file(self, demo_site):
        documents = LegalDocumentPage.objects.browsable().for_cards()
        assert {document.status for document in documents} == set(DocumentStatus)
        assert documents.count() == len(tables.library()) == 18
        assert sorted(document.file.kept_text.state for document in documents if document.file) == ["read", "read"]
        assert all(document.file.file_size < 100_000 for document in documents if document.file)
        latest = documents.get(number="26/2026/QĐ-TTg")
        assert {row.target.number for row in latest.relations.all()} == {"148/QĐ-TTg", "1489/QĐ-TTg"}

    def test_each_status_and_each_source_grade_occurs(self, demo_site):
        certificates = list(Certificate.objects.all())
        assert {item.status for item in certificates} == set(CertificateStatus)
        assert {item.source_grade for item in certificates} == {"A", "B", "C"}
        assert {item.stars for item in certificates} == {3, 4, 5}
        for item in certificates:
            item.full_clean()

    def test_a_star_not_in_force_is_in_no_row_of_the_catalogue(self, demo_site):
        today = timezone.localdate()
        for entry in CatalogueEntry.objects.select_related("product"):
            drawing = [item.stars for item in entry.product.certificates.all() if item.draws_stars_on(today)]
            assert entry.stars_today == max(drawing, default=None), entry.sort_title

    def test_the_cases_occur(self, demo_site):
        makers = set(ProductPage.objects.values_list("producer", flat=True))
        assert ProducerPage.objects.exclude(pk__in=makers).count() >= 1
        pictures = Counter(page.gallery.count() + 1 for page in ProductPage.objects.exclude(main_image=None))
        assert pictures[1] >= 1
        assert pictures[10] >= 1
        grades = Counter(PriceTier.objects.values_list("offer", flat=True))
        assert max(grades.values()) == 5
        entries = CatalogueEntry.objects.all()
        assert entries.filter(retail_min=None).exists()
        assert any(entry.is_all_year for entry in entries)
        assert any(entry.confirmed_on and not entry.is_fresh for entry in entries)
        assert {"ma-vung-trong", "ma-dong-goi"} <= set(
            ProducerStandard.objects.values_list("standard__slug", flat=True)
        ) | set(ProductPage.objects.values_list("held_standards__standard__slug", flat=True))
        assert max(len(page.title) for page in ProductPage.objects.all()) > 100

    def test_search_finds_what_people_type(self, demo_site):
        def titles(query):
            ids = search_ids(ProductPage, query).ids
            return set(ProductPage.objects.filter(pk__in=ids).values_list("title", flat=True))

        assert "Dâu tây Đồi Nắng" in titles("dau tay co noi")
        assert any(title.startswith("Cà phê") for title in titles("CA PHE"))

    def test_crops_and_sectors_with_products_have_a_picture(self, demo_site):
        assert list(Crop.objects.filter(products__isnull=False, image=None)) == []
        assert list(Sector.objects.filter(sets__products__isnull=False, image=None)) == []

    def test_every_month_has_a_headline(self, demo_site):
        assert list(MonthHero.objects.values_list("month", flat=True)) == list(range(1, 13))

    @pytest.mark.once
    def test_every_page_opens_in_both_languages(self, demo_site, client):
        addresses = [page.get_url() for page in Page.objects.live().filter(depth__gt=1).order_by("path")]
        assert len(addresses) == len(set(addresses))
        told = (tables.library, tables.events, tables.videos, tables.stories, tables.plain_pages)
        assert len(addresses) == 1 + len(SECTIONS) + 24 + 60 + 8 + sum(len(table()) for table in told)
        failed = {
            address: response.status_code
            for path in addresses
            for address in (path, f"/en{path}")
            if (response := client.get(address)).status_code != 200
        }
        assert failed == {}

    def test_banners_show_every_case(self, demo_site):
        states = {banner.title: banner.state for banner in Banner.objects.all()}
        assert states == {
            "Tra cứu sao OCOP": "shown",
            "Dâu tây sớm, đặt trước": "ending",
            "Quà Tết từ tám xã": "coming",
            "Hỏi trước khi mua sỉ": "shown",
            "Cuối vụ na (đã xong)": "over",
        }

    def test_every_page_has_a_history_of_views_that_the_whole_site_covers(self, demo_site):
        pages = set(Page.objects.live().filter(depth__gt=1).values_list("pk", flat=True))
        assert set(PageVisits.objects.values_list("page", flat=True)) == pages
        today = timezone.localdate()
        for row in SiteVisits.objects.all():
            assert row.start < today
            assert 0 < row.visitors < row.views
            assert (
                sum(PageVisits.objects.filter(start=row.start, span=row.span).values_list("views", flat=True))
                < row.views
            )
        assert SiteVisits.objects.filter(span="month").count() == 10


@pytest.mark.once
class TestAccounts:
    """Who may log in, and to what."""

    @pytest.mark.parametrize("name", ["quantri", "bientap", "canbo", "htx1", "htx2"])
    def test_account_reaches_the_admin_with_the_given_password(self, demo_site, client, name):
        assert client.login(username=name, password=DEMO_PASSWORD)
        response = client.get("/quan-tri/")
        if name.startswith("htx"):
            assert (response.status_code, response["Location"]) == (302, "/gian-hang/")
            assert client.get("/gian-hang/").status_code == 200
        else:
            assert response.status_code == 200

    def test_member_edits_its_own_pages_only_and_publishes_none(self, demo_site):
        member = get_user_model().objects.get(username="htx1")
        own = ProducerPage.objects.get(slug="doi-nang")
        other = ProducerPage.objects.get(slug="na-da-xanh")
        assert own.permissions_for_user(member).can_edit()
        assert own.permissions_for_user(member).can_add_subpage()
        assert ProductPage.objects.child_of(own).first().permissions_for_user(member).can_edit()
        assert not own.permissions_for_user(member).can_publish()
        assert not other.permissions_for_user(member).can_edit()
        assert not HomePage.objects.get().permissions_for_user(member).can_edit()

    def test_a_member_reads_above_its_text_what_the_editor_asked_for(self, demo_site, client):
        client.force_login(get_user_model().objects.get(username="htx1"))
        jam = ProductPage.objects.get(slug="mut-dau-doi-nang")
        text = client.get(reverse("wagtailadmin_pages:edit", args=[jam.pk])).content.decode()
        assert 'class="returned"' in text
        assert "Nhờ chị thêm một tấm ảnh" in text

    def test_editor_publishes_and_officer_keeps_certificates(self, demo_site):
        users = {user.username: user for user in get_user_model().objects.all()}
        article = ArticlePage.objects.first()
        assert article.permissions_for_user(users["bientap"]).can_publish()
        assert not article.permissions_for_user(users["canbo"]).can_edit()
        assert users["canbo"].has_perm("products.change_certificate")
        assert not users["bientap"].has_perm("products.change_certificate")
        assert not users["htx1"].has_perm("products.change_certificate")
        assert users["quantri"].is_superuser


class TestLoadingAgain:
    """A second run, a rebuild, and where the demo may not load."""

    def counts(self):
        return {model._meta.label: model.objects.count() for model in COUNTED}

    def test_second_run_changes_nothing_that_people_changed(self, demo_site):
        product = ProductPage.objects.get(slug="dau-tay-doi-nang")
        product.title, product.slug = "Dâu nhà mình", "dau-nha-minh"
        product.save()
        Offer.objects.filter(product=product).update(price_note="Giá mới")
        MenuItem.objects.filter(label="Tin tức").update(label="Chuyện nhà nông")
        before = self.counts()
        passwords = dict(get_user_model().objects.values_list("username", "password"))
        out = StringIO()
        call_command("load_demo", renditions=False, stdout=out)
        assert self.counts() == before
        assert dict(get_user_model().objects.values_list("username", "password")) == passwords
        assert "password unchanged" in out.getvalue()
        product.refresh_from_db()
        assert (product.title, product.slug, product.offer.price_note) == ("Dâu nhà mình", "dau-nha-minh", "Giá mới")
        assert MenuItem.objects.filter(label="Chuyện nhà nông").exists()

    def test_if_empty_leaves_a_site_alone(self, demo_site):
        StandardPage.objects.get(slug="lien-he").delete()
        call_command("load_demo", if_empty=True, verbosity=0)
        assert not StandardPage.objects.filter(slug="lien-he").exists()

    @pytest.mark.once
    def test_rebuild_restores_the_demo_and_keeps_other_pages(self, demo_site, monkeypatch):
        monkeypatch.setenv("DEMO_PASSWORD", "mat-khau-khac-2026")
        home = HomePage.objects.get()
        home.add_child(instance=StandardPage(title="Trang của chúng tôi"))
        ProductPage.objects.filter(slug="dau-tay-doi-nang").update(summary="Bị sửa")
        before = self.counts()
        call_command("load_demo", rebuild=True, renditions=False, verbosity=0)
        assert self.counts() == before
        assert ProductPage.objects.get(slug="dau-tay-doi-nang").summary != "Bị sửa"
        assert StandardPage.objects.filter(title="Trang của chúng tôi").exists()
        assert get_user_model().objects.get(username="htx1").check_password("mat-khau-khac-2026")
        assert CatalogueEntry.objects.count() == 60


@pytest.mark.once
class TestCertificateDates:
    """A certificate's table counts in days from today."""

    def test_issue_is_36_months_before_the_end(self):
        page = ProductPage(pk=1)
        held = {"stars": 4, "decision": "0000/QĐ-UBND", "issuer": "UBND tỉnh Sơn La", "expires_in_days": 30}
        made = certificate(page, {}, held)
        assert made.expires_on == today_plus(30)
        assert made.issued_on.year == made.expires_on.year - 3
        assert made.status == CertificateStatus.WINDOW_MISSED

    def test_one_that_ends_on_29_february_is_no_longer_than_36_months(self):
        leap_day = datetime.date(2028, 2, 29)
        assert tables.months_before(leap_day, 36) == datetime.date(2025, 3, 1)
        assert default_expiry(tables.months_before(leap_day, 36)) >= leap_day
        assert tables.months_before(datetime.date(2028, 3, 31), 36) == datetime.date(2025, 3, 31)
