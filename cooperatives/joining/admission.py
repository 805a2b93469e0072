"""An officer's answer to a request, and adding a producer without one: each is one act that may be repeated."""

import re
import textwrap

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cooperatives.choices import LegalForm, RequestState
from cooperatives.models import ProducerIndexPage, ProducerPage, StallRequest
from cooperatives.onboarding import OnboardingError, invite, open_stall
from ocop.core.text import fold, slugify_vi

LONGEST_SLUG = 80
LONGEST_SUMMARY = 200
# How a legal form stands in front of a name, folded; a name of these words alone keeps the last of them.
FORM_WORDS = re.compile(
    r"^(lien hiep hop tac xa|lien hiep htx|lhhtx|hop tac xa|htx|to hop tac|tht|cong ty|tnhh|co phan|cp|mot thanh vien"
    r"|mtv|doanh nghiep|tu nhan|dntn|trang trai|ho kinh doanh|hkd|co so san xuat|co so) "
)


@transaction.atomic
def accept_request(request_id, officer, email="", answer=""):
    """Accept a request: page as a draft, stall, and invitation of the contact as lead member.

    Returns (stall request, invitation, token), or None if it was answered before: of two officers one succeeds.
    Raises OnboardingError, and changes nothing, where the producer is there already or the address cannot be invited.
    """
    if not answered(request_id, RequestState.ACCEPTED, officer, answer):
        return None
    asked = StallRequest.objects.select_related("commune").get(pk=request_id)
    facts = {
        "title": asked.name,
        "legal_form": asked.legal_form,
        "registration_number": asked.registration_number,
        "representative": asked.contact_name[:80],
        "commune": asked.commune,
        "village": asked.village,
        "summary": summary_of(asked.products),
        "phone": asked.phone,
        "email": asked.email,
    }
    asked.producer, invitation, token = admit(facts, asked.contact_name, email or asked.email, officer)
    asked.save(update_fields=["producer"])
    return asked, invitation, token


@transaction.atomic
def decline_request(request_id, officer, answer):
    """Decline a request with an answer; return it, or None if it was answered before."""
    if not answered(request_id, RequestState.DECLINED, officer, answer):
        return None
    return StallRequest.objects.get(pk=request_id)


def answered(request_id, state, officer, answer):
    """Mark a waiting request as answered; return whether it was waiting."""
    waiting = StallRequest.objects.filter(pk=request_id, state=RequestState.NEW)
    return waiting.update(state=state, handled_by=officer, handled_at=timezone.now(), answer=answer.strip())


@transaction.atomic
def admit(facts, contact_name, email, officer):
    """Make a producer's page as a draft, open its stall, invite its first person as lead member.

    `facts`: fields of `ProducerPage`. Returns (page, invitation, token). Raises OnboardingError; nothing changed then.
    """
    page = add_page(facts, officer)
    open_stall(page)
    invitation, token = invite(page, email, contact_name, officer, is_lead=True)
    return page, invitation, token


def add_page(facts, officer):
    """Add a draft below the producers' page; the section is locked, so that a double click adds one."""
    section = ProducerIndexPage.objects.select_for_update().first()
    if section is None:
        raise OnboardingError(_("The producers' section is missing. Ask an administrator to run “prepare_site”."))
    if same := namesakes(facts["title"], facts["commune"]):
        raise OnboardingError(
            _("“%(name)s” in %(commune)s is here already. Open it among the producers and invite the person there.")
            % {"name": same[0].title, "commune": facts["commune"].full_name}
        )
    summary = facts.get("summary") or f"{LegalForm(facts['legal_form']).label}, {facts['commune'].full_name}."
    page = ProducerPage(**facts | {"summary": summary}, slug=free_slug(section, facts["title"]), live=False)
    section.add_child(instance=page)
    page.save_revision(user=officer, log_action=True, clean=False)
    return page


def namesakes(name, commune):
    """Return the producers of this name, marks and case aside, in this commune; drafts too."""
    there = ProducerPage.objects.filter(commune=commune).only("title", "path", "depth").order_by("pk")
    return [page for page in there if fold(page.title).split() == fold(name).split()]


def similar(name):
    """Return the producers anywhere, drafts too, whose name says the same but for marks, case and legal form."""
    bare = bare_name(name)
    there = ProducerPage.objects.select_related("commune").defer_streamfields().order_by("pk")
    return [page for page in there if bare_name(page.title) == bare] if bare else []


def bare_name(name):
    """Return a producer's name folded and without the words for its legal form: "HTX Na Đa Xanh" is "na da xanh"."""
    text = " ".join(fold(name).split())
    while (rest := FORM_WORDS.sub("", text)) != text:
        text = rest
    return text


def summary_of(products):
    """Return the one sentence that a page must have, from what the request says of the products."""
    return textwrap.shorten(products, LONGEST_SUMMARY, placeholder="…")


def free_slug(section, title):
    """Return an address for a page below `section` that none has yet: "htx-doi-nang", "htx-doi-nang-2"."""
    base = slugify_vi(title, LONGEST_SLUG) or "chu-the"
    taken = set(section.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
    number, slug = 1, base
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug
