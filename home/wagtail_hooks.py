"""Registers the front page's parts of the admin: help in our own words, the desk, banners, and how its forms look."""

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.userbar import ContentCheckerItem

from home.banners.viewset import BannerViewSet
from home.desk.approved import lead_to_public_page
from home.desk.panel import DeskPanel, has_desk, writes
from home.desk.starting import StartPanel
from home.desk.unpublished import name_unpublished
from home.guides import guides
from home.visits.report import SEES_VISITS, VisitsReportView

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


class RightMenuItem(MenuItem):
    """Stands in the menu of those who hold a right."""

    def __init__(self, *args, permission, **kwargs):
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request):
        return request.user.has_perm(self.permission)


@hooks.register("register_admin_urls")
def register_visits_report():
    """The report on page views."""
    urls = [
        path("", VisitsReportView.as_view(), name="report"),
        path("ket-qua/", VisitsReportView.as_view(results_only=True), name="report_results"),
    ]
    return [path("luot-xem/", include((urls, "visits")))]


@hooks.register("register_reports_menu_item")
def register_visits_item():
    """First of the reports."""
    return RightMenuItem(
        _("Page views"), reverse("visits:report"), name="visits", icon_name="view", order=100, permission=SEES_VISITS
    )


@hooks.register("construct_homepage_panels")
def show_the_desk(request, panels):
    """What waits, and the buttons of those who write."""
    if writes(request.user):
        panels.append(StartPanel(request.user))
    if has_desk(request.user):
        panels.append(DeskPanel(request.user))


@hooks.register("register_admin_viewset")
def register_banners():
    """The banners' screens."""
    return BannerViewSet("banners")


@hooks.register("insert_global_admin_css")
def fit_the_admin_to_its_readers():
    """On every admin page: the site's green, listings that fit a phone, forms that fit a laptop."""
    sheets = [(static(f"css/{name}.css"),) for name in ("admin-look", "admin-listing", "newsroom")]
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("insert_global_admin_js")
def keep_typed_days():
    """On every admin page, and before a date field is drawn: a plain script, for a module would come too late."""
    return format_html('<script src="{}"></script>', static("js/typed-days.js"))


@hooks.register("construct_wagtail_userbar")
def check_what_was_written(request, items, page):
    """The content check looks at what the editor wrote; head and foot are the site's, and no editor's to mend."""
    for item in items:
        if isinstance(item, ContentCheckerItem):
            item.axe_include = ["main"]


hooks.register("after_edit_page", lead_to_public_page)

hooks.register("after_publish_page", name_unpublished)
