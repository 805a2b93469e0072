"""The guides in docs/huong-dan as pages of the site: written once, read on paper, in the repository and here."""

import re
from dataclasses import dataclass
from functools import lru_cache

import markdown
from django.conf import settings
from django.urls import reverse
from markdown.extensions.toc import slugify_unicode

FOLDER = settings.ROOT / "docs" / "huong-dan"
# address: file, in the order of the list
FILES = {
    "hop-tac-xa": "hop-tac-xa.md",
    "nguoi-mua": "nguoi-mua.md",
    "bien-tap-vien": "bien-tap-vien.md",
    "can-bo": "can-bo.md",
}
PICTURES = {".webp": "image/webp", ".png": "image/png"}


@dataclass(frozen=True)
class Guide:
    """One guide: `html` is its text without the title, `sections` are (anchor, words) of its headings."""

    slug: str
    title: str
    html: str
    sections: tuple


def guides():
    """Return all `Guide`s that are written."""
    return [guide for slug in FILES if (guide := find_guide(slug))]


@lru_cache
def find_guide(slug):
    """Return the `Guide` with this address, or None."""
    path = FOLDER / FILES.get(slug, "")
    if not path.is_file():
        return None
    return read(slug, path.read_text(encoding="utf-8"))


def read(slug, text):
    """Return the `Guide` that a Markdown text makes: links between the files become addresses of this site."""
    title, __, body = text.lstrip().removeprefix("# ").partition("\n")
    converter = markdown.Markdown(
        extensions=["tables", "toc", "sane_lists"],
        extension_configs={"toc": {"slugify": slugify_unicode, "toc_depth": "2"}},
        output_format="html",
    )
    html = re.sub(r'(href|src)="([^"#]*)', lambda found: f'{found[1]}="{address(found[2])}', converter.convert(body))
    html = html.replace("<table>", '<div class="guide__table" tabindex="0" role="region"><table>')
    html = html.replace("</table>", "</table></div>").replace("<img ", '<img loading="lazy" ')
    return Guide(slug, title.strip(), html, tuple((part["id"], part["name"]) for part in converter.toc_tokens))


def address(target):
    """Return where a link of a guide leads on the site; addresses elsewhere stay as they are."""
    slugs = {file: slug for slug, file in FILES.items()}
    if target in slugs:
        return reverse("guide", args=[slugs[target]])
    if target == "README.md":
        return reverse("guides")
    if target.startswith("anh/"):
        return reverse("guide_picture", args=[target.removeprefix("anh/")])
    return target


def picture(name):
    """Return (path, content type) of a guide's picture, or None where there is none of that name."""
    path = FOLDER / "anh" / name
    if path.suffix not in PICTURES or path.parent != FOLDER / "anh" or not path.is_file():
        return None
    return path, PICTURES[path.suffix]
