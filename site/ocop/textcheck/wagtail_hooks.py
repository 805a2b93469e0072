"""Registers the screens of the text check in the admin."""

from django.urls import include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import require_admin_access
from wagtail.admin.menu import MenuItem

from ocop.textcheck import views
from ocop.textcheck.viewsets import TaughtWordViewSet


class ReportMenuItem(MenuItem):
    """Stands in the reports' menu of those who may see all findings."""

    def is_shown(self, request):
        return request.user.has_perm("textcheck.view_pagecheck")


@hooks.register("register_admin_urls")
def register_urls():
    patterns = [
        path("loi-chu/", require_admin_access(views.report), name="report"),
        path("loi-chu/trang/<int:page_id>/", require_admin_access(views.findings), name="page"),
        path("loi-chu/trang/<int:page_id>/bo-qua/", require_admin_access(views.ignore), name="ignore"),
        path("loi-chu/trang/<int:page_id>/nho/", require_admin_access(views.teach), name="teach"),
        path("loi-chu/trang/<int:page_id>/quen/", require_admin_access(views.unteach), name="unteach"),
    ]
    return [path("", include((patterns, "textcheck")))]


@hooks.register("register_admin_viewset")
def register_viewset():
    return TaughtWordViewSet("taught_words", url_prefix="tu-da-day")


@hooks.register("register_reports_menu_item")
def register_report():
    return ReportMenuItem(
        _("Words to look at"), reverse("textcheck:report"), name="text-check", icon_name="edit", order=900
    )
