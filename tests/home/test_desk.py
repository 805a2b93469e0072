"""What waits for an editor on the admin's home, and the newsroom's workflow."""

import datetime
import re

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.db import connection
from django.test import RequestFactory, TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.menu import admin_menu
from wagtail.models import Collection, Workflow, WorkflowPage

from home.desk.unpublished import name_unpublished
from home.desk.waiting import heaps
from home.foundation.groups import EDITORS, OFFICERS, prepare_groups
from home.foundation.workflows import NEWSROOM, prepare_workflows
from ocop.core.slugs import formatters
from ocop.core.text import slugify_vi
from products import catalogue
from tests.factories import (
    ArticlePageFactory,
    CertificateFactory,
    EventPageFactory,
    LibraryPageFactory,
    ProducerPageFactory,
    ProductPageFactory,
    StoryPageFactory,
    VideoPageFactory,
)
from tests.factories.banners import BannerFactory
from tests.factories.site import ImageFactory, site_tree
from tests.reading import form_values, soup, words


def person(name, group):
    user = get_user_model().objects.create_user(name, f"{name}@example.vn", "mua-na-chin-2026")
    user.groups.add(Group.objects.get(name=group))
    return user


class DeskTestCase(TestCase):
    """An editor, an officer, and a newsroom with one article."""

    @classmethod
    def setUpTestData(cls):
        prepare_groups(site_tree().home)
        cls.article = ArticlePageFactory(title="Mùa na")
        prepare_workflows()
        cls.editor, cls.officer = person("bien-tap", EDITORS), person("can-bo", OFFICERS)

    def heap(self, key, user=None):
        return next((heap for heap in heaps(user or self.editor) if heap.key == key), None)

    def titles(self, key):
        heap = self.heap(key)
        return [line.title for line in heap.lines] if heap else None

    def picture(self, **values):
        return ImageFactory(collection=Collection.get_first_root_node(), **values)

    def draft(self, page, title):
        page.title = title
        page.save_revision(user=self.editor)


class HeapTests(DeskTestCase):
    def test_nothing_waits_on_a_tidy_site(self):
        assert heaps(self.editor) == []
        self.client.force_login(self.editor)
        assert soup(self.client.get(reverse("wagtailadmin_home"))).find(id="desk-drafts") is None

    def test_a_change_that_is_not_public_is_a_draft(self):
        self.draft(self.article, "Mùa na, sửa")
        assert self.titles("drafts") == ["Mùa na, sửa"]
        self.client.force_login(self.editor)
        page = soup(self.client.get(reverse("wagtailadmin_home")))
        link = page.select_one(".desk a")
        assert (words(link), link["href"]) == (
            "Mùa na, sửa",
            reverse("wagtailadmin_pages:edit", args=[self.article.pk]),
        )

    def test_what_a_producer_writes_is_not_the_editors_draft(self):
        self.draft(ProducerPageFactory(), "HTX khác tên")
        assert self.heap("drafts") is None

    def test_what_somebody_decides_on_is_no_draft(self):
        self.draft(self.article, "Mùa na, sửa")
        workflow = Workflow.objects.get(name=NEWSROOM)
        workflow.start(self.article, self.editor)
        assert self.heap("drafts") is None

    def test_a_version_with_an_hour_appears_by_itself(self):
        later, soon = timezone.now() + datetime.timedelta(days=3), timezone.now() + datetime.timedelta(hours=2)
        other = ArticlePageFactory(title="Mùa xoài")
        for page, moment in ((self.article, later), (other, soon)):
            page.go_live_at = moment
            page.save_revision(user=self.editor).publish()
        assert self.titles("scheduled") == ["Mùa xoài", "Mùa na"]
        assert [line.moment for line in self.heap("scheduled").lines] == [soon, later]
        assert self.heap("drafts") is None

    def test_what_ends_within_a_week_is_told(self):
        now = timezone.now()
        for title, days in (("Sắp hết", 6), ("Còn lâu", 8)):
            page = ArticlePageFactory(title=title)
            page.expire_at = now + datetime.timedelta(days=days)
            page.save_revision().publish()
        assert self.titles("ending") == ["Sắp hết"]

    def test_a_picture_without_words_is_remembered(self):
        self.picture(title="IMG_0413", description="")
        self.picture(title="Mâm na")
        assert self.titles("undescribed") == ["IMG_0413"]

    def test_a_heap_shows_five_and_counts_the_rest(self):
        for number in range(7):
            self.draft(ArticlePageFactory(), f"Bài {number}")
        heap = self.heap("drafts")
        assert (len(heap.lines), heap.total, heap.more) == (5, 7, 2)
        assert heap.lines[0].title == "Bài 6"

    def test_officers_have_no_desk_of_editors(self):
        self.draft(self.article, "Mùa na, sửa")
        self.client.force_login(self.officer)
        assert "Mùa na, sửa" not in self.client.get(reverse("wagtailadmin_home")).content.decode()

    def test_a_certificate_that_ends_soon_stands_on_the_officers_desk_with_its_days(self):
        today = timezone.localdate()

        def ending(title, days, **facts):
            product = facts.pop("product", None) or ProductPageFactory(title=title)
            return CertificateFactory(product=product, expires_on=today + datetime.timedelta(days=days), **facts)

        soon = ending("Na dai", 23)
        ending("Xoài", 180, renewal_filed_on=today)
        ending("Mận", 181)
        ending("Hết", -1)
        ending("Thu hồi", 20, withdrawn_on=today, withdrawal_ground="Điều 8")
        renewed = ending("Trà", 20)
        ending("Trà", 900, product=renewed.product)
        heap = self.heap("certificates", self.officer)
        assert [line.title for line in heap.lines] == ["Na dai (4★)", "Xoài (4★)"]
        assert heap.lines[0].note.startswith("còn 23 ngày · đến hết ")
        assert heap.lines[1].note.endswith("đã nộp hồ sơ công nhận lại")
        self.client.force_login(self.officer)
        link = soup(self.client.get(reverse("wagtailadmin_home"))).select_one(".desk a")
        assert (words(link), link["href"]) == ("Na dai (4★)", reverse("certificates:edit", args=[soon.pk]))
        assert self.heap("certificates") is None
        with self.settings(OCOP_CERTIFICATE_SOON_DAYS=22):
            assert self.heap("certificates", self.officer) is None

    @pytest.mark.once
    def test_as_many_queries_for_many_as_for_one(self):
        def cost():
            with CaptureQueriesContext(
                connection,
            ) as queries:
                heaps(self.editor)
                self.heap("certificates", self.officer)
            return len(queries)

        def fill(number):
            self.draft(ArticlePageFactory(), f"Bài {number}")
            page = ArticlePageFactory()
            page.go_live_at = timezone.now() + datetime.timedelta(days=1)
            page.save_revision().publish()
            page = ArticlePageFactory()
            page.expire_at = timezone.now() + datetime.timedelta(days=1)
            page.save_revision().publish()
            self.picture(description="")
            CertificateFactory(expires_on=timezone.localdate() + datetime.timedelta(days=30))

        for number in range(5):
            fill(number)
        cost()
        few = cost()
        for number in range(5, 15):
            fill(number)
        assert cost() == few


