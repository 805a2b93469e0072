"""Puts the review screens into the Wagtail admin: addresses, menu item, and the first thing on an editor's home."""

from django.contrib.auth.models import Group
from django.urls import include, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel

from cooperatives.review import views
from cooperatives.review.waiting import waiting_for


def decides(user):
    """Whether `user` belongs to a group that approves drafts."""
    return user.is_superuser or Group.objects.filter(user=user, groupapprovaltask__active=True).exists()


class ReviewMenuItem(MenuItem):
    """Stands in the menu of those who approve."""

    def is_shown(self, request):
        return decides(request.user)


class WaitingPanel(Component):
    """What waits for this person, on the admin's home."""

    name = "waiting_for_review"
    template_name = "cooperatives/review/panel.html"
    order = 100

    def __init__(self, user):
        self.user = user

    @cached_property
    def waiting(self):
        return waiting_for(self.user)

    def get_context_data(self, parent_context):
        return {"waiting": self.waiting, "request": parent_context["request"]}


@hooks.register("register_admin_urls")
def register_urls():
    patterns = [
        path("duyet/", require_admin_access(views.index), name="index"),
        path("duyet/<int:state_id>/", require_admin_access(views.decide), name="decide"),
    ]
    return [path("", include((patterns, "review")))]


@hooks.register("register_admin_menu_item")
def register_menu_item():
    return ReviewMenuItem(
        _("Waiting for review"), reverse("review:index"), name="review", icon_name="clipboard-list", order=120
    )


@hooks.register("construct_homepage_panels")
def show_what_waits(request, panels):
    """Our list takes the place of Wagtail's two on moderation."""
    if decides(request.user):
        replaced = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)
        panels[:] = [panel for panel in panels if not isinstance(panel, replaced)]
        panels.append(WaitingPanel(request.user))
