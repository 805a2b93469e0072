"""The rich text editor, kept from losing what people paste and from failing on what nobody types.

Draft.js counts the places of bold words and links in letters, an emoji as one, as Python does; so its text may only be
tidied together with them.
"""

import json

from django.forms import widgets
from wagtail.admin.rich_text import DraftailRichTextArea

from ocop.core.pasted import tidy

PLAIN_BLOCK = "unstyled"


class TidyRichTextArea(DraftailRichTextArea):
    """Draftail, whose texts are tidied (see `ocop.core.pasted`) with every mark staying on its words."""

    def value_from_datadict(self, data, files, name):
        posted = widgets.HiddenInput.value_from_datadict(self, data, files, name)
        if posted is None:
            return None
        return self.converter.exporter.render(self.tidied(content_of(posted)))

    def tidied(self, content):
        """Return the content with clean text, and without block and entity types that would take their text along."""
        exporter = self.converter.exporter
        entities = content.get("entityMap")
        entities = entities if isinstance(entities, dict) else {}
        known = {key for key, entity in entities.items() if is_known(entity, exporter.entity_options)}
        blocks = [tidied_block(block) for block in content["blocks"]]
        for block in blocks:
            if block["type"] not in exporter.block_options:
                block["type"] = PLAIN_BLOCK
            block["entityRanges"] = [mark for mark in block["entityRanges"] if str(mark.get("key")) in known]
        return {"blocks": blocks, "entityMap": {key: entities[key] for key in known}}


def content_of(posted):
    """Return the content state that was posted; what is none is taken as plain text, one block per line."""
    try:
        content = json.loads(posted, strict=False)
    except ValueError:
        return {"blocks": [{"text": line} for line in posted.splitlines()]}
    blocks = content.get("blocks") if isinstance(content, dict) else None
    if not isinstance(blocks, list):
        return {"blocks": []}
    return {**content, "blocks": [block for block in blocks if isinstance(block, dict)]}


def tidied_block(block):
    """Return a block with tidy text, its marks moved along, and nothing missing that Draft.js always sends."""
    text = block.get("text")
    text = text if isinstance(text, str) else ""
    depth, kind = block.get("depth"), block.get("type")
    return {
        **block,
        "text": tidy(text),
        "type": kind if isinstance(kind, str) else PLAIN_BLOCK,
        "depth": depth if isinstance(depth, int) and 0 <= depth < 10 else 0,
        "inlineStyleRanges": tidied_marks(block.get("inlineStyleRanges"), text),
        "entityRanges": tidied_marks(block.get("entityRanges"), text),
    }


def tidied_marks(marks, text):
    """Return the marks with their places in `text` changed to those in the tidied text."""

    def place(offset):
        return len(tidy(text[:offset]))

    return [
        {
            **mark,
            "offset": place(mark["offset"]),
            "length": place(mark["offset"] + mark["length"]) - place(mark["offset"]),
        }
        for mark in (marks if isinstance(marks, list) else [])
        if is_mark(mark)
    ]


def is_mark(mark):
    """Whether a range has a place and a length."""
    if not isinstance(mark, dict):
        return False
    places, names = [mark.get("offset"), mark.get("length")], [mark.get("style", ""), mark.get("key", "")]
    return all(isinstance(place, int) and 0 <= place < 10**9 for place in places) and all(
        isinstance(name, (str, int)) for name in names
    )


def is_known(entity, known_types):
    """Whether the site's texts have such an entity."""
    if not isinstance(entity, dict) or not isinstance(entity.get("type"), str):
        return False
    return entity["type"] in known_types and isinstance(entity.get("data", {}), dict)
