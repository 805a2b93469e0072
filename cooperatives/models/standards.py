"""Standards, export codes and protected names that a producer or a product holds."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from cooperatives.choices import StandardKind
from ocop.core.models import in_language


class Standard(models.Model):
    """One kind of standard, such as VietGAP or a growing-area code."""

    slug = models.SlugField(_("slug"), unique=True)
    name = models.CharField(_("name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=StandardKind, default=StandardKind.CERTIFICATE)
    description = models.CharField(
        _("what it means"), max_length=200, blank=True, help_text=_("One sentence for a buyer who does not know it.")
    )
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["sort_order", "name"]
        verbose_name = _("standard")
        verbose_name_plural = _("standards")

    def __str__(self):
        return self.name

    @property
    def display_name(self):
        """The name in the reader's language."""
        return in_language(self, "name", "name_en")


class HeldStandard(models.Model):
    """A standard in somebody's hands, with its number and the last day it holds."""

    standard = models.ForeignKey(Standard, verbose_name=_("standard"), on_delete=models.PROTECT, related_name="+")
    number = models.CharField(_("number"), max_length=60, blank=True)
    issuer = models.CharField(_("issued by"), max_length=120, blank=True)
    expires_on = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("Leave empty where the paper names no end.")
    )

    panels = [FieldPanel("standard"), FieldRowPanel(["number", "expires_on"]), FieldPanel("issuer")]

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.standard} {self.number}".strip()

    def is_in_force_on(self, day):
        """Whether the standard holds on `day` (a date), its last day included."""
        return self.expires_on is None or self.expires_on >= day


def in_force_on(day):
    """The queryset twin of `HeldStandard.is_in_force_on`, as a Q."""
    return Q(expires_on=None) | Q(expires_on__gte=day)
