"""The locks behind the door, each taken away in turn: the tester of rights, what may be deleted, what is answered with 400."""

from unittest import mock

from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset

from cooperatives.access import belongings, door, references
from cooperatives.access.allowed import own_page
from cooperatives.access.pages import MembersPage
from cooperatives.rights import grant_pages
from ocop.core import middleware
from products.models import ProductPage
from tests.access.test_measures import MeasureTestCase
from tests.access.test_references import FormTestCase
from tests.factories import ProductPageFactory


def edit(page):
    """Return the address of a page's form."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


class PermissionTesterTests(MeasureTestCase):
    """A member's rights, whatever rights its group was given by hand."""

    def publish(self):
        """Press a button that the form does not offer; return whether the draft is public now."""
        self.client.post(edit(self.a.draft), {**FormTestCase.data(self), "action-publish": "action-publish"})
        return ProductPage.objects.get(pk=self.a.draft.pk).live

    def test_without_it_a_right_given_by_hand_publishes(self):
        grant_pages(self.a.group, self.a.producer, ["publish_page"])
        assert not self.publish()
        with mock.patch.object(MembersPage, "permissions_for_user", Page.permissions_for_user):
            assert self.publish()

    def test_without_it_the_form_offers_what_is_refused(self):
        grant_pages(self.a.group, self.a.producer, ["publish_page", "lock_page"])
        offer = 'value="action-publish"'
        assert offer not in self.client.get(edit(self.a.draft)).content.decode()
        with mock.patch.object(MembersPage, "permissions_for_user", Page.permissions_for_user):
            assert offer in self.client.get(edit(self.a.draft)).content.decode()


class OwnDraftsTests(MeasureTestCase):
    """What was public once is not deleted by its writers: door and tester both ask `own_drafts`."""

    def setUp(self):
        super().setUp()
        self.page = ProductPageFactory(title="Mận hậu", parent=self.a.producer)
        self.page.save_revision().publish()
        self.page.unpublish()

    def delete(self):
        """Try to delete the page; return whether it is gone."""
        self.client.post(reverse("wagtailadmin_pages:delete", args=[self.page.pk]))
        return not Page.objects.filter(pk=self.page.pk).exists()

    def without_door(self):
        return mock.patch.dict(door.ALLOWED, {"wagtailadmin_pages:delete": own_page()})

    def without_tester(self):
        return mock.patch.object(belongings, "own_drafts", belongings.own_pages)

    def test_each_alone_holds(self):
        assert not self.delete()
        with self.without_door():
            assert not self.delete()
        with self.without_tester():
            assert not self.delete()

    def test_without_both_a_page_that_was_public_vanishes(self):
        with self.without_door(), self.without_tester():
            assert self.delete()


class BadRequestTests(MeasureTestCase):
    """What no browser sends is answered with 400, before a view or the database could stumble over it."""

    def setUp(self):
        super().setUp()
        self.client.raise_request_exception = False

    def malformed(self):
        """Post a row's number in words; return the status."""
        row = {"image": self.a.image.pk, "caption": "", "id": "abc"}
        data = FormTestCase.data(self, gallery=inline_formset([row], initial=1))
        return self.client.post(edit(self.a.draft), data).status_code

    def without_middleware(self):
        return mock.patch.object(middleware.RefuseForgedFormsMiddleware, "process_view", return_value=None)

    def without_reader(self):
        return mock.patch.object(references, "read", lambda form: list(references.posted(form)))

    def test_each_alone_refuses_a_malformed_form(self):
        assert self.malformed() == 400
        with self.without_middleware():
            assert self.malformed() == 400
        with self.without_reader():
            assert self.malformed() == 400

    def test_without_both_a_malformed_form_is_our_fault(self):
        with self.without_middleware(), self.without_reader():
            assert self.malformed() == 500

    def nul(self):
        """Send a NUL byte in an address, a query and a form of the admin; return the statuses."""
        history = reverse("wagtailadmin_pages:history", args=[self.a.draft.pk])
        upload = reverse("wagtailimages:edit", args=[self.a.image.pk])
        in_form = self.client.post(
            upload, "title=a%00b&description=Na", content_type="application/x-www-form-urlencoded"
        )
        answers = [self.client.get(f"{history}a%00b/"), self.client.get(f"{history}?user=%00"), in_form]
        return [answer.status_code for answer in answers]

    def test_without_the_middleware_nul_bytes_reach_the_views(self):
        """PostgreSQL would answer with an error what SQLite lets pass."""
        assert self.nul() == [400, 400, 400]
        passing = mock.patch.object(
            middleware.RefuseNulBytesMiddleware, "__call__", lambda self, request: self.get_response(request)
        )
        with passing:
            assert 400 not in self.nul()
