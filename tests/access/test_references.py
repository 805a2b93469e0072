"""Forged ids: whatever a hand-made form points to must be permitted, and a refusal shows and changes nothing."""

import json

from django.test import TestCase
from django.urls import reverse
from wagtail.models import ReferenceIndex
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cooperatives.onboarding import end_membership
from products.models import ProductPage
from tests.access.world import make_world
from tests.factories import ArticlePageFactory, ImageFactory, StandardFactory


class FormTestCase(TestCase):
    """Member A with its own draft product, and B's things to steal."""

    @classmethod
    def setUpTestData(cls):
        cls.world = make_world()
        cls.a, cls.b = cls.world.a, cls.world.b

    def setUp(self):
        self.client.force_login(self.a.user)

    def data(self, **values):
        """Return what the product form of A's draft posts, with some values changed."""
        fields = {
            "title": "Na dai của A",
            "summary": "Hái sáng, bán chiều.",
            "product_set": self.a.product.product_set_id,
            "crop": "",
            "main_image": "",
            "social_image": "",
            "body": streamfield([]),
            "gallery": inline_formset([]),
            "held_standards": inline_formset([]),
            "channels": inline_formset([]),
            "comments": inline_formset([]),
        }
        return nested_form_data({**fields, **values})

    def post(self, data, page=None, **headers):
        return self.client.post(reverse("wagtailadmin_pages:edit", args=[(page or self.a.draft).pk]), data, **headers)

    def latest(self):
        return ProductPage.objects.get(pk=self.a.draft.pk).get_latest_revision_as_object()


class OwnThingsTests(FormTestCase):
    """The control of every probe below: the same form with one's own things is saved."""

    def test_own_picture_text_and_link(self):
        StandardFactory()
        data = self.data(
            main_image=self.a.image.pk,
            gallery=inline_formset([{"image": self.a.image.pk, "caption": "Vườn"}]),
            body=streamfield([("text", rich_text(f'<p><a linktype="page" id="{self.a.product.pk}">na</a></p>'))]),
        )
        response = self.post(data)
        assert response.status_code == 302, response.context["form"].errors
        page = self.latest()
        assert page.title == "Na dai của A"
        assert page.main_image == self.a.image
        assert [picture.image for picture in page.gallery.all()] == [self.a.image]

    def test_what_an_editor_put_there_may_stay(self):
        shared = ImageFactory(title="Ảnh của toà soạn")
        page = self.latest()
        page.main_image = shared
        page.save_revision(user=self.world.editor)
        assert self.post(self.data(main_image=shared.pk)).status_code == 302
        assert self.latest().main_image == shared
        assert self.post(self.data(gallery=inline_formset([{"image": shared.pk, "caption": ""}]))).status_code == 302

    def test_a_public_article_may_be_linked(self):
        article = ArticlePageFactory(title="Mùa na")
        body = streamfield([("text", rich_text(f'<p><a linktype="page" id="{article.pk}">na</a></p>'))])
        assert self.post(self.data(body=body)).status_code == 302

    def test_sending_for_review(self):
        assert self.post({**self.data(), "action-submit": "1"}).status_code == 302
        assert self.latest().workflow_in_progress


