"""How products are sorted: the OCOP sectors and sets of the law, and the crops people speak of."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ocop.core.models import in_language
from ocop.core.text import slugify_vi


class Sector(models.Model):
    """One of the six OCOP sectors (Decision 26/2026/QĐ-TTg)."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    name = models.CharField(_("name"), max_length=160)
    short_name = models.CharField(_("short name"), max_length=60, help_text=_("As a buyer would say it."))
    short_name_en = models.CharField(_("short English name"), max_length=60, blank=True)
    image = models.ForeignKey(
        "images.SiteImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        ordering = ["number"]
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")

    def __str__(self):
        return self.short_name

    @property
    def display_name(self):
        """The short name in the reader's language."""
        return in_language(self, "short_name", "short_name_en")


class ProductSet(models.Model):
    """One of the 26 sets of products that the classification of the law knows."""

    number = models.PositiveSmallIntegerField(_("number"), unique=True)
    sector = models.ForeignKey(Sector, verbose_name=_("sector"), on_delete=models.PROTECT, related_name="sets")
    group = models.CharField(_("group"), max_length=160)
    subgroup = models.CharField(_("subgroup"), max_length=200, blank=True)
    ministry = models.CharField(_("ministry in charge"), max_length=160, blank=True)
    short_name = models.CharField(_("short name"), max_length=60, help_text=_("As a buyer would say it."))
    short_name_en = models.CharField(_("short English name"), max_length=60, blank=True)

    class Meta:
        ordering = ["number"]
        verbose_name = _("product set")
        verbose_name_plural = _("product sets")

    def __str__(self):
        return f"{self.number}. {self.short_name}"

    @property
    def display_name(self):
        """The short name in the reader's language."""
        return in_language(self, "short_name", "short_name_en")

    @property
    def official_name(self):
        """Group and subgroup in the law's words."""
        return " – ".join(filter(None, [self.group, self.subgroup]))


class Crop(models.Model):
    """What the season calendar counts: strawberry, custard apple, honey, brocade."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    name_en = models.CharField(_("English name"), max_length=60, blank=True)
    slug = models.SlugField(_("slug"), unique=True, editable=False)
    season = models.CharField(
        _("season in words"), max_length=60, blank=True, help_text=_('Such as "giữa tháng 12 – 4".')
    )
    season_en = models.CharField(_("season in English"), max_length=60, blank=True)
    image = models.ForeignKey(
        "images.SiteImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["sort_order", "name"]
        verbose_name = _("crop or kind")
        verbose_name_plural = _("crops and kinds")

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.slug = slugify_vi(self.name)
        super().save(*args, **kwargs)

    @property
    def display_name(self):
        """The name in the reader's language."""
        return in_language(self, "name", "name_en")

    @property
    def display_season(self):
        """The season in the reader's language."""
        return in_language(self, "season", "season_en")
