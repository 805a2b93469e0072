"""Choosing a page of one kind: a flat list with pictures to look through and to search, where Wagtail opens the tree above."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.forms.search import SearchForm
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import chooser
from wagtail.models import Page

from ocop.core.tables import PictureColumn, by_name
from ocop.images.sizes import ADMIN_PICTURE, sizes

PER_PAGE = 25
ANY_KIND = "wagtailcore.page"
KINDS = {}


@dataclass(frozen=True)
class Kind:
    """Pages of one model with a `main_image`; `beside` names the relation that tells two of one name apart."""

    model: type
    beside: str


def register_kind(model, beside):
    """Let pages of a model be chosen from a flat list."""
    KINDS[model] = Kind(model, beside)


def asked_kind(request):
    """Return the `Kind` that a chooser asks for; None for several, for one without a flat list, and for a page to move to."""
    if request.GET.get("user_perms"):
        return None
    try:
        models = chooser.page_models_from_string(request.GET.get("page_type") or ANY_KIND)
    except (ValueError, LookupError):
        return None  # Wagtail answers it with 404
    return KINDS.get(models[0]) if len(models) == 1 else None


class TitleColumn(chooser.PageTitleColumn):
    """The name, which chooses its page."""

    cell_template_name = "wagtailadmin/chooser/flat_title_cell.html"


class FlatTable(chooser.PageChooserTable):
    """A list in which a whole row chooses."""

    classname = "listing chooser chooser--flat"


def table_of(request, kind, pages):
    """Return the table of some pages, all of which can be chosen."""
    is_multiple = bool(request.GET.get("multiple"))
    for page in pages:
        page.can_choose, page.is_parent_page = True, False
    columns = [
        PictureColumn("main_image", label=_("Picture"), width="1%"),
        TitleColumn("title", label=_("title"), is_multiple_choice=is_multiple),
        Column(kind.beside, label=capfirst(kind.model._meta.get_field(kind.beside).verbose_name), width="36%"),
        Column("state", label=_("status"), accessor=lambda page: "" if page.live else _("Not public yet"), width="14%"),
    ]
    if is_multiple:
        columns.insert(0, chooser.PageCheckboxSelectColumn("select", label=_("Choose"), accessor="pk"))
    return FlatTable(columns, pages)


def choosable(request, kind):
    """Return the pages of a kind that a person may choose, with what the table draws."""
    pages = kind.model.objects.all()
    for hook in hooks.get_hooks("construct_page_chooser_queryset"):
        pages = hook(pages, request)
    pictures = sizes("main_image", ADMIN_PICTURE)
    return pages.select_related(kind.beside).prefetch_related("main_image", pictures).defer_streamfields()


class BrowseView(chooser.BrowseView):
    """What a chooser opens with: all pages of the kind by name, or Wagtail's tree."""

    def get(self, request, parent_page_id=None):
        kind = asked_kind(request)
        if kind is None:
            return super().get(request, parent_page_id)
        if parent_page_id:
            get_object_or_404(Page, pk=parent_page_id)
        pages = by_name(choosable(request, kind), "title")
        rows = Paginator(pages, PER_PAGE).get_page(request.GET.get("p"))
        context = {
            "table": table_of(request, kind, rows),
            "rows": rows,
            "search_form": SearchForm(),
            "kind": kind.model.get_verbose_name(),
            "is_multiple_choice": request.GET.get("multiple"),
        }
        step = {"step": "browse", "parent_page_id": None}
        return render_modal_workflow(request, "wagtailadmin/chooser/flat.html", None, context, json_data=step)


class SearchView(chooser.SearchView):
    """What a chooser finds, as it is listed where one looks through it."""

    def get(self, request):
        kind = asked_kind(request)
        if kind is None:
            return super().get(request)
        form = SearchForm(request.GET)
        words = form.cleaned_data["q"] if form.is_valid() else ""
        found = choosable(request, kind).autocomplete(words) if words else kind.model.objects.none()
        rows = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
        context = {"table": table_of(request, kind, rows), "pages": rows}
        return TemplateResponse(request, "wagtailadmin/chooser/_search_results.html", context)
