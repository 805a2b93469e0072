"""The front page as a desk: sections in the editors' order, chosen pages while they are public, and no holes."""

import datetime
import json
import re
import uuid

import pytest
from django.test import TestCase
from django.utils import timezone

from home.front_sections import USUAL_ORDER
from home.models import HomePage
from products import catalogue
from tests.factories import (
    ArticlePageFactory,
    EventPageFactory,
    ImageFactory,
    LibraryPageFactory,
    ProductPageFactory,
    StoryPageFactory,
    VideoPageFactory,
)
from tests.factories.site import site_tree
from tests.reading import query_count, soup, words

ALWAYS = (3,) * 12


def item(value):
    return {"type": "item", "value": value, "id": str(uuid.uuid4())}


class SectionsTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.home = site_tree().home

    def place(self, *sections):
        """Lays out the front page; each section is a name, or (name, value)."""
        rows = [section if isinstance(section, tuple) else (section, None) for section in sections]
        self.home.refresh_from_db()
        self.home.sections = json.dumps(
            [{"type": name, "value": value, "id": str(uuid.uuid4())} for name, value in rows]
        )
        self.home.save()

    def open(self):
        return self.client.get("/")

    def headings(self):
        return [words(heading) for heading in soup(self.open()).select("main h2")]


class OrderTests(SectionsTestCase):
    """What stands where."""

    def everything(self):
        ProductPageFactory(supply=ALWAYS)
        catalogue.refresh_all()
        for factory in (ArticlePageFactory, StoryPageFactory, VideoPageFactory, LibraryPageFactory):
            factory()
        EventPageFactory(start_date=timezone.localdate() + datetime.timedelta(days=3))

    def test_while_nobody_ordered_them_all_stand_in_the_usual_order(self):
        assert [section.name for section in self.open().context["sections"]] == list(USUAL_ORDER)

    def test_editors_order_them_and_leave_out_what_they_like(self):
        self.everything()
        self.place("lookup", ("news", {"articles": []}), "events")
        assert self.headings() == [
            "Tra văn bản, biểu mẫu",
            "Tin từ các xã",
            "Hội chợ, kết nối, lớp học",
        ]

    def test_editors_find_a_section_by_the_heading_that_readers_see(self):
        self.everything()
        named = [name for name in USUAL_ORDER if name not in ("banner", "figures")]
        blocks = HomePage._meta.get_field("sections").stream_block.child_blocks
        assert self.headings() == [" ".join(str(blocks[name].label).split()) for name in named]

    def test_what_a_section_says_of_itself_names_a_panel_of_the_form(self):
        blocks = HomePage._meta.get_field("sections").stream_block.child_blocks
        panels = {str(panel.heading) for panel in HomePage.content_panels if hasattr(panel, "heading")}
        for name in ("products", "producers", "figures"):
            (named,) = re.findall("“(.+?)”", str(blocks[name].meta.admin_text))
            assert named in panels

    def test_a_section_without_content_leaves_no_hole(self):
        self.place("products", "story", "video", "news", "events", "lookup", "figures")
        page = soup(self.open())
        assert page.select("main section") == [] or all(words(section) for section in page.select("main section"))
        assert self.headings() == []


class ChosenTests(SectionsTestCase):
    """What editors chose stands there while it is public."""

    def titles(self):
        newsroom = self.open().context["newsroom"]
        return [page.title for page in newsroom.pages]

    def test_chosen_articles_come_first_and_the_latest_fill_up(self):
        old = ArticlePageFactory(title="Cũ", date=datetime.date(2020, 1, 1))
        for day in (1, 2, 3):
            ArticlePageFactory(title=f"Mới {day}", date=datetime.date(2026, 8, day))
        self.place(("news", {"articles": [item(old.pk)]}))
        assert self.titles() == ["Cũ", "Mới 3", "Mới 2"]

    def test_a_chosen_story_and_video_stand_there_until_they_are_withdrawn(self):
        story, video = StoryPageFactory(title="Chuyện na"), VideoPageFactory(title="Phim na")
        StoryPageFactory(title="Chuyện mới")
        VideoPageFactory(title="Phim mới")
        self.place(("story", {"story": story.pk}), ("video", {"video": video.pk}))
        assert self.titles() == ["Chuyện na", "Phim na"]
        story.unpublish()
        video.unpublish()
        assert self.titles() == ["Chuyện mới", "Phim mới"]

    def test_a_deleted_choice_is_no_error(self):
        self.place(("story", {"story": 999_999}), ("news", {"articles": [item(None), item(999_999)]}))
        assert self.titles() == []

    def test_events_that_are_over_disappear_by_themselves(self):
        today = timezone.localdate()
        EventPageFactory(title="Đã qua", start_date=today - datetime.timedelta(days=2))
        for days in (5, 1, 9, 3):
            EventPageFactory(title=f"Sau {days} ngày", start_date=today + datetime.timedelta(days=days))
        self.place("events")
        assert self.titles() == ["Sau 1 ngày", "Sau 3 ngày", "Sau 5 ngày"]


class CostTests(SectionsTestCase):
    @pytest.mark.once
    def test_as_many_queries_for_a_full_newsroom_as_for_one_of_each(self):
        image = ImageFactory()
        HomePage.objects.filter(pk=self.home.pk).update(hero_image=image, hero_image_phone=ImageFactory())

        def add(number):
            for n in range(number):
                ProductPageFactory(supply=ALWAYS, main_image=image)
                for factory in (ArticlePageFactory, StoryPageFactory, VideoPageFactory):
                    factory(main_image=image)
                EventPageFactory(start_date=timezone.localdate() + datetime.timedelta(days=n), main_image=image)
            catalogue.refresh_all()

        add(1)
        few = query_count(self.client, "/")
        add(6)
        assert query_count(self.client, "/") == few
        assert few <= 20


class FormTests(SectionsTestCase):
    """The form begins with what readers see: adding a section takes none away."""

    def initial(self):
        form_class = HomePage.get_edit_handler().get_form_class()
        return [block.block_type for block in form_class(instance=HomePage.objects.get()).initial["sections"]]

    def test_without_an_order_the_usual_one_is_filled_in(self):
        assert self.initial() == list(USUAL_ORDER)

    def test_an_order_of_theirs_stays(self):
        self.place("figures", "events")
        assert self.initial() == ["figures", "events"]
