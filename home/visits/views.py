"""The one address of the visit counter: POST counts a view, GET tells the public numbers."""

from urllib.parse import urlsplit

from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from home.visits.counting import RubbishError, count_view, is_robot, page_of
from home.visits.numbers import NUMBERS_SECONDS, public_numbers

MOST_BYTES = 100


@csrf_exempt  # it reads no session and changes nothing of anybody's; where it comes from, `is_ours` asks
@require_http_methods(["GET", "HEAD", "POST"])
def views(request):
    """What the script of every page sends, and what the foot of every page shows."""
    return count(request) if request.method == "POST" else tell(request)


def count(request):
    """Count one view: 204, also for robots, who are not counted; 400, 403 or 429 for what no page of ours sends."""
    if not is_ours(request):
        return HttpResponse(status=403)
    try:
        page = page_of(body_of(request))
    except RubbishError:
        return HttpResponse(status=400)
    if not is_robot(request.headers.get("User-Agent", "")) and not count_view(request, page):
        return HttpResponse(status=429)
    return HttpResponse(status=204, headers={"Cache-Control": "no-store"})


@cache_control(public=True, max_age=NUMBERS_SECONDS)
def tell(request):
    """The public numbers as JSON, a minute old at most."""
    return JsonResponse(public_numbers())


def is_ours(request):
    """Whether a page of this very host sent the request: browsers say so, and scripts of other sites cannot."""
    said = request.headers.get("Sec-Fetch-Site")
    if said is not None:
        return said == "same-origin"
    try:
        return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()
    except ValueError:  # such as "http://[::1"
        return False


def body_of(request):
    """Return the text that was sent; `RubbishError` where it is longer than any of ours, or no text."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        if length > MOST_BYTES:
            raise RubbishError
        return request.read(MOST_BYTES).decode("ascii")
    except ValueError as error:
        raise RubbishError from error
