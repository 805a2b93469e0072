"""Prices as people type them: "120.000", "120000", "120 nghìn", "12.5k", "1,2 triệu", "1tr2".

`static/js/stall-price.js` reads a part of these, and never one otherwise.
"""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ocop.core.templatetags.ocop import dong, number
from ocop.core.text import fold

LEAST, MOST = 1_000, 1_000_000_000
THOUSAND = {"k", "nghin", "ngan", "ng", "n"}
MILLION = {"tr", "trieu"}
CURRENCY = {"d", "dong", "vnd"}
TYPED = re.compile(r"(?P<digits>\d[\d.,\s]*?)\s*(?P<unit>[a-z]*)\s*(?:₫|d|dong|vnd)?")
SPOKEN = re.compile(r"(\d{1,4})\s*(?:tr|trieu)\s*(\d{1,3})")
GROUPED = re.compile(r"\d{1,3}([.,\s]\d{3})+")
DECIMAL = re.compile(r"(\d+)[.,](\d{1,2})")


class DoubtfulError(ValueError):
    """A price that can be meant in two ways: `readings`, in đồng."""

    def __init__(self, text, readings):
        super().__init__(text)
        self.readings = readings


def read_dong(text):
    """Return the number of đồng that `text` says. Raises ValueError where it says none, DoubtfulError where it may say two."""
    text = fold(text).strip()
    if spoken := SPOKEN.fullmatch(text):
        return with_part(*spoken.groups(), 1_000_000)
    match = TYPED.fullmatch(text)
    if match is None:
        raise ValueError(text)
    digits, factor = match["digits"].strip(), factor_of(match["unit"])
    whole, decimal = int(re.sub(r"\D", "", digits)), DECIMAL.fullmatch(digits)
    if digits.isdigit() or (GROUPED.fullmatch(digits) and factor == 1):
        return whole * factor
    if GROUPED.fullmatch(digits):  # "120.000k"
        raise DoubtfulError(text, (whole, whole * factor))
    if decimal and factor > 1:
        return with_part(*decimal.groups(), factor)
    if decimal:
        raise_doubt(text, with_part(*decimal.groups(), 1_000), whole, with_part(*decimal.groups(), 1_000_000))
    raise ValueError(text)


def raise_doubt(text, *readings):
    """Raise DoubtfulError with the first two readings that can be prices, ValueError where there are none: "12.50"."""
    possible = [price for price in dict.fromkeys(readings) if LEAST <= price <= MOST]
    raise DoubtfulError(text, possible[:2]) if len(possible) > 1 else ValueError(text)


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
        "unreadable": _("Write the price in digits, such as 120.000."),
        "doubtful": _("“%(typed)s” can mean %(first)s or %(second)s. Write all the digits, with the zeros."),
        "zero": _("If there is no price yet, leave this field empty."),
        "too_small": _("%(value)s ₫ is very little. For %(value)s thousand write %(value)s.000."),
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
        except DoubtfulError as doubt:
            first, second = (dong(price) for price in doubt.readings)
            params = {"typed": text, "first": first, "second": second}
            raise ValidationError(self.error_messages["doubtful"], code="doubtful", params=params) from None
        except ValueError:
            raise ValidationError(self.error_messages["unreadable"], code="unreadable") from None
        if price == 0:
            raise ValidationError(self.error_messages["zero"], code="zero")
        if price < LEAST:
            raise ValidationError(self.error_messages["too_small"], code="too_small", params={"value": price})
        if price > MOST:
            raise ValidationError(self.error_messages["too_large"], code="too_large")
        return price
