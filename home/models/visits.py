"""How often the site and its pages are read, counted so that nobody is known (`home.visits`)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Span(models.TextChoices):
    """How long the time is for which a row counts."""

    DAY = "day", _("day")
    MONTH = "month", _("month")


class SiteVisits(models.Model):
    """The whole site's visitors and page views on one day, or in one month where the days have been rolled up.

    A visitor counts once a day; who comes back tomorrow is another one, for nothing is kept by which to know again.
    """

    start = models.DateField(_("first day"))
    span = models.CharField(_("span"), max_length=5, choices=Span, default=Span.DAY)
    visitors = models.PositiveIntegerField(_("visitors"), default=0)
    views = models.PositiveIntegerField(_("views"), default=0)

    class Meta:
        verbose_name = _("visits of the site")
        verbose_name_plural = _("visits of the site")
        constraints = [models.UniqueConstraint(fields=["start", "span"], name="site_visits_once")]

    def __str__(self):
        return f"{self.start} {self.span}: {self.views}"


class PageVisits(models.Model):
    """The views of one page on one day, or in one month where the days have been rolled up."""

    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="visit_rows"
    )
    start = models.DateField(_("first day"))
    span = models.CharField(_("span"), max_length=5, choices=Span, default=Span.DAY)
    views = models.PositiveIntegerField(_("views"), default=0)

    class Meta:
        verbose_name = _("views of a page")
        verbose_name_plural = _("views of pages")
        constraints = [models.UniqueConstraint(fields=["page", "start", "span"], name="page_visits_once")]
        indexes = [models.Index(fields=["start"], name="page_visits_start")]

    def __str__(self):
        return f"{self.page_id} {self.start} {self.span}: {self.views}"


class VisitSalt(models.Model):
    """Today's salt, where no Redis holds it; yesterday's is deleted when today's is made."""

    day = models.DateField(_("day"), unique=True)
    salt = models.BinaryField(_("salt"), max_length=32)

    class Meta:
        verbose_name = _("salt of a day")
        verbose_name_plural = _("salts of days")

    def __str__(self):
        return str(self.day)


class VisitSighting(models.Model):
    """That somebody, under today's digest, has been here today and when last; where no Redis holds it. Gone tomorrow."""

    day = models.DateField(_("day"))
    visitor = models.CharField(_("digest"), max_length=32)
    seen_at = models.DateTimeField(_("seen at"), db_index=True)

    class Meta:
        verbose_name = _("sighting of a visitor")
        verbose_name_plural = _("sightings of visitors")
        constraints = [models.UniqueConstraint(fields=["day", "visitor"], name="visit_sighting_once")]

    def __str__(self):
        return str(self.day)
