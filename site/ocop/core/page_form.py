"""The form in which every page is written: what was pasted is tidied, and nobody overwrites another's version unasked."""

from django.core.exceptions import BadRequest, ValidationError
from django.db.models import BLANK_CHOICE_DASH
from django.forms import ChoiceField, ModelChoiceField
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm

from ocop.core import own_saves
from ocop.core.pasted import is_content_state, tidy
from ocop.core.slugs import numbered
from ocop.core.text import slugify_vi
from ocop.core.validators import in_our_time

DASHES = BLANK_CHOICE_DASH[0][1]
NOT_CHOSEN = gettext_lazy("Not chosen yet")
NO_REVISION = "0"  # what the form carries of a page that was never saved in the admin


def say_blanks(fields):
    """Put a word in the place of Django's dashes, for selects of which nothing is chosen yet."""
    for field in fields.values():
        if isinstance(field, ModelChoiceField):
            field.empty_label = NOT_CHOSEN if field.empty_label == DASHES else field.empty_label
        elif isinstance(field, ChoiceField) and next(iter(field.choices), None) == ("", DASHES):
            field.choices = [("", NOT_CHOSEN), *list(field.choices)[1:]]


class SaysBlanks:
    """Puts a word in the place of dashes in a form of the admin, and in the forms of its rows."""

    def __init__(self, *args, **kwargs):
        say_blanks(self.base_fields)
        for formset in getattr(self, "formsets", {}).values():
            say_blanks(formset.form.base_fields)
        super().__init__(*args, **kwargs)


class PageForm(SaysBlanks, WagtailAdminPageForm):
    """Tidies what is typed, and refuses to save over a version that the writer has not seen.

    Wagtail asks the second question in the browser alone, ten seconds late, and not at all for a page's first version.
    Here it is asked on every save; what was typed stays in the form, and a second press with `typed_over` saves it.
    """

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(tidied(data) if data is not None else None, *args, **kwargs)

    def clean_slug(self):
        """Number the address that a new page's title makes where another page has it; one that a person chose is refused."""
        slug = self.cleaned_data["slug"]
        is_made_of_title = slug == slugify_vi(self.data.get("title", ""))
        page = self.instance
        was_public = page.pk and (page.live or page.first_published_at)
        if was_public or not is_made_of_title or self.parent_page is None:
            return slug
        siblings = self.parent_page.get_children().exclude(pk=page.pk)
        return numbered(slug, siblings) if siblings.filter(slug=slug).exists() else slug

    def clean_go_live_at(self):
        """Refuse a moment that no clock can reckon with."""
        return in_our_time(self.cleaned_data["go_live_at"])

    def clean_expire_at(self):
        """Refuse the same for the end."""
        return in_our_time(self.cleaned_data["expire_at"])

    def clean_date(self):
        """Leave a draft the day it had where the writer has taken it away and not yet given another."""
        return self.cleaned_data["date"] or self.instance.date

    @property
    def loaded_revision_id(self):
        """The version that the writer has in front of them, for the hidden field that comes back with the form."""
        if self.is_bound:
            return self.data.get("overwrite_revision_id") or self.data.get("loaded_revision_id")
        return str(self.instance.latest_revision_id or NO_REVISION)

    @property
    def loaded_revision_created_at(self):
        """When that version was written; an autosaved one is written anew under the same number."""
        if self.is_bound:
            return self.data.get("loaded_revision_created_at", "")
        latest = self.instance.latest_revision
        return latest.created_at.isoformat() if latest else ""

    @cached_property
    def newer_version(self):
        """The revision that was saved after the form was loaded and that the writer has not agreed to replace, or None."""
        is_saving = (
            self.is_bound and self.subscription is not None
        )  # a preview of the form brings none, and saves nothing
        latest = self.instance.latest_revision if is_saving and self.instance.pk else None
        if latest is None or not self.loaded_revision_id or self.data.get("typed_over") == str(latest.pk):
            return None
        if own_saves.is_own(self.for_user, self.data.get("draft_token"), latest):
            return None  # its answer is still on the way, or was lost
        if self.loaded_revision_id != str(latest.pk):
            return latest
        was_autosaved_here = bool(self.data.get("overwrite_revision_id"))
        is_same = self.loaded_revision_created_at in ("", latest.created_at.isoformat())
        return None if was_autosaved_here or is_same else latest

    def is_valid(self):
        """Raise BadRequest where a row or a block that was counted is not there: no browser sends that."""
        try:
            return super().is_valid()
        except MultiValueDictKeyError as error:
            raise BadRequest("This form was not filled in by a browser.") from error

    def clean(self):
        """Refuse to save over a newer version; what was typed stays in the form."""
        cleaned_data = super().clean()
        if self.newer_version:
            message = _(
                "Somebody saved a newer version meanwhile. What you have written is still here, but not saved yet."
            )
            self.add_error(None, ValidationError(message, code="newer_version"))
        return cleaned_data


def tidied(data):
    """Return posted data with tidy texts; the rich text editor's own format is left to its widget, which knows its marks."""
    clean = data.copy()
    for name, values in data.lists():
        clean.setlist(name, [value if is_content_state(value) else tidy(value) for value in values])
    return clean
