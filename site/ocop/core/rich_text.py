"""The rich text editor, kept from losing what people paste and from failing on what nobody types.

Draft.js counts the places of bold words and links in letters, an emoji as one, as Python does; so its text may only be
tidied together with them.
"""

import json
from operator import itemgetter

from django.forms import widgets
from wagtail.admin.rich_text import DraftailRichTextArea

from ocop.core.ids import could_be_an_id
from ocop.core.pasted import plain_address, tidy

PLAIN_BLOCK = "unstyled"
MOST_MARKS = 500  # of one kind in one block
FARTHEST_CUT = 200  # letters; texts have spaces


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
            block["inlineStyleRanges"] = joined(block["inlineStyleRanges"], exporter.style_options)
            block["entityRanges"] = apart(mark for mark in block["entityRanges"] if str(mark.get("key")) in known)
        return {"blocks": blocks, "entityMap": {key: with_plain_address(entities[key]) for key in known}}


def with_plain_address(entity):
    """Return an entity whose link leads where it says, not by way of the network it was copied from."""
    data = entity.get("data")
    if not isinstance(data, dict) or not isinstance(data.get("url"), str):
        return entity
    return {**entity, "data": {**data, "url": plain_address(data["url"])}}


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
    """Return the marks with their places in `text` changed to those in the tidied text.

    What no editor sends is left out: marks beyond the text, one twice, more than `MOST_MARKS`.
    """
    kept = {}
    for mark in marks if isinstance(marks, list) else []:
        if is_mark(mark) and mark["offset"] < len(text):
            kept.setdefault((mark["offset"], mark["length"], mark.get("style"), mark.get("key")), mark)
    kept = list(kept.values())[:MOST_MARKS]
    ends = {id(mark): min(mark["offset"] + mark["length"], len(text)) for mark in kept}
    place = places({mark["offset"] for mark in kept} | set(ends.values()), text)
    moved = [
        {**mark, "offset": place[mark["offset"]], "length": place[ends[id(mark)]] - place[mark["offset"]]}
        for mark in kept
    ]
    return [mark for mark in moved if mark["length"] > 0]


def joined(marks, known_styles):
    """Return the marks of known styles, those of one style that overlap as one: bold twice is bold, and never too deep."""
    found, last = [], {}
    for mark in sorted((mark for mark in marks if mark.get("style") in known_styles), key=itemgetter("offset")):
        before = last.get(mark["style"])
        if before and mark["offset"] < end_of(before):
            before["length"] = max(end_of(before), end_of(mark)) - before["offset"]
        else:
            found.append(mark)
            last[mark["style"]] = mark
    return found


def apart(marks):
    """Return the marks without those that begin inside another: a letter stands in one link."""
    found, end = [], 0
    for mark in sorted(marks, key=itemgetter("offset")):
        if mark["offset"] >= end:
            found.append(mark)
            end = end_of(mark)
    return found


def end_of(mark):
    """Return where a mark ends."""
    return mark["offset"] + mark["length"]


def places(offsets, text):
    """Return {place in `text`: place in the tidied text}; the text is tidied once, however many places there are."""
    if tidy(text) == text:
        return {offset: offset for offset in offsets}
    found, done, length = {}, 0, 0
    for offset in sorted(offsets):
        cut = last_cut(text, offset, done)
        done, length = cut, length + len(tidy(text[done:cut]))
        found[offset] = length + len(tidy(text[cut:offset]))
    return found


def last_cut(text, offset, start):
    """Return the last place before `offset` where a text can be tidied in two parts: a plain letter or space begins there."""
    nearest = max(start, offset - FARTHEST_CUT)
    return next((place for place in range(offset, nearest, -1) if " " <= text[place : place + 1] <= "~"), nearest)


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
    data = entity.get("data", {})
    if entity["type"] not in known_types or not isinstance(data, dict):
        return False
    number = data.get("id")
    return isinstance(data.get("url"), (str, type(None))) and (number is None or could_be_an_id(number))
