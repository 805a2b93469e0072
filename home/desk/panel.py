"""The panel on the admin's home that shows what waits."""

from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component
from wagtail.models import Page
from wagtail.permissions import policy_registry

from home.desk.waiting import heaps
from products.models import Certificate


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
    """Whether `user` may publish somewhere."""
    return policy_registry.get_by_type(Page).user_has_permission(user, "publish")


def has_desk(user):
    """Whether something may wait for `user`: who publishes, or keeps certificates."""
    return writes(user) or policy_registry.get_by_type(Certificate).user_has_permission(user, "change")
