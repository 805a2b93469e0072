"""What the catalogue must know of each published product, in one narrow row.

The rows are derived: `products.catalogue.refresh` writes them whenever a page, price, month, certificate or standard
changes. Stars and standards end by date, so each row says on which day it must be looked at again.
"""

import datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import GreaterThan
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ocop.core.prepared import prepared
from ocop.images.sizes import CARD, SQUARE, load_sizes
from products.choices import Availability, Stock

# What cards, rows and results read of the pages behind an entry. A page has some forty columns more: reading, unpacking
# and naming them all for 24 cards took a third of the catalogue's time.
PAGE_FIELDS = ("title", "slug", "path", "depth", "url_path", "live", "locale", "content_type", "search_description")
PICTURE_FIELDS = (
    "title",
    "file",
    "description",
    "width",
    "height",
    "focal_point_x",
    "focal_point_y",
    "focal_point_width",
    "focal_point_height",
)
CARD_FIELDS = (
    *(f"product__{field}" for field in (*PAGE_FIELDS, "name_en", "summary", "summary_en", "main_image", "producer")),
    *(f"product__main_image__{field}" for field in PICTURE_FIELDS),
    *(f"producer__{field}" for field in (*PAGE_FIELDS, "name_en")),
    *(f"commune__{field}" for field in ("name", "kind", "code", "valid_to")),
    *(f"crop__{field}" for field in ("name", "name_en", "slug")),
)


class CatalogueQuerySet(models.QuerySet):
    """Published products as the catalogue lists them."""

    def with_stars(self, stars, today=None):
        """Products whose star in force today is one of `stars` (an iterable of 3–5)."""
        return self.filter(stars__in=stars, stars_until__gte=today or timezone.localdate())

    def in_months(self, bits):
        """Products that can be had in one of the months of `bits` (January is 1, February 2, March 4)."""
        return self.filter(GreaterThan(F("months").bitand(bits), 0))

    def with_pages(self):
        """All that a product card draws but its picture's sizes; see `ocop.images.sizes.load_sizes`."""
        own = [field.attname for field in self.model._meta.concrete_fields]
        return self.select_related("product", "producer", "commune", "crop", "product__main_image").only(
            *own, *CARD_FIELDS
        )

    def in_this_order(self, ids):
        """Return the entries with these ids as a list in their order, with pages; those that are no more drop out."""
        found = {entry.pk: entry for entry in (entries_with_pages(*ids) if ids else [])}
        return [found[pk] for pk in dict.fromkeys(ids) if pk in found]

    def cards(self, ids):
        """Return the same with all that a product card draws, in two queries."""
        entries = self.in_this_order(ids)
        load_sizes([entry.product.main_image for entry in entries], CARD, SQUARE)
        return entries

    def of_producer(self, pk):
        """Return one producer's entries as a list, those with most stars first, with pages."""
        return entries_of_producer(pk)


@prepared
def entries_with_pages(*ids):
    """The entries with these ids, with all that a product card draws but its picture's sizes."""
    return CatalogueEntry.objects.filter(pk__in=ids).with_pages()


@prepared
def entries_of_producer(producer):
    """The entries of one producer, those with most stars first, with all that a card draws but its picture's sizes."""
    return CatalogueEntry.objects.filter(producer=producer).order_by("-stars", "sort_title").with_pages()


