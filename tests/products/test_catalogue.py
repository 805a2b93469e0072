"""The catalogue's rows: what they hold, and that they follow what they are made from."""

import datetime
from contextlib import contextmanager
from fractions import Fraction
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cooperatives.models import ProducerStandard
from products import catalogue
from products.certificate_rules import default_expiry
from products.measures import kilos_in
from products.models import CatalogueEntry, Certificate, Offer
from tests.factories import (
    CertificateFactory,
    CommuneFactory,
    OfferFactory,
    ProducerPageFactory,
    ProductPageFactory,
    StandardFactory,
)
from tests.reading import administrator, soup, words


def days(number):
    return datetime.timedelta(days=number)


def tags_of(entry):
    return set(entry.tags.values_list("name", flat=True))


@pytest.mark.parametrize(
    ("price", "band"), [(1, 0), (49_999, 0), (50_000, 1), (199_999, 2), (499_999, 3), (500_000, 4)]
)
def test_price_bands(price, band):
    assert catalogue.price_band([(price, "kg")]) == band


@pytest.mark.parametrize(
    ("prices", "band"),
    [
        ([], None),
        ([(58_000, "túi 100 g")], 4),  # 580.000 ₫ for a kilogram
        ([(410_000, "can 5 lít"), (88_000, "chai 1 lít")], 1),
        ([(108_000, "túi 250 g"), (470_000, "túi 1 kg")], 3),
        ([(44_000, "chiếc")], 5),
        ([(298_000, "hộp 5 túi")], 5),
        ([(20_000, "bó"), (150_000, "kg")], 2),
    ],
)
def test_packs_are_compared_by_the_kilogram(prices, band):
    assert catalogue.price_band(prices) == band


@pytest.mark.parametrize(
    ("per", "kilos"),
    [
        ("kg", "1"), ("Kg", "1"), ("tạ", "100"), ("lít", "1"), ("túi 250 g", "1/4"), ("chai 0,5 lít", "1/2"),
        ("lọ 240g", "6/25"), ("chai 500 ml", "1/2"), ("bao 1.000 g", "1"), ("thùng 6 kg", "6"), ("gói 2 lạng", "1/5"),
        ("can 5 lít", "5"), ("chiếc 500 g", "1/2"), ("can", None), ("túi", None), ("hộp 5 túi", None),
        ("thùng 24 chai 500 ml", None), ("bó 20 cành", None), ("túi 0 g", None), ("", None), ("30 × 50 cm", None),
        ("túi 5 gói", None),
    ],
)  # fmt: skip
def test_what_a_pack_holds(per, kilos):
    assert kilos_in(per) == (None if kilos is None else Fraction(kilos))


@pytest.mark.django_db
def test_a_migration_puts_prices_in_bands_by_the_kilogram():
    offer = OfferFactory(prices=[("", 85_000, 66_000)])
    offer.price_tiers.update(pack="lọ 240 g")
    catalogue.refresh_all()
    CatalogueEntry.objects.update(price_band=1)
    import_module("products.migrations.0006_prices_by_the_kilo").learn(apps, None)
    assert CatalogueEntry.objects.get(product=offer.product_id).price_band == 3


@pytest.mark.django_db
def test_a_migration_copies_the_tags_of_what_is_listed():
    listed, hidden = ProductPageFactory(), ProductPageFactory(live=False)
    for page in (listed, hidden):
        page.tags.add("qua-bieu", "dac-san")
        page.save()
    catalogue.refresh_all()
    entry = CatalogueEntry.objects.get()
    entry.tags.clear()
    import_module("products.migrations.0007_tags_in_the_catalogue").copy(apps, None)
    assert entry.product == listed
    assert tags_of(entry) == {"qua-bieu", "dac-san"}


