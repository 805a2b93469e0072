"""Numbers as Vietnam types them: "120.000" is a hundred and twenty thousand, "12,5" twelve and a half.

Django's plain number fields drop a trailing ".000" as if it were an empty fraction, which would save a price of
120.000 ₫ as 120 ₫. Localized fields read separators by the reader's language and show numbers grouped.
"""

from django import forms
from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.blocks import DecimalBlock, IntegerBlock


def localize_admin_forms():
    """Read and show whole numbers and decimals in the admin's model forms by the reader's language.

    Years are `PositiveSmallIntegerField` and coordinates `FloatField`, which stay as they are: nobody groups a year, and
    coordinates are copied from a map with a decimal point.
    """
    for field in (models.PositiveIntegerField, models.DecimalField):
        register_form_field_override(field, override={"localize": True})


class WholeNumberBlock(IntegerBlock):
    """A whole number, typed with or without separators."""

    def __init__(self, required=True, help_text=None, min_value=None, max_value=None, validators=(), **kwargs):
        super().__init__(required, help_text, min_value, max_value, validators, **kwargs)
        self.field = forms.IntegerField(
            required=required,
            help_text=help_text,
            min_value=min_value,
            max_value=max_value,
            validators=list(validators),
            localize=True,
        )


class NumberBlock(DecimalBlock):
    """A number with up to two decimals, typed with or without separators."""

    def __init__(self, required=True, help_text=None, **kwargs):
        super().__init__(required=required, help_text=help_text, decimal_places=2, **kwargs)
        self.field = forms.DecimalField(
            required=required, help_text=help_text, max_digits=14, decimal_places=2, localize=True
        )
