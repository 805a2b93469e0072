"""Template tags of the house, available in every template."""

import datetime
import hashlib
import json
from decimal import Decimal
from functools import cache

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ocop.core import kept
from ocop.core.contacts import phone_href, phone_text

register = template.Library()
register.filter("phone_text", phone_text)
register.filter("phone_href", phone_href)

SAFE_IN_SCRIPT = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


@register.filter
def dong(value):
    """Write a number of đồng: 120000 → "120.000 ₫" (a narrow no-break space keeps the sign beside it)."""
    if value in (None, ""):
        return ""
    separator = "," if get_language() == "en" else "."
    return f"{int(value):,}".replace(",", separator) + "\u00a0₫"


@register.filter
def number(value):
    """Write a number with up to two decimals the Vietnamese way: 6503 → "6.503", 2.25 → "2,25", 7.0 → "7"."""
    if value in (None, ""):
        return ""
    text = f"{Decimal(str(value)):,.2f}".rstrip("0").rstrip(".")
    return text if get_language() == "en" else text.translate(str.maketrans(",.", ".,"))


@register.filter
def day(value):
    """Write a date: 30/8/2021, or 30 Aug 2021 in English."""
    if not value:
        return ""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    if get_language() == "en":
        return f"{value.day}\u00a0{value:%b}\u00a0{value.year}"
    return f"{value.day}/{value.month}/{value.year}"


@register.simple_tag
def glyph(name, small=False):
    """Draw an outline of the sprite `static/img/icons.svg`, 24 px, or 20 px if `small`.

    A tag and not an included template, as a page draws some thirty of them.
    """
    return drawn_glyph(name, small)


@cache
def drawn_glyph(name, small):
    """Return the outline; the sprite's address is the same for as long as the process runs."""
    return format_html(
        '<svg class="icon{}" width="24" height="24" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        " icon--small" if small else "",
        static("img/icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def card(context, template, **variables):
    """Draw a card with these variables alone, or take it from where cards are kept (`ocop.core.kept`)."""
    return kept.card(template, variables, context)


@register.simple_tag
def this_month():
    """The number of the current month, 1–12."""
    return timezone.localdate().month


@register.simple_tag
def structured_data(objects):
    """Print JSON-LD objects; what editors typed cannot close the script element."""
    blocks = [json.dumps(item, ensure_ascii=False, default=str).translate(SAFE_IN_SCRIPT) for item in objects]
    return mark_safe(  # noqa: S308  (every character that could leave the element is escaped above)
        "".join(f'<script type="application/ld+json">{block}</script>' for block in blocks)
    )


@register.simple_tag
def page_structured_data(page, request):
    """Print the page's own JSON-LD and its trail."""
    from ocop.core.structured_data import breadcrumb_list

    objects = page.structured_data(request)
    crumbs = [(crumb.title, crumb.get_url(request)) for crumb in page.breadcrumbs]
    if crumbs:
        objects = [*objects, breadcrumb_list([*crumbs, (page.title, page.get_url(request))], request)]
    return structured_data(objects)


@register.simple_tag
def woven_mark(slug, size=64):
    """Draw a producer's woven mark: a diamond cross-stitch from the slug's SHA-256, mirrored both ways, as inline SVG."""
    digest = hashlib.sha256(slug.encode()).digest()
    half = 6  # cells from the centre to the tip
    palettes = ("forest", "cherry", "gold", "ink")
    ground = palettes[digest[0] % 2]
    cells = []
    for x in range(half + 1):
        for y in range(half + 1 - x):
            value = digest[1 + (x * 7 + y) % 30]
            if value % 5 == 4:
                continue
            tone = "a" if value % 2 else "b"
            cells += [(half + sx * x, half + sy * y, tone) for sx in {1, -1} for sy in {1, -1}]
    squares = "".join(
        f'<rect class="mark-{tone}" x="{x}" y="{y}" width="1.02" height="1.02"/>' for x, y, tone in sorted(set(cells))
    )
    side = half * 2 + 1
    return format_html(
        '<svg class="woven-mark woven-mark--{}" viewBox="-1 -1 {} {}" width="{}" height="{}" aria-hidden="true">'
        '<rect class="mark-ground" x="-1" y="-1" width="{}" height="{}"/>{}</svg>',
        ground,
        side + 2,
        side + 2,
        size,
        size,
        side + 2,
        side + 2,
        mark_safe(squares),  # noqa: S308
    )


@register.filter
def month_name(value):
    """Name a month: "Tháng 11", or "November" in English."""
    names = [
        _("January"),
        _("February"),
        _("March"),
        _("April"),
        _("May"),
        _("June"),
        _("July"),
        _("August"),
        _("September"),
        _("October"),
        _("November"),
        _("December"),
    ]
    return names[int(value) - 1]


@register.filter
def month_of(month, year):
    """Name a month of a year: "Tháng 11/2026", or "November 2026" in English."""
    return f"{month_name(month)}{' ' if get_language() == 'en' else '/'}{year}"


def month_in_sentence(value):
    """Name a month after other words: "tháng 11", or "November" in English."""
    name = month_name(value)
    return name if get_language() == "en" else name.lower()
