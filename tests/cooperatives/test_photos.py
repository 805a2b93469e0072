"""A member's pictures: sent from a phone, described, put into a draft, sent for review, deleted."""

import io
import json
import re
import tempfile
from pathlib import Path

import pillow_heif
import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse
from PIL import Image
from wagtail.models import ReferenceIndex, TaskState, WorkflowState

from cooperatives.models import ProducerPage
from home.foundation.groups import EDITORS, prepare_groups
from ocop.images.models import SiteImage
from products.models import ProductPage
from tests.factories import (
    ArticlePageFactory,
    ImageFactory,
    MemberFactory,
    ProducerPageFactory,
    ProductPageFactory,
    UserFactory,
    site_tree,
)
from tests.images.test_uploads import encoded, photo_with_place
from tests.reading import query_count, soup, soup_of, vi, words

WORDS = "Chị Hoạ hái dâu chín vào rổ tre."


class PhotoTestCase(TestCase):
    """A producer with two products and a member; a stranger with pictures of its own."""

    @classmethod
    def setUpTestData(cls):
        prepare_groups(site_tree().home)
        cls.producer = ProducerPageFactory(title="HTX Đồi Nắng", slug="doi-nang")
        cls.product = ProductPageFactory(title="Dâu tây", slug="dau-tay", parent=cls.producer)
        cls.member = MemberFactory(member_of=cls.producer, username="hoa@example.vn")
        cls.stranger = MemberFactory(username="khac@example.vn")
        cls.theirs = cls.stranger.memberships.get().producer
        cls.their_photo = ImageFactory(title="Bí mật", collection=cls.theirs.stall.collection)
        cls.editor = UserFactory(username="bientap@example.vn")
        cls.editor.groups.add(Group.objects.get(name=EDITORS))

    def setUp(self):
        self.client.force_login(self.member)

    def photo(self, **values):
        return ImageFactory(
            collection=self.producer.stall.collection, **{"title": "Ảnh", "description": WORDS, **values}
        )

    def url(self, photo):
        return reverse("stall:photo", args=[photo.pk])

    def send(self, *contents, script=True, **data):
        """Send files as our script does, or as a plain form."""
        files = [SimpleUploadedFile(name, content) for name, content in contents]
        headers = {"accept": "application/json"} if script else {}
        return self.client.post(reverse("stall:photo_upload"), {"photos": files, **data}, headers=headers)

    def place(self, photo, page=None, role="bo-anh", description=WORDS):
        data = {"description": description, "page": page.pk if page else "", "role": role}
        return self.client.post(self.url(photo), data, follow=True)

    def send_for_review(self, page):
        return self.client.post(reverse("stall:photo_send_page", args=[page.pk]), follow=True)

    def draft(self, page=None):
        return type(page or self.product).objects.get(pk=(page or self.product).pk).get_latest_revision_as_object()


