"""PDF files from HTML: tagged, in Vietnamese, made of this site's own files and of nothing else.

The system must have Pango (Debian: libpango-1.0-0, libpangoft2-1.0-0, libharfbuzz-subset0). Where it is missing,
`engine()` is None, and whoever offers a PDF says so kindly.
"""

import contextlib
import io
import mimetypes
import threading
from functools import lru_cache
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.storage import default_storage
from PIL import ImageFile

# One at a time in each process: making a PDF takes a processor for a second, and a crowd would take all of them.
_making = threading.Lock()
# No host ever bears these names (RFC 2606): they mean folders, and a style sheet's "../fonts/" is found from them.
STATIC = "https://static.invalid/"
MEDIA = "https://media.invalid/"
PICTURES = "images/"  # where the sizes of pictures lie in the storage; originals and documents lie elsewhere


class EngineMissingError(Exception):
    """The system lacks the libraries that lay out text."""


@lru_cache
def engine():
    """Return the `weasyprint` module, or None where the system lacks its libraries."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints a page of advice before it fails
            import weasyprint
    except OSError:
        return None
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # it lets Pillow pass over missing halves, for every upload of this process
    return weasyprint


def write(html):
    """Return the bytes of a tagged PDF of `html`, a whole document.

    Its files are named by the addresses `STATIC` and `MEDIA` before their names; any other address is left out.
    Raises `EngineMissingError` where the system cannot make one.
    """
    made_by = engine()
    if made_by is None:
        raise EngineMissingError
    with _making:
        document = made_by.HTML(string=html, base_url="about:blank", url_fetcher=own_files())
        return document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)


def own_files():
    """Return WeasyPrint's fetcher narrowed to `STATIC`, `MEDIA` and `data:`: no network, no other file."""
    made_by = engine()

    class OwnFiles(made_by.URLFetcher):
        """Opens nothing that an address could smuggle in."""

        def fetch(self, url, headers=None):
            if url.startswith("data:"):
                return super().fetch(url, headers)
            content = own_file(url)
            found = mimetypes.guess_type(url)[0] or "application/octet-stream"
            return made_by.urls.URLFetcherResponse(url, content, {"Content-Type": found})

    return OwnFiles(allowed_protocols={"data"}, allow_redirects=False)


def own_file(url):
    """Return the bytes of the file that an address names."""
    for start, opened in ((STATIC, static_file), (MEDIA, media_file)):
        if url.startswith(start):
            return opened(unquote(url.removeprefix(start)))
    raise refused(url)


def static_file(name):
    """Return the bytes of one of the site's static files; the finders refuse every way out of their folders."""
    path = finders.find(name)
    if path:
        return Path(path).read_bytes()
    with staticfiles_storage.open(name) as file:
        return file.read()


def media_file(name):
    """Return the bytes of one size of a picture; originals and documents lie in folders beside it."""
    if not name.startswith(PICTURES) or ".." in PurePosixPath(name).parts:
        raise refused(name)
    with default_storage.open(name) as file:
        return file.read()


def refused(name):
    """Return the error for whatever is not the site's own."""
    return ValueError(f"A PDF is made of the site's own files only, not of {name[:80]}")
