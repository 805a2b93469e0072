"""Goes over all texts of a page that people read: fields, captions, rich text, and streams however deep."""

from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

from django.db import models
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.rich_text import RichText

# What a page has besides its texts, and what is not Vietnamese.
NO_TEXTS = {"slug", "path", "url_path", "draft_title", "content_json", "locked_by", "expire_at"}
ENGLISH = "_en"
NOT_PROSE = (models.URLField, models.EmailField, models.SlugField, models.UUIDField, models.GenericIPAddressField)
BREAKING = {"p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "ul", "ol", "blockquote", "td", "tr", "embed"}


class Place(NamedTuple):
    """One text and where it stands: `path` as Wagtail's editor names places, `label` for people."""

    path: str
    label: str
    text: str


def texts(page):
    """Yield a `Place` for each text of a page (of its own class) that is not empty."""
    yield from (place for place in _texts_of(page, "", "") if place.text.strip())


def _texts_of(thing, path, label):
    for field in thing._meta.get_fields():
        if not _is_text(field):
            continue
        value = field.value_from_object(thing)
        where, name = path + field.name, label + capfirst(str(field.verbose_name))
        if isinstance(field, StreamField):
            yield from _texts_of_stream(value, where, name)
        elif isinstance(field, RichTextField):
            yield Place(where, name, plain(value or ""))
        else:
            yield Place(where, name, value or "")
    for relation in get_all_child_relations(thing):
        heading = capfirst(str(relation.related_model._meta.verbose_name))
        for child in getattr(thing, relation.get_accessor_name()).all():
            yield from _texts_of(
                child, f"{path}{relation.get_accessor_name()}.{child.pk or 0}.", f"{label}{heading} › "
            )


def _is_text(field):
    if not getattr(field, "concrete", False) or not field.editable or field.name in NO_TEXTS:
        return False
    if field.name.endswith(ENGLISH) or field.choices or isinstance(field, NOT_PROSE):
        return False
    if field.model is Page and field.name not in ("title", "seo_title", "search_description"):
        return False
    return isinstance(field, (models.CharField, models.TextField, StreamField))


def _texts_of_stream(stream, path, label):
    for child in stream:
        where, name = f"{path}.{child.id}", f"{label} › {capfirst(str(child.block.label))}"
        yield from _texts_of_block(child.block, child.value, where, name)


def _texts_of_block(block, value, path, label):
    if value is None:
        return
    if isinstance(block, blocks.StreamBlock):
        yield from _texts_of_stream(value, path, label)
    elif isinstance(block, blocks.ListBlock):
        for number, child in enumerate(value.bound_blocks, start=1):
            yield from _texts_of_block(child.block, child.value, f"{path}.{child.id}", f"{label} {number}")
    elif isinstance(block, blocks.StructBlock):
        yield from _texts_of_struct(block, value, path, label)
    elif isinstance(value, RichText):
        yield Place(path, label, plain(value.source))
    elif isinstance(value, TypedTable):
        yield from _texts_of_table(value, path, label)
    elif isinstance(block, (blocks.CharBlock, blocks.TextBlock)) and not is_english(block.name):
        yield Place(path, label, str(value))


def _texts_of_struct(block, value, path, label):
    """A struct's value may be of any class (a picture block's is a picture): only what has the child's name is read."""
    if not hasattr(value, "get"):
        return
    for name, child in block.child_blocks.items():
        if not is_english(name):
            yield from _texts_of_block(
                child, value.get(name), f"{path}.{name}", f"{label} › {capfirst(str(child.label))}"
            )


def _texts_of_table(table, path, label):
    headings = [column["heading"] for column in table.columns]
    cells = [str(cell.value) for row in table.rows for cell in row]
    yield Place(path, label, "\n\n".join(text for text in [*headings, *cells] if text))


def is_english(name):
    """Whether a field or block of that name holds English."""
    return bool(name) and name.endswith(ENGLISH)


class _Plain(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=False)
        self.parts = []

    def handle_starttag(self, tag, attrs):
        self.parts.append("\n\n" if tag in BREAKING else "")

    def handle_endtag(self, tag):
        self.parts.append("\n\n" if tag in BREAKING else "")

    def handle_data(self, data):
        self.parts.append(data)

    def handle_entityref(self, name):
        self.parts.append(unescape(f"&{name};"))

    def handle_charref(self, name):
        self.parts.append(unescape(f"&#{name};"))


def plain(html):
    """Return the words of some HTML, with an empty line between paragraphs."""
    parser = _Plain()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)
