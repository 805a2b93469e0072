"""What every public page's frame needs: menus, footer, the other language's address."""

from django.conf import settings
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from wagtail.models import Site

from home.models import SiteSettings
from home.models.settings import MenuPlace


def site_frame(request):
    """Return `frame` (lazy: admin pages never pay for it), `demo_mark` and `other_language`."""
    return {"frame": SimpleLazyObject(lambda: Frame(request)), "demo_mark": settings.OCOP_DEMO_MARK}


class Frame:
    """Menus and footer of one request; three queries at most."""

    def __init__(self, request):
        self.request = request
        self.settings = SiteSettings.for_request(request)
        self.menus = {place: [] for place in MenuPlace.values}
        items = self.settings.menu_items.select_related("page") if self.settings.pk else []
        for item in items:
            if item.page is None or item.page.live:
                self.menus[item.place].append(MenuLink(item, request))
        longest = max((link.matched for links in self.menus.values() for link in links), default=0)
        for links in self.menus.values():
            for link in links:
                link.is_current = 0 < link.matched == longest

    @property
    def main(self):
        return self.menus[MenuPlace.MAIN]

    @property
    def buyers(self):
        return self.menus[MenuPlace.BUYERS]

    @property
    def producers(self):
        return self.menus[MenuPlace.PRODUCERS]

    @property
    def root_url(self):
        site = Site.find_for_request(self.request)
        return site.root_page.get_url(self.request) if site else "/"

    @property
    def languages(self):
        """(code, own name, address of this very page, whether it is the one being read)."""
        current = get_language()
        full = self.request.get_full_path()
        return [
            {"code": code, "name": name, "url": translate_url(full, code), "is_current": code == current}
            for code, name in (("vi", "Tiếng Việt"), ("en", "English"))
        ]


class MenuLink:
    """A menu item with its address and how much of the current path it matches."""

    def __init__(self, item, request):
        base = item.page.get_url(request) if item.page else ""
        self.label = item.display_label
        self.url = f"{base}{item.address}" if base else translate_url(item.address, get_language() or "vi")
        path = self.url.split("?")[0]
        self.matched = len(path) if path and request.path.startswith(path) else 0
        self.is_current = False
