"""Prices as people type them on a phone: "120.000", "120000", "120 nghìn", "120k", "1,2 triệu", "1tr2"."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ocop.core.templatetags.ocop import number
from ocop.core.text import fold

LEAST, MOST = 1_000, 1_000_000_000
THOUSAND = {"k", "nghin", "ngan", "ng", "n"}
MILLION = {"tr", "trieu"}
CURRENCY = {"d", "dong", "vnd"}
TYPED = re.compile(r"(?P<digits>\d[\d.,\s]*?)\s*(?P<unit>[a-z]*)\s*(?:₫|d|dong|vnd)?")
SPOKEN = re.compile(r"(\d{1,4})\s*(?:tr|trieu)\s*(\d{1,3})")
GROUPED = re.compile(r"\d{1,3}([.,\s]\d{3})+")
DECIMAL = re.compile(r"(\d+)[.,](\d{1,2})")


def read_dong(text):
    """Return the number of đồng that `text` says. Raises ValueError where it says none, or one that cannot be read surely."""
    text = fold(text).strip()
    if spoken := SPOKEN.fullmatch(text):
        return with_part(*spoken.groups(), 1_000_000)
    match = TYPED.fullmatch(text)
    if match is None:
        raise ValueError(text)
    digits, factor = match["digits"].strip(), factor_of(match["unit"])
    if digits.isdigit() or GROUPED.fullmatch(digits):
        return int(re.sub(r"\D", "", digits)) * factor
    decimal = DECIMAL.fullmatch(digits)
    if decimal and factor > 1:
        return with_part(*decimal.groups(), factor)
    raise ValueError(text)


def factor_of(unit):
    """Return what a number is counted in by the word after it. Raises ValueError for a word that means nothing here."""
    if unit in MILLION:
        return 1_000_000
    if unit in THOUSAND:
        return 1_000
    if unit and unit not in CURRENCY:
        raise ValueError(unit)
    return 1


def with_part(whole, part, factor):
    """Return "1" and "25" as one and a quarter of `factor`."""
    return int(whole) * factor + int(part) * factor // 10 ** len(part)


class DongField(forms.CharField):
    """A price in đồng, or None."""

    default_error_messages = {
        "unreadable": _("Write the price in digits, such as 120.000 or 120k."),
        "too_small": _("%(value)s ₫ is very little. For %(value)s thousand write %(value)s.000 or %(value)sk."),
        "too_large": _("This price is too high. Please check the zeros."),
    }

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=30, **kwargs)

    def prepare_value(self, value):
        return number(value) if isinstance(value, int) else value

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        try:
            price = read_dong(text)
        except ValueError:
            raise ValidationError(self.error_messages["unreadable"], code="unreadable") from None
        if price < LEAST:
            raise ValidationError(self.error_messages["too_small"], code="too_small", params={"value": price})
        if price > MOST:
            raise ValidationError(self.error_messages["too_large"], code="too_large")
        return price
