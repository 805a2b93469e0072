"""Addresses that the admin's forms make of a title: the browser follows the same rule as `slugify_vi`.

Wagtail's script knows no Vietnamese: it left out the letters it did not know and wrote đ as dj.
"""

from django.db import models
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import SlugInput

from ocop.core.text import slugify_vi

LETTERS = [*range(0x00C0, 0x0250), *range(0x1E00, 0x1F00)]  # Latin ones beyond ASCII, where Vietnamese stands
MARKS = r"[\u0300-\u036f]"


def formatters():
    """Return what Wagtail's script replaces in a title, as (pattern, replacement), before it makes the slug."""
    alike = {}
    for codepoint in LETTERS:
        plain = slugify_vi(chr(codepoint))
        if plain:
            alike.setdefault(plain, []).append(chr(codepoint))
    letters = [(f"[{''.join(found)}]", plain) for plain, found in alike.items()]
    return [(MARKS, ""), *letters, (r"[^A-Za-z0-9]+", "-"), (r"^-+|-+$", "")]


class VietnameseSlugInput(SlugInput):
    """A slug's field that keeps every Vietnamese letter, đ as d."""

    def __init__(self, attrs=None, **kwargs):
        super().__init__(attrs, **{"formatters": formatters(), **kwargs})


def numbered(base, siblings, first=2):
    """Return `base` with the first number, from `first` on, that no page of the queryset `siblings` has in its address."""
    taken = set(siblings.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for slug in (f"{base}-{number}" for number in range(first, 10**6)) if slug not in taken)


def use_vietnamese_slugs():
    """Give every slug of the admin's forms this field."""
    register_form_field_override(models.SlugField, override={"widget": VietnameseSlugInput})
