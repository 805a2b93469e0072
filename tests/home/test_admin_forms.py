"""What the house's forms in the admin have in common: the calendar, the content check, the style sheets."""

import datetime
import json
from html import unescape

import pytest
from django.test import TestCase
from django.urls import reverse
from wagtail.blocks import BlockField
from wagtail.models import Page

from news.models import ArticlePage, VideoPage
from products.models import ProductPage
from tests.factories import (
    ArticlePageFactory,
    EventPageFactory,
    ImageFactory,
    LegalDocumentPageFactory,
    ProducerPageFactory,
    StoryPageFactory,
    VideoPageFactory,
)
from tests.reading import administrator, edit_page, form_values, soup, soup_of, vi


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

    def test_the_panel_beside_it_says_when_to_the_minute(self):
        moment = datetime.datetime(2026, 11, 29, 7, 5, tzinfo=datetime.UTC)
        values = {"last_published_at": moment, "latest_revision_created_at": moment + datetime.timedelta(days=1)}
        ArticlePage.objects.filter(pk=self.article.pk).update(has_unpublished_changes=True, **values)
        page = soup(self.client.get(reverse("wagtailadmin_pages:edit", args=[self.article.pk])))
        panel = page.select_one("[data-side-panel=status]").get_text()
        assert "Đăng lúc 14:05 29/11/2026" in panel
        assert "Lưu nháp lúc 14:05 30/11/2026" in panel

    def test_the_content_check_looks_at_the_written_part_alone(self):
        page = soup_of(self.client.get(self.article.get_url()).content)  # it stands in a template
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


class ScheduleTests(TestCase):
    """When a page goes live and when it expires; forms are also posted by hand."""

    def test_a_year_that_no_clock_can_reckon_with_is_refused_at_its_field(self):
        article = ArticlePageFactory()
        self.client.force_login(administrator())
        url = reverse("wagtailadmin_pages:edit", args=[article.pk])
        values = form_values(self.client, url, "page-edit-form")
        refusal = vi("Please choose a year from %(first)s to %(last)s.", first=2000, last=2999)
        for name in ("go_live_at", "expire_at"):
            for moment in ("0001-01-01 00:00", "1900-01-01 00:00", "9999-12-31 23:59"):
                for press in ({}, {"action-publish": "1"}):
                    with self.subTest(name=name, moment=moment, press=press):
                        answer = self.client.post(url, {**values, name: moment, **press})
                        assert answer.status_code == 200
                        assert answer.context["form"].errors == {name: [refusal]}
        assert article.revisions.count() == 0

    def test_a_year_to_come_is_taken(self):
        article = ArticlePageFactory()
        self.client.force_login(administrator())
        edit_page(self.client, article, go_live_at="2999-12-31 23:59")
        assert article.revisions.get().approved_go_live_at.year == 2999


@pytest.mark.once
class UnfinishedDraftTests(TestCase):
    """A title is enough for a draft to save itself; what else has to be there is asked for on publishing."""

    @classmethod
    def setUpTestData(cls):
        cls.producer = ProducerPageFactory()
        pages = (
            ArticlePageFactory(),
            EventPageFactory(),
            StoryPageFactory(),
            VideoPageFactory(),
            LegalDocumentPageFactory(),
        )
        cls.parents = [(type(page), page.get_parent()) for page in pages] + [(ProductPage, cls.producer)]

    def setUp(self):
        self.client.force_login(administrator())

    def send(self, kind, parent, **values):
        address = reverse("wagtailadmin_pages:add", args=[kind._meta.app_label, kind._meta.model_name, parent.pk])
        fields = kind.get_edit_handler().get_form_class().base_fields
        empty = {"date": ""} if "date" in fields else {}  # today stands in it
        streams = {f"{name}-count": "0" for name, field in fields.items() if isinstance(field, BlockField)}
        given = {**form_values(self.client, address, "page-edit-form"), **empty, **streams}
        return self.client.post(
            address, {**given, "title": "Mới nghĩ ra", "slug": "moi", **values}, headers={"accept": "application/json"}
        )

    def test_a_title_alone_is_saved_can_be_looked_at_and_is_not_published(self):
        for kind, parent in self.parents:
            with self.subTest(kind.__name__):
                refused = self.send(kind, parent, **{"action-publish": "action-publish"})
                assert refused.json()["error_code"] == "validation_error"
                assert not kind.objects.filter(title="Mới nghĩ ra").exists()
                answer = self.send(kind, parent)
                assert answer.json().get("success"), answer.json()
                page = kind.objects.get(title="Mới nghĩ ra")
                assert not page.live
                draft = self.client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
                assert "Mới nghĩ ra" in draft.content.decode()
                assert self.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200

    def test_with_others_nothing_is_published_and_it_says_what_the_draft_lacks(self):
        ready = ArticlePageFactory(title="Viết xong", live=False)
        saved = self.send(*self.parents[1]).json()
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        chosen = f"id={ready.pk}&id={saved['pk']}&next=/quan-tri/"
        answer = self.client.post(f"{address}?{chosen}", {"include_descendants": ""}, follow=True)
        assert "“Mới nghĩ ra” (ngày đầu, giới thiệu ngắn, đơn vị tổ chức)" in answer.content.decode()
        assert not Page.objects.filter(pk__in=[ready.pk, saved["pk"]], live=True).exists()
        self.client.post(f"{address}?id={ready.pk}&next=/quan-tri/", {"include_descendants": ""})
        assert Page.objects.get(pk=ready.pk).live

    def publish_together(self, *pages):
        """Publish several pages by Wagtail's bulk action; return what the answer says."""
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        chosen = "&".join(f"id={page.pk}" for page in pages)
        answer = self.client.post(f"{address}?{chosen}&next=/quan-tri/", {"include_descendants": ""}, follow=True)
        return unescape(answer.content.decode())

    def test_a_video_with_nothing_to_play_is_named_too_and_one_without_a_picture(self):
        nothing = VideoPageFactory(title="Chưa có phim", youtube="", main_image=None, live=False)
        bare = VideoPageFactory(title="Chưa có ảnh", main_image=None, live=False)
        ready = VideoPageFactory(title="Quay xong", main_image=ImageFactory(), live=False)
        told = self.publish_together(nothing, bare, ready)
        poster = vi("Please choose a picture that stands before the video.")
        assert f"“Chưa có phim” ({vi('Please choose a film, or write an address at YouTube.')}, {poster})" in told
        assert f"“Chưa có ảnh” ({vi('A video at YouTube needs a poster picture of yours. Please choose one.')})" in told
        assert (
            not VideoPage.objects.filter(live=True)
            .filter(title__in=("Chưa có phim", "Chưa có ảnh", "Quay xong"))
            .exists()
        )
        self.publish_together(ready)
        assert VideoPage.objects.get(pk=ready.pk).live

    def test_a_story_whose_stages_are_not_told_is_named_too(self):
        story = StoryPageFactory(title="Mới một chặng", stages=[], live=False)
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        answer = self.client.post(f"{address}?id={story.pk}&next=/quan-tri/", {"include_descendants": ""}, follow=True)
        assert "“Mới một chặng” (các chặng)" in answer.content.decode()
        assert not Page.objects.get(pk=story.pk).live
