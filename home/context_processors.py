"""What every public page's frame needs: menus, footer, the other language's address."""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import get_language
from wagtail.models import Site

from cooperatives.access.standing import standing
from home.models import SiteSettings
from home.models.settings import MenuPlace

FRAME_SECONDS = 300
FRAME_KEY = "frame:{site}:{language}"


def site_frame(request):
    """Return `frame` (lazy: admin pages never pay for it) and `demo_mark`."""
    return {"frame": SimpleLazyObject(lambda: Frame(request)), "demo_mark": settings.OCOP_DEMO_MARK}


def stored_frame(site, request):
    """Return (settings, {place: [(label, address)]}) of a site in the reader's language, from the cache.

    `forget_frame` empties it when an editor changes them.
    """
    key = FRAME_KEY.format(site=site.pk, language=get_language())
    found = cache.get(key)
    if found is None:
        site_settings = SiteSettings.for_site(site)
        items = site_settings.menu_items.select_related("page") if site_settings.pk else []
        menus = {place: [] for place in MenuPlace.values}
        for item in items:
            if item.page is None or item.page.live:
                menus[item.place].append((item.display_label, menu_address(item, request)))
        found = site_settings, menus
        cache.set(key, found, FRAME_SECONDS)
    return found


def menu_address(item, request):
    """Return the address that a menu item leads to, in the reader's language."""
    base = item.page.get_url(request) if item.page else ""
    return f"{base}{item.address}" if base else translate_url(item.address, get_language() or "vi")


def forget_frame(**kwargs):
    """Empty the stored frames of all sites; connected to whatever can change a menu."""
    sites = Site.objects.values_list("pk", flat=True)
    languages = [code for code, _name in settings.LANGUAGES]
    cache.delete_many([FRAME_KEY.format(site=pk, language=code) for pk in sites for code in languages])


class Frame:
    """Menus and footer of one request."""

    def __init__(self, request):
        self.request = request
        self.site = Site.find_for_request(request)
        self.settings, menus = stored_frame(self.site, request) if self.site else (SiteSettings(), {})
        self.menus = {place: [MenuLink(*link) for link in menus.get(place, ())] for place in MenuPlace.values}
        shown = [link for links in self.menus.values() for link in links]
        matches = [link.matches(request.path) for link in shown]
        longest = max(matches, default=0)
        for link, matched in zip(shown, matches, strict=True):
            link.is_current = 0 < matched == longest

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
    def is_read_by_a_member(self):
        """Whether a signed-in member of a producer reads. A visitor without a session costs no query."""
        user = getattr(self.request, "user", None)
        return user is not None and standing(user).is_member

    @cached_property
    def root_url(self):
        """The front page's address in the reader's language."""
        return self.site.root_page.get_url(self.request) if self.site else "/"

    @cached_property
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
    """A menu item's words and address, and whether it leads to the page being read, or nearest above it."""

    label: str
    url: str
    is_current: bool = False

    def matches(self, path):
        """Return how many characters of `path` the address covers."""
        own = self.url.split("?")[0]
        return len(own) if own and path.startswith(own) else 0
