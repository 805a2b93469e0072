"""Copying a page: one press is enough, and nothing is said twice."""

from django.test import TestCase
from django.urls import reverse

from news.models import ArticlePage
from ocop.core.copying import free_slug
from tests.factories import ArticlePageFactory
from tests.reading import administrator, soup, words


class CopyTests(TestCase):
    """An article and its copies."""

    @classmethod
    def setUpTestData(cls):
        cls.article = ArticlePageFactory(title="Mùa na", slug="mua-na")
        cls.editor = administrator()

    def setUp(self):
        self.client.force_login(self.editor)

    def copy(self, page, **changes):
        """Open the form and press the button."""
        address = reverse("wagtailadmin_pages:copy", args=[page.pk])
        form = soup(self.client.get(address)).find("form", action=address)
        values = {
            field["name"]: field.get("value", "")
            for field in form.select("input[name]")
            if field.get("type") != "checkbox"
        }
        return self.client.post(address, {**values, **changes}, follow=True)

    def slugs(self):
        return sorted(ArticlePage.objects.values_list("slug", flat=True))

    def test_one_press_copies(self):
        self.copy(self.article)
        assert self.slugs() == ["mua-na", "mua-na-2"]
        self.copy(self.article)
        self.copy(ArticlePage.objects.get(slug="mua-na-2"))
        assert self.slugs() == ["mua-na", "mua-na-2", "mua-na-3", "mua-na-4"]
        assert ArticlePage.objects.filter(title="Mùa na", live=False).count() == 3

    def test_an_address_that_is_taken_is_refused_in_words(self):
        answer = self.copy(self.article, new_slug="mua-na")
        assert "Tên trong địa chỉ này đã có ở trang cha" in words(soup(answer).find("form"))
        assert self.slugs() == ["mua-na"]

    def test_years_and_numbers_of_documents_are_no_counters(self):
        for slug, expected in (("bao-cao-2021", "bao-cao-2021-2"), ("2026", "2026-2"), ("tin-9", "tin-10")):
            assert free_slug(ArticlePageFactory(title="Tin", slug=slug)) == expected
