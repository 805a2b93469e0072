"""What waits for an editor: drafts, what is about to appear or to go, words and pictures to look at again.

The number of queries is the same whatever the size of the site.
"""

import datetime
from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page, WorkflowState
from wagtail.permissions import policy_registry

from cooperatives.access.pages import MembersPage
from cooperatives.stall.scheduled import scheduled as scheduled_versions
from home.models import Banner
from ocop.core.templatetags.ocop import day
from ocop.images.models import SiteImage
from ocop.textcheck.checking import pages_with_findings
from products.models import Certificate

MOST = 5
SOON_DAYS = 7


@dataclass
class Line:
    """One thing that waits."""

    title: str
    url: str
    note: str = ""
    moment: datetime.datetime | None = None


@dataclass
class Heap:
    """Things of one kind that wait: the first few, and how many there are."""

    key: str
    heading: str
    icon: str
    lines: list = field(default_factory=list)
    total: int = 0
    url: str = ""

    @property
    def more(self):
        """How many are not among the lines."""
        return self.total - len(self.lines)


def heaps(user):
    """Return the `Heap`s of what waits for `user`, without the empty ones."""
    found = [make(user) for make in HEAPS]
    return [heap for heap in found if heap.total]


def own_kind(user):
    """Return the pages that `user` may change and that the house writes itself; what producers write is theirs."""
    pages = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    written_by_members = [model for model in MembersPage.__subclasses__() if issubclass(model, Page)]
    return pages.not_exact_type(*written_by_members)


def of_pages(key, heading, icon, pages, moment="latest_revision_created_at"):
    """Return a `Heap` of pages (a queryset in the order wanted); `moment` names the moment to show beside each."""
    rows = list(pages.specific(defer=True)[:MOST])
    lines = [
        Line(page.get_admin_display_title(), edit_url(page), page.page_type_display_name, getattr(page, moment))
        for page in rows
    ]
    return Heap(key, heading, icon, lines, pages.count() if len(rows) == MOST else len(rows))


def edit_url(page):
    """Return the address of the form that changes `page`."""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def being_decided():
    """Return the ids of the pages that wait for somebody's decision; one query."""
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS)
    pages = states.filter(base_content_type=ContentType.objects.get_for_model(Page))
    return [int(pk) for pk in pages.values_list("object_id", flat=True)]


def drafts(user):
    """Pages with changes that are not public yet, that nobody decides on and that no clock will publish."""
    pages = (
        own_kind(user).filter(has_unpublished_changes=True).exclude(pk__in=[*being_decided(), *scheduled_versions()])
    )
    return of_pages("drafts", _("Drafts"), "edit", pages.order_by("-latest_revision_created_at"))


def scheduled(user):
    """What will appear by itself, the next first."""
    versions = scheduled_versions()
    lines = [
        Line(page.get_admin_display_title(), edit_url(page), page.page_type_display_name, versions[page.pk].moment)
        for page in own_kind(user).filter(pk__in=versions).specific(defer=True)
    ]
    lines.sort(key=lambda line: line.moment)
    return Heap("scheduled", _("Will appear by itself"), "calendar-alt", lines[:MOST], len(lines))


def ending(user):
    """Pages that will go from the site within SOON_DAYS, the next first."""
    now = timezone.now()
    pages = own_kind(user).filter(live=True, expire_at__range=(now, now + datetime.timedelta(days=SOON_DAYS)))
    return of_pages("ending", _("Will disappear by itself"), "calendar-check", pages.order_by("expire_at"), "expire_at")


def undescribed(user):
    """Pictures nobody has described: whoever cannot see them is told nothing."""
    pictures = (
        policy_registry.get_by_type(SiteImage).instances_user_has_permission_for(user, "change").filter(description="")
    )
    rows = list(pictures.order_by("-created_at", "-pk")[:MOST])
    lines = [Line(row.title, reverse("wagtailimages:edit", args=[row.pk]), "", row.created_at) for row in rows]
    total = pictures.count() if len(rows) == MOST else len(rows)
    return Heap("undescribed", _("Pictures without a description"), "image", lines, total)


def doubtful(user):
    """Pages with words that seem to have lost letters."""
    rows = list(pages_with_findings(MOST, user))
    lines = [Line(row.page.get_admin_display_title(), edit_url(row.page), words_counted(row.count)) for row in rows]
    total = pages_with_findings(None, user).count() if len(rows) == MOST else len(rows)
    return Heap("doubtful", _("Words to look at"), "regex", lines, total, reverse("textcheck:report"))


def ending_certificates(user):
    """Certificates whose last day comes within OCOP_CERTIFICATE_SOON_DAYS, the next first; not those renewed already."""
    if not policy_registry.get_by_type(Certificate).user_has_permission(user, "change"):
        return Heap("certificates", "", "")
    today = timezone.localdate()
    last = today + datetime.timedelta(days=settings.OCOP_CERTIFICATE_SOON_DAYS)
    later = Certificate.objects.filter(product=OuterRef("product"), expires_on__gt=OuterRef("expires_on"))
    ending = Certificate.objects.filter(
        ~Exists(later.filter(withdrawn_on=None)), expires_on__range=(today, last), withdrawn_on=None
    ).order_by("expires_on", "pk")
    rows = list(ending.select_related("product")[:MOST])
    lines = [
        Line(f"{row.product.title} ({row.stars}★)", reverse("certificates:edit", args=[row.pk]), time_left(row, today))
        for row in rows
    ]
    total = ending.count() if len(rows) == MOST else len(rows)
    return Heap("certificates", _("Certificates that end soon"), "success", lines, total, reverse("certificates:index"))


def time_left(certificate, today):
    """Return how long a certificate still holds, its last day, and whether a renewal is filed."""
    days = (certificate.expires_on - today).days
    parts = [
        ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days},
        _("until %(day)s") % {"day": day(certificate.expires_on)},
    ]
    if certificate.renewal_filed_on:
        parts.append(_("renewal filed"))
    return " · ".join(parts)


def words_counted(count):
    """Return "3 words"."""
    return ngettext("%(count)s word", "%(count)s words", count) % {"count": count}


def ending_banners(user):
    """Banners that end within SOON_DAYS."""
    if not policy_registry.get_by_type(Banner).user_has_permission(user, "change"):
        return Heap("banners", "", "")
    banners = Banner.objects.expiring(SOON_DAYS)
    rows = list(banners[:MOST])
    lines = [
        Line(str(row), reverse("banners:edit", args=[row.pk]), row.get_slot_display(), row.ends_at) for row in rows
    ]
    total = banners.count() if len(rows) == MOST else len(rows)
    return Heap("banners", _("Banners that end soon"), "image", lines, total, reverse("banners:index"))


HEAPS = [ending_certificates, drafts, scheduled, ending, ending_banners, doubtful, undescribed]
