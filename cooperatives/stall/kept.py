"""What somebody typed while the session had ended: kept in the next one, so that signing in does not lose it."""

from django.http import QueryDict

SESSION_KEY = "stall_kept"
MOST_LETTERS = 20_000
NOT_KEPT = ("csrfmiddlewaretoken",)


def keep_posted(request):
    """Keep a sent form for its address; Django carries an anonymous session over when somebody signs in."""
    data = request.POST.copy()
    for name in NOT_KEPT:
        data.pop(name, None)
    text = data.urlencode()
    if text and len(text) <= MOST_LETTERS:
        request.session[SESSION_KEY] = {"path": request.path, "data": text}


def take_kept(request):
    """Return what was kept for this address as a QueryDict, once; else None."""
    kept = request.session.get(SESSION_KEY)
    if not kept or kept.get("path") != request.path:
        return None
    del request.session[SESSION_KEY]
    return QueryDict(kept["data"])
