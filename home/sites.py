"""The sites kept in the cache, each with its front page: every request starts there, and they hardly ever change."""

from django.core.cache import cache
from django.http.request import split_domain_port
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

KEPT_SECONDS = 60
KEPT_KEY = "sites"


class KeptSiteMiddleware:
    """Finds the request's site as `Site.find_for_request` would, which then asks the database no more."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request._wagtail_site = SimpleLazyObject(
            lambda: site_of(request)
        )  # lazy: /healthz needs neither cache nor site
        return self.get_response(request)


def site_of(request):
    """Return the site of the host that `request` names, or None."""
    hostname, _port = split_domain_port(request._get_raw_host())  # as Wagtail reads it; bad hosts are refused by now
    return matching(kept_sites(), hostname, request.get_port())


def kept_sites():
    """Return all sites with their front pages from the cache; `forget_sites` empties it when one changes."""
    sites = cache.get(KEPT_KEY)
    if sites is None:
        sites = list(Site.objects.select_related("root_page"))
        for site in sites:
            site.root_page = site.root_page.specific
        cache.set(KEPT_KEY, sites, KEPT_SECONDS)
    return sites


def forget_sites(**kwargs):
    """Empty the store; connected to whatever can change a site, its front page or where that lies."""
    cache.delete(KEPT_KEY)


def matching(sites, hostname, port):
    """Return the site of a host, or None, by Wagtail's rule: name and port, else the only one of that name, else the default."""
    named = [site for site in sites if site.hostname == hostname]
    exact = [site for site in named if str(site.port) == port] or [site for site in named if site.is_default_site]
    if exact:
        return exact[0]
    if len(named) == 1:
        return named[0]
    return next((site for site in sites if site.is_default_site), None)
