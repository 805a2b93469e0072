"""The stream that producers and products share."""

from wagtail.blocks import StreamBlock

from .media import GalleryBlock, PictureBlock
from .text import QuoteBlock, TextBlock


class StoryStreamBlock(StreamBlock):
    """What a producer or a product tells about itself."""

    text = TextBlock()
    picture = PictureBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
