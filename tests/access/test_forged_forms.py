"""Hand-made forms: words for ids, rows without a number, fields that are not a member's. Never a 500, nothing saved."""

from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, rich_text, streamfield

from products.models import ProductPage
from tests.access.test_references import FormTestCase

MEMBERS_PRODUCT = {
    "title", "summary", "main_image", "body", "product_set", "crop", "ingredients", "pack", "shelf_life", "storage",
    "usage", "traceability_url", "name_en", "summary_en", "social_image", "comment_notifications",
}  # fmt: skip
MEMBERS_PRODUCER = {
    "title", "summary", "main_image", "body", "legal_form", "founded", "registration_number", "representative",
    "households", "area_ha", "logo", "phone", "zalo", "email", "website", "facebook", "commune", "former_commune",
    "village", "address_as_written", "latitude", "longitude", "name_en", "summary_en", "social_image",
    "comment_notifications",
}  # fmt: skip


class MembersFieldsTests(FormTestCase):
    """A field that is added to a page stands here only if a member may write it."""

    def fields(self, page):
        response = self.client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        return set(response.context["form"].fields), set(response.context["form"].formsets)

    def test_of_a_product(self):
        fields, lists = self.fields(self.a.draft)
        assert fields == MEMBERS_PRODUCT
        assert lists == {"gallery", "held_standards", "channels", "comments"}

    def test_of_a_producer(self):
        fields, lists = self.fields(self.a.producer)
        assert fields == MEMBERS_PRODUCER
        assert lists == {"gallery", "held_standards", "comments"}

    def test_an_editor_gets_them_all(self):
        self.client.force_login(self.world.editor)
        fields, __ = self.fields(self.a.draft)
        assert fields >= MEMBERS_PRODUCT | {"slug", "tags", "product_code", "seo_title", "go_live_at"}


class MalformedTests(FormTestCase):
    """What no browser sends."""

    def malformed(self):
        """Yield (what, data)."""
        for pk in ("abc", "1.5", "-1", "9" * 30):
            picture = {"image": {"image": pk, "decorative": "", "alt_text": "x"}, "caption": ""}
            yield f"picture {pk} in a block", self.data(body=streamfield([("picture", picture)]))
            yield f"picture {pk} in the gallery", self.data(gallery=inline_formset([{"image": pk, "caption": ""}]))
            yield f"product set {pk}", self.data(product_set=pk)
        row = {"image": self.a.image.pk, "caption": "", "id": "abc"}
        yield "a row's number in words", self.data(gallery=inline_formset([row], initial=1))
        for name, value in {
            "body-count": "zz", "body-0-type": "khong-co", "gallery-TOTAL_FORMS": "99999999",
            "gallery-INITIAL_FORMS": "1", "comments-TOTAL_FORMS": "x",
        }.items():  # fmt: skip
            yield f"{name}={value}", {**self.data(body=streamfield([("text", rich_text("<p>x</p>"))])), name: value}
        for name in ("body-count", "gallery-TOTAL_FORMS", "title"):
            yield f"no {name}", {key: value for key, value in self.data().items() if key != name}

    def test_it_is_never_our_fault(self):
        self.client.raise_request_exception = False
        add = reverse("wagtailadmin_pages:add", args=["products", "productpage", self.a.producer.pk])
        edit = reverse("wagtailadmin_pages:edit", args=[self.a.draft.pk])
        for what, data in self.malformed():
            for address in (edit, add, f"{edit}preview/", f"{add}preview/"):
                with self.subTest(what, address=address):
                    assert self.client.post(address, data).status_code in (200, 302, 400, 403)

    def test_another_producer_s_rows_are_not_taken_over(self):
        """The number of a row of B's gallery, standards, channels or comments in A's form."""
        b = self.b
        picture = b.producer.gallery.model.objects.create(page=b.producer, image=b.image, caption="zqxBcaption")
        row = {"image": self.a.image.pk, "caption": "của A", "id": picture.pk}
        comment = {"contentpath": "title", "text": "của A", "position": "", "id": b.comment.pk, "DELETE": "on"}
        replies = {"comments-0-replies-TOTAL_FORMS": "0", "comments-0-replies-INITIAL_FORMS": "0"}
        before = b.rows()
        for data in (
            self.data(gallery=inline_formset([row], initial=1)),
            self.data(gallery=inline_formset([{**row, "DELETE": "on"}], initial=1)),
            {**self.data(comments=inline_formset([comment], initial=1)), **replies},
        ):
            response = self.post(data)
            assert b.mark not in response.content.decode()
        picture.refresh_from_db()
        assert (picture.page_id, picture.caption) == (b.producer.pk, "zqxBcaption")
        assert b.rows() == before


class AddressOfANewProductTests(FormTestCase):
    """A member is not asked for a slug."""

    def add(self, title):
        address = reverse("wagtailadmin_pages:add", args=["products", "productpage", self.a.producer.pk])
        assert self.client.post(address, self.data(title=title)).status_code == 302
        return ProductPage.objects.filter(title=title).latest("pk").slug

    def test_it_comes_from_the_title_and_is_free(self):
        assert self.add("Đào đỏ Đặc sản") == "dao-do-dac-san"
        assert self.add("Đào đỏ Đặc sản") == "dao-do-dac-san-2"
        assert self.add("Đào đỏ Đặc sản") == "dao-do-dac-san-3"
        assert self.add("ꪶꪱꪉ 🍓") == "trang"
