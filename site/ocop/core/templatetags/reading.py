"""Template tags for who reads and where: languages, absolute addresses, the page's one true address."""

import re

from django import template
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.utils.html import escape, format_html
from django.utils.safestring import SafeData, mark_safe
from django.utils.translation import get_language
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar

from ocop.core import languages, trade_words

register = template.Library()

HYPHENATED = re.compile(r"\w+(?:-\w+)+")

register.filter("marked", languages.marked)
register.filter("vietnamese", languages.vietnamese)
register.filter("trade_words", trade_words.trade_words)
register.filter("official_words", trade_words.official_words)


@register.simple_tag
def stays_vietnamese(instance=None, english_field=""):
    """Print ` lang="vi"` on an English page, unless `instance` carries English words in `english_field`."""
    if get_language() != "en" or (english_field and getattr(instance, english_field, "")):
        return ""
    return mark_safe(' lang="vi"')


@register.simple_tag
def speaks_interface():
    """Print ` lang="en"` on an English page: for what the site says inside a part that stays Vietnamese."""
    return mark_safe(' lang="en"') if get_language() == "en" else ""


@register.simple_tag(takes_context=True)
def user_bar(context):
    """Draw Wagtail's bar, but not over a preview or inside a frame, where it would cover what is being looked at.

    The preview beside a form keeps it: there it is out of sight, and checks the page.
    """
    request = context.get("request")
    is_framed = getattr(request, "is_preview", False) or (request and request.headers.get("Sec-Fetch-Dest") == "iframe")
    if is_framed and not getattr(request, "in_preview_panel", False):
        return ""
    return wagtailuserbar(context)


@register.simple_tag(takes_context=True)
def block_again(context, name):
    """Print a block of the page once more: what its head says, for those who share it."""
    return context.render_context[BLOCK_CONTEXT_KEY].get_block(name).render(context).strip()


@register.filter
def absolute(url, request):
    """Complete an address with this site's scheme and host; what is absolute already stays as it is."""
    return request.build_absolute_uri(url)


@register.filter
def unbroken(names):
    """Join names with commas so that a line never breaks inside one: "Chiềng Ban, Nà Ớt"."""
    return ", ".join(name.replace(" ", "\u00a0") for name in names)


@register.filter
def whole(text):
    """Write what stays on one line wherever it fits on one: a number with hyphens, such as 14-04105-07-2025, a name."""
    return format_html('<span class="whole">{}</span>', text) if text else text


@register.filter
def unsplit(text):
    """Keep hyphenated words whole on an English page: no line ends with the "Co-" of "Co-operative"."""
    if get_language() != "en" or isinstance(text, SafeData) or "-" not in str(text):
        return text
    return mark_safe(HYPHENATED.sub(r'<span class="nowrap">\g<0></span>', escape(str(text))))  # noqa: S308  (escaped here)


@register.simple_tag
def language_links(request, languages):
    """Print the canonical address and one alternate per language, without filters but with the page of a list."""
    number = request.GET.get("page", "")
    tail = f"?page={number}" if number.isascii() and number.isdigit() and int(number) > 1 else ""
    links = [format_html('<link rel="canonical" href="{}">', request.build_absolute_uri(request.path) + tail)]
    for language in languages:
        address = request.build_absolute_uri(language["url"].split("?")[0]) + tail
        links.append(format_html('<link rel="alternate" hreflang="{}" href="{}">', language["code"], address))
        if language["code"] == "vi":
            links.append(format_html('<link rel="alternate" hreflang="x-default" href="{}">', address))
    return mark_safe("\n".join(links))  # noqa: S308  (each part is escaped above)