class StartTests(DeskTestCase):
    """One tap to the form of something new."""

    def buttons(self, user):
        self.client.force_login(user)
        return soup(self.client.get(reverse("wagtailadmin_home"))).select(".desk-starts a")

    def test_an_editor_begins_an_article_with_one_tap(self):
        first = self.buttons(self.editor)[0]
        address = reverse("wagtailadmin_pages:add", args=["news", "articlepage", self.article.get_parent().pk])
        assert (words(first), first["href"]) == ("Viết bài", address)
        assert soup(self.client.get(address)).select_one("#id_title")

    def test_what_else_is_written_stands_beside_it(self):
        EventPageFactory(), VideoPageFactory(), StoryPageFactory()
        prepare_groups(self.article.get_site().root_page.specific)
        buttons = self.buttons(self.editor)
        assert [words(button) for button in buttons] == ["Viết bài", "Sự kiện mới", "Video mới", "Câu chuyện mới"]
        assert [self.client.get(button["href"]).status_code for button in buttons] == [200] * 4

    def test_officers_write_no_articles(self):
        assert self.buttons(self.officer) == []


class WorkflowTests(DeskTestCase):
    def test_articles_go_the_newsrooms_way(self):
        assert self.article.get_workflow().name == NEWSROOM
        assert [task.name for task in self.article.get_workflow().tasks] == ["Biên tập viên duyệt tin"]

    def test_what_is_approved_in_its_form_is_a_link_away(self):
        self.draft(self.article, "Mùa na, sửa")
        Workflow.objects.get(name=NEWSROOM).start(self.article, self.editor)
        form = reverse("wagtailadmin_pages:edit", args=[self.article.pk])

        def answer(action):
            self.client.force_login(self.editor)
            values = form_values(self.client, form, "page-edit-form")
            done = {"action-workflow-action": "true", "workflow-action-name": action}
            response = self.client.post(form, {**values, **done}, follow=True)
            return soup(response).select(f".messages a[href='{self.article.get_url()}']")

        (link,) = answer("approve")
        assert link.get_text(strip=True) == "Xem trang"
        self.draft(self.article, "Mùa na, lại sửa")
        Workflow.objects.get(name=NEWSROOM).start(self.article, self.editor)
        assert answer("reject") == []

    def test_it_is_made_once_and_then_left_to_people(self):
        WorkflowPage.objects.filter(workflow__name=NEWSROOM).delete()
        assert prepare_workflows() == 0
        assert not WorkflowPage.objects.filter(workflow__name=NEWSROOM).exists()