class ForgedIdTests(FormTestCase):
    """Another producer's things in every field of the form."""

    def forged(self):
        """Yield (where, values) with something of B in one place each."""
        b = self.b
        yield "main picture", {"main_image": b.image.pk}
        yield "picture for sharing", {"social_image": b.image.pk}
        yield "gallery", {"gallery": inline_formset([{"image": b.image.pk, "caption": ""}])}
        for what, html in {
            "draft page": f'<a linktype="page" id="{b.draft.pk}">x</a>',
            "published page": f'<a linktype="page" id="{b.product.pk}">x</a>',
            "document": f'<a linktype="document" id="{b.document.pk}">x</a>',
            "picture": f'<embed embedtype="image" id="{b.image.pk}" alt="x" format="fullwidth"/>',
        }.items():
            yield f"{what} in a text", {"body": streamfield([("text", rich_text(f"<p>{html}</p>"))])}
        picture = {"image": {"image": b.image.pk, "decorative": "", "alt_text": "x"}, "caption": ""}
        yield "block with a picture", {"body": streamfield([("picture", picture)])}

    def assert_refused(self, response, where):
        """Wagtail turns a refusal into a way home, or 403 for scripts; what a text cannot hold it drops in silence."""
        dropped = where.startswith("picture in a text") and response.status_code in (200, 302)
        sent_home = response.status_code == 302 and response["Location"] == reverse("wagtailadmin_home")
        assert dropped or sent_home or response.status_code == 403, (where, response)
        assert self.b.mark not in response.content.decode(), where
        assert self.points_to_b() == set(), where

    def points_to_b(self):
        """Return what A's draft, or any page below A, points to of B."""
        things = (self.b.image, self.b.document, self.b.product, self.b.draft)
        theirs = {(ReferenceIndex._get_base_content_type(thing).pk, str(thing.pk)) for thing in things}
        found = set()
        for page in ProductPage.objects.child_of(self.a.producer):
            draft = page.get_latest_revision_as_object()
            for kind, pk, path, __ in ReferenceIndex._extract_references_from_object(draft):
                if (kind, pk) in theirs and path.split(".")[0] in ("main_image", "social_image", "gallery", "body"):
                    found.add((page.pk, path, pk))
        return found

    def test_saving_is_refused_and_changes_nothing(self):
        places = 0
        for where, values in self.forged():
            places += 1
            with self.subTest(where):
                self.assert_refused(self.post(self.data(**values)), where)
                self.assert_refused(self.post(self.data(title="", **values)), f"{where}, with an error elsewhere")
                autosave = self.post(self.data(**values), HTTP_ACCEPT="application/json")
                self.assert_refused(autosave, f"{where}, saved by itself")
        assert places >= 8

    def test_the_preview_shows_nothing_either(self):
        address = reverse("wagtailadmin_pages:preview_on_edit", args=[self.a.draft.pk])
        for where, values in self.forged():
            with self.subTest(where):
                self.assert_refused(self.client.post(address, self.data(**values)), where)
                assert self.b.mark not in self.client.get(address).content.decode()

    def test_a_new_product_is_held_to_the_same(self):
        address = reverse("wagtailadmin_pages:add", args=["products", "productpage", self.a.producer.pk])
        for where, values in self.forged():
            with self.subTest(where):
                self.assert_refused(self.client.post(address, self.data(**values)), where)
        assert self.client.post(address, self.data(title="Sản phẩm mới của A")).status_code == 302
        made = ProductPage.objects.get(title="Sản phẩm mới của A")
        assert (made.producer_id, made.get_parent().pk, made.live) == (self.a.producer.pk, self.a.producer.pk, False)

    def test_owner_parent_and_publication_cannot_be_posted(self):
        posted = {
            "producer": self.b.producer.pk, "owner": self.b.user.pk, "path": self.b.draft.path, "live": "on",
            "go_live_at": "2020-01-01 00:00", "action-publish": "1", "slug": "khac", "tags": "nhan-moi",
        }  # fmt: skip
        assert self.post({**self.data(), **posted}).status_code in (302, 403)
        page = ProductPage.objects.get(pk=self.a.draft.pk)
        draft = self.latest()
        for version in (page, draft):
            assert version.producer_id == self.a.producer.pk
            assert version.slug == "nhap"
            assert version.path.startswith(self.a.producer.path)
            assert version.go_live_at is None
        assert not page.live
        from taggit.models import Tag

        assert not Tag.objects.filter(name="nhan-moi").exists()

    def test_b_s_page_itself_takes_nothing(self):
        before = self.b.rows()
        for page in (self.b.product, self.b.draft, self.b.producer):
            assert self.post(self.data(), page=page).status_code == 403
        assert self.b.rows() == before

    def test_a_picture_cannot_be_put_into_another_collection(self):
        address = reverse("wagtailimages:edit", args=[self.a.image.pk])
        data = {"title": "Ảnh", "description": "Vườn na", "collection": self.b.collection.pk}
        response = self.client.post(address, data)
        self.a.image.refresh_from_db()
        assert self.a.image.collection_id == self.a.collection.pk
        assert self.b.mark not in response.content.decode()

    def test_ids_that_are_no_ids(self):
        for pk in ("abc", "-1", "9" * 30, "1 OR 1=1", "²"):
            with self.subTest(pk):
                assert self.post(self.data(main_image=pk)).status_code in (200, 302, 403)
                assert self.latest().main_image is None


class EndedWhileWritingTests(FormTestCase):
    """A member removed while a form is open saves nothing more."""

    def test_the_form_leads_to_signing_in(self):
        before = self.latest().title
        end_membership(self.a.membership)
        response = self.post(self.data())
        assert response.status_code == 302
        assert "next=" in response["Location"]
        assert self.latest().title == before


class PrivateMethodTests(FormTestCase):
    """What `standing_there` takes from Wagtail's reference index, held to what it needs."""

    def test_it_sees_fields_children_and_texts(self):
        page = self.latest()
        page.main_image = self.a.image
        page.gallery.add(page.gallery.model(image=self.a.image))
        html = f'<p><a linktype="document" id="{self.a.document.pk}">x</a></p>'
        page.body = json.dumps([{"type": "text", "value": html}])
        found = {(pk, path.split(".")[0]) for __, pk, __, path in ReferenceIndex._extract_references_from_object(page)}
        assert (str(self.a.image.pk), "main_image") in found
        assert (str(self.a.image.pk), "gallery") in found
        assert (str(self.a.document.pk), "body") in found
