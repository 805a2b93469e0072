"""What the editor's script asks when a save failed: who is signed in, may they write here, is there a newer version."""

from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.locks import ScheduledForPublishLock, WorkflowLock
from wagtail.models import Page

from cooperatives.access.standing import is_closed
from cooperatives.drafts.names import name_for
from ocop.core import own_saves
from ocop.core.forms import whole_number
from ocop.core.templatetags.ocop import day

LARGEST_ID = 2**31 - 1


@never_cache
@require_safe
def state(request):
    """Answer ?page=12 (is being edited) or ?parent=3 (something is being written below it) with JSON.

    `draft`: the token of the form that asks.

    A page that does not exist and one that is not theirs give the same answer. The token replaces the one that a new
    sign-in made void.
    """
    user = request.user
    answer = {
        "user": user.pk,
        "is_closed": is_closed(request),
        "csrf": get_token(request),
        "may_edit": False,
        "is_locked": False,
        "lock": "",
        "newest": None,
    }
    page = asked_for(request, "page")
    parent = asked_for(request, "parent")
    if user.is_authenticated and page and page.permissions_for_user(user).can_edit():
        lock = page.get_lock()
        is_locked = bool(lock and lock.for_user(user))
        newest = newest_version(page, user, request.GET.get("draft"))
        answer.update(may_edit=True, is_locked=is_locked, lock=lock_words(lock) if is_locked else "", newest=newest)
    elif user.is_authenticated and parent:
        answer["may_edit"] = parent.permissions_for_user(user).can_add_subpage()
    return JsonResponse(answer)


def lock_words(lock):
    """Return why a page is locked, in one sentence."""
    if isinstance(lock, WorkflowLock):
        return _("The page waits for review and is locked.")
    if isinstance(lock, ScheduledForPublishLock):
        moment = lock.object.scheduled_revision.approved_go_live_at
        return _("The page is approved and goes public on %(day)s; until then it is locked.") % {"day": day(moment)}
    return _("An editor has locked the page.")


def asked_for(request, name):
    """Return the page that the query names, or None."""
    pk = whole_number(request.GET.get(name), 1, LARGEST_ID)
    return Page.objects.select_related("latest_revision__user").filter(pk=pk).first() if pk else None


def newest_version(page, reader, token):
    """Return who saved the page last and when, in words, and whether the form of `token` did; None if nobody did."""
    revision = page.latest_revision
    if revision is None:
        return None
    return {
        "id": revision.pk,
        "name": name_for(reader, revision.user),
        "is_yours": revision.user == reader,
        "created_at": revision.created_at.isoformat(),
        "is_own": own_saves.is_own(reader, token, revision),
        "time": date_format(timezone.localtime(revision.created_at), "H:i"),
    }
