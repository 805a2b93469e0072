"""The officers' screens in the Wagtail admin: requests for a stall, producers, and each producer's people."""

from functools import wraps

from django.contrib import messages
from django.db.models import Case, Count, Q, When
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_filters import ChoiceFilter
from wagtail.admin.auth import permission_required
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.permission_policies import ModelPermissionPolicy

from cooperatives.choices import RequestState
from cooperatives.joining import desk as acts
from cooperatives.joining import mails
from cooperatives.joining.admission import accept_request, admit, decline_request, namesakes, similar
from cooperatives.joining.desk import Desk
from cooperatives.joining.forms import AnswerForm, ProducerForm
from cooperatives.joining.people import invitations_of
from cooperatives.joining.removal import may_go, take_away
from cooperatives.models import Membership, ProducerPage, StallRequest
from cooperatives.onboarding import OnboardingError
from cooperatives.people import full_name
from ocop.core.tables import FoldedIndexView, by_name, day_column

ANSWERS_REQUESTS = "cooperatives.change_stallrequest"
LOOKS_AFTER_PEOPLE = "cooperatives.change_membership"


# --- requests


class RequestFilterSet(WagtailFilterSet):
    """Requests by what became of them."""

    state = ChoiceFilter(label=gettext_lazy("state"), choices=RequestState.choices)

    class Meta:
        model = StallRequest
        fields = ["state"]


class RequestIndexView(FoldedIndexView):
    """Requests for a stall: those that wait first, then the newest."""

    model = StallRequest
    permission_policy = ModelPermissionPolicy(StallRequest)
    any_permission_required = ["change"]
    page_title = gettext_lazy("Stall requests")
    header_icon = "form"
    index_url_name = "stall_requests:index"
    index_results_url_name = "stall_requests:index_results"
    edit_url_name = "stall_requests:answer"
    filterset_class = RequestFilterSet
    search_fields = ["name", "contact_name", "email", "phone"]
    list_display = ["name", "commune", "state", day_column("sent_at", gettext_lazy("Sent"))]
    list_export = []

    def get_base_queryset(self):
        return StallRequest.objects.select_related("commune")

    def order_queryset(self, queryset):
        if self.is_explicitly_ordered:
            return super().order_queryset(queryset)
        waiting_first = Case(When(state=RequestState.NEW, then=0), default=1)
        return queryset.order_by(waiting_first, "-sent_at", "-pk")

    def get_list_buttons(self, instance):
        return []


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(ANSWERS_REQUESTS)
def answer(request, pk):
    """Show one request, and take the answer."""
    asked = get_object_or_404(StallRequest.objects.select_related("commune", "handled_by", "producer"), pk=pk)
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"email": asked.email})
    if request.method == "POST" and form.is_valid():
        try:
            return carry_out(request, asked, form.cleaned_data)
        except OnboardingError as error:
            form.add_error(None, str(error))
    context = {
        "asked": asked,
        "form": form,
        "is_open": asked.state == RequestState.NEW,
        "handled_by": full_name(asked.handled_by),
        "similar": similar(asked.name) if asked.state == RequestState.NEW else [],
        "page_title": _("Stall request"),
        "page_subtitle": asked.name,
        "header_icon": "form",
    }
    return render(request, "cooperatives/joining/admin/answer.html", context)


def carry_out(request, asked, data):
    """Accept or decline, send the mail, say what happened. Whoever comes second learns that it is done already."""
    if data["decision"] == AnswerForm.ACCEPT:
        done = accept_request(asked.pk, request.user, data["email"], data["answer"])
        if done:
            asked, invitation, token = done
            sent = mails.send_invitation(request, invitation, token, answer=data["answer"].strip())
            messages.success(
                request, _("%(name)s has its stall: a page as a draft, and an invitation.") % {"name": asked.name}
            )
            acts.say_sent(request, invitation.email, sent)
            return redirect("people:people", asked.producer_id)
    else:
        done = decline_request(asked.pk, request.user, data["answer"])
        if done:
            mails.send("declined", asked.email, request, asked=done)
            messages.success(request, _("%(name)s was declined and told why.") % {"name": asked.name})
            return redirect("stall_requests:index")
    messages.warning(request, _("This request was answered already."))
    return redirect("stall_requests:answer", asked.pk)


# --- producers and their people


def people_count(page):
    """Return how many people write for a producer, in words: on a phone no heading stands above."""
    number = page.member_count
    return ngettext("%(number)s member", "%(number)s members", number) % {"number": number}


def public_or_draft(page):
    """Return in a word whether buyers see a page."""
    return _("public") if page.live else _("draft")


