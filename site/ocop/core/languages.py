"""What stays Vietnamese on an English page, and says so to whoever has it read aloud (WCAG 2.2, 3.1.2)."""

from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language


class Vietnamese(str):
    """A Vietnamese text where an English one may stand as well; `marked` gives it its `lang` when it is printed."""

    __slots__ = ()


def marked(text):
    """Return a `Vietnamese` text with its `lang` on an English page, and any other text as it is."""
    return vietnamese(text) if isinstance(text, Vietnamese) else text


def vietnamese(text):
    """Return a text with `lang="vi"` on an English page: a commune's name, a grade, all that is never in English."""
    if not text or get_language() != "en":
        return text
    return format_html('<span lang="vi">{}</span>', text)


def with_names(sentence, **names):
    """Return a sentence of the interface with Vietnamese names in its `%(name)s` places, safe to print.

    `names`: plain texts; each bears its `lang` on an English page.
    """
    shown = {key: conditional_escape(vietnamese(text)) for key, text in names.items()}
    return mark_safe(escape(sentence) % shown)  # noqa: S308  (the sentence and each name are escaped above)
