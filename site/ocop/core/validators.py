"""Checks on single values, each with one full sentence."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

PHONE = RegexValidator(r"^[+\d][\d .()-]{6,19}$", _("Please write a phone number in digits, such as 0912 345 678."))

# A moment outside is a slip of the hand, and at the very ends of the calendar no time zone's: databases fail on it.
FIRST_YEAR, LAST_YEAR = 2000, 2999


def in_our_time(moment):
    """Return a moment, or None; raise ValidationError for a year that nobody means."""
    if moment and not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValidationError(
            _("Please choose a year from %(first)s to %(last)s."),
            code="year",
            params={"first": str(FIRST_YEAR), "last": str(LAST_YEAR)},
        )
    return moment


def validate_latitude(value):
    """Raise ValidationError unless `value` is a latitude within Vietnam, in degrees (8 to 24)."""
    if not 8 <= value <= 24:
        raise ValidationError(
            _("A latitude in Vietnam lies between 8 and 24, such as 21.196. Did you swap the two numbers?"),
            code="latitude",
        )


def validate_longitude(value):
    """Raise ValidationError unless `value` is a longitude within Vietnam, in degrees (102 to 118)."""
    if not 102 <= value <= 118:
        raise ValidationError(
            _("A longitude in Vietnam lies between 102 and 118, such as 104.103. Did you swap the two numbers?"),
            code="longitude",
        )
