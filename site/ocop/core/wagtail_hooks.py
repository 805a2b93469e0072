"""What every page's screens in the admin have in common."""

from django.shortcuts import get_object_or_404
from wagtail import hooks
from wagtail.models import Page

from ocop.core.forms import whole_number
from ocop.core.ids import LARGEST
from ocop.core.page_views import WritingPageViewSet
from ocop.core.unfinished import refuse_unfinished


@hooks.register("before_copy_page")
def refuse_to_copy_nowhere(request, page):
    """Answer 404 where the page to copy below is none: Wagtail's view looks it up before its form can refuse it."""
    if request.method == "POST":
        get_object_or_404(Page, pk=whole_number(request.POST.get("new_parent_page"), 1, LARGEST))


@hooks.register("register_admin_viewset")
def register_forms_of_pages():
    """The views of every page whose kind has none of its own, in the place of Wagtail's."""
    return WritingPageViewSet()


hooks.register("before_bulk_action", refuse_unfinished)
