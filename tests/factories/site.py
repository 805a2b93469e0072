"""The tree's trunk and what stands on it."""

from dataclasses import dataclass

import factory
import wagtail_factories
from wagtail.models import Locale, Page, Site

from cooperatives.models import ProducerIndexPage
from home.models import HomePage, StandardPage, StatisticsPage
from ocop.images.models import SiteImage
from products.models import ProductIndexPage


class ImageFactory(wagtail_factories.ImageFactory):
    """A small picture with its description."""

    class Meta:
        model = SiteImage

    title = "Mâm na"
    description = "Mâm tre đầy na chín"


class HomePageFactory(wagtail_factories.PageFactory):
    """The front page."""

    class Meta:
        model = HomePage

    title = "OCOP Mai Sơn"
    slug = "trang-chu"


class ProductIndexPageFactory(wagtail_factories.PageFactory):
    """The catalogue's page."""

    class Meta:
        model = ProductIndexPage

    title = "Sản phẩm"
    slug = "san-pham"


class ProducerIndexPageFactory(wagtail_factories.PageFactory):
    """The producers' page."""

    class Meta:
        model = ProducerIndexPage

    title = "Hợp tác xã"
    slug = "hop-tac-xa"


class StandardPageFactory(wagtail_factories.PageFactory):
    """A plain page."""

    class Meta:
        model = StandardPage

    title = factory.Sequence(lambda n: f"Giới thiệu {n}")
    summary = "Trang của tám xã vùng Mai Sơn."
    parent = factory.LazyFunction(lambda: site_tree().home)


class StatisticsPageFactory(wagtail_factories.PageFactory):
    """The statistics page."""

    class Meta:
        model = StatisticsPage

    title = "Số liệu"
    slug = "so-lieu"
    introduction = "Số nào cũng kèm nguồn và ngày."
    parent = factory.LazyFunction(lambda: site_tree().home)


@dataclass
class SiteTree:
    """The pages every other page stands below."""

    home: HomePage
    products: ProductIndexPage
    producers: ProducerIndexPage


def site_tree():
    """Return the site's trunk, planted on first use within a test."""
    home = HomePage.objects.first()
    if home is None:
        Locale.objects.get_or_create(language_code="vi")
        root = Page.objects.get(depth=1)
        home = HomePageFactory(parent=root)
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "testserver", "port": 80, "root_page": home}
        )
        Page.objects.filter(depth=2).exclude(pk=home.pk).delete()
        home = HomePage.objects.get(pk=home.pk)
    return SiteTree(
        home,
        ProductIndexPage.objects.first() or ProductIndexPageFactory(parent=home),
        ProducerIndexPage.objects.first() or ProducerIndexPageFactory(parent=home),
    )
