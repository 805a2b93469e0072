"""Addresses that are not pages: search, health, robots, error pages."""

from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.db import connection
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap

from ocop.core.forms import clean_query


class PublicSitemap(Sitemap):
    """Every public page, with its English twin."""

    def items(self):
        """Published, public pages in the tree's order, each with the fields its address needs."""
        return super().items().live().public().order_by("path").defer_streamfields().specific(defer=True)

    def _urls(self, page, protocol, domain):
        found = super()._urls(page, protocol, domain)
        return [{**entry, "alternates": alternates(entry["location"])} for entry in found]


def alternates(address):
    """Return what a sitemap says of a Vietnamese page's address: the same page in each language."""
    parts = urlsplit(address)
    english = urlunsplit(parts._replace(path=f"/en{parts.path}"))
    return [
        {"lang_code": "vi", "location": address},
        {"lang_code": "en", "location": english},
        {"lang_code": "x-default", "location": address},
    ]


@require_safe
def search(request):
    """Site search over products, producers, news and plain pages: /tim-kiem/?q=ca+phe&loai=san-pham&page=2."""
    from home.searching import search_context

    return render(request, "home/search.html", search_context(request))


@require_safe
@cache_control(max_age=300, public=True)
def suggestions(request):
    """Suggestions while typing, as JSON: {"suggestions": [{"title", "kind", "url"}]}."""
    from home.searching import suggestion_list

    return JsonResponse({"suggestions": suggestion_list(request, clean_query(request.GET.get("q")))})


@require_safe
def healthz(request):
    """The process is up."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request):
    """Database and cache answer; 503 with the part that does not, be it the cache, without which pages are only slower."""
    broken = []
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # noqa: BLE001  (whatever a driver raises, the answer is "not ready")
        broken.append("database")
    try:
        cache.set("readyz", "ok", 5)
        if cache.get("readyz") != "ok":
            broken.append("cache")
    except Exception:  # noqa: BLE001
        broken.append("cache")
    return HttpResponse("\n".join(broken or ["ok"]) + "\n", status=503 if broken else 200, content_type="text/plain")


@require_safe
def robots(request):
    """What crawlers may read; the demo asks to be left out of indexes."""
    lines = ["User-agent: *"]
    lines += [
        "Disallow: /quan-tri/",
        "Disallow: /tim-kiem/",
        "Disallow: /en/tim-kiem/",
        "Disallow: /b/",
        "Disallow: /en/b/",
    ]
    if settings.OCOP_DEMO_MARK:
        lines = ["User-agent: *", "Disallow: /"]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
@cache_control(max_age=86400, public=True)
def favicon(request):
    """The icon for browsers that ask at the old address."""
    return FileResponse((settings.ROOT / "static" / "img" / "favicon.ico").open("rb"), content_type="image/x-icon")


@require_safe
def guides(request):
    """The list of guides."""
    from home.guides import guides

    return render(request, "home/guides.html", {"guides": guides()})


@require_safe
def guide(request, slug):
    """One guide of docs/huong-dan."""
    from home.guides import find_guide

    found = find_guide(slug)
    if found is None:
        raise Http404
    return render(request, "home/guide.html", {"guide": found})


@require_safe
@cache_control(max_age=86400, public=True)
def guide_picture(request, name):
    """A screenshot of a guide."""
    from home.guides import picture

    found = picture(name)
    if found is None:
        raise Http404
    path, content_type = found
    return FileResponse(path.open("rb"), content_type=content_type)


def bad_request(request, exception=None):
    """400 in plain words; without the page's frame for a foreign host name, since the frame asks for the host again."""
    if isinstance(exception, DisallowedHost):
        return HttpResponseBadRequest("400 Bad Request\n", content_type="text/plain")
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def forbidden(request, exception=None):
    """403 in plain words."""
    return render(request, "403.html", status=403)


def csrf_failure(request, reason=""):
    """403 for a form that was open while somebody signed in or out elsewhere; loading it again helps."""
    return forbidden(request)


def not_found(request, exception=None):
    """404 with the search box, the address's words already in it."""
    words = request.path.strip("/").split("/")[-1].replace("-", " ")[:60]
    return render(request, "404.html", {"words": words}, status=404)


def server_error(request):
    """500: a page that needs neither database nor menus."""
    return render(request, "500.html", status=500)
