"""What an event's text, and afterwards the report on it, are made of."""

from wagtail.blocks import StreamBlock

from ocop.core.blocks import FiguresBlock, GalleryBlock, PictureBlock, QuoteBlock, TableBlock, TextBlock


class EventStreamBlock(StreamBlock):
    """Words, a programme as a table, pictures, and figures that add up."""

    text = TextBlock()
    table = TableBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    figures = FiguresBlock()
