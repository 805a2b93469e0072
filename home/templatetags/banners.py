"""Template tags of banners."""

from django import template

from home.banners.showing import TEMPLATE, banner_in

register = template.Library()


@register.inclusion_tag(TEMPLATE)
def banner(slot, late=True):
    """Draw the banner that stands in a place now; nothing at all where there is none."""
    return {"banner": banner_in(slot), "late": late}