class CatalogueEntry(models.Model):
    """One published product, flattened for filters, counts and cards."""

    product = models.OneToOneField(
        "products.ProductPage", primary_key=True, on_delete=models.CASCADE, related_name="entry"
    )
    producer = models.ForeignKey("cooperatives.ProducerPage", on_delete=models.CASCADE, related_name="entries")
    commune = models.ForeignKey("cooperatives.Commune", on_delete=models.CASCADE, related_name="+")
    former_commune = models.ForeignKey("cooperatives.Commune", null=True, on_delete=models.CASCADE, related_name="+")
    sector = models.ForeignKey("products.Sector", on_delete=models.CASCADE, related_name="+")
    product_set = models.ForeignKey("products.ProductSet", on_delete=models.CASCADE, related_name="+")
    crop = models.ForeignKey("products.Crop", null=True, on_delete=models.SET_NULL, related_name="+")
    standards = models.ManyToManyField("cooperatives.Standard", related_name="+")
    # The published page's tags. Counted here: a page's own tags are those of drafts and of hidden pages, too.
    tags = models.ManyToManyField("taggit.Tag", related_name="+")

    sort_title = models.CharField(max_length=255)
    stars = models.PositiveSmallIntegerField(null=True)
    stars_until = models.DateField(null=True)
    stars_from_press = models.BooleanField(default=False)
    # The certificate's own last day, where a renewal under decision keeps the stars longer.
    stars_kept_after = models.DateField(null=True)
    certificate = models.ForeignKey("products.Certificate", null=True, on_delete=models.SET_NULL, related_name="+")
    months = models.PositiveSmallIntegerField(default=0)
    supply = models.CharField(max_length=12, default="0" * 12)
    season_note = models.CharField(max_length=120, blank=True)
    retail_min = models.PositiveIntegerField(null=True)
    retail_max = models.PositiveIntegerField(null=True)
    retail_per = models.CharField(max_length=60, blank=True)
    wholesale_min = models.PositiveIntegerField(null=True)
    price_band = models.PositiveSmallIntegerField(null=True)
    stock = models.CharField(max_length=8, choices=Stock, default=Stock.IN)
    in_stock = models.BooleanField(default=True)  # the same for the usual order's index: what can be had comes first
    confirmed_on = models.DateField(null=True)
    # The same, with a day long past for what nobody confirmed: one index then serves the usual order on both databases.
    freshness = models.DateField(default=datetime.date.min)
    is_fresh_until = models.DateField(null=True)
    next_change_on = models.DateField(null=True)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        verbose_name = _("catalogue entry")
        verbose_name_plural = _("catalogue entries")
        indexes = [
            models.Index(fields=["-in_stock", "-freshness", "product"], name="catalogue_fresh_first"),
            models.Index(fields=["sort_title", "product"], name="catalogue_by_name"),
            models.Index(fields=["crop", "-freshness", "product"], name="catalogue_of_crop"),
            models.Index(fields=["product_set", "-freshness", "product"], name="catalogue_of_set"),
            # The front page counts all of it out of this index alone.
            models.Index(fields=["commune", "sector", "crop", "months", "in_stock"], name="catalogue_by_place"),
            models.Index(fields=["next_change_on"], condition=Q(next_change_on__isnull=False), name="catalogue_due"),
        ]

    def __str__(self):
        return self.sort_title

    @property
    def stock_notice(self):
        """What a buyer reads on the card while there is none; else ""."""
        return Stock(self.stock).notice

    @property
    def stars_today(self):
        """The stars that may be drawn today, or None."""
        if self.stars and self.stars_until and self.stars_until >= timezone.localdate():
            return self.stars
        return None

    @property
    def are_stars_kept(self):
        """Whether today's stars stand only because a renewal is being decided."""
        return bool(self.stars_kept_after and self.stars_kept_after < timezone.localdate() and self.stars_today)

    @property
    def availability(self):
        """Twelve `Availability` values, January first."""
        return [Availability(int(digit)) for digit in self.supply]

    @property
    def is_all_year(self):
        """Whether there is a steady supply in every month."""
        return all(level == Availability.STEADY for level in self.availability)

    @property
    def season_text(self):
        """When there is some, in one short sentence for today."""
        from products.season import season_text

        return season_text(self.supply, timezone.localdate().month)

    @property
    def is_fresh(self):
        """Whether price and supply were confirmed recently enough."""
        return self.is_fresh_until is not None and self.is_fresh_until >= timezone.localdate()
