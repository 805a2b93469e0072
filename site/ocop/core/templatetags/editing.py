"""What the admin's form of a page offers its writer."""

from django import template

from ocop.core.blocks import TableBlock

register = template.Library()


@register.filter
def takes_tables(form):
    """Whether the form of a page has a stream with a block for tables."""
    streams = [field.block for field in form.fields.values() if hasattr(field, "block")]
    return any(isinstance(block, TableBlock) for stream in streams for block in stream.child_blocks.values())
