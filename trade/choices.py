"""Stable stored values for events."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EventKind(models.TextChoices):
    """What people come for."""

    FAIR = "fair", _("Fair, market week")
    MEETING = "meeting", _("Meeting of sellers and buyers")
    COURSE = "course", _("Course")
    VISIT = "visit", _("Study visit")


class EventState(models.TextChoices):
    """Whether it takes place as announced."""

    PLANNED = "planned", _("takes place as announced")
    POSTPONED = "postponed", _("postponed, new date not known yet")
    CANCELLED = "cancelled", _("cancelled")
