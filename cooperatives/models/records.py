"""Living facts about a producer, kept beside its page so that publishing a draft never turns them back."""

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def is_stale(day, today=None):
    """Whether a fact last confirmed on `day` is older than OCOP_STALE_AFTER_DAYS; never confirmed counts as stale."""
    today = today or timezone.localdate()
    return day is None or today - day > datetime.timedelta(days=settings.OCOP_STALE_AFTER_DAYS)


class ContactConfirmation(models.Model):
    """The day a producer last said that its contact still holds."""

    producer = models.OneToOneField(
        "cooperatives.ProducerPage",
        verbose_name=_("producer"),
        on_delete=models.CASCADE,
        related_name="contact_confirmation",
    )
    confirmed_on = models.DateField(_("confirmed on"))

    class Meta:
        verbose_name = _("contact confirmation")
        verbose_name_plural = _("contact confirmations")

    def __str__(self):
        return f"{self.producer}: {self.confirmed_on:%-d/%-m/%Y}"

    @property
    def is_stale(self):
        """Whether the contact was last confirmed too long ago to be relied on."""
        return is_stale(self.confirmed_on)
