"""What somebody typed while the session had ended: kept in the next one, so that signing in does not lose it."""

from django.http import QueryDict

from ocop.core.throttle import Limit, client_address

SESSION_KEY = "stall_kept"
MOST_LETTERS = 20_000
KEPT_SECONDS = 60 * 60
PER_ADDRESS = Limit("stall-kept", times=20, seconds=60 * 60)  # nobody's session ends so often, and each fills a row
NOT_KEPT = ("csrfmiddlewaretoken",)


def keep_posted(request):
    """Keep a sent form for its address, for an hour; Django carries an anonymous session over when somebody signs in."""
    data = request.POST.copy()
    for name in NOT_KEPT:
        data.pop(name, None)
    text = data.urlencode()
    if text and len(text) <= MOST_LETTERS and not PER_ADDRESS.take(client_address(request)):
        request.session[SESSION_KEY] = {"path": request.path, "data": text}
        request.session.set_expiry(KEPT_SECONDS)


def last_longer(sender, request, **kwargs):
    """Let the session of whoever has just signed in last as long as any: the hour was the stranger's."""
    if SESSION_KEY in request.session:
        request.session.set_expiry(None)


def take_kept(request):
    """Return what was kept for this address as a QueryDict, once; else None."""
    kept = request.session.get(SESSION_KEY)
    if not kept or kept.get("path") != request.path:
        return None
    del request.session[SESSION_KEY]
    return QueryDict(kept["data"])