class SendingTests(PhotoTestCase):
    """What a phone sends, and what is kept of it."""

    def test_a_photo_is_taken_upright_without_its_place_into_the_own_collection(self):
        response = self.send(("IMG_0412.JPG", photo_with_place()))
        assert response.status_code == 201
        photo = SiteImage.objects.get(pk=response.json()["id"])
        assert response.json()["url"] == self.url(photo)
        assert (photo.collection, photo.uploaded_by_user) == (self.producer.stall.collection, self.member)
        assert (photo.width, photo.height) == (480, 640)
        with photo.file.open() as stored:
            content = stored.read()
        assert b"nha chi Hoa" not in content
        assert dict(Image.open(io.BytesIO(content)).getexif()) == {}

    def test_a_photo_of_an_iphone_is_decoded_here(self):
        buffer = io.BytesIO()
        pillow_heif.from_pillow(Image.new("RGB", (640, 480), (31, 92, 58))).save(buffer)
        for name in ("IMG_0412.HEIC", "IMG_0412.heif", "image.jpg"):
            with self.subTest(name):
                photo = SiteImage.objects.get(pk=self.send((name, buffer.getvalue())).json()["id"])
                with photo.file.open() as stored:
                    assert Image.open(stored).format == "JPEG"
                photo.delete()

    def test_owner_and_collection_are_never_posted(self):
        collection = self.theirs.stall.collection_id
        posted = {"collection": collection, "producer": self.theirs.pk, "uploaded_by_user": self.stranger.pk}
        photo = SiteImage.objects.get(pk=self.send(("a.jpg", encoded("JPEG")), **posted).json()["id"])
        assert (photo.collection, photo.uploaded_by_user) == (self.producer.stall.collection, self.member)

    def test_sent_twice_it_is_one_picture(self):
        first = self.send(("a.jpg", photo_with_place()))
        again = self.send(("b.jpg", photo_with_place()))
        assert (first.status_code, again.status_code) == (201, 200)
        assert first.json()["id"] == again.json()["id"]
        assert again.json()["is_new"] is False
        assert SiteImage.objects.filter(collection=self.producer.stall.collection).count() == 1

    def test_the_same_picture_of_another_producer_stays_theirs(self):
        mine = self.send(("a.jpg", photo_with_place())).json()["id"]
        self.client.force_login(self.stranger)
        theirs = self.send(("a.jpg", photo_with_place())).json()
        assert theirs["is_new"] is True
        assert theirs["id"] != mine

    def refused(self, content, name="a.jpg"):
        before = SiteImage.objects.count()
        response = self.send((name, content))
        assert response.status_code == 422
        assert SiteImage.objects.count() == before
        return response.json()["error"]

    def test_what_is_no_picture_is_refused_in_vietnamese(self):
        for content in (b"khong phai anh", b"<html><script>alert(1)</script></html>", b"\0" * 500, b"%PDF-1.7"):
            with self.subTest(content[:9]):
                assert re.search(r"[ảàáạơưđ]", self.refused(content))
        page = b"<html><script>alert(1)</script></html>"
        assert self.refused(page) == "Tệp này không mở ra được thành ảnh. Mời chọn ảnh khác, hoặc chụp lại."

    def test_a_photo_of_100_mb_is_refused_in_words_and_never_stored(self):
        left = {path.name for path in Path(tempfile.gettempdir()).glob("*.upload*")}
        content = photo_with_place() + b"\0" * (100 * 1024 * 1024)
        sentence = self.refused(content)
        assert "20,0" in sentence.replace("\xa0", " ")
        assert "100,0" in sentence.replace("\xa0", " ")
        assert {path.name for path in Path(tempfile.gettempdir()).glob("*.upload*")} == left

    def test_without_a_script_many_come_at_once_and_each_refusal_is_named(self):
        files = [("a.jpg", encoded("JPEG")), ("b.jpg", b"khong phai anh"), ("c.jpg", encoded("JPEG", (300, 200)))]
        response = self.send(*files, script=False)
        assert response.status_code == 302
        assert response["Location"] == reverse("stall:photos")
        page = soup(self.client.get(response["Location"]))
        notes = [words(note) for note in page.select("main .stall-note[role=status]")]
        assert notes[0].startswith("b.jpg: ")
        assert notes[1] == "Đã nhận 2 ảnh."
        assert len(page.select(".photos__card")) == 2

    def test_without_a_script_one_photo_leads_to_its_words(self):
        response = self.send(("a.jpg", encoded("JPEG")), script=False, **{"san-pham": self.product.pk})
        photo = SiteImage.objects.get(collection=self.producer.stall.collection)
        assert response["Location"] == f"{self.url(photo)}?san-pham={self.product.pk}"

    def test_a_file_without_a_name_breaks_nothing(self):
        for name in ("", ".", "..", "/", "a/", "\x00.jpg"):
            with self.subTest(name):
                start = f'--b\r\nContent-Disposition: form-data; name="photos"; filename="{name}"\r\n\r\n'.encode()
                response = self.client.post(
                    reverse("stall:photo_upload"),
                    start + encoded("JPEG") + b"\r\n--b--\r\n",
                    "multipart/form-data; boundary=b",
                )
                assert response.status_code == 302

    def test_without_a_file_nothing_breaks(self):
        assert self.client.post(reverse("stall:photo_upload")).status_code == 302
        assert self.send().status_code == 422

    def test_signed_out_the_script_is_told(self):
        self.client.logout()
        assert self.send(("a.jpg", encoded("JPEG"))).status_code == 401
        assert self.send(("a.jpg", encoded("JPEG")), script=False).status_code == 302
        assert not SiteImage.objects.filter(collection=self.producer.stall.collection).exists()

    def test_who_is_no_member_has_no_pictures_here(self):
        self.client.force_login(self.editor)
        assert self.client.get(reverse("stall:photos")).status_code == 403
        assert self.send(("a.jpg", encoded("JPEG"))).status_code == 403


