"""QR codes that lead to a page: inline SVG for the web, addresses of an image for paper, PNG for labels.

Level M still reads with a crease through it; the quiet zone of four modules belongs to the code and is drawn with it.
"""

import io

import segno
from django.utils.html import format_html
from django.utils.safestring import mark_safe

ERROR_LEVEL = "m"
QUIET = 4  # modules of white around the code, as ISO/IEC 18004 asks


def code(text):
    """Return the code of `text`, such as an absolute address; ValueError when it is too long for any code."""
    return segno.make(text, error=ERROR_LEVEL, micro=False, boost_error=False)


def svg(text, label):
    """Return an inline <svg> that scales to its frame; `label` says for those who do not see it where it leads."""
    made = code(text)
    side = made.symbol_size(border=QUIET)[0]
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h{length}v1h-{length}z"
        for y, row in enumerate(made.matrix)
        for x, length in dark_runs(row)
    )
    return format_html(
        '<svg class="qr" viewBox="0 0 {} {}" role="img" aria-label="{}" shape-rendering="crispEdges">'
        '<path fill="#fff" d="M0 0h{}v{}H0z"/><path fill="#000" d="{}"/></svg>',
        side,
        side,
        label,
        side,
        side,
        mark_safe(path),  # noqa: S308  (numbers and letters of our own)
    )


def dark_runs(row):
    """Yield (start, length) of each run of dark modules in a row."""
    start = None
    for place, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            yield start, place - start
            start = None


def data_uri(text):
    """Return the code as the address of an SVG image that holds itself, for documents printed from HTML."""
    return code(text).svg_data_uri(border=QUIET, omitsize=True, dark="#000", light="#fff")


def png(text, module=10):
    """Return the code as the bytes of a PNG with `module` pixels to a module, for labels and packing."""
    out = io.BytesIO()
    code(text).save(out, kind="png", scale=module, border=QUIET)
    return out.getvalue()
