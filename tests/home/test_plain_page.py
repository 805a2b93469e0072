"""Plain pages, as editors and readers meet them."""

import pytest
from wagtail.test.utils import WagtailPageTestCase

from home.models import HomePage, StandardPage
from tests.factories import StandardPageFactory
from tests.reading import administrator, edit_page, soup, words

pytestmark = pytest.mark.once


class StandardPageTests(WagtailPageTestCase):
    """A plain page: about, contact, privacy."""

    @classmethod
    def setUpTestData(cls):
        cls.page = StandardPageFactory(title="Giới thiệu", slug="gioi-thieu")
        cls.user = administrator()

    def test_it_stands_below_the_front_page_or_another(self):
        self.assertAllowedParentPageTypes(StandardPage, {HomePage, StandardPage})

    def test_only_its_like_stands_below_it(self):
        self.assertAllowedSubpageTypes(StandardPage, {StandardPage})

    def test_it_renders(self):
        self.assertPageIsRenderable(self.page)

    def test_it_is_edited_in_the_admin(self):
        self.client.force_login(self.user)
        assert edit_page(self.client, self.page, summary="Ai lập ra trang này.").status_code == 302
        assert "Ai lập ra trang này." in words(self.client.get("/gioi-thieu/"))

    def test_a_reader_sees_where_a_deeper_page_stands(self):
        StandardPageFactory(title="Quyền riêng tư", slug="quyen-rieng-tu", parent=self.page)
        response = self.client.get("/gioi-thieu/quyen-rieng-tu/")
        assert words(soup(response).select_one(".breadcrumbs")) == "Giới thiệu Quyền riêng tư"
        assert soup(response).h1.get_text(strip=True) == "Quyền riêng tư"