class ListingTests(DeskTestCase):
    """The flat lists of what there is."""

    def test_editors_find_every_product_with_its_star_and_every_producer(self):
        product = ProductPageFactory(title="Na dai Đá Xanh", stars=4)
        catalogue.refresh_all()
        self.client.force_login(self.editor)
        assert "4 sao" in words(soup(self.client.get(reverse("products:index"))).select_one("table.listing"))
        listed = words(soup(self.client.get(reverse("producers:index"))).select_one("table.listing"))
        assert product.producer.title in listed

    def test_filters_narrow_them(self):
        ProductPageFactory(title="Na dai")
        ProductPageFactory(title="Nhãn", live=False)
        self.client.force_login(self.editor)
        listed = words(soup(self.client.get(reverse("products:index"), {"live": "true"})).select_one("table.listing"))
        assert "Na dai" in listed
        assert "Nhãn" not in listed

    def test_banners_that_end_and_words_to_look_at_wait_on_the_desk(self):
        BannerFactory(title="Tết", ends_at=timezone.now() + datetime.timedelta(days=3))
        page = ArticlePageFactory(title="Tin", summary="Họp về tái cơ cấu sản xut.")
        page.save_revision(user=self.editor)
        assert self.titles("banners") == ["Tết"]
        assert [(line.title, line.note) for line in self.heap("doubtful").lines] == [("Tin", "1 chữ")]


class WhoseListingTests(DeskTestCase):
    """The listings of pages stand in the menu of those who may write such pages."""

    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        for factory in (ProductPageFactory, StoryPageFactory, VideoPageFactory, LibraryPageFactory):
            factory()
        prepare_groups(cls.article.get_site().root_page.specific)

    LISTINGS = ("producers", "products", "articles", "stories", "videos", "library_documents")

    def open_to(self, user):
        self.client.force_login(user)
        found = [name for name in self.LISTINGS if self.client.get(reverse(f"{name}:index")).status_code == 200]
        request = RequestFactory().get("/")
        request.user = user
        menu = {item.label for item in admin_menu.menu_items_for_request(request)}
        return found, menu

    def test_editors_have_them_all(self):
        found, menu = self.open_to(self.editor)
        assert found == list(self.LISTINGS)
        sections = {"Thông tin tra cứu", "Video", "Chuỗi giá trị"}  # named as the site's own menu names them
        assert {"Trang chủ thể", "Sản phẩm", "Tin tức", "Tệp video"} | sections <= menu
        assert menu.isdisjoint({"Thư viện văn bản", "Câu chuyện", "Sự kiện", "Phim"})
        assert "Chủ thể" not in menu

    def test_officers_have_the_library_and_their_own_list_of_producers(self):
        found, menu = self.open_to(self.officer)
        assert found == ["library_documents"]
        assert "Chủ thể" in menu
        assert not {"Trang chủ thể", "Sản phẩm", "Video", "Tin tức"} & menu


class AddressTests(DeskTestCase):
    """What a page is called in its address."""

    def test_a_title_keeps_every_letter(self):
        page = ArticlePageFactory.build(title="Thử đặt hàng Tết gửi duyệt", slug="")
        self.article.get_parent().add_child(instance=page)
        assert page.slug == "thu-dat-hang-tet-gui-duyet"

    def test_the_script_is_told_the_same_rule(self):
        text = "Đường “phèn” ỨỞẰ ỹ Ở\u031b 2026/QĐ"
        for pattern, plain in formatters():
            text = re.sub(pattern, plain, text)
        assert text.lower() == slugify_vi("Đường “phèn” ỨỞẰ ỹ Ở\u031b 2026/QĐ") == "duong-phen-uoa-y-o-2026-qd"


class UnpublishedTests(TestCase):
    """What a published page shows that is no page for visitors yet is named to its editor."""

    def warned(self, page):
        request = RequestFactory().post("/")
        request.session, request._messages = {}, None
        request._messages = FallbackStorage(request)
        name_unpublished(request, page)
        return [str(message) for message in get_messages(request)]

    def test_a_draft_product_is_named_and_a_public_one_is_not(self):
        draft, public = ProductPageFactory(title="Dâu sấy", live=False), ProductPageFactory(title="Dâu tươi")
        article = ArticlePageFactory()
        article.body = [("products", {"products": [draft, public]})]
        article.save()
        assert self.warned(article) == ["Chưa đăng nên người xem chưa thấy ở trang này: “Dâu sấy”."]
        article.body = [("products", {"products": [public]})]
        article.save()
        assert self.warned(article) == []
