"""All products as the house lists them in the admin."""

from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn

from ocop.core.page_kinds import PageKindListing
from ocop.core.tables import PictureColumn, PicturedPages, day_column
from products.choices import Stock
from products.models import ProductPage


class ProductFilterSet(WagtailFilterSet):
    """Products by kind, by their producer's commune, by stock, and whether they are public."""

    stock = ChoiceFilter(label=_("stock"), choices=Stock.choices, field_name="offer__stock")

    class Meta:
        model = ProductPage
        fields = ["product_set", "crop", "producer__commune", "stock", "live"]


class ProductsView(PicturedPages):
    """Brings the producers and the catalogue's rows too."""

    def annotate_queryset(self, pages):
        return super().annotate_queryset(pages).prefetch_related("producer", "entry")


def stars_today(product):
    """Return the stars in force today in words, or "" without any."""
    stars = product.entry.stars_today if hasattr(product, "entry") else None
    return _("%(count)s stars") % {"count": stars} if stars else ""


class ProductListing(PageKindListing):
    """All products with what tells them apart."""

    model = ProductPage
    index_view_class = ProductsView
    name = "products"
    icon = "tag"
    menu_label = _("Products")
    menu_order = 203
    add_to_admin_menu = True
    columns = [
        PictureColumn("main_image", label=_("Picture")),
        PageTitleColumn("title", label=_("title"), sort_key="title", classname="title"),
        Column("producer", label=_("producer"), sort_key="producer__title"),
        Column("stars", label=_("stars today"), accessor=stars_today),
        day_column("last_published_at", _("published on")),
        PageStatusColumn("status", label=_("status"), sort_key="live", width="12%"),
    ]
    filterset_class = ProductFilterSet
