"""Template tags of the visit counter."""

from django import template
from wagtail.models import Page

from home.visits.counting import page_mark

register = template.Library()


@register.simple_tag(takes_context=True)
def counted_page(context):
    """Print the mark by which the page being read is counted; "" on a screen that is no page. Costs no query."""
    page = context.get("page")
    return page_mark(page) if isinstance(page, Page) and page.pk else ""


@register.simple_tag(takes_context=True)
def is_counted(context):
    """Whether reading this is a visit: previews in the admin and error pages are none."""
    request = context.get("request")
    return not context.get("uncounted") and not getattr(request, "is_preview", False)
