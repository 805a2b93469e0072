"""Tells the browser which of the texts it keeps have arrived."""

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks

from cooperatives.drafts.sent import lead_to_stall
from ocop.core import own_saves

ARRIVED = "arrived_drafts"  # in the session; `draft_keeper.html` hands it to the script
REMEMBERED = 20


@hooks.register("before_create_page")
def take_back_unanswered(request, parent, page_class):
    """Drop what a new page's form has created already: its answer was lost on the way, and here comes all of it again."""
    if request.method != "POST":
        return
    revision = own_saves.saved(request.user, request.POST.get("draft_token", ""))
    page = revision and revision.content_object
    is_untouched = isinstance(page, page_class) and not page.live and page.revisions.count() == 1
    if is_untouched and page.is_child_of(parent) and page.owner == request.user:
        page.delete()


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def note_arrival(request, page):
    """Remember the token of a text that was saved by a press on a button; autosaves get their answer at once."""
    token = request.POST.get("draft_token", "")
    own_saves.remember(request.user, token, page.latest_revision)
    if own_saves.TOKEN.fullmatch(token) and request.accepts("text/html"):
        request.session[ARRIVED] = [*request.session.get(ARRIVED, []), token][-REMEMBERED:]


hooks.register("after_create_page", lead_to_stall, order=1000)
hooks.register("after_edit_page", lead_to_stall, order=1000)


@hooks.register("insert_global_admin_js")
def forget_on_signing_out():
    """On every admin page: whoever signs out takes the kept texts along."""
    return format_html('<script type="module" src="{}"></script>', static("js/forget-drafts.js"))
