"""Checks on single values, each with one full sentence."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

PHONE = RegexValidator(r"^[+\d][\d .()-]{6,19}$", _("Please write a phone number in digits, such as 0912 345 678."))


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
