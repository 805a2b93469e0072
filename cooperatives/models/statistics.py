"""Published statistics about co-operatives: what was counted where, for which year, and who says so."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from cooperatives.choices import Exactness, FormerDistrict, Indicator, ReportSource
from cooperatives.statistics.forms import StatisticReportForm

TWICE = _("Figures of this place and year stand here already. Please change those.")


class StatisticReportQuerySet(models.QuerySet):
    """Reports by place. The old district and the commune of its name are never in one answer."""

    def of_district(self, district):
        """Reports about a district as it was until 30/6/2025."""
        return self.filter(district=district, commune=None)

    def of_communes(self):
        """Reports about single communes."""
        return self.exclude(commune=None)


class StatisticReport(ClusterableModel):
    """What one source counted in one place for one year; its figures are checked together, since some are sums of others."""

    district = models.CharField(
        _("former district"), max_length=20, choices=FormerDistrict, blank=True,
        help_text=_("For figures of the whole district before 1/7/2025. Leave empty for a commune's figures."),
    )  # fmt: skip
    commune = models.ForeignKey(
        "cooperatives.Commune",
        verbose_name=_("commune"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statistic_reports",
        help_text=_("Today's commune, or an old unit of before 1/7/2025: the era is part of the name in the list."),
    )
    year = models.PositiveSmallIntegerField(_("year"), validators=[MinValueValidator(1950), MaxValueValidator(2100)])
    as_of = models.DateField(
        _("counted up to"), null=True, blank=True, help_text=_("The day up to which was counted. Empty: only the year is known.")
    )  # fmt: skip
    source = models.CharField(_("source"), max_length=200, help_text=_("Which report or decision, and whose."))
    source_en = models.CharField(_("source in English"), max_length=200, blank=True)
    source_kind = models.CharField(
        _("kind of source"), max_length=10, choices=ReportSource, default=ReportSource.OFFICE
    )
    source_url = models.URLField(_("address of the source"), blank=True)
    published_on = models.DateField(_("source published on"), null=True, blank=True)

    base_form_class = StatisticReportForm
    panels = [
        MultiFieldPanel(
            [FieldRowPanel(["district", "commune"]), FieldRowPanel(["year", "as_of"])], heading=_("Where and when")
        ),
        MultiFieldPanel(
            [
                FieldPanel("source"),
                FieldPanel("source_en"),
                FieldRowPanel(["source_kind", "published_on"]),
                FieldPanel("source_url"),
            ],
            heading=_("Source of the figures"),
        ),
        InlinePanel(
            "figures",
            heading=_("Figures"),
            label=_("figure"),
            min_num=1,
            help_text=_("What nobody counted is left out: the page then says so. Managers are checked to add up."),
        ),
    ]

    objects = StatisticReportQuerySet.as_manager()

    class Meta:
        ordering = ["-year", "district", "commune__name"]
        verbose_name = _("published statistics")
        verbose_name_plural = _("published statistics")
        constraints = [
            models.CheckConstraint(
                name="statistics_about_one_place",
                condition=(Q(district="") & Q(commune__isnull=False)) | (~Q(district="") & Q(commune=None)),
                violation_error_message=_("Choose either the former district or a commune."),
            ),
            models.UniqueConstraint(
                name="statistics_district_year",
                fields=["district", "year"],
                condition=Q(commune=None),
                violation_error_message=TWICE,
            ),
            models.UniqueConstraint(
                name="statistics_commune_year",
                fields=["commune", "year"],
                condition=Q(commune__isnull=False),
                violation_error_message=TWICE,
            ),
        ]

    def __str__(self):
        return f"{self.place_name}, {self.year}"

    @property
    def place_name(self):
        """The place with its era, so that the old district is never read as the commune of its name."""
        return self.get_district_display() if self.district else str(self.commune or "")

    def clean(self):
        super().clean()
        if self.district and self.commune_id:
            raise ValidationError({"commune": _("Choose only one of the two: the former district or a commune.")})
        if not self.district and not self.commune_id:
            raise ValidationError({"commune": _("Choose either the former district or a commune.")})
        if self.as_of and self.year and self.as_of.year != self.year:
            raise ValidationError({"as_of": _("This day is not in the year %(year)s.") % {"year": str(self.year)}})
        if self.commune_id and self.as_of and not self.commune_existed:
            message = _("On that day there was no such unit. Codes and names were used anew on 1/7/2025.")
            raise ValidationError({"commune": message})

    @property
    def commune_existed(self):
        """Whether the commune existed on the day that was counted."""
        started, ended = self.commune.valid_from, self.commune.valid_to
        return started <= self.as_of and (ended is None or self.as_of <= ended)


class Figure(models.Model):
    """One number of a report."""

    report = ParentalKey(StatisticReport, on_delete=models.CASCADE, related_name="figures")
    indicator = models.CharField(_("what is counted"), max_length=20, choices=Indicator)
    value = models.PositiveIntegerField(_("number"))
    exactness = models.CharField(_("exactness"), max_length=5, choices=Exactness, default=Exactness.EXACT, blank=True)
    note = models.CharField(
        _("how it was worked out"), max_length=160, blank=True, help_text=_("For a number that the source does not say itself.")
    )  # fmt: skip

    panels = [FieldRowPanel(["indicator", "value", "exactness"]), FieldPanel("note")]

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        constraints = [models.UniqueConstraint(fields=["report", "indicator"], name="figure_once_in_report")]

    def __str__(self):
        return f"{self.get_indicator_display()}: {self.value}"
