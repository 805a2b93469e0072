"""What Wagtail shows to members: their own things in choosers, and no menu but the way home."""

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.search import SearchArea
from wagtail.admin.ui.sidebar import ActionMenuItem

from cooperatives.access.belongings import linkable_pages, own_documents, own_images
from cooperatives.access.standing import standing


def limited_to(source):
    """Return a hook that cuts a chooser's queryset to what `source(producer)` holds, for members."""

    def hook(found, request):
        person = standing(request.user)
        if not person.is_member:
            return found
        if person.producer is None:
            return found.none()
        return found.filter(pk__in=source(person.producer).values("pk"))

    return hook


hooks.register("construct_page_chooser_queryset", limited_to(linkable_pages))
hooks.register("construct_image_chooser_queryset", limited_to(own_images))
hooks.register("construct_document_chooser_queryset", limited_to(own_documents))


class SignOutItem(MenuItem):
    """Signs out; Wagtail keeps its own way folded away under the person's name."""

    def render_component(self, request):
        return ActionMenuItem(self.name, self.label, self.url, icon_name=self.icon_name)


@hooks.register("construct_main_menu", order=1000)
def show_the_way_home(request, items):
    """A member's menu holds two ways: to its stall, and out."""
    if standing(request.user).is_member:
        items[:] = [
            MenuItem(_("My stall"), reverse("stall:home"), name="stall", icon_name="home", order=1),
            SignOutItem(_("Sign out"), reverse("logout"), name="sign-out", icon_name="logout", order=2),
        ]


class SiteSearchArea(SearchArea):
    """A member's search field in the admin: it asks the public site, since the admin's own search is not open to it."""

    def is_shown(self, request):
        return standing(request.user).is_member


@hooks.register("register_admin_search_area")
def search_the_site():
    """First of the areas, so that the field leads there."""
    return SiteSearchArea(_("Search the site"), reverse("search"), name="site", icon_name="search", order=0)


@hooks.register("construct_help_menu", order=1000)
def keep_to_the_guides(request, items):
    """A member's help is the guides."""
    if standing(request.user).is_member:
        items[:] = [item for item in items if item.name == "guides" or item.name.startswith("guide-")]


@hooks.register("before_edit_page")
@hooks.register("before_delete_page")
def stay_within_own_pages(request, page):
    """A second lock behind the door: Wagtail's own rights, asked of the tree."""
    person = standing(request.user)
    if person.is_member and (person.producer is None or not page.path.startswith(person.producer.path)):
        raise PermissionDenied
