from .figures import FiguresBlock, SeriesBlock
from .media import DocumentBlock, GalleryBlock, PictureBlock
from .streams import StoryStreamBlock
from .text import QuoteBlock, TableBlock, TextBlock

__all__ = [
    "DocumentBlock",
    "FiguresBlock",
    "GalleryBlock",
    "PictureBlock",
    "QuoteBlock",
    "SeriesBlock",
    "StoryStreamBlock",
    "TableBlock",
    "TextBlock",
]
