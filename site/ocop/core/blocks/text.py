"""Blocks made of words."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, RichTextBlock, StructBlock, StructValue
from wagtail.blocks import TextBlock as PlainTextBlock
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from ocop.core.comparing import TextComparison
from ocop.core.sentences import SentenceBlock


class TextBlock(RichTextBlock):
    """Paragraphs with headings, lists and links."""

    def __init__(self, **kwargs):
        kwargs.setdefault("features", ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"])
        super().__init__(**kwargs)

    def get_comparison_class(self):
        return TextComparison

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
    by = SentenceBlock(label=_("Who said it"), max_length=120, required=False)

    class Meta:
        label = _("Quote")
        icon = "openquote"
        group = _("Text")
        template = "components/blocks/quote_block.html"
        description = _("Somebody's own words, set large.")
        preview_value = {"text": "Quả nào mềm thì để làm mứt, không đóng hộp.", "by": "Chị Hoạ, Noong Hoa"}


class Cells(TypedTableBlock):
    """Rows and columns; a new table has some of both to type into."""

    def get_comparison_class(self):
        return TextComparison

    class Meta:
        default = {
            "columns": [{"type": "text", "heading": ""}] * 2,
            "rows": [{"values": [""] * 2}] * 2,
            "caption": "",
        }
        help_text = _(
            "Type into the cells; the top row names the columns. The plus signs add columns and rows, the bins take them away."
        )


class TableValue(StructValue):
    """What of a table is drawn: a new one begins with empty cells, some of which may have stayed empty."""

    @property
    def heads(self):
        """The names of the columns; none where no column has one."""
        heads = [column["heading"] for column in self["table"].columns]
        return heads if any(heads) else []

    @property
    def rows(self):
        """The rows in which a cell says something."""
        return [row for row in self["table"].rows if any(cell.value for cell in row)]


class TableBlock(StructBlock):
    """A table with a caption; on a phone it scrolls sideways inside its own frame.

    What is copied from Word or a spreadsheet arrives in `pasted` and is cut into rows and columns when saved. A table that
    is too large is refused and stays in the form as it was pasted.
    """

    MOST_COLUMNS, MOST_ROWS = 12, 200

    caption = SentenceBlock(label=_("Caption"), max_length=160, help_text=_("What the table shows, where and when."))
    table = Cells([("text", CharBlock(label=_("Text"), required=False))], label=_("Table"))
    pasted = PlainTextBlock(
        label=_("Paste a table"),
        required=False,
        rows=2,
        help_text=_(
            "Copied from Word or Excel: saving turns it into the table, its first row into the heads of columns."
        ),
    )

    class Meta:
        label = _("Table")
        icon = "table"
        group = _("Figures")
        template = "components/blocks/table_block.html"
        description = _("Rows and columns of words or numbers.")
        value_class = TableValue

    def clean(self, value):
        """Turn what was pasted into the table; refuse more columns or rows than anybody can read."""
        value = super().clean(value)
        rows = cells_of(value.get("pasted") or "")
        columns = max(map(len, rows), default=0) or len(value["table"].columns)
        count = max(len(rows) - 1, len(value["table"].row_data))
        if columns > self.MOST_COLUMNS or count > self.MOST_ROWS:
            message = _(
                "This table has %(columns)s columns and %(rows)s rows; a reader's screen takes %(most_columns)s columns and "
                "%(most_rows)s rows. Nothing was lost: divide the table, or add the whole of it as a document."
            )
            most = {"most_columns": self.MOST_COLUMNS, "most_rows": self.MOST_ROWS}
            params = {"columns": columns, "rows": count, **most}
            raise StructBlockValidationError(non_block_errors=[ValidationError(message, params=params)])
        if rows:
            value["table"] = self.child_blocks["table"].to_python(stored_table(rows, columns))
            value["pasted"] = ""
        return value


def cells_of(text):
    """Return copied rows as lists of cells: cells end with a tab, rows with a line break; empty lines fall away."""
    return [[cell.strip() for cell in line.split("\t")] for line in text.splitlines() if line.strip()]


def stored_table(rows, columns):
    """Return rows of cells in the form in which a table is stored; the first row heads the columns."""
    full = [row + [""] * (columns - len(row)) for row in rows]
    return {
        "columns": [{"type": "text", "heading": heading} for heading in full[0]],
        "rows": [{"values": row} for row in full[1:]],
        "caption": "",
    }
