"""Registers the front page's parts of the admin: help in our own words."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from home.guides import guides

# Wagtail's own help is in English and elsewhere.
FOREIGN_HELP = ("whats-new-in-wagtail", "editor-guide")


@hooks.register("register_help_menu_item")
def register_guides():
    """The list of guides, first in the help menu."""
    return MenuItem(_("Guides"), reverse("guides"), name="guides", icon_name="help", order=10)


@hooks.register("construct_help_menu")
def offer_guides(request, items):
    """Each guide by its title, and nothing that leads away from the site."""
    items[:] = [item for item in items if not item.name.startswith(FOREIGN_HELP)]
    for number, guide in enumerate(guides(), start=11):
        address = reverse("guide", args=[guide.slug])
        items.append(MenuItem(guide.title, address, name=f"guide-{guide.slug}", icon_name="doc-full", order=number))