class ProducerIndexView(FoldedIndexView):
    """All producers, drafts too, with how many people write for each."""

    model = ProducerPage
    permission_policy = ModelPermissionPolicy(Membership)
    any_permission_required = ["change"]
    page_title = gettext_lazy("Producers")
    header_icon = "group"
    index_url_name = "people:index"
    index_results_url_name = "people:index_results"
    edit_url_name = "people:people"
    add_item_label = gettext_lazy("Add a producer")
    search_fields = ["title", "commune__name", "memberships__user__email", "invitations__email"]
    default_ordering = "title"
    list_display = [
        TitleColumn("title", label=gettext_lazy("Name"), sort_key="title", url_name="people:people"),
        Column("commune", label=gettext_lazy("Commune today"), sort_key="commune__name"),
        Column("members", label=gettext_lazy("Members"), sort_key="member_count", accessor=people_count),
        Column("live", label=gettext_lazy("Page"), accessor=public_or_draft, width="10%"),
    ]

    def order_queryset(self, queryset):
        ordered = by_name(queryset, self.ordering)
        return super().order_queryset(queryset) if ordered is None else ordered

    def get_base_queryset(self):
        members = Count("memberships", filter=Q(memberships__ended_at=None), distinct=True)
        return ProducerPage.objects.select_related("commune").defer_streamfields().annotate(member_count=members)

    def get_add_url(self):
        return reverse("people:add")

    def get_list_buttons(self, instance):
        return []


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(LOOKS_AFTER_PEOPLE)
def add(request):
    """Add a producer that comes without a request: the same one act."""
    form = ProducerForm(request.POST if request.method == "POST" else None)
    same = []
    if request.method == "POST" and form.is_valid():
        same = unseen(request, form.cleaned_data)
    if request.method == "POST" and form.is_valid() and not same:
        said = form.cleaned_data
        facts = {"title": said["name"], "legal_form": said["legal_form"], "commune": said["commune"]}
        try:
            page, invitation, token = admit(facts, said["contact_name"], said["email"], request.user)
        except OnboardingError as error:
            form.add_error(None, str(error))
        else:
            sent = mails.send_invitation(request, invitation, token)
            messages.success(
                request, _("%(name)s has its stall: a page as a draft, and an invitation.") % {"name": page.title}
            )
            acts.say_sent(request, invitation.email, sent)
            return redirect("people:people", page.pk)
    context = {"form": form, "similar": same, "page_title": _("Add a producer"), "header_icon": "group"}
    return render(request, "cooperatives/joining/admin/add.html", context)


def unseen(request, said):
    """Return the producers to ask about before one of nearly the same name is added, or [] once all were seen."""
    if namesakes(said["name"], said["commune"]):
        return []  # the very same one: `admit` refuses it
    found = similar(said["name"])
    # What was seen is named by number: one that came meanwhile is asked about again.
    return [] if {str(page.pk) for page in found} <= set(request.POST.getlist("seen")) else found


def desk_view(view):
    """Give an officer the `Desk` of the producer that the address names."""

    @wraps(view)
    @permission_required(LOOKS_AFTER_PEOPLE)
    def with_desk(request, producer_id, **kwargs):
        producer = get_object_or_404(ProducerPage.objects.defer_streamfields(), pk=producer_id)
        return view(Desk(request, producer, "people", "cooperatives/joining/admin", is_officers=True), **kwargs)

    return with_desk


def show_draft(desk):
    """Show the producer's page as it was last written, for whoever helps it on the telephone."""
    page = desk.producer.get_latest_revision_as_object()
    return page.make_preview_request(desk.request, page.default_preview_mode)


def remove(desk):
    """Ask whether a producer that was added by mistake should go; a POST takes it away."""
    name = desk.producer.title
    if desk.request.method == "POST" and take_away(desk.producer, desk.request.user):
        messages.success(desk.request, _("%(name)s was removed.") % {"name": name})
        return redirect("people:index")
    if desk.request.method == "POST" or not may_go(desk.producer):
        messages.error(
            desk.request,
            _("%(name)s cannot be removed: it was public, or somebody has worked for it.") % {"name": name},
        )
        return desk.back()
    context = {"invitations": invitations_of(desk.producer), **acts.titles(desk), "page_title": _("Remove producer")}
    return desk.draw("remove", context)


draft = require_safe(desk_view(show_draft))
people = require_http_methods(["GET", "HEAD", "POST"])(desk_view(acts.people))
resend = require_POST(desk_view(acts.resend))
revoke = require_http_methods(["GET", "HEAD", "POST"])(desk_view(acts.revoke))
lead = require_POST(desk_view(acts.lead))
end = require_http_methods(["GET", "HEAD", "POST"])(desk_view(acts.end_one))
remove = require_http_methods(["GET", "HEAD", "POST"])(desk_view(remove))
