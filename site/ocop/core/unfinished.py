"""What a draft still lacks: it saves itself with a title alone, and publishing asks for the rest.

Wagtail asks for it in the page's own form; here it is asked where drafts are published without one.
"""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.fields import StreamField
from wagtail.models import Page

MOST_NAMED = 5


def lacking(page):
    """Return what keeps `page` from being published: "ngày đầu, đơn vị tổ chức"; "" when nothing does.

    Names of fields, and sentences of what no field tells alone.
    """
    try:
        page.full_clean()
    except ValidationError as error:
        found = [named(page, name, texts) for name, texts in error.message_dict.items()]
    else:
        found = []
    together = page.unfinished() if hasattr(page, "unfinished") else {}  # the root of all pages is none of ours
    return ", ".join([*found, *unfinished_streams(page), *together.values()])


def unfinished_streams(page):
    """Yield the names of the fields whose blocks are not finished: of these a page itself asks nothing."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            try:
                field.stream_block.clean(getattr(page, field.name))
            except ValidationError:
                yield str(field.verbose_name)


def named(page, name, texts):
    """Return the field's name as editors know it, or the sentences themselves where they belong to no field."""
    return " ".join(texts) if name == NON_FIELD_ERRORS else str(page._meta.get_field(name).verbose_name)


def refuse_unfinished(request, action_type, pages, action):
    """Publish none of the chosen pages where one is not finished, and name it: what is half done is hard to find again.

    A hook of Wagtail's bulk actions, which would answer with an error page.
    """
    if action_type != "publish" or not issubclass(action.model, Page):
        return None
    found = [(page.draft_title, words) for page in to_be_published(pages, action) if (words := lacking(page))]
    if not found:
        return None
    listed = "; ".join(f"“{title}” ({words})" for title, words in found[:MOST_NAMED])
    messages.error(request, _("Nothing was published. To be filled in or mended first: %(pages)s.") % {"pages": listed})
    return redirect(action.next_url)


def to_be_published(pages, action):
    """Yield the newest versions of the pages, and of the drafts below them where these are published with them."""
    for page in pages:
        yield page.get_latest_revision_as_object()
        if action.cleaned_form.cleaned_data["include_descendants"]:
            for draft in page.get_descendants().not_live().specific():
                yield draft.get_latest_revision_as_object()
