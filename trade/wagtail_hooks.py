"""Registers the events' part of the admin: their listing, and the way to it in the menu."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from trade.models import EventIndexPage
from trade.viewsets import EventViewSet


@hooks.register("register_admin_viewset")
def register_viewsets():
    return EventViewSet("events")


class EventsMenuItem(MenuItem):
    """The way to the list of events, for who may write there."""

    def __init__(self):
        super().__init__(_("Trade promotion"), "", name="events", icon_name="calendar-alt", order=240)

    def is_shown(self, request):
        """Whether the section exists and the person may add to it; its address is found on the way."""
        section = EventIndexPage.objects.first()
        if section is None or not section.permissions_for_user(request.user).can_add_subpage():
            return False
        self.url = reverse("wagtailadmin_explore", args=[section.pk])
        return True


@hooks.register("register_admin_menu_item")
def register_menu_item():
    return EventsMenuItem()