class ListTests(PhotoTestCase):
    """The producer's own pictures and no others."""

    def test_it_shows_own_pictures_with_what_is_missing(self):
        self.photo()
        self.photo(description="", title="IMG_1")
        page = soup(self.client.get(reverse("stall:photos")))
        texts = [words(card) for card in page.select(".photos__card")]
        assert texts == [vi("Not described yet"), WORDS]
        assert "Bí mật" not in str(page)

    def test_in_use_is_what_buyers_see_and_the_rest_stands_in_a_draft(self):
        new = ProductPageFactory(title="Mận", parent=self.producer, live=False)
        ProductPage.objects.filter(pk=self.product.pk).update(main_image=self.photo(description="Đang đăng."))
        ProductPage.objects.filter(pk=new.pk).update(main_image=self.photo(description="Trang chưa đăng."))
        for page in (self.product, new):
            ReferenceIndex.create_or_update_for_object(ProductPage.objects.get(pk=page.pk))
        self.place(self.photo(description="Bản nháp."), self.product, description="Bản nháp.")
        self.photo(description="Để dành.")
        cards = soup(self.client.get(reverse("stall:photos"))).select(".photos__card")
        assert [words(card) for card in cards] == [
            "Để dành.",
            "Bản nháp. Trong bản nháp của Dâu tây",
            "Trang chưa đăng. Trong bản nháp của Mận",
            "Đang đăng. Đang dùng ở Dâu tây",
        ]

    def test_for_a_product_its_own_use_is_named_before_that_of_others(self):
        other = ProductPageFactory(title="Na dai", parent=self.producer, main_image=self.photo())
        ReferenceIndex.create_or_update_for_object(ProductPage.objects.get(pk=other.pk))

        def said(goal):
            page = soup(self.client.get(reverse("stall:photos"), {"san-pham": goal.pk}))
            return [words(mark) for mark in page.select(".photos__used")]

        assert said(self.product) == ["Đang dùng ở Na dai"]
        self.place(ProductPage.objects.get(pk=other.pk).main_image, self.product)
        assert said(self.product) == ["Trong bản nháp của Dâu tây"]
        assert said(other) == ["Đang dùng ở Na dai"]

    def test_for_a_product_it_says_so_and_hands_it_on(self):
        photo = self.photo()
        page = soup(self.client.get(reverse("stall:photos"), {"san-pham": self.product.pk}))
        assert words(page.h1) == vi("Pictures for %(page)s", page="Dâu tây")
        assert page.find("input", {"name": "san-pham"})["value"] == str(self.product.pk)
        assert page.select_one(".photos__card")["href"] == f"{self.url(photo)}?san-pham={self.product.pk}"

    def test_another_producers_product_is_not_found(self):
        for pk in (self.theirs.pk, site_tree().home.pk, 999_999, "abc", "1" * 40):
            with self.subTest(pk):
                assert self.client.get(reverse("stall:photos"), {"san-pham": pk}).status_code == 404

    def test_bad_pages_are_the_nearest(self):
        self.photo()
        for number in ("zzz", "999", "-1", "0"):
            with self.subTest(number):
                assert (
                    len(soup(self.client.get(reverse("stall:photos"), {"page": number})).select(".photos__card")) == 1
                )

    @pytest.mark.once
    def test_the_same_queries_however_many_pictures_and_products(self):
        self.place(self.photo(), self.product)
        url = reverse("stall:photos")
        before = query_count(self.client, url)
        for number in range(12):
            ProductPageFactory(title=f"Mận {number}", parent=self.producer).save_revision()
            self.place(self.photo(), self.product, "anh-chinh")
        assert query_count(self.client, url) == before

    def test_the_home_asks_for_missing_words(self):
        self.photo(description="")
        self.photo(description="")
        page = soup(self.client.get(reverse("stall:home")))
        titles = [words(task) for task in page.select(".stall-task__title")]
        assert "2 ảnh chưa có lời tả" in titles


