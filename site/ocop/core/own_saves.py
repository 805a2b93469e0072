"""Knows a form's own saves: whoever saves again because an answer came late is not told that somebody else was faster.

A form is known by the token that its script gives it (`static/js/keep-draft.js`). What is kept may be lost at any time;
then the writer is asked, as of a stranger's version.
"""

import re

from django.core.cache import cache
from wagtail.models import Revision

TOKEN = re.compile(r"[0-9a-f-]{8,40}")
KEPT_FOR = 24 * 60 * 60  # seconds


def key(user, token):
    """Return the cache's key for what `user` saves from the form of this token; "" for what is no token."""
    return f"own-save:{user.pk}:{token}" if TOKEN.fullmatch(token or "") else ""


def mark(revision):
    """Return what tells a version from all others: an autosaved one is written anew under the same number."""
    return [revision.pk, revision.created_at.isoformat()]


def remember(user, token, revision):
    """Note that `revision` was saved from this form."""
    if revision and key(user, token):
        cache.set(key(user, token), mark(revision), KEPT_FOR)


def is_own(user, token, revision):
    """Whether `revision` is what this form saved last."""
    return bool(key(user, token)) and cache.get(key(user, token)) == mark(revision)


def saved(user, token):
    """Return the version that this form saved last, if it still is as the form left it; else None."""
    kept = key(user, token) and cache.get(key(user, token))
    revision = Revision.objects.filter(pk=kept[0]).first() if kept else None
    return revision if revision and mark(revision) == kept else None
