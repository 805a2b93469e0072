"""What a posted form points to: pages, pictures, documents. Wagtail takes any id that exists; here each must be permitted.

Wagtail redraws a refused form with the title and thumbnail of whatever was posted. So nothing is validated first: a
reference that is not permitted ends the request.
"""

from itertools import chain, count

from django import forms
from django.core.exceptions import BadRequest, PermissionDenied, ValidationError
from django.forms.models import InlineForeignKeyField, ModelChoiceField
from wagtail.blocks.base import BlockField
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex
from wagtail.rich_text import extract_references_from_rich_text

from cooperatives.access.allowed import whole
from cooperatives.access.belongings import linkable_pages, own_documents, own_images
from cooperatives.access.standing import standing
from ocop.core.text import slugify_vi

# Tables that everybody reads: choosing from them tells nothing.
REFERENCE_TABLES = {"cooperatives.commune", "cooperatives.standard", "products.crop", "products.productset"}


def read(form):
    """Return what `posted` yields, or raise BadRequest for what no browser sends: words for ids, rows without a number."""
    try:
        return list(posted(form))
    except (LookupError, TypeError, ValueError, ValidationError) as error:
        raise BadRequest("This form was not filled in by a browser.") from error


def posted(form):
    """Yield (model, id as text) for everything that a bound form and its child forms point to."""
    for name, field in form.fields.items():
        # Not the row itself, and not the page it belongs to.
        if name != form._meta.model._meta.pk.name and not isinstance(field, InlineForeignKeyField):
            yield from posted_in(field, field.widget.value_from_datadict(form.data, form.files, form.add_prefix(name)))
    for formset in getattr(form, "formsets", {}).values():
        for child in formset.forms:
            yield from posted(child)


def posted_in(field, raw):
    """Yield (model, id as text) for what one field was sent: a choice, blocks, or a text with links and pictures."""
    if isinstance(field, ModelChoiceField):
        values = raw if isinstance(raw, (list, tuple)) else [raw]
        yield from ((field.queryset.model, str(value)) for value in values if value not in (None, ""))
    elif isinstance(field, BlockField):
        yield from ((model, str(pk)) for model, pk, __, __ in field.block.extract_references(raw))
    elif isinstance(raw, str) and "<" in raw:
        yield from ((model, str(pk)) for model, pk, __, __ in extract_references_from_rich_text(raw))


def standing_there(page):
    """Return {(base model, id as text)} of what a page points to already: an editor may have put it there.

    Uses a private method of Wagtail's; `tests/access/test_references.py` holds it to what is needed here.
    """
    from django.contrib.contenttypes.models import ContentType

    found = set()
    for content_type, pk, __, __ in ReferenceIndex._extract_references_from_object(page):
        found.add((ContentType.objects.get_for_id(content_type).model_class(), str(pk)))
    return found


def base_of(model):
    """Return the model under which a reference is known: Page for every kind of page."""
    return Page if issubclass(model, Page) else model


def check(form, user):
    """Raise PermissionDenied if a member's bound form points to something new that is not permitted to it."""
    person = standing(user)
    if not person.is_member:
        return
    if person.producer is None:
        raise PermissionDenied
    known = standing_there(form.instance) if form.instance else set()
    wanted = {}
    for model, pk in read(form):
        reference = (base_of(model), pk)
        if reference not in known:
            wanted.setdefault(reference[0], set()).add(whole(pk))
    for model, ids in wanted.items():
        if model._meta.label_lower in REFERENCE_TABLES:
            continue
        if permitted(model, person.producer).filter(pk__in=ids).count() != len(ids):
            raise PermissionDenied


def permitted(model, producer):
    """Return the queryset of what a member may point to; nothing of models that are not foreseen."""
    sources = {Page: linkable_pages, get_image_model(): own_images, get_document_model(): own_documents}
    return sources[model](producer) if model in sources else model._default_manager.none()


def free_slug(title, parent):
    """Return an address below `parent` that no page has: "dao-do" for "Đào đỏ", "dao-do-2" where that is taken."""
    base = slugify_vi(title, 60) or "trang"
    taken = set(parent.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in chain([base], (f"{base}-{number}" for number in count(2))) if slug not in taken)


class MembersFormMixin(forms.BaseForm):
    """For the page forms that members fill in: posted references are checked, and editors' fields are left out."""

    # Tags are an editors' vocabulary: typing a new one would add a word to it at once, without any review. The product
    # code is the authority's. The rest says how a page stands in menus and search engines, and when.
    editors_fields = (
        "tags", "slug", "product_code", "seo_title", "search_description", "show_in_menus", "go_live_at", "expire_at",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.for_user and standing(self.for_user).is_member:
            for name in self.editors_fields:
                self.fields.pop(name, None)
            if self.is_bound:
                check(self, self.for_user)

    def clean(self):
        """Give a new page its address, which a member's form does not ask for."""
        cleaned_data = super().clean()
        if "slug" not in self.fields and not self.instance.slug:
            self.instance.slug = free_slug(cleaned_data.get("title", ""), self.parent_page)
        return cleaned_data