class DescribingTests(PhotoTestCase):
    """A picture says in words what it shows before it stands anywhere."""

    def test_words_are_asked_for(self):
        photo = self.photo(description="", title="IMG_0412")
        page = soup(self.place(photo, self.product, description="  "))
        assert vi("Say in one sentence what the picture shows.") in words(page.find("main"))
        assert not self.draft().gallery.exists()

    def test_words_are_stored_tidy_and_name_the_picture(self):
        photo = self.photo(description="", title="IMG_0412")
        self.place(photo, description="Chị  Hoa\u0323\x07 hái\r\ndâu ꪶꪮꪉ 🍓")
        photo.refresh_from_db()
        assert photo.description == "Chị Hoạ hái dâu ꪶꪮꪉ 🍓"
        assert photo.title == photo.description

    def test_words_can_be_mended_later_and_the_editors_title_stays(self):
        photo = self.photo(title="Tên của biên tập viên")
        self.place(photo, description="Vườn dâu lúc sáu giờ sáng.")
        photo.refresh_from_db()
        assert (photo.description, photo.title) == ("Vườn dâu lúc sáu giờ sáng.", "Tên của biên tập viên")

    def test_what_was_typed_stays_when_it_is_too_long(self):
        photo = self.photo()
        typed = "dâu " * 100
        page = soup(self.place(photo, description=typed))
        assert page.find("textarea", {"name": "description"}).string.split() == typed.split()
        photo.refresh_from_db()
        assert photo.description == WORDS

    def test_a_nul_byte_is_dropped(self):
        photo = self.photo()
        self.client.post(self.url(photo), {"description": "Vườn\x00 dâu"})
        photo.refresh_from_db()
        assert photo.description == "Vườn dâu"

    def test_the_editors_chooser_asks_for_the_words_alone(self):
        create, prefix = reverse("wagtailimages_chooser:create"), "image-chooser-upload-"
        shown = json.loads(self.client.get(reverse("wagtailimages_chooser:choose")).content)["html"]
        fields = soup_of(shown).select(f'[name^="{prefix}"]:not([type=hidden])')
        assert [field["name"].removeprefix(prefix) for field in fields] == ["file", "description", "credit"]
        file = SimpleUploadedFile("IMG_0912.jpg", encoded("JPEG"))
        data = {f"{prefix}title": "IMG_0912", f"{prefix}file": file, f"{prefix}description": WORDS}
        assert json.loads(self.client.post(create, data).content)["step"] == "chosen"
        photo = SiteImage.objects.get(collection=self.producer.stall.collection)
        assert (photo.title, photo.description) == (WORDS, WORDS)

    def test_the_editors_chooser_offers_what_is_described(self):
        shown, hidden = self.photo(title="Vườn dâu"), self.photo(title="IMG_0413", description="")
        texts = {}
        for user in (self.member, self.editor):
            self.client.force_login(user)
            texts[user] = self.client.get(reverse("wagtailimages_chooser:choose")).json()["html"]
            assert shown.title in texts[user]
        assert hidden.title not in texts[self.member]
        assert hidden.title in texts[self.editor]


