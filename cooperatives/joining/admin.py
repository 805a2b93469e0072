"""Puts the officers' screens into the Wagtail admin: addresses, menu, what waits on their home, a person's password."""

from django.urls import include, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import RecentEditsPanel

from cooperatives.choices import RequestState
from cooperatives.joining import officers
from cooperatives.models import ProducerPage, StallRequest

MOST_ON_HOME = 5


class OfficersMenuItem(MenuItem):
    """Stands in the menu of those who hold a right."""

    def __init__(self, *args, permission, **kwargs):
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request):
        return request.user.has_perm(self.permission)


class RequestsPanel(Component):
    """Requests that wait, on an officer's home."""

    name = "stall_requests"
    template_name = "cooperatives/joining/admin/panel.html"
    order = 90

    @cached_property
    def waiting(self):
        return list(
            StallRequest.objects.filter(state=RequestState.NEW)
            .select_related("commune")
            .order_by("sent_at")[:MOST_ON_HOME]
        )

    def get_context_data(self, parent_context):
        return {"waiting": self.waiting}


class OwnEditsPanel(RecentEditsPanel):
    """What an officer changed last: a producer leads to its people, since its form is the producer's own."""

    template_name = "cooperatives/joining/admin/recent_edits.html"

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        user = context["request"].user
        edits = [(moment, page, looked_after_at(page, user)) for moment, page in context["last_edits"]]
        return {**context, "edits": edits}


def looked_after_at(page, user):
    """Return the address where `user`, an officer, may look after a page, or None."""
    if page.permissions_for_user(user).can_edit():
        return reverse("wagtailadmin_pages:edit", args=[page.pk])
    return reverse("people:people", args=[page.pk]) if isinstance(page, ProducerPage) else None


@hooks.register("register_admin_urls")
def register_urls():
    requests = [
        path("", officers.RequestIndexView.as_view(), name="index"),
        path("ket-qua/", officers.RequestIndexView.as_view(results_only=True), name="index_results"),
        path("<int:pk>/", officers.answer, name="answer"),
    ]
    people = [
        path("", officers.ProducerIndexView.as_view(), name="index"),
        path("ket-qua/", officers.ProducerIndexView.as_view(results_only=True), name="index_results"),
        path("them/", officers.add, name="add"),
        path("<int:producer_id>/", officers.people, name="people"),
        path("<int:producer_id>/ban-nhap/", officers.draft, name="draft"),
        path("<int:producer_id>/bo/", officers.remove, name="remove"),
        path("<int:producer_id>/loi-moi/<int:pk>/gui-lai/", officers.resend, name="resend"),
        path("<int:producer_id>/loi-moi/<int:pk>/thu-hoi/", officers.revoke, name="revoke"),
        path("<int:producer_id>/thanh-vien/<int:pk>/phu-trach/", officers.lead, name="lead"),
        path("<int:producer_id>/thanh-vien/<int:pk>/ket-thuc/", officers.end, name="end"),
    ]
    return [
        path("dang-ky-gian-hang/", include((requests, "stall_requests"))),
        path("chu-the/", include((people, "people"))),
    ]


@hooks.register("register_admin_menu_item")
def register_requests_item():
    return OfficersMenuItem(
        _("Stall requests"),
        reverse("stall_requests:index"),
        name="stall-requests",
        icon_name="form",
        order=200,
        permission=officers.ANSWERS_REQUESTS,
    )


@hooks.register("register_admin_menu_item")
def register_people_item():
    return OfficersMenuItem(
        _("Producers"),
        reverse("people:index"),
        name="people",
        icon_name="group",
        order=205,
        permission=officers.LOOKS_AFTER_PEOPLE,
    )


@hooks.register("construct_homepage_panels")
def show_what_waits(request, panels):
    if request.user.has_perm(officers.ANSWERS_REQUESTS):
        panels.append(RequestsPanel())
    if request.user.has_perm(officers.LOOKS_AFTER_PEOPLE):
        panels[:] = [OwnEditsPanel() if type(panel) is RecentEditsPanel else panel for panel in panels]


@hooks.register("register_account_menu_item")
def register_password_item(request):
    """The password is changed on our page, which tells the person by e-mail; Wagtail's panel for it is off."""
    return {"url": reverse("password_change"), "label": _("Change password"), "help_text": _("You need the old one.")}
