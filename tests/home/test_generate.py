"""The generated catalogue: small numbers, every facet filled, the tree sound."""

import random
import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import transaction
from modelsearch.backends import get_search_backend
from wagtail.models import Page

from cooperatives.models import ProducerPage
from home.demo.indexing import index_objects
from home.demo.wording import Wording
from news.models import ArticlePage
from ocop.core.search.engine import search_ids
from ocop.core.text import fold
from products.models import CatalogueEntry, Certificate, ProductPage, SupplyMonth

pytestmark = pytest.mark.django_db


def generate(seed=7, producers=8, products=120, articles=5):
    call_command(
        "generate_catalogue", seed=seed, producers=producers, products=products, articles=articles, verbosity=0
    )


def words_of(entry):
    """Returns the words of an index entry; the order of tags, and so their places in the text, is the database's."""
    return [sorted(set(re.findall(r"[^\W\d_]{2,}", text))) for text in (entry.title, entry.autocomplete, entry.body)]


@pytest.fixture(scope="module")
def generated(django_db_setup, django_db_blocker):
    """A generated catalogue, once for this module; each test rolls back its own changes."""
    with django_db_blocker.unblock(), transaction.atomic():
        generate()
        yield
        transaction.set_rollback(True)


class TestGeneratedCatalogue:
    """What `generate_catalogue` writes past treebeard and Wagtail must be what they would have written."""

    def test_so_many_of_each_are_published_and_listed(self, generated):
        assert ProducerPage.objects.browsable().count() == 8
        assert ProductPage.objects.browsable().count() == 120
        assert ArticlePage.objects.browsable().count() == 5
        assert CatalogueEntry.objects.count() == 120
        assert SupplyMonth.objects.count() == 120 * 12

    def test_the_tree_is_sound(self, generated):
        assert Page.find_problems() == ([], [], [], [], [])
        for page in ProductPage.objects.select_related("producer")[:20]:
            assert page.get_parent().specific == page.producer
            assert page.url_path == f"{page.producer.url_path}{page.slug}/"

    def test_pages_can_be_edited_and_added_below_afterwards(self, generated):
        producer = ProducerPage.objects.filter(numchild__gt=0).first()
        product = ProductPage.objects.child_of(producer).first()
        product.title = "Tên mới"
        product.save_revision().publish()
        producer.add_child(
            instance=ProductPage(title="Thêm", producer=producer, product_set=product.product_set, summary="Thêm")
        )
        assert Page.find_problems() == ([], [], [], [], [])
        assert ProductPage.objects.count() == 121

    def test_every_facet_has_something(self, generated):
        entries = CatalogueEntry.objects.all()
        for name in ("sector", "product_set", "crop", "commune", "producer", "stars", "price_band"):
            assert entries.exclude(**{name: None}).values(name).distinct().count() >= 3, name
        assert entries.filter(standards__isnull=False).exists()
        assert ProductPage.objects.filter(tags__isnull=False).exists()
        assert Certificate.objects.exclude(source_grade="A").exists()

    def test_texts_are_60_to_200_syllables_long(self, generated):
        lengths = [len(str(page.body).split()) for page in ProductPage.objects.all()]
        assert min(lengths) >= 60
        assert max(lengths) <= 220

    def test_it_is_found_by_search(self, generated):
        page = ProductPage.objects.first()
        assert page.pk in search_ids(ProductPage, page.title).ids

    def test_bulk_index_holds_what_saving_would_have_written(self, generated):
        page = ProductPage.objects.first()
        entries = (
            get_search_backend()
            .get_index_for_model(ProductPage)
            .entries.filter(object_id=str(page.pk), content_type=ContentType.objects.get_for_model(ProductPage))
        )
        before = [words_of(entry) for entry in entries]
        page.save()
        index_objects([ProductPage.objects.get(pk=page.pk)])
        assert [words_of(entry) for entry in entries.all()] == before
        assert len(before) == 1
        assert fold(page.title).split()[0] in before[0][0]

    def test_another_seed_adds_and_the_same_is_refused(self, generated):
        with pytest.raises(CommandError, match="Seed 7"):
            generate(products=30)
        assert ProductPage.objects.count() == 120
        generate(seed=8, products=30)
        assert ProductPage.objects.count() == 150

    def test_same_seed_same_names(self):
        first, second = (Wording(random.Random(7)) for __ in range(2))
        kinds = first.kinds[0]
        names = [first.product(kind, first.village()) for kind in kinds]
        assert names == [second.product(kind, second.village()) for kind in kinds]
        assert names != [second.product(kind, second.village()) for kind in kinds]

    @pytest.mark.parametrize("counts", [{"products": -1}, {"producers": 0}])
    def test_impossible_counts_are_refused(self, generated, counts):
        with pytest.raises(CommandError, match=r"negative|need producers"):
            generate(seed=9, **counts)
        assert ProducerPage.objects.count() == 8
