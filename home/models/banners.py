"""Banners: a picture with words that leads somewhere, in a place of the site, for a time."""

import datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.banners.form import BannerForm
from ocop.core.models import in_language

ENDING_DAYS = 7
LONGEST_DAYS = 366


class BannerSlot(models.TextChoices):
    """Where a banner can stand; the stored values are what templates ask for."""

    FRONT_TOP = "front-top", _("front page, below the first section")
    FRONT_MIDDLE = "front-middle", _("front page, between the sections")
    NEWS = "news", _("news, below the text")


class BannerState(models.TextChoices):
    """How a banner stands at a moment."""

    OFF = "off", _("switched off")
    COMING = "coming", _("not yet")
    SHOWN = "shown", _("shown")
    ENDING = "ending", _("ends soon")
    OVER = "over", _("over")


class BannerQuerySet(models.QuerySet):
    """Banners by their time."""

    def shown_until(self, moment):
        """Return those that are on and not over at `moment`, in their order; some of them may still be coming."""
        return self.filter(is_on=True, ends_at__gt=moment).order_by("sort_order", "pk")

    def expiring(self, days=ENDING_DAYS, moment=None):
        """Return those being shown that end within so many days, the first to end first: for the editors' home."""
        moment = moment or timezone.now()
        last = moment + datetime.timedelta(days=days)
        return self.filter(is_on=True, starts_at__lte=moment, ends_at__gt=moment, ends_at__lte=last).order_by("ends_at")

    def in_state(self, state, moment=None):
        """Return those in a `BannerState`; the same rule as `Banner.state_at`."""
        moment = moment or timezone.now()
        soon = moment + datetime.timedelta(days=ENDING_DAYS)
        shown = Q(is_on=True, starts_at__lte=moment)
        return self.filter(
            {
                BannerState.OVER: Q(ends_at__lte=moment),
                BannerState.OFF: Q(is_on=False, ends_at__gt=moment),
                BannerState.COMING: Q(is_on=True, starts_at__gt=moment, ends_at__gt=moment),
                BannerState.ENDING: shown & Q(ends_at__gt=moment, ends_at__lte=soon),
                BannerState.SHOWN: shown & Q(ends_at__gt=soon),
            }[state]
        )

    def with_clicks(self):
        """Return them with `clicks`."""
        return self.annotate(clicks=Sum("click_days__number", default=0))

    def with_turns(self, moment=None):
        """Return them with `takes_turns`: whether another is shown in the same place, so that each has its day."""
        moment = moment or timezone.now()
        others = self.model.objects.filter(is_on=True, starts_at__lte=moment, ends_at__gt=moment, slot=OuterRef("slot"))
        return self.annotate(takes_turns=Exists(others.exclude(pk=OuterRef("pk"))))


class Banner(models.Model):
    """One banner. Without picture, words, link and an end there is none: nothing can be left hanging about."""

    base_form_class = BannerForm

    title = models.CharField(_("title"), max_length=80, help_text=_("For you alone, to find it again in the list."))
    image = models.ForeignKey(
        "images.SiteImage",
        verbose_name=_("picture"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_(
            "Three times as wide as high, at least 1200 × 400 pixels, without letters; what matters on the right."
        ),
    )
    alt_text = models.CharField(
        _("what the picture shows"), max_length=200, help_text=_("One sentence for those who cannot see it.")
    )
    words = models.CharField(_("words"), max_length=80, help_text=_("What it is about: stands beside the picture."))
    words_en = models.CharField(_("English words"), max_length=80, blank=True)
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page it leads to"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    address = models.CharField(
        _("or address elsewhere"),
        max_length=300,
        blank=True,
        validators=[URLValidator(schemes=["https"], message=_("Write the whole address, beginning with https://."))],
        help_text=_("Begins with https://. Either a page of this site or an address, not both."),
    )
    slot = models.CharField(_("place"), max_length=20, choices=BannerSlot, default=BannerSlot.FRONT_TOP)
    starts_at = models.DateTimeField(_("from"), default=timezone.now)
    ends_at = models.DateTimeField(
        _("until"), help_text=_("At most a year after the start. Then it disappears by itself.")
    )
    is_on = models.BooleanField(_("switched on"), default=True)
    sort_order = models.IntegerField(_("order"), default=0, editable=False)

    objects = BannerQuerySet.as_manager()

    class Meta:
        verbose_name = _("banner")
        verbose_name_plural = _("banners")
        ordering = ["sort_order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(page__isnull=False, address="") | (Q(page__isnull=True) & ~Q(address="")),
                name="banner_one_link",
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=models.F("starts_at")), name="banner_ends_after_start"),
        ]

    def __str__(self):
        return self.title

    @property
    def display_words(self):
        """The words in the reader's language."""
        return in_language(self, "words", "words_en")

    @property
    def state(self):
        """The `BannerState` now."""
        return self.state_at(timezone.now())

    def state_at(self, moment):
        """Return the `BannerState` at a moment."""
        if self.ends_at <= moment:
            return BannerState.OVER
        if not self.is_on:
            return BannerState.OFF
        if self.starts_at > moment:
            return BannerState.COMING
        ends_soon = self.ends_at <= moment + datetime.timedelta(days=ENDING_DAYS)
        return BannerState.ENDING if ends_soon else BannerState.SHOWN

    def is_shown_at(self, moment):
        """Whether readers see it at a moment: on, in its time, and its page not taken down."""
        in_time = self.state_at(moment) in (BannerState.SHOWN, BannerState.ENDING)
        return in_time and (self.page is None or self.page.live)

    def clean(self):
        errors = {}
        if bool(self.page_id) == bool(self.address):
            errors["page"] = _("Choose a page, or write an address: one of the two.")
        if self.starts_at and self.ends_at:
            if self.ends_at <= self.starts_at:
                errors["ends_at"] = _("It ends before it begins.")
            elif self.ends_at > self.starts_at + datetime.timedelta(days=LONGEST_DAYS):
                errors["ends_at"] = _("At most a year: what should stand longer is no banner.")
            elif self.pk is None and self.ends_at <= timezone.now():
                errors["ends_at"] = _("This time is over already; nobody would see it.")
        if errors:
            raise ValidationError(errors)


class BannerClicks(models.Model):
    """How many visitors followed a banner on one day; each counts once."""

    banner = models.ForeignKey(Banner, on_delete=models.CASCADE, related_name="click_days")
    day = models.DateField(_("day"))
    number = models.PositiveIntegerField(_("clicks"), default=0)

    class Meta:
        verbose_name = _("clicks of a day")
        verbose_name_plural = _("clicks by day")
        constraints = [models.UniqueConstraint(fields=["banner", "day"], name="banner_clicks_once")]

    def __str__(self):
        return f"{self.banner_id} {self.day}: {self.number}"