class EntryTests(TestCase):
    """One row per published product."""

    @contextmanager
    def committed(self):
        """Run what waits for the commit, and forget it, as a commit does."""
        with self.captureOnCommitCallbacks(execute=True):
            yield
        connection.run_on_commit.clear()

    def publish(self, product):
        product.save_revision().publish()
        return CatalogueEntry.objects.get(pk=product.pk)

    def test_it_follows_the_page(self):
        product = ProductPageFactory(title="Đào Mèo")
        entry = self.publish(product)
        assert entry.sort_title == "dao meo"
        assert entry.producer == product.producer
        product.unpublish()
        assert not CatalogueEntry.objects.exists()

    def test_it_follows_the_tags_that_are_published(self):
        product = ProductPageFactory()
        product.tags.add("qua-bieu", "dac-san")
        assert tags_of(self.publish(product)) == {"qua-bieu", "dac-san"}
        product.tags.remove("qua-bieu")
        product.tags.add("moi")
        product.save_revision()
        catalogue.refresh_all()
        assert tags_of(CatalogueEntry.objects.get()) == {"qua-bieu", "dac-san"}
        assert tags_of(self.publish(product)) == {"dac-san", "moi"}

    def test_it_follows_prices_and_months(self):
        product = ProductPageFactory()
        self.publish(product)
        with self.committed():
            offer = OfferFactory(product=product)
            offer.save()
        entry = CatalogueEntry.objects.get()
        assert (entry.retail_min, entry.retail_max, entry.wholesale_min) == (120_000, 250_000, 95_000)
        assert entry.price_band == 1
        assert entry.supply == "122200000001"
        assert entry.months == 0b100000001111
        assert entry.confirmed_on == timezone.localdate()
        with self.committed():
            tier = Offer.objects.get().price_tiers.get(grade="Loại 2")
            tier.retail = 99_000
            tier.save()
        assert CatalogueEntry.objects.get().retail_min == 99_000

    def test_it_follows_certificates(self):
        product = ProductPageFactory()
        self.publish(product)
        with self.committed():
            certificate = CertificateFactory(product=product, stars=5)
        entry = CatalogueEntry.objects.get()
        assert entry.stars_today == 5
        assert entry.stars_until == certificate.expires_on
        assert not entry.are_stars_kept
        with self.committed():
            certificate.withdrawn_on = timezone.localdate()
            certificate.withdrawal_ground = "Ngừng sản xuất"
            certificate.save()
        assert CatalogueEntry.objects.get().stars_today is None

    def test_stars_kept_while_a_renewal_is_decided_say_so(self):
        product = ProductPageFactory()
        ended = timezone.localdate() - datetime.timedelta(days=10)
        certificate = CertificateFactory(
            product=product, stars=4, issued_on=default_expiry(ended, -36), expires_on=ended
        )
        Certificate.objects.update(renewal_filed_on=ended - datetime.timedelta(days=130))
        catalogue.refresh_all()
        entry = CatalogueEntry.objects.get()
        assert (entry.stars_today, entry.stars_kept_after, entry.are_stars_kept) == (4, certificate.expires_on, True)
        assert "đang xét công nhận lại" in words(self.client.get("/san-pham/"))

    def test_it_follows_its_producer(self):
        producer = ProducerPageFactory()
        product = ProductPageFactory(parent=producer)
        self.publish(product)
        producer.commune = CommuneFactory(code="04117", name="Mường Chanh")
        producer.save_revision().publish()
        assert CatalogueEntry.objects.get().commune.name == "Mường Chanh"
        producer.unpublish()
        assert not CatalogueEntry.objects.exists()
        assert self.client.get(product.url).status_code == 404

    def test_who_takes_a_producer_back_reads_that_its_products_go_along(self):
        product = ProductPageFactory()
        self.client.force_login(administrator())
        asked = self.client.get(reverse("wagtailadmin_pages:unpublish", args=[product.producer.pk]))
        assert "1 sản phẩm đang đăng của chủ thể cũng được thu hồi theo." in words(asked)
        assert not soup(asked).select("[name=include_descendants]")
        self.client.post(reverse("wagtailadmin_pages:unpublish", args=[product.producer.pk]))
        product.refresh_from_db()
        assert not product.live

    def test_inherited_standards_count_while_they_hold(self):
        producer = ProducerPageFactory()
        vietgap = StandardFactory()
        ProducerStandard.objects.create(page=producer, standard=vietgap, expires_on=timezone.localdate() + days(10))
        product = ProductPageFactory(parent=producer)
        entry = self.publish(product)
        assert list(entry.standards.all()) == [vietgap]
        assert entry.next_change_on == timezone.localdate() + days(11)
        with time_machine.travel(datetime.datetime.now(datetime.UTC) + days(11)):
            catalogue.refresh_due()
        assert not CatalogueEntry.objects.get().standards.exists()

    def test_a_certificate_that_begins_later_draws_its_star_from_that_day(self):
        product = ProductPageFactory()
        today = timezone.localdate()
        CertificateFactory(product=product, stars=3, issued_on=today - days(900), expires_on=today + days(5))
        CertificateFactory(product=product, stars=4, issued_on=today + days(3), expires_on=today + days(900))
        assert self.publish(product).stars_today == 3
        for step, stars in ((2, 3), (3, 4), (6, 4)):
            with time_machine.travel(datetime.datetime.now(datetime.UTC) + days(step)):
                catalogue.refresh_due()
                assert CatalogueEntry.objects.get().stars_today == stars

    def test_the_star_is_gone_even_when_nobody_refreshes(self):
        product = ProductPageFactory()
        CertificateFactory(product=product, expires_on=timezone.localdate() + days(5))
        entry = self.publish(product)
        with time_machine.travel(datetime.datetime.now(datetime.UTC) + days(6)):
            assert entry.stars_today is None
            assert not CatalogueEntry.objects.with_stars([4]).exists()

    def test_deleting_a_producer_takes_its_products_along(self):
        product = ProductPageFactory()
        self.publish(product)
        product.producer.delete()
        assert not CatalogueEntry.objects.exists()

    def test_moving_a_product_gives_it_its_new_producer(self):
        product = ProductPageFactory()
        self.publish(product)
        other = ProducerPageFactory()
        product.move(other, pos="last-child")
        product.refresh_from_db()
        assert product.producer == other
        assert CatalogueEntry.objects.get().producer == other

    def test_refreshing_many_takes_as_many_queries_as_refreshing_few(self):
        producer = ProducerPageFactory()
        first = [ProductPageFactory(parent=producer, stars=4) for _ in range(2)]
        with self.subTest("two"):
            few = self.queries([page.pk for page in first])
        more = [ProductPageFactory(parent=producer, stars=4) for _ in range(6)]
        assert self.queries([page.pk for page in more]) == few

    def queries(self, ids):
        with CaptureQueriesContext(connection) as context:
            catalogue.refresh(ids)
        return len(context)
