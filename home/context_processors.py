"""What every public page's frame needs: menus, footer, the other language's address."""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import get_language
from wagtail.models import Site

from home.models import SiteSettings
from home.models.settings import MenuPlace

FRAME_SECONDS = 300
FRAME_KEY = "frame:{site}"


def site_frame(request):
    """Return `frame` (lazy: admin pages never pay for it) and `demo_mark`."""
    return {"frame": SimpleLazyObject(lambda: Frame(request)), "demo_mark": settings.OCOP_DEMO_MARK}


def stored_frame(site):
    """Return (settings, menu items) of a site from the cache; `forget_frame` empties it when an editor changes them."""
    key = FRAME_KEY.format(site=site.pk)
    found = cache.get(key)
    if found is None:
        site_settings = SiteSettings.for_site(site)
        items = site_settings.menu_items.select_related("page") if site_settings.pk else []
        found = site_settings, [item for item in items if item.page is None or item.page.live]
        cache.set(key, found, FRAME_SECONDS)
    return found


def forget_frame(**kwargs):
    """Empty the stored frames of all sites; connected to whatever can change a menu."""
    cache.delete_many([FRAME_KEY.format(site=pk) for pk in Site.objects.values_list("pk", flat=True)])


class Frame:
    """Menus and footer of one request."""

    def __init__(self, request):
        self.request = request
        self.site = Site.find_for_request(request)
        self.settings, items = stored_frame(self.site) if self.site else (SiteSettings(), [])
        self.menus = {place: [] for place in MenuPlace.values}
        for item in items:
            self.menus[item.place].append(menu_link(item, request))
        longest = max((link.matched for links in self.menus.values() for link in links), default=0)
        for links in self.menus.values():
            for link in links:
                link.is_current = 0 < link.matched == longest

    @property
    def main(self):
        """The links of the main menu."""
        return self.menus[MenuPlace.MAIN]

    @property
    def buyers(self):
        """The footer's links for buyers."""
        return self.menus[MenuPlace.BUYERS]

    @property
    def producers(self):
        """The footer's links for producers."""
        return self.menus[MenuPlace.PRODUCERS]

    @cached_property
    def root_url(self):
        """The front page's address in the reader's language."""
        return self.site.root_page.get_url(self.request) if self.site else "/"

    @property
    def languages(self):
        """Each language's code, own name, the address of this very page in it, and whether it is being read.

        A page that has no address in the other language, such as a member's own screens, has one language.
        """
        current = get_language()
        full = self.request.get_full_path()
        found = [
            {"code": code, "name": name, "url": translate_url(full, code), "is_current": code == current}
            for code, name in (("vi", "Tiếng Việt"), ("en", "English"))
        ]
        return [language for language in found if language["is_current"] or language["url"] != full]


@dataclass
class MenuLink:
    """A menu item's words and address, and how many characters of the current path it matches."""

    label: str
    url: str
    matched: int
    is_current: bool = False


def menu_link(item, request):
    """Return the `MenuLink` of a menu item for the page being read."""
    base = item.page.get_url(request) if item.page else ""
    url = f"{base}{item.address}" if base else translate_url(item.address, get_language() or "vi")
    path = url.split("?")[0]
    return MenuLink(item.display_label, url, len(path) if path and request.path.startswith(path) else 0)
