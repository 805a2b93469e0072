"""The views in which every page is written: a save that the form refuses says which fields it is about."""

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.viewsets.pages import PageViewSet


class NamesWrongFields:
    """Names them to the page that saved itself: it does not come back with a mark at each."""

    def json_error_response(self, error_code, error_message):
        if error_code == "validation_error":
            error_message = refusal(self.form)
        return super().json_error_response(error_code, error_message)


class PageCreateView(NamesWrongFields, CreateView):
    """A new page's form."""


class PageEditView(NamesWrongFields, EditView):
    """The form of a page that is there."""


class WritingPageViewSet(PageViewSet):
    """What a viewset of pages extends, so that its forms are those of all pages."""

    add_view_class = PageCreateView
    edit_view_class = PageEditView


def refusal(form):
    """Return why a page's form was refused, in words for its writer."""
    labels = wrong_fields(form)
    named = _("Not filled in correctly: %(fields)s. The page saves itself again once it is.") % {
        "fields": ", ".join(f"“{label}”" for label in labels)
    }
    return " ".join([*([named] if labels else []), *form.non_field_errors(), *rows_refused(form)])


def wrong_fields(form):
    """Return the labels of the fields that have errors, also in the form's rows, each once."""
    forms = [form, *(row for formset in form.formsets.values() for row in formset.forms)]
    wrong = [part[name].label for part in forms for name in part.errors if name != NON_FIELD_ERRORS]
    return list(dict.fromkeys(capfirst(str(label)) for label in wrong))


def rows_refused(form):
    """Return what is wrong with the rows as such, or with how many there are."""
    for formset in form.formsets.values():
        yield from formset.non_form_errors()
        for row in formset.forms:
            yield from row.non_field_errors()
