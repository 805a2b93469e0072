"""Old beside new, for Vietnamese: Wagtail's own comparison takes short words for noise, and runs paragraphs together."""

import re
from difflib import SequenceMatcher

from bs4 import BeautifulSoup
from django.db.models import CharField, TextField
from django.utils.html import escape
from django.utils.safestring import mark_safe
from wagtail.admin.compare import (
    BlockComparison,
    FieldComparison,
    StreamFieldComparison,
    TextDiff,
    register_comparison_class,
)
from wagtail.fields import StreamField

TOKEN = re.compile(r"\w+|\n+|[^\S\n]+|[^\w\s]")
FEWEST_WORDS = 2
MOST_PAIRS = 500_000  # of words, old and new: comparing takes as long as there are pairs
PARAGRAPH_KEY = re.compile(r' data-block-key="[^"]*"')
ENDS_A_PARAGRAPH = ["p", "h2", "h3", "h4", "ul", "ol", "blockquote", "caption"]
ENDS_A_LINE = ["br", "li", "tr"]
ENDS_A_CELL = ["td", "th"]


class SentenceComparison(FieldComparison):
    """Compares a field of plain words."""

    def htmldiff(self):
        return marked(self.val_a or "", self.val_b or "")


class TextComparison(BlockComparison):
    """Compares what a block shows of its words."""

    def htmlvalue(self, val):
        return with_breaks(escape(self.text_of(val)))

    def htmldiff(self):
        return marked(self.text_of(self.val_a), self.text_of(self.val_b))

    def text_of(self, value):
        """Return the words of a value in lines; nothing for None."""
        return "" if value is None else lines_of(self.block.render_basic(value))


class BlocksComparison(StreamFieldComparison):
    """Compares a text of blocks by what people wrote in it."""

    def has_changed(self):
        return super().has_changed() and written(self.val_a.get_prep_value()) != written(self.val_b.get_prep_value())


def written(value):
    """Return stored blocks without the names that the editor gives to blocks and paragraphs: they are nobody's words."""
    if isinstance(value, dict):
        return {name: written(part) for name, part in value.items() if name != "id"}
    if isinstance(value, (list, tuple)):
        return [written(part) for part in value]
    return PARAGRAPH_KEY.sub("", value) if isinstance(value, str) else value


def register():
    """Compare all plain fields, and all texts of blocks, so."""
    for field in (CharField, TextField):
        register_comparison_class(field, comparison_class=SentenceComparison)
    register_comparison_class(StreamField, comparison_class=BlocksComparison)


def marked(old, new):
    """Return both texts in one as HTML, word by word, with what went and what came marked."""
    found = []
    for before, after in pieces(old, new):
        found += compared(before, after)
    return with_breaks(TextDiff([(kind, text) for kind, text in found if text]).to_html())


def pieces(old, new):
    """Yield both texts in parts that answer each other: whole, or where that would take long, what changed between lines."""
    if len(TOKEN.findall(old)) * len(TOKEN.findall(new)) <= MOST_PAIRS:
        yield old, new
        return
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if len(before) * len(after) > MOST_PAIRS:
        yield old, new
        return
    for _kind, from_a, to_a, from_b, to_b in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield "".join(before[from_a:to_a]), "".join(after[from_b:to_b])


def compared(old, new):
    """Return (kind, text) for what stayed, went and came between two texts; large ones with nothing alike went and came whole."""
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    if old == new:
        return [("equal", old)]
    if len(before) * len(after) > MOST_PAIRS:
        return [("deletion", old), ("addition", new)]
    found, gone, come = [], "", ""
    steps = SequenceMatcher(str.isspace, before, after).get_opcodes()
    for number, (kind, from_a, to_a, from_b, to_b) in enumerate(steps):
        if kind == "equal" and not is_crumb(before[from_a:to_a], 0 < number < len(steps) - 1):
            found += [("deletion", gone), ("addition", come), ("equal", "".join(before[from_a:to_a]))]
            gone = come = ""
        else:
            gone += "".join(before[from_a:to_a])
            come += "".join(after[from_b:to_b])
    return [*found, ("deletion", gone), ("addition", come)]


def is_crumb(tokens, is_between):
    """Whether what stayed between two changes is so little that the sentence reads better as changed throughout."""
    return is_between and sum(token[0].isalnum() for token in tokens) < FEWEST_WORDS


def lines_of(html):
    """Return the text of HTML as its reader sees it: a line for each item and row, an empty one between paragraphs.

    Behind the words of a link stands where it leads: nobody approves an address that does not show.
    """
    soup = BeautifulSoup(str(html), "html.parser")
    for link in soup.find_all("a", href=True):
        if link["href"] != link.get_text(strip=True):
            link.append(f" ({link['href']})")
    for text in soup.find_all(string=True):
        text.replace_with(re.sub(r"\s+", " ", text))
    for names, end in ((ENDS_A_PARAGRAPH, "\n\n"), (ENDS_A_LINE, "\n"), (ENDS_A_CELL, " | ")):
        for tag in soup.find_all(names):
            tag.insert_after(end)
    lines = (re.sub(r" {2,}", " ", line).strip().removesuffix("|").rstrip() for line in soup.get_text().split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def with_breaks(html):
    """Draw the line ends of compared text, in which nothing but its words carries any."""
    return mark_safe(str(html).replace("\n", "<br>"))  # noqa: S308  (escaped by whoever made it)
