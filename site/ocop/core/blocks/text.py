"""Blocks made of words."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock, StructBlock
from wagtail.blocks import TextBlock as PlainTextBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock


class TextBlock(RichTextBlock):
    """Paragraphs with headings, lists and links."""

    def __init__(self, **kwargs):
        kwargs.setdefault("features", ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"])
        super().__init__(**kwargs)

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        group = _("Text")
        template = "components/blocks/text_block.html"
        description = _("Paragraphs, headings, lists and links.")
        preview_value = "<p>Vườn na trên nương đá vào vụ từ tháng 8.</p>"


class QuoteBlock(StructBlock):
    """Somebody's own words."""

    text = PlainTextBlock(label=_("What was said"), rows=3, max_length=400)
    by = CharBlock(label=_("Who said it"), max_length=120, required=False)

    class Meta:
        label = _("Quote")
        icon = "openquote"
        group = _("Text")
        template = "components/blocks/quote_block.html"
        description = _("Somebody's own words, set large.")
        preview_value = {"text": "Quả nào mềm thì để làm mứt, không đóng hộp.", "by": "Chị Hoạ, Noong Hoa"}


class TableBlock(StructBlock):
    """A table with a caption; on a phone it scrolls sideways inside its own frame."""

    caption = CharBlock(label=_("Caption"), max_length=160, help_text=_("What the table shows, where and when."))
    table = TypedTableBlock([("text", CharBlock(label=_("Text"), required=False))], label=_("Table"))

    class Meta:
        label = _("Table")
        icon = "table"
        group = _("Figures")
        template = "components/blocks/table_block.html"
        description = _("Rows and columns of words or numbers.")
