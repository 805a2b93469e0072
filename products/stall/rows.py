"""A producer's products as its members see them: price, stock, months, and where each stands on its way to buyers."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from cooperatives.models.records import is_stale
from cooperatives.stall.changes import version_of
from cooperatives.stall.reviews import page_state, words_for
from ocop.core.templatetags.ocop import dong, number
from ocop.images.sizes import SQUARE, sizes
from products.choices import Stock
from products.models import Offer, ProductPage
from products.season import season_text
from products.stall.common import own_products

PER_PAGE = 30


@dataclass
class ProductRow:
    """One product. `state` is a key of `page_state`, `words` what an editor wrote."""

    product: ProductPage
    state: str
    state_words: str
    words: str

    @property
    def title(self):
        """What its members call it by now, published or not."""
        return self.product.draft_title or self.product.title

    @cached_property
    def offer(self):
        """Its offer; an empty one where nothing was said yet."""
        return getattr(self.product, "offer", None) or Offer(product=self.product)

    @cached_property
    def tiers(self):
        """Its prices."""
        return self.offer.tiers if self.offer.pk else []

    @property
    def price_text(self):
        """The retail price or its range: "120.000 – 250.000 ₫/kg"; "" without a price."""
        retail = sorted((tier for tier in self.tiers if tier.retail), key=lambda tier: tier.retail)
        if not retail:
            return ""
        low, high = retail[0], retail[-1]
        text = dong(high.retail) if low.retail == high.retail else f"{number(low.retail)} – {dong(high.retail)}"
        return f"{text}/{low.per}"

    @property
    def has_price(self):
        """Whether a price is said; a grade alone is none."""
        return any(tier.retail or tier.wholesale for tier in self.tiers)

    @property
    def has_months(self):
        """Whether there is some in any month."""
        return any(self.supply)

    @property
    def price_is_stale(self):
        """Whether buyers read that the price is old."""
        return self.has_price and is_stale(self.offer.price_confirmed_on)

    @property
    def supply(self):
        """Twelve levels, January first."""
        return [month.availability for month in self.offer.months] if self.offer.pk else [0] * 12

    @property
    def season(self):
        """When there is some, as buyers read it; asks for the months where none is filled in."""
        if not self.has_months:
            return _("Say in which months you have it")
        return season_text("".join(str(int(level)) for level in self.supply), timezone.localdate().month)

    @property
    def supply_is_stale(self):
        """Whether buyers read that the months are old."""
        return self.has_months and is_stale(self.offer.supply_confirmed_on)

    @property
    def stock(self):
        """One of `Stock`, as stored."""
        return str(self.offer.stock)

    @property
    def stock_choices(self):
        """Value and word of each button."""
        return Stock.choices

    @property
    def stock_seen(self):
        """The version that a tap answers to; see `cooperatives.stall.changes`."""
        return version_of({"stock": self.stock})


def product_rows(producer, products):
    """Return `products` (a queryset or a part of one) as `ProductRow`s; nine queries whatever their number."""
    products = (
        products.select_related("main_image")
        .defer_streamfields()
        .prefetch_related(
            Prefetch("offer", Offer.objects.prefetch_related("price_tiers", "supply_months")),
            sizes("main_image", SQUARE),
        )
    )
    rows = []
    for product in products:
        state, state_words = page_state(product, producer)
        rows.append(ProductRow(product, state, state_words, words_for(product, producer)))
    return rows


def row_of(producer, product):
    """Return one product as a `ProductRow`."""
    return product_rows(producer, own_products(producer).filter(pk=product.pk))[0]


def product_page_of(producer, page_number):
    """Return one Django `Page` of a producer's `ProductRow`s, in the order in which its pages stand."""
    page = Paginator(own_products(producer).order_by("path"), PER_PAGE).get_page(page_number)
    page.object_list = product_rows(producer, page.object_list)
    return page
