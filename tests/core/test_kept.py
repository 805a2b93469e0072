"""A card is drawn once for the same facts, and anew for any other."""

import pytest
import time_machine
from django.template import engines
from django.test import RequestFactory, TestCase, override_settings
from django.utils.translation import override
from wagtail.models import Site

from ocop.core import kept
from ocop.images.sizes import CARD, load_sizes
from products import catalogue
from products.models import CatalogueEntry, ProductPage
from tests.factories import ImageFactory, ProductPageFactory

pytestmark = pytest.mark.once
TEMPLATE = '{% card "components/product_card.html" entry=entry level=level %}'


class KeptTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.product = ProductPageFactory(title="Dâu tây", stars=4)

    def setUp(self):
        catalogue.refresh_all()
        kept.drawn.clear()

    def entry(self):
        (entry,) = CatalogueEntry.objects.in_this_order([self.product.pk])
        if entry.product.main_image:
            load_sizes([entry.product.main_image], CARD)
        return entry

    def draw(self, level=2, **environment):
        request = RequestFactory().get("/", **environment)
        return engines["django"].from_string(TEMPLATE).render({"entry": self.entry(), "level": level}, request)

    def test_the_same_facts_are_drawn_once(self):
        assert self.draw() == self.draw()
        assert len(kept.drawn) == 1

    def test_a_new_title_shows_at_once(self):
        self.draw()
        self.product.title = "Dâu tây Đội Nắng"
        self.product.save()
        assert "Dâu tây Đội Nắng" in self.draw()

    def test_what_the_maker_or_the_commune_is_called_shows_at_once(self):
        self.draw()
        producer = self.product.producer
        producer.title = "HTX Tên Mới"
        producer.save()
        producer.commune.name = "Mường Mới"
        producer.commune.save()
        html = self.draw()
        assert "HTX Tên Mới" in html
        assert "Mường Mới" in html

    def test_a_star_is_gone_the_day_after_its_last(self):
        entry = self.entry()
        with time_machine.travel(f"{entry.stars_until}T12:00+07:00"):
            assert "4 sao" in self.draw()
        with time_machine.travel(f"{entry.stars_until}T23:59+07:00", tick=False) as clock:
            clock.shift(120)
            assert "4 sao" not in self.draw()

    def test_each_language_and_heading_has_its_own(self):
        assert "<h2" in self.draw(2)
        assert "<h4" in self.draw(4)
        with override("en"):
            assert "4 stars" in self.draw()

    @override_settings(ALLOWED_HOSTS=["*"])
    def test_another_site_gives_whole_addresses(self):
        assert 'href="/hop-tac-xa/' in self.draw()
        home = Site.objects.get(is_default_site=True).root_page
        Site.objects.create(hostname="khac.test", port=80, root_page=home.get_children().first())
        assert 'href="http://' in self.draw(HTTP_HOST="khac.test")

    def test_a_picture_without_its_sizes_is_not_kept(self):
        ProductPage.objects.filter(pk=self.product.pk).update(main_image=ImageFactory())
        self.draw()
        assert len(kept.drawn) == 0
        assert "<img" in self.draw()  # the sizes were made by now
        assert len(kept.drawn) == 1

    def test_the_oldest_goes_when_there_are_too_many(self):
        for number in range(kept.MOST + 2):
            kept.keep(number, "")
        assert len(kept.drawn) == kept.MOST
        assert 0 not in kept.drawn
