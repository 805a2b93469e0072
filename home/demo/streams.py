"""Turns the tables' blocks into the raw form in which StreamFields are stored."""

import uuid
from html import escape

from home.demo.tables import identity
from home.demo.tags import Tags
from news.models import VideoPage


def item(kind, value):
    """Return one block of a stream or list."""
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def paragraphs(texts):
    """Return plain paragraphs (a list of strings) as the HTML of one text block."""
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in texts)


def story(texts):
    """Return a stream of one text block; an empty one without paragraphs."""
    return [item("text", paragraphs(texts))] if texts else []


class BlockWriter:
    """Writes the blocks and finds the tags of articles and plain pages; knows what the keys in them stand for.

    `images`: key → SiteImage. `producers`, `products`: key → page id.
    """

    def __init__(self, images, producers, products):
        self.images = images
        self.producers = producers
        self.products = products
        self.tags = Tags()

    def stream(self, blocks):
        """Return the raw stream of a list of tables; what only shows pictures without a file is left out."""
        made = [(block["type"], getattr(self, f"{block['type']}_value")(block)) for block in blocks]
        return [item(kind, value) for kind, value in made if value is not None]

    def text_value(self, block):
        return block["html"]

    def quote_value(self, block):
        return {"text": block["text"], "by": block.get("by", "")}

    def figures_value(self, block):
        parts = [{"unit": "", **part} for part in block["parts"]]
        return {
            "title": block["title"],
            "total_label": block.get("total_label", ""),
            "total": block.get("total"),
            "parts": [item("item", {**part, "value": str(part["value"])}) for part in parts],
            "drawing": block.get("drawing", "bars"),
            "source": block["source"],
        }

    def series_value(self, block):
        points = [{"year": year, "value": None if value == "" else str(value)} for year, value in block["points"]]
        return {
            "title": block["title"],
            "unit": block.get("unit", ""),
            "points": [item("item", point) for point in points],
            "source": block["source"],
        }

    def table_value(self, block):
        return {
            "caption": block["caption"],
            "table": {
                "columns": [{"type": "text", "heading": heading} for heading in block["header"]],
                "rows": [{"values": [str(cell) for cell in row]} for row in block["rows"]],
                "caption": "",
            },
            "pasted": "",
        }

    def picture_value(self, block):
        image = self.images.get(block["key"])
        return image and {
            "image": {"image": image.pk, "decorative": False, "alt_text": image.description},
            "caption": block.get("caption", ""),
        }

    def gallery_value(self, block):
        captions = block.get("captions", [])
        rows = [
            {"key": key, "caption": captions[number] if number < len(captions) else ""}
            for number, key in enumerate(block["keys"])
        ]
        pictures = [value for row in rows if (value := self.picture_value(row))]
        return {"pictures": [item("item", value) for value in pictures]} if len(pictures) > 1 else None

    def video_value(self, block):
        return {"video": VideoPage.objects.get(translation_key=identity("video", block["key"])).pk}

    def producers_value(self, block):
        return {"producers": [item("item", self.producers[key]) for key in block["keys"]]}

    def products_value(self, block):
        return {"products": [item("item", self.products[key]) for key in block["keys"]]}
