"""Living facts about a product: prices by grade, months of supply, stock. Kept beside the page, never in a draft."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from cooperatives.models.records import is_stale
from products.choices import Availability, CapacityUnit, Stock


class Offer(ClusterableModel):
    """What the maker says of one product today."""

    product = models.OneToOneField(
        "products.ProductPage", verbose_name=_("product"), on_delete=models.CASCADE, related_name="offer"
    )
    stock = models.CharField(_("stock"), max_length=8, choices=Stock, default=Stock.IN)
    price_note = models.CharField(
        _("note on the price"), max_length=160, blank=True, help_text=_('Such as "Giá tại vườn, vụ 2026–27".')
    )
    price_confirmed_on = models.DateField(_("price confirmed on"), null=True, blank=True)
    capacity_unit = models.CharField(
        _("unit of capacity"), max_length=8, choices=CapacityUnit, default=CapacityUnit.TONNE
    )
    season_note = models.CharField(
        _("season in words"), max_length=120, blank=True, help_text=_('Such as "Rộ vụ tháng 2–4".')
    )
    supply_confirmed_on = models.DateField(_("supply confirmed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("price and supply")
        verbose_name_plural = _("prices and supply")

    def __str__(self):
        return str(self.product)

    @property
    def in_stock(self):
        """Whether it can be had today."""
        return self.stock == Stock.IN

    @property
    def stock_notice(self):
        """What a buyer reads beside the price while there is none; else ""."""
        return Stock(self.stock).notice

    @property
    def confirmed_on(self):
        """The older of the two confirmations: the day since when everything said here holds. None if one is missing."""
        days = [self.price_confirmed_on, self.supply_confirmed_on]
        return None if None in days else min(days)

    @property
    def price_is_stale(self):
        """Whether the price was confirmed too long ago to be relied on."""
        return is_stale(self.price_confirmed_on)

    @property
    def supply_is_stale(self):
        """Whether the months were confirmed too long ago to be relied on."""
        return is_stale(self.supply_confirmed_on)

    @cached_property
    def tiers(self):
        """The price tiers, in order."""
        return list(self.price_tiers.all())

    @cached_property
    def months(self):
        """Twelve `SupplyMonth`, January first; a month nobody has filled in counts as none."""
        known = {month.month: month for month in self.supply_months.all()}
        return [known.get(number) or SupplyMonth(offer=self, month=number) for number in range(1, 13)]


class PriceTier(models.Model):
    """One grade of a product with its prices, in đồng."""

    offer = ParentalKey(Offer, on_delete=models.CASCADE, related_name="price_tiers")
    grade = models.CharField(_("grade"), max_length=60, blank=True, help_text=_('Such as "Loại 1".'))
    measure = models.CharField(_("measure"), max_length=60, blank=True, help_text=_('Such as "trên 28 g".'))
    pack = models.CharField(_("pack"), max_length=60, blank=True, help_text=_('Such as "túi 250 g".'))
    unit = models.CharField(_("unit"), max_length=20, default="kg")
    retail = models.PositiveIntegerField(_("retail price, ₫"), null=True, blank=True, validators=[MinValueValidator(1)])
    wholesale = models.PositiveIntegerField(
        _("wholesale price, ₫"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    minimum_order = models.CharField(_("smallest wholesale order"), max_length=60, blank=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["sort_order", "pk"]
        verbose_name = _("price")
        verbose_name_plural = _("prices")

    def __str__(self):
        return self.name or f"₫/{self.unit}"

    @property
    def name(self):
        """What the grade is called: "Loại 1, trên 28 g", "túi 250 g"; "" for one without a name."""
        return ", ".join(filter(None, [self.grade, self.measure or self.pack]))

    @property
    def per(self):
        """What the price is for: "kg", "túi 250 g"."""
        return self.pack or self.unit


class SupplyMonth(models.Model):
    """How much of a product there is in one month of the year."""

    offer = ParentalKey(Offer, on_delete=models.CASCADE, related_name="supply_months")
    month = models.PositiveSmallIntegerField(_("month"), validators=[MinValueValidator(1), MaxValueValidator(12)])
    availability = models.PositiveSmallIntegerField(_("availability"), choices=Availability, default=Availability.NONE)
    capacity = models.DecimalField(_("capacity"), max_digits=9, decimal_places=1, null=True, blank=True)

    class Meta:
        ordering = ["month"]
        verbose_name = _("month of supply")
        verbose_name_plural = _("months of supply")
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "month"],
                name="supply_month_once",
                violation_error_message=_("This month stands in the list already."),
            ),
            models.CheckConstraint(condition=models.Q(month__gte=1, month__lte=12), name="supply_month_1_to_12"),
        ]

    def __str__(self):
        return f"{self.month}: {self.get_availability_display()}"
