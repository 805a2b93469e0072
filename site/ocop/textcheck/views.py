"""The admin's screens of the text check: one page's findings, and the list of pages that have some."""

from functools import wraps

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page

from ocop.core.forms import whole_number
from ocop.textcheck import checking
from ocop.textcheck.models import TaughtWord
from ocop.textcheck.templatetags.text_check import may_teach, text_findings

PER_PAGE = 50
LARGEST_ID = 2**31 - 1


def of_own_page(view):
    """Give the view the page of the address; 403 unless the person may edit it."""

    @wraps(view)
    def wrapped(request, page_id):
        page = get_object_or_404(Page, pk=page_id)
        if not page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return view(request, page)

    return wrapped


def fragment(request, page, taught=None):
    """Answer with the findings as they stand beside the page's form; `taught`: a word learnt just now, to be taken back."""
    context = {**text_findings(page, request.user), "taught": taught}
    return render(request, "textcheck/findings.html", context)


@never_cache
@require_safe
@of_own_page
def findings(request, page):
    """Show what the newest version of the page has to look at."""
    return fragment(request, page)


@require_POST
@of_own_page
def ignore(request, page):
    """Show a word on this page no more."""
    checking.ignore(page, request.POST.get("reason", ""), request.POST.get("word", ""))
    return fragment(request, page)


@require_POST
@of_own_page
def teach(request, page):
    """Learn a word for the whole site; a word that is none gives 400 and a sentence."""
    if not may_teach(request.user):
        raise PermissionDenied
    try:
        word, is_new = checking.teach(request.POST.get("word", ""), request.user)
    except ValidationError:
        return HttpResponse(_("This cannot be taught as a word."), status=400, content_type="text/plain; charset=utf-8")
    return fragment(request, page, taught=word if is_new else None)


@require_POST
@of_own_page
def unteach(request, page):
    """Take back a word that was taught; one that is gone already is gone."""
    word = TaughtWord.objects.filter(pk=whole_number(request.POST.get("taught"), 1, LARGEST_ID)).first()
    if word and not checking.may_unteach(word, request.user):
        raise PermissionDenied
    if word:
        checking.unteach(word, page)
    return fragment(request, page)


@require_safe
def report(request):
    """List the pages that have something to look at, most first."""
    if not request.user.has_perm("textcheck.view_pagecheck"):
        raise PermissionDenied
    rows = Paginator(checking.pages_with_findings(user=request.user), PER_PAGE).get_page(request.GET.get("p"))
    context = {"rows": rows, "page_title": _("Words to look at"), "header_icon": "edit"}
    return TemplateResponse(request, "textcheck/report.html", context)
