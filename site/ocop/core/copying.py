"""The form that copies a page: it suggests an address that is free, so that one press copies."""

from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import CopyForm

from ocop.core.slugs import VietnameseSlugInput, numbered


class CopyPageForm(CopyForm):
    """Wagtail's own suggests the original's address, and then refuses it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        slug = self.fields["new_slug"]
        slug.initial = free_slug(self.page)
        slug.widget = VietnameseSlugInput(locale=self.page.locale)
        slug.help_text = _("A free one stands here already. Change it where you give the copy another title.")


def free_slug(page):
    """Return the page's slug with the next free number: "mua-na-2", and of "mua-na-2" "mua-na-3"."""
    base, __, number = page.slug.rpartition("-")
    if not (base and number.isdecimal() and len(number) < 3):
        base, number = page.slug, "1"
    return numbered(base, page.get_parent().get_children(), int(number) + 1)
