"""Lists one published page per page type, for the tools that look at pages (screenshots, Lighthouse, HTML checker, axe)."""

from django.core.management.base import BaseCommand
from django.test import RequestFactory
from django.urls import NoReverseMatch, reverse
from wagtail.models import Page, Site, get_page_models

# Faces of a page that its plain address does not show.
QUERIES = {
    "catalogue-filtered": ("products.ProductIndexPage", "?stars=4&month=8"),
    "catalogue-empty": ("products.ProductIndexPage", "?q=khongcogi"),
    "library-filtered": ("news.LibraryPage", "?q=hop+tac+xa&status=con"),
    "season-calendar": ("products.ProductIndexPage", "lich-mua-vu/"),
}


def page_addresses():
    """Returns {name: path}: `app.Model` for a page type, a plain word for an address outside the page tree."""
    site = Site.objects.select_related("root_page").get(is_default_site=True)
    request = RequestFactory().get("/", HTTP_HOST=site.hostname)
    addresses = {}
    for model in sorted(get_page_models(), key=lambda model: model._meta.label):
        # The largest page says most about the look: the longest body, not the newest.
        pages = model.objects.live().public().exact_type(model).filter(path__startswith=site.root_page.path)
        page = pages.order_by("-numchild", "pk").first()
        if model is not Page and page and (url := page.get_url(request)):
            addresses[model._meta.label] = url
    for name, (label, query) in QUERIES.items():
        if label in addresses:
            addresses[name] = addresses[label] + query
    try:
        search = reverse("search")
    except NoReverseMatch:
        pass
    else:
        addresses |= {"search": f"{search}?q=ca+phe", "search-empty": search}
    home = addresses.get("home.HomePage", "/")
    return addresses | {"english": "/en" + home, "not-found": f"{home}khong-co-trang-nay/"}


class Command(BaseCommand):
    help = "Prints name and path, separated by a tab, of one published page per page type."

    def handle(self, *args, **options):
        for name, path in page_addresses().items():
            self.stdout.write(f"{name}\t{path}")
