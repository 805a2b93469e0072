"""Hands out a file piece by piece: browsers ask a film for the part that they are about to play."""

import re

from django.http import HttpResponse, StreamingHttpResponse

PIECE = 256 * 1024
RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def ranged_response(request, open_file, size, content_type):
    """Return a response with the part of a file that the request's Range header asks for, or with all of it.

    `open_file`: called without arguments where something must be read; the response closes what it returns.
    """
    asked = asked_range(request.headers.get("Range", ""), size)
    if asked == ():
        response = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{size}"
        return response
    start, end = asked or (0, size - 1)
    body = [] if request.method == "HEAD" else pieces(open_file(), start, end)
    response = StreamingHttpResponse(body, status=206 if asked else 200, content_type=content_type)
    response["Accept-Ranges"] = "bytes"
    response["Content-Length"] = end - start + 1
    response["Content-Encoding"] = "identity"  # keeps GZipMiddleware away, which would take the length off again
    if asked:
        response["Content-Range"] = f"bytes {start}-{end}/{size}"
    return response


def asked_range(header, size):
    """Return (first, last byte) of a Range header; None where all is asked for, () where nothing of the file is meant."""
    match = RANGE.fullmatch(header.strip()) if len(header) < 60 else None
    if not match or match.groups() == ("", ""):
        return None  # none, several, or another unit: the whole file is a right answer to each
    first, last = match.groups()
    if not first:
        return (max(0, size - int(last)), size - 1) if int(last) and size else ()
    start, end = int(first), min(int(last or size - 1), size - 1)
    return (start, end) if start < size and start <= end else ()


def pieces(file, start, end):
    """Yield the bytes from `start` to `end` (inclusive), and close the file afterwards."""
    with file:
        file.seek(start)
        left = end - start + 1
        while left > 0 and (piece := file.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
