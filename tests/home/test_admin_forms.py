"""What the house's forms in the admin have in common: the calendar, the content check, the style sheets."""

import json

import pytest
from django.test import TestCase
from django.urls import reverse

from news.models import ArticlePage
from tests.factories import ArticlePageFactory
from tests.reading import administrator, form_values, soup


@pytest.mark.once
class EditorsFormTests(TestCase):
    """The form of an article."""

    @classmethod
    def setUpTestData(cls):
        cls.article = ArticlePageFactory()

    def setUp(self):
        self.client.force_login(administrator())

    def test_the_calendars_week_begins_on_monday_and_our_styles_are_there(self):
        page = soup(self.client.get(reverse("wagtailadmin_pages:edit", args=[self.article.pk])))
        assert '"dayOfWeekStart": 1' in str(page.find_all("script"))
        assert page.select("link[href$='css/newsroom.css']")

    def test_the_content_check_looks_at_the_written_part_alone(self):
        page = soup(self.client.get(self.article.get_url()))
        configuration = json.loads(page.find("script", id="checker-axe-configuration").string)
        assert configuration["context"]["include"] == ["main"]


@pytest.mark.once
class NewPagesAddressTests(TestCase):
    """A title that comes again, as a fair's does each year, keeps nobody from saving."""

    @classmethod
    def setUpTestData(cls):
        cls.last_years = ArticlePageFactory(title="Mùa na", slug="mua-na")
        cls.parent = cls.last_years.get_parent()

    def setUp(self):
        self.client.force_login(administrator())

    def save(self, address, title, slug):
        values = {**form_values(self.client, address, "page-edit-form"), "title": title, "slug": slug}
        return self.client.post(address, values, headers={"accept": "application/json"}).json()

    def create(self, title, slug):
        return self.save(reverse("wagtailadmin_pages:add", args=["news", "articlepage", self.parent.pk]), title, slug)

    def slug(self, saved):
        return ArticlePage.objects.get(pk=saved["pk"]).get_latest_revision_as_object().slug

    def test_the_address_made_of_it_takes_the_next_number_and_keeps_it(self):
        saved = self.create("Mùa na", "mua-na")
        assert self.slug(saved) == "mua-na-2"
        again = self.save(reverse("wagtailadmin_pages:edit", args=[saved["pk"]]), "Mùa na", "mua-na")
        assert self.slug(again) == "mua-na-2"
        assert self.slug(self.create("Mùa na", "mua-na")) == "mua-na-3"

    def test_an_address_that_a_person_chose_is_refused_where_it_is_taken(self):
        assert self.create("Na dai vào vụ", "mua-na")["error_code"] == "validation_error"
        assert ArticlePage.objects.count() == 1

    def test_a_page_that_is_public_does_not_move_by_itself(self):
        other = ArticlePageFactory(title="Mùa mận", slug="mua-man")
        edit = reverse("wagtailadmin_pages:edit", args=[other.pk])
        assert self.save(edit, "Mùa na", "mua-na")["error_code"] == "validation_error"
