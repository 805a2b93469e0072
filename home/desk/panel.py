"""The panel on the admin's home that shows what waits."""

from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from home.desk.waiting import heaps


class DeskPanel(Component):
    """What waits for this editor, heap by heap; nothing where nothing waits."""

    name = "desk"
    template_name = "home/desk/panel.html"
    order = 150

    def __init__(self, user):
        self.user = user

    @cached_property
    def heaps(self):
        return heaps(self.user)

    def get_context_data(self, parent_context):
        return {"heaps": self.heaps, "request": parent_context["request"]}


def writes(user):
    """Whether `user` may publish somewhere: then it has a desk."""
    return policy_registry.get_by_type(Page).user_has_permission(user, "publish")
