"""What is public tells nobody of a draft: pages, search, feeds, guessed addresses; also after its writers looked at it.

Cards and frames of public pages are kept for all readers, so a draft that was drawn once must not be kept with them.
"""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from ocop.core.querysets import VisiblePageQuerySet
from products.models import ProductPage
from tests.access.test_every_address import untold
from tests.access.test_measures import MeasureTestCase
from tests.reading import form_values

pytestmark = pytest.mark.once

ASKED = [
    "/tim-kiem/?q=vuon", "/tim-kiem/goi-y/?q=vuon", "/tim-kiem/?q=0999000111", "/san-pham/?q=vuon", "/hop-tac-xa/?q=vuon",
    "/sitemap.xml", "/feeds/su-kien.ics", "/san-pham/?sort=newest", "/san-pham/lich-mua-vu/", "/huong-dan/",
]  # fmt: skip


class PublicPagesTests(MeasureTestCase):
    """Of B's drafts, as A's member and as anybody."""

    def setUp(self):
        cache.clear()

    def told(self):
        """Return the public addresses that show anything of B's drafts, to A's member or to anybody; all must answer."""
        with translation.override("vi"):
            pages = [page.url for page in VisiblePageQuerySet(Page).browsable().filter(depth__gt=1)]
        found = []
        for user in (None, self.a.user):
            self.client.force_login(user) if user else self.client.logout()
            for address in [*pages, *ASKED]:
                for path in (address, f"/en{address}"):
                    response = self.client.get(path)
                    assert response.status_code == 200 or path.startswith("/en"), path
                    text = response.getvalue().decode() + str(response.headers)
                    found += [path] if self.b.mark in text or "0999 000 111" in text else []
        return found

    def test_no_public_address_tells_of_a_draft(self):
        assert self.told() == []
        ProductPage.objects.get(pk=self.b.product.pk).latest_revision.publish()
        cache.clear()
        assert "/tim-kiem/?q=vuon" in self.told(), "the probe finds what is public"

    def test_a_draft_that_its_writers_and_editors_looked_at_is_kept_for_nobody_else(self):
        for user in (self.b.user, self.world.editor):
            self.client.force_login(user)
            for page in (self.b.product, self.b.producer, self.b.draft):
                draft = self.client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
                assert self.b.mark in draft.content.decode() or "0999 000 111" in draft.content.decode()
            review = self.client.get(reverse("review:decide", args=[self.b.task_state.pk]))
            assert review.status_code == (200 if user == self.world.editor else 403)
        self.b.task_state.workflow_state.cancel(user=self.b.user)
        self.client.force_login(self.b.user)
        values = form_values(
            self.client, reverse("wagtailadmin_pages:edit", args=[self.b.product.pk]), "page-edit-form"
        )
        preview = reverse("wagtailadmin_pages:preview_on_edit", args=[self.b.product.pk])
        assert self.client.post(preview, values).json()["is_valid"]
        assert self.b.mark in self.client.get(preview).content.decode()
        assert self.told() == []

    def test_a_guessed_address_serves_no_draft(self):
        b = self.b
        files = f"/media/{b.image.file.name}", f"/tai-lieu/{b.document.pk}/{b.document.filename}"
        with translation.override("vi"):
            pages = f"{b.draft.url}", f"{b.draft.url}?preview=1", f"{b.draft.url}?in_preview_panel=true"
        for user in (None, self.a.user):
            self.client.force_login(user) if user else self.client.logout()
            for address in (*files, *pages):
                response = self.client.get(address)
                assert response.status_code in (403, 404), address
                assert self.b.mark not in untold(response.content.decode(), address, self.b.mark), address
            shown = self.client.get(b.product.url, {"in_preview_panel": "true", "preview": "1"})
            assert self.b.mark not in shown.content.decode()
