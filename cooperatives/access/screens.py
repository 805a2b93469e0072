"""Wagtail's own screens, less what they would tell or take: they stand at Wagtail's addresses, in front of its views."""

import json
import re

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.http import HttpResponseBadRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin.models import EditingSession
from wagtail.admin.ui.editing_sessions import EditingSessionsList
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views import account, dismissibles, editing_sessions
from wagtail.admin.views.reports.aging_pages import AgingPagesView
from wagtail.models import Revision
from wagtail.users.models import UserProfile

from cooperatives.access.standing import standing

HINT = re.compile(r"[A-Za-z0-9_.-]{1,100}")
MOST_HINTS = 100  # Wagtail has a handful, and one more with each release


class AccountView(account.AccountView):
    """A person's own settings, without a portrait: Wagtail keeps that file as it comes, with the place it was taken."""

    def get_panels(self):
        return [panel for panel in super().get_panels() if not isinstance(panel, account.AvatarSettingsPanel)]


class DismissiblesView(dismissibles.DismissiblesView):
    """Which hints somebody has closed: {hint: true}, a few short names, as Wagtail's scripts send them."""

    def patch(self, request, *args, **kwargs):
        """Note what is closed; 400 for anything else."""
        try:
            updates = json.loads(request.body)
        except ValueError:
            return HttpResponseBadRequest()
        if not isinstance(updates, dict) or not all(is_hint(name, value) for name, value in updates.items()):
            return HttpResponseBadRequest()
        if len({**UserProfile.get_for_user(request.user).dismissibles, **updates}) > MOST_HINTS:
            return HttpResponseBadRequest()
        return super().patch(request, *args, **kwargs)


class AgingPagesByNameView(AgingPagesView):
    """The report on pages long left alone, with people's names in place of what they sign in with."""

    def decorate_paginated_queryset(self, queryset):
        pages = super().decorate_paginated_queryset(queryset)
        people = get_user_model().objects.in_bulk({page.last_published_by for page in pages} - {None})
        for page in pages:
            if page.last_published_by in people:
                page.last_published_by_user = get_user_display_name(people[page.last_published_by])
        return pages


def is_hint(name, value):
    """Whether that is the name of a hint and whether it is closed."""
    return HINT.fullmatch(name) is not None and isinstance(value, bool)


@require_POST
def ping(request, app_label, model_name, object_id, session_id):
    """Say who else has the page open; a member reads the names of its own people, and "Editor" for the house's."""
    try:
        response = editing_sessions.ping(request, app_label, model_name, object_id, session_id)
    except (ValueError, ValidationError):  # of page or revision an id that is none
        return JsonResponse({"error": "Invalid data"}, status=400)
    person = standing(request.user)
    if response.status_code != 200 or not person.is_member:
        return response
    answer = json.loads(response.content)
    known = people_of(answer["other_sessions"])
    colleagues = set(person.producer.memberships.active().values_list("user", flat=True))
    sessions = []
    for told in answer["other_sessions"]:
        user = known.get((told["session_id"], told["revision_id"] if told["session_id"] is None else None))
        sessions.append({**told, "user": user if user and user.pk in colleagues else house()})
        told["user"] = get_user_display_name(sessions[-1]["user"])
    current = EditingSession.objects.select_related("user").filter(pk=answer["session_id"]).first()
    # Gone where the person has left the page while it asked.
    answer["html"] = EditingSessionsList(current, sessions).render_html() if current else ""
    return JsonResponse(answer)


def people_of(told):
    """Return {(session id, None) or (None, revision id): user} for the entries of Wagtail's answer."""
    sessions = EditingSession.objects.filter(pk__in=[item["session_id"] for item in told if item["session_id"]])
    revisions = Revision.objects.filter(pk__in=[item["revision_id"] for item in told if item["session_id"] is None])
    return {
        **{(session.pk, None): session.user for session in sessions.select_related("user__wagtail_userprofile")},
        **{(None, item.pk): item.user for item in revisions.select_related("user").defer("content")},
    }


def house():
    """Return a nameless person of the house."""
    return get_user_model()(username=_("Editor"))
