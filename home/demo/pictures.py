"""Brings the demo's pictures into the site: files under `pictures/`, described in `data/pictures.toml`."""

import hashlib
from pathlib import Path, PurePath

from django.core.files import File
from wagtail.models import Collection

from home.demo import tables
from ocop.images.models import SiteImage

FILES = Path(__file__).resolve().parent / "pictures"
COLLECTION = "Dữ liệu minh hoạ"


def collection():
    """Return the collection of the demo's pictures, made where it is missing."""
    known = Collection.objects.filter(name=COLLECTION).first()
    return known or Collection.get_first_root_node().add_child(name=COLLECTION)


def key_of(image):
    """Return the key of a stored picture: its file's name without the random part in front and the extension."""
    return PurePath(image.file.name).stem.split("-", 1)[-1]


def known_pictures():
    """Return the demo's stored pictures by key."""
    return {key_of(image): image for image in SiteImage.objects.filter(collection__name=COLLECTION)}


def load_pictures(titles, renew=False):
    """Store the pictures that are not stored yet; return (all of them by key, those written now).

    `titles`: key → what the picture is called in the admin. With `renew`, a stored picture whose file has changed here
    is replaced.
    """
    known = known_pictures()
    home = collection()
    texts = {row["key"]: row for row in tables.toml("pictures").get("picture", [])}
    written = []
    for path in sorted([*FILES.glob("*.jpg"), *FILES.glob("*.webp")]):
        key = path.stem
        image = known.get(key)
        if image is not None and renew and image.file_hash != hashlib.sha1(path.read_bytes()).hexdigest():  # noqa: S324
            image.delete()
            image = None
        if image is None:
            image = store(path, home, titles.get(key, ""), texts.get(key, {}))
            written.append(image)
        known[key] = image
    return known, written


def store(path, home, title, text):
    """Store one file as a picture of the site."""
    title = title or text.get("alt", path.stem)
    image = SiteImage(
        title=title[:255],
        description=text.get("alt", title)[:255],
        credit=text.get("credit", ""),
        collection=home,
    )
    with path.open("rb") as content:
        image.file = File(content, name=path.name)
        image._set_image_file_metadata()
        image.save()
    return image


def picture_titles():
    """Return what each picture is called in the admin: the name of what it shows, numbered from the second on."""
    titles = {}
    named = [(row["name"], row) for row in [*tables.producers(), *tables.products()]]
    named += [(row["title"], row) for row in tables.articles()]
    for name, row in named:
        for number, key in enumerate(row.get("pictures", []), 1):
            titles.setdefault(key, name if number == 1 else f"{name} ({number})")
    return titles