@pytest.mark.once
class PlacingTests(PhotoTestCase):
    """A picture goes into a draft; the public page changes on approval alone."""

    def public(self):
        return ProductPage.objects.get(pk=self.product.pk)

    def test_as_main_picture_of_a_product(self):
        photo = self.photo()
        page = soup(self.place(photo, self.product, "anh-chinh"))
        assert self.draft().main_image == photo
        assert self.public().main_image_id != photo.pk
        assert self.public().has_unpublished_changes
        assert page.select_one('.photo-places form[action$="/gui-duyet/"]')
        told = page.select_one(".stall-note[role=status]")
        assert words(told) == ("Ảnh nằm trong bản nháp của “Dâu tây”. Bấm “Gửi duyệt” để biên tập viên xem. Gửi duyệt")
        self.client.post(told["action"], {"photo": photo.pk})
        assert "Bấm “Gửi duyệt”" not in words(self.client.get(self.url(photo), {"placed": self.product.pk}))

    def test_one_that_stands_on_a_page_is_not_said_to_be_kept_for_later(self):
        photo = self.photo()
        assert words(soup(self.client.get(self.url(photo))).select_one("#id_page option")) == "Chưa đặt, để dành"
        page = soup(self.place(photo, self.product))
        assert words(page.select_one("#id_page option")) == "Không đặt thêm trang nào"
        values = {"description": "Rổ tre đầy dâu.", "page": "", "role": "bo-anh"}
        told = soup(self.client.post(self.url(photo), values, follow=True)).select_one(".stall-note")
        assert words(told) == "Đã lưu."

    def test_as_one_more_picture_behind_the_others(self):
        first, second = self.photo(), self.photo()
        self.place(first, self.product)
        self.place(second, self.product)
        self.place(second, self.product)
        assert [item.image for item in self.draft().gallery.all()] == [first, second]
        assert not self.public().gallery.exists()

    def test_on_its_own_page(self):
        photo = self.photo()
        self.place(photo, self.producer, "anh-chinh")
        assert self.draft(self.producer).main_image == photo
        assert ProducerPage.objects.get(pk=self.producer.pk).main_image is None

    def test_the_first_picture_is_proposed_as_main_one_and_the_next_for_further_down(self):
        def proposed():
            page = soup(self.client.get(f"{self.url(self.photo())}?san-pham={self.producer.pk}"))
            return page.select_one("input[name=role][checked]")["value"]

        assert proposed() == "anh-chinh"
        self.place(self.photo(), self.producer, "anh-chinh")
        assert proposed() == "bo-anh"

    def test_what_else_is_in_the_draft_stays(self):
        draft = self.draft()
        draft.summary = "Hái lúc năm giờ sáng."
        draft.save_revision(user=self.member)
        self.place(self.photo(), self.product)
        assert self.draft().summary == "Hái lúc năm giờ sáng."
        assert self.draft().gallery.count() == 1

    def test_the_draft_is_the_members(self):
        self.place(self.photo(), self.product)
        assert self.public().latest_revision.user == self.member

    def test_a_full_gallery_says_so(self):
        page = self.draft()
        for number in range(12):
            page.gallery.add(page.gallery.model(image=self.photo(), sort_order=number))
        page.save_revision(user=self.member)
        response = self.place(self.photo(), self.product)
        sentence = vi("There are %(number)s pictures already. Edit the page and take one away first.", number=12)
        assert sentence in words(response)
        assert self.draft().gallery.count() == 12

    def test_others_pages_cannot_be_chosen(self):
        photo = self.photo()
        before = self.theirs.revisions.count()
        for page in (self.theirs, site_tree().home, site_tree().products):
            with self.subTest(page.title):
                response = self.place(photo, page, "anh-chinh")
                assert response.status_code == 200
                assert soup(response).select_one("#id_page_error, .stall-error")
        assert self.theirs.revisions.count() == before
        photo.refresh_from_db()
        assert self.theirs.title not in words(self.client.get(self.url(photo)))

    def test_others_pictures_are_not_found(self):
        for pk in (self.their_photo.pk, 999_999):
            for name in ("photo", "photo_delete"):
                url = reverse(f"stall:{name}", args=[pk])
                assert self.client.post(url, {"description": "Của tôi", "page": self.product.pk}).status_code == 404
            assert self.client.get(reverse("stall:photo", args=[pk])).status_code == 404
        self.their_photo.refresh_from_db()
        assert self.their_photo.description == "Mâm tre đầy na chín"

    def test_a_role_that_is_none_is_refused(self):
        response = self.place(self.photo(), self.product, "logo")
        assert response.status_code == 200
        assert not self.draft().gallery.exists()

    def test_a_locked_page_says_who_can_help(self):
        ProductPage.objects.filter(pk=self.product.pk).update(locked=True, locked_by=self.editor)
        response = self.place(self.photo(), self.product)
        assert vi("“%(page)s” is locked by an editor. Ask them to open it.", page="Dâu tây") in words(response)
        assert not self.draft().gallery.exists()


@pytest.mark.once
class ReviewTests(PhotoTestCase):
    """From the draft to the editors and back, one tap each."""

    def waiting(self):
        return TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)

    def test_one_tap_sends_the_draft(self):
        photo = self.photo()
        self.place(photo, self.product, "anh-chinh")
        self.send_for_review(self.product)
        state = self.waiting().get()
        assert state.revision.as_object().main_image == photo
        assert state.workflow_state.requested_by == self.member
        assert ProductPage.objects.get(pk=self.product.pk).main_image_id != photo.pk

    def test_it_leads_back_to_where_the_button_stood_and_nowhere_else(self):
        self.place(self.photo(), self.product)
        home, photos = reverse("stall:home"), reverse("stall:photos")
        leads = {f"{home}san-pham/": f"{home}san-pham/", "https://khac.example/": home, f"//khac.example{home}": home}
        for name in ("photo_send_page", "photo_take_page_back"):
            url = reverse(f"stall:{name}", args=[self.product.pk])
            for asked, led in leads.items():
                with self.subTest(name, asked=asked):
                    assert self.client.post(url, {"next": asked})["Location"] == led
            assert self.client.post(url)["Location"] == photos

    def test_approved_it_is_public(self):
        photo = self.photo()
        self.place(photo, self.product, "anh-chinh")
        self.send_for_review(self.product)
        state = self.waiting().get()
        state.task.specific.on_action(state, self.editor, "approve")
        assert ProductPage.objects.get(pk=self.product.pk).main_image == photo

    def test_sent_twice_it_waits_once(self):
        self.place(self.photo(), self.product)
        self.send_for_review(self.product)
        response = self.send_for_review(self.product)
        assert vi("“%(page)s” is with the editors already.", page="Dâu tây") in words(response)
        assert self.waiting().count() == 1

    def test_returned_it_goes_on_where_it_stopped(self):
        self.place(self.photo(), self.product)
        self.send_for_review(self.product)
        state = self.waiting().get()
        state.task.specific.on_action(state, self.editor, "reject", comment="Ảnh mờ quá.")
        self.place(self.photo(), self.product)
        self.send_for_review(self.product)
        assert WorkflowState.objects.count() == 1
        assert self.waiting().get().revision.as_object().gallery.count() == 2

    def test_while_it_waits_it_is_not_changed_but_taken_back(self):
        first, second = self.photo(), self.photo(description="")
        self.place(first, self.product)
        self.send_for_review(self.product)
        page = soup(self.place(second, self.product, description="Vườn dâu."))
        assert vi("“%(page)s” is with the editors. Take it back to change it.", page="Dâu tây") in words(
            page.find("main")
        )
        second.refresh_from_db()
        assert second.description == "Vườn dâu."
        assert self.draft().gallery.count() == 1
        form = page.select_one('form.stall-note[action$="/lay-lai/"]')
        data = {
            field["name"]: field["value"] for field in form.select("input") if field["name"] != "csrfmiddlewaretoken"
        }
        response = self.client.post(form["action"], data)
        assert response["Location"] == f"{self.url(second)}?san-pham={self.product.pk}"
        assert not self.waiting().exists()
        self.place(second, self.product, description="Vườn dâu.")
        assert [item.image for item in self.draft().gallery.all()] == [first, second]

    def test_while_it_waits_it_is_looked_at_and_not_edited(self):
        photo = self.photo()
        self.place(photo, self.product)
        self.send_for_review(self.product)
        links = [link["href"] for link in soup(self.client.get(self.url(photo))).select(".photo-places__place a")]
        assert links == [reverse("wagtailadmin_pages:view_draft", args=[self.product.pk])]

    def test_an_unfinished_page_names_what_is_missing(self):
        draft = self.draft()
        draft.summary = ""
        draft.save_revision(user=self.member, clean=False)
        self.place(self.photo(), self.product)
        response = self.send_for_review(self.product)
        assert "“Dâu tây” còn thiếu: " in words(response)
        assert not self.waiting().exists()

    def test_others_pages_are_neither_sent_nor_taken_back(self):
        for name in ("photo_send_page", "photo_take_page_back"):
            for page in (self.theirs, site_tree().home):
                assert self.client.post(reverse(f"stall:{name}", args=[page.pk])).status_code == 404
        assert not WorkflowState.objects.exists()

    def test_a_mere_look_sends_nothing(self):
        self.place(self.photo(), self.product)
        self.client.get(reverse("stall:photo_send_page", args=[self.product.pk]))
        assert not self.waiting().exists()


