"""What the house's forms in the admin have in common: the calendar, the content check, the style sheets."""

import json

import pytest
from django.test import TestCase
from django.urls import reverse

from tests.factories import ArticlePageFactory
from tests.reading import administrator, soup


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
