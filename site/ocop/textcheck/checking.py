"""Checks pages, remembers what was found, and answers who has to look where."""

import datetime
import logging

from django.core.cache import cache
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from ocop.textcheck.language import check
from ocop.textcheck.language.checker import taught_form
from ocop.textcheck.models import PageCheck, TaughtWord
from ocop.textcheck.walking import texts

AROUND = 40  # letters of context on each side
MOST_PER_PAGE = 200
PARAGRAPH = "\n\n"
UNDO_WITHIN = datetime.timedelta(hours=1)  # so long whoever taught a word may take it back

logger = logging.getLogger(__name__)


def taught_words():
    """Return what people taught, one query."""
    return frozenset(TaughtWord.objects.values_list("text", flat=True))


def ignoring_key(finding):
    """Return what is remembered of a finding that somebody wants to see no more on a page."""
    return f"{finding['reason']} {taught_form(finding['word'])}"


def findings_in(page, taught):
    """Return the findings in all texts of a page, as dicts for JSON."""
    found = []
    for place in texts(page):
        where = {"path": place.path, "label": place.label}
        for finding in check(place.text, taught):
            found.append({**finding.as_dict(), **where, **around(place.text, finding)})
    return found[:MOST_PER_PAGE]


def around(text, finding):
    """Return the words before and after a finding in its paragraph, and whether more stands there."""
    start, end = paragraph_around(text, finding)
    before, after = text[start : finding.start], text[finding.end : end]
    near, far = before[-AROUND:], after[:AROUND]
    if len(near) < len(before):
        near = near.partition(" ")[2]
    if len(far) < len(after):
        far = far.rpartition(" ")[0]
    return {"before": near, "after": far, "cut_before": len(near) < len(before), "cut_after": len(far) < len(after)}


def paragraph_around(text, finding):
    """Return where the paragraph of a finding starts and ends."""
    start = text.rfind(PARAGRAPH, 0, finding.start)
    end = text.find(PARAGRAPH, finding.end)
    return start + len(PARAGRAPH) if start >= 0 else 0, end if end >= 0 else len(text)


def recheck(page, revision=None, taught=None):
    """Check a page (of its own class, as its newest version has it) and store what was found; return the `PageCheck`."""
    found = findings_in(page, taught_words() if taught is None else taught)
    row = PageCheck.objects.filter(page_id=page.pk).first() or PageCheck(page_id=page.pk)
    row.findings = [finding for finding in found if ignoring_key(finding) not in row.ignored]
    row.count, row.revision = len(row.findings), revision
    row.save()
    return row


def recheck_revision(revision):
    """Check the page that a revision belongs to. Whatever goes wrong here, the page stays saved."""
    try:
        with transaction.atomic():
            recheck(revision.as_object(), revision)
    except Exception:
        logger.exception("The text check failed on revision %s", revision.pk)


def recheck_newest(page, taught=None):
    """Check the newest version of a page, draft or not."""
    revision = page.latest_revision
    return recheck(revision.as_object() if revision else page.specific, revision, taught)


def of_page(page):
    """Return the `PageCheck` of a page, or None if it was never checked."""
    return PageCheck.objects.filter(page_id=page.pk).first() if page and page.pk else None


def findings_of(page, revision):
    """Return what was found in this version of a page, without what people ignore there."""
    row = of_page(page)
    if row and row.revision_id == revision.pk:
        return row.findings
    ignored = row.ignored if row else []
    return [finding for finding in findings_in(page, taught_words()) if ignoring_key(finding) not in ignored]


def ignore(page, reason, word):
    """Show this word on this page no more."""
    row, key = of_page(page), ignoring_key({"reason": reason, "word": word})
    if row is None or key not in map(ignoring_key, row.findings):
        return
    row.ignored = sorted({*row.ignored, key})
    row.findings = [finding for finding in row.findings if ignoring_key(finding) not in row.ignored]
    row.count = len(row.findings)
    row.save()


def teach(word, user):
    """Learn a word, and take it out of what was found anywhere; return the `TaughtWord`, and whether it is new."""
    taught = TaughtWord(text=word, taught_by=user)
    taught.clean_fields()
    taught.clean()
    pages = [row.page_id for row in PageCheck.objects.open() if has_word(row, taught.text)]
    learnt, is_new = TaughtWord.objects.get_or_create(text=taught.text, defaults={"taught_by": user})
    forget_findings(learnt.text)
    if is_new:
        cache.set(undo_key(learnt), pages, UNDO_WITHIN.total_seconds())
    return learnt, is_new


def undo_key(word):
    """Return the cache's key for the pages that had findings of a word when it was taught."""
    return f"taught-word:{word.pk}"


def may_unteach(word, user):
    """Whether a person may take back a taught word: the one who taught it just now, and who looks after the list."""
    is_own = word.taught_by_id == user.pk and word.taught_at > timezone.now() - UNDO_WITHIN
    return is_own or user.has_perm("textcheck.delete_taughtword")


def unteach(word, page):
    """Take back a taught word: it is found again on `page`, and on the other pages that it left when it was taught."""
    pages = {page.pk, *cache.get(undo_key(word), [])}
    word.delete()
    taught = taught_words()
    for one in Page.objects.filter(pk__in=pages).select_related("latest_revision"):
        recheck_newest(one, taught)


def forget_findings(text):
    """Drop the findings of a word that is right from all pages that have it."""
    for row in PageCheck.objects.open():
        if has_word(row, text):
            row.findings = [finding for finding in row.findings if taught_form(finding["word"]) != text]
            row.count = len(row.findings)
            row.save()


def has_word(row, text):
    """Whether a `PageCheck` has a finding of the word that is taught as `text`."""
    return any(taught_form(finding["word"]) == text for finding in row.findings)


def pages_with_findings(limit=None, user=None):
    """Return the `PageCheck`s with something to look at, each with its page joined in: one query.

    `user`: only pages that this person may edit. A page's edit address is `wagtailadmin_pages:edit`.
    """
    rows = PageCheck.objects.open().select_related("page")
    if user is not None:
        pages = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
        rows = rows.filter(page__in=pages)
    return rows if limit is None else rows[:limit]


def all_pages():
    """Return all pages that people write, in the order of the tree."""
    return Page.objects.filter(depth__gt=1).filter(Q(alias_of=None)).select_related("latest_revision").order_by("path")