class DeletingTests(PhotoTestCase):
    """A picture that stands somewhere stays, and says where."""

    def delete(self, photo):
        return self.client.post(reverse("stall:photo_delete", args=[photo.pk]), follow=True)

    def kept(self, photo, *texts):
        response = self.delete(photo)
        assert SiteImage.objects.filter(pk=photo.pk).exists()
        for text in texts:
            assert text in words(response)

    def test_one_that_stands_nowhere_goes_with_its_file(self):
        photo = self.photo()
        storage, name = photo.file.storage, photo.file.name
        with self.captureOnCommitCallbacks(execute=True):
            self.delete(photo)
        assert not SiteImage.objects.filter(pk=photo.pk).exists()
        assert not storage.exists(name)

    def test_one_in_a_draft_stays(self):
        for role in ("anh-chinh", "bo-anh"):
            with self.subTest(role):
                photo = self.photo()
                self.place(photo, self.product, role)
                self.kept(photo, "Dâu tây")

    def test_one_in_the_story_of_a_draft_stays(self):
        photo = self.photo()
        picture = {"image": photo.pk, "decorative": False, "alt_text": ""}
        gallery = {"pictures": [{"image": picture, "caption": ""}, {"image": picture, "caption": ""}]}
        for kind, value in (("picture", {"image": picture, "caption": ""}), ("gallery", gallery)):
            with self.subTest(kind):
                draft = self.draft()
                draft.body = [(kind, draft.body.stream_block.child_blocks[kind].to_python(value))]
                draft.save_revision(user=self.member)
                self.kept(photo, "Dâu tây")

    def test_one_on_a_public_page_stays_although_the_draft_lost_it(self):
        photo = self.photo()
        ProductPage.objects.filter(pk=self.product.pk).update(main_image=photo)
        ReferenceIndex.create_or_update_for_object(ProductPage.objects.get(pk=self.product.pk))
        draft = ProductPage.objects.get(pk=self.product.pk)
        draft.main_image = None
        draft.save_revision(user=self.member)
        self.kept(photo, "Dâu tây")

    def test_on_others_pages_it_tells_what_the_public_sees_and_no_more(self):
        photo = self.photo()
        public = ArticlePageFactory(title="Mùa dâu", main_image=photo)
        hidden = ArticlePageFactory(title="Bản thảo kín", main_image=photo, live=False)
        for page in (public, hidden):
            ReferenceIndex.create_or_update_for_object(page)
        self.kept(photo, "Mùa dâu", "1 chỗ khác trên trang web")
        assert "Bản thảo kín" not in words(self.client.get(self.url(photo)))
        assert words(self.client.get(self.url(photo))).count("Mùa dâu") == 1


@pytest.mark.once
class LargeFileTests(PhotoTestCase):
    """What stands before the forms."""

    def test_the_proxys_page_speaks_vietnamese_to_everybody(self):
        self.client.logout()
        response = self.client.get(reverse("stall:photo_too_large"))
        assert response.status_code == 413
        assert vi("The file is too large") in words(response)

    def test_what_was_typed_beside_a_large_file_stays(self):
        self.client.force_login(self.editor)
        large = SimpleUploadedFile("a.jpg", encoded("JPEG") + b"\0" * (21 * 1024 * 1024))
        data = {"title": "Mâm na", "description": "Mâm tre", "credit": "", "collection": "1", "tags": "", "file": large}
        response = self.client.post(reverse("wagtailimages:add"), data)
        assert response.status_code == 200
        page = soup(response)
        assert "20,0" in words(page).replace("\xa0", " ")
        assert page.find("input", {"name": "title"})["value"] == "Mâm na"
