"""What the public sees changes only by a review: no file replaced in place, nothing deleted that somebody reads."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import TestCase
from django.urls import reverse
from PIL import Image
from taggit.models import Tag
from wagtail.models import Page, ReferenceIndex

from cooperatives.access import files
from cooperatives.access.standing import Standing
from ocop.documents.models import SiteDocument
from ocop.images.models import SiteImage
from tests.access.test_measures import without_door
from tests.access.world import PDF, make_world
from tests.factories import MemberFactory, ProductPageFactory

pytestmark = pytest.mark.once


def photo():
    """Return an upload of a small picture."""
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(buffer, "PNG")
    return SimpleUploadedFile("moi.png", buffer.getvalue(), "image/png")


class UnreviewedTestCase(TestCase):
    """Member A, whose picture and document stand on its public page."""

    @classmethod
    def setUpTestData(cls):
        cls.world = make_world()
        cls.a = a = cls.world.a
        a.product.main_image = a.image
        a.product.body = [("text", f'<p><a linktype="document" id="{a.document.pk}">Giấy</a></p>')]
        a.product.save()
        ReferenceIndex.create_or_update_for_object(a.product)

    def setUp(self):
        self.client.force_login(self.a.user)


class FileTests(UnreviewedTestCase):
    """Pictures and documents."""

    def edit_image(self):
        data = {
            "title": "Vườn", "description": "Vườn na", "file": photo(), "tags": "nhan-moi",
            "collection": self.a.collection.pk,
        }  # fmt: skip
        return self.client.post(reverse("wagtailimages:edit", args=[self.a.image.pk]), data)

    def test_words_are_mended_but_the_file_stays(self):
        before = self.a.image.file.name
        assert self.edit_image().status_code == 302
        image = SiteImage.objects.get(pk=self.a.image.pk)
        assert (image.description, image.file.name) == ("Vườn na", before)
        assert not Tag.objects.filter(name="nhan-moi").exists()

    def test_without_the_form_a_public_picture_is_replaced(self):
        before = self.a.image.file.name
        with self.settings(WAGTAILIMAGES_IMAGE_FORM_BASE="ocop.images.forms.SiteImageForm"):
            self.edit_image()
        assert SiteImage.objects.get(pk=self.a.image.pk).file.name != before

    def test_an_editor_still_replaces_it(self):
        before = self.a.image.file.name
        self.client.force_login(self.world.editor)
        self.edit_image()
        assert SiteImage.objects.get(pk=self.a.image.pk).file.name != before

    def test_the_same_holds_for_documents(self):
        before = self.a.document.file.name
        data = {"title": "Giấy", "file": SimpleUploadedFile("moi.pdf", PDF), "tags": "nhan-moi"}
        assert self.client.post(reverse("wagtaildocs:edit", args=[self.a.document.pk]), data).status_code == 302
        assert SiteDocument.objects.values_list("title", "file").get(pk=self.a.document.pk) == ("Giấy", before)
        assert not Tag.objects.filter(name="nhan-moi").exists()

    def test_a_new_picture_comes_into_the_own_collection(self):
        data = {"title": "Vườn", "description": "Vườn na", "file": photo(), "collection": self.world.b.collection.pk}
        assert self.client.post(reverse("wagtailimages:add"), data).status_code == 302
        image = SiteImage.objects.get(description="Vườn na")
        assert (image.collection_id, image.uploaded_by_user) == (self.a.collection.pk, self.a.user)

    def test_what_a_page_shows_is_not_deleted(self):
        for name, thing in (("wagtailimages", self.a.image), ("wagtaildocs", self.a.document)):
            with self.subTest(name):
                assert self.client.post(reverse(f"{name}:delete", args=[thing.pk])).status_code == 403
                assert type(thing).objects.filter(pk=thing.pk).exists()
        assert self.client.post(reverse("wagtailimages:delete_multiple", args=[self.a.image.pk])).status_code == 403
        with without_door():
            assert self.client.post(reverse("wagtailimages:delete", args=[self.a.image.pk])).status_code == 302
            assert not SiteImage.objects.filter(pk=self.a.image.pk).exists()

    def test_what_no_page_shows_is(self):
        type(self.a.product).objects.filter(pk=self.a.product.pk).update(main_image=None)
        ReferenceIndex.objects.all().delete()
        for name, thing in (("wagtailimages", self.a.image), ("wagtaildocs", self.a.document)):
            with self.subTest(name):
                assert self.client.post(reverse(f"{name}:delete", args=[thing.pk])).status_code == 302
                assert not type(thing).objects.filter(pk=thing.pk).exists()


class PageTests(UnreviewedTestCase):
    """Pages."""

    def delete(self, page):
        """Try to delete a page; return whether it is gone."""
        response = self.client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        assert response.status_code in (302, 403)
        return not Page.objects.filter(pk=page.pk).exists()

    def test_a_draft_that_was_never_public_is_deleted(self):
        assert self.delete(self.a.draft)

    def test_what_was_public_once_stays(self):
        page = ProductPageFactory(parent=self.a.producer)
        page.save_revision().publish()
        page.unpublish()
        assert not self.delete(page)

    def test_so_does_what_carries_a_certificate(self):
        type(self.a.product).objects.filter(pk=self.a.product.pk).update(live=False, first_published_at=None)
        assert not self.delete(self.a.product)

    def test_so_does_the_producer_s_own_page(self):
        member = MemberFactory()
        producer = member.memberships.get().producer
        type(producer).objects.filter(pk=producer.pk).update(live=False)
        self.client.force_login(member)
        assert not self.delete(producer)
        with without_door():
            assert not self.delete(producer)

    def test_rights_given_by_hand_do_not_publish_move_or_copy(self):
        from cooperatives.rights import grant_pages

        rights = ["publish_page", "bulk_delete_page", "lock_page", "unlock_page"]
        grant_pages(self.a.group, self.a.producer, rights)
        page = self.a.draft.specific
        may = page.permissions_for_user(self.a.user)
        names = [name for name in dir(may) if name.startswith("can_") and name not in {"can_move_to", "can_copy_to"}]
        refused = {name for name in names if not getattr(may, name)()}
        assert refused >= {
            "can_publish", "can_publish_subpage", "can_unpublish", "can_set_view_restrictions", "can_unschedule",
            "can_move", "can_copy", "can_lock", "can_unlock", "can_reorder_children",
        }  # fmt: skip
        assert may.can_edit()
        editor = page.permissions_for_user(self.world.editor)
        assert editor.can_publish()
        assert editor.can_copy()


class StandingMeasureTests(UnreviewedTestCase):
    """The form of files knows a member by its standing."""

    def test_without_it_a_member_gets_the_whole_form(self):
        from unittest import mock

        address = reverse("wagtailimages:edit", args=[self.a.image.pk])
        assert "file" not in self.client.get(address).context["form"].fields
        with mock.patch.object(files, "standing", return_value=Standing(None, False)):
            assert {"file", "tags"} <= set(self.client.get(address).context["form"].fields)
