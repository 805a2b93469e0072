"""Brings the demo's pictures into the site: files under `pictures/`, described in `data/pictures.toml`."""

import hashlib
from pathlib import Path, PurePath

from django.core.files.base import ContentFile
from PIL import Image
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


def picture_files():
    """Return the paths of the pictures, in the order of their names."""
    return sorted([*FILES.glob("*.jpg"), *FILES.glob("*.webp")])


def known_pictures():
    """Return the demo's stored pictures by key. Nobody uploaded them; some stand in a producer's own collection by now."""
    ours = {path.stem for path in picture_files()}
    found = {key_of(image): image for image in SiteImage.objects.filter(uploaded_by_user=None)}
    return {key: image for key, image in found.items() if key in ours}


def load_pictures(titles, renew=False):
    """Store the pictures that are not stored yet; return (all of them by key, those written now).

    `titles`: key → what the picture is called in the admin. With `renew`, a stored picture whose file has changed here
    is replaced.
    """
    known = known_pictures()
    home = collection()
    texts = {row["key"]: row for row in tables.toml("pictures").get("picture", [])}
    written = {}
    for path in picture_files():
        key = path.stem
        if renew and key in known and known[key].file_hash != digest(path.read_bytes()):
            known.pop(key).delete()
        if key not in known:
            written[key] = picture_of(path, home, titles.get(key, ""), texts.get(key, {}))
    SiteImage.objects.bulk_create(written.values())
    return {**known, **written}, list(written.values())


def picture_of(path, home, title, text):
    """Return one file, put into the store, as an unsaved picture.

    The file goes past the form field, which would unpack every pixel twice to learn the size that the header tells.
    """
    content = path.read_bytes()
    with Image.open(path) as header:
        width, height = header.size
    title = title or text.get("alt", path.stem)
    image = SiteImage(
        title=title[:255],
        description=text.get("alt", title)[:255],
        credit=text.get("credit", ""),
        collection=home,
        width=width,
        height=height,
        file_size=len(content),
        file_hash=digest(content),
    )
    storage = SiteImage._meta.get_field("file").storage
    image.file = storage.save(image.get_upload_to(path.name), ContentFile(content))
    return image


def digest(content):
    """Return the hash by which Wagtail knows a file again."""
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()


def picture_titles():
    """Return what each picture is called in the admin: the name of what it shows, numbered from the second on."""
    titles = {}
    named = [(row["name"], row) for row in [*tables.producers(), *tables.products()]]
    named += [(row["title"], row) for row in tables.articles()]
    named += [(row["title"], {"pictures": [row["picture"]]}) for row in tables.events()]
    for name, row in named:
        for number, key in enumerate(row.get("pictures", []), 1):
            titles.setdefault(key, name if number == 1 else f"{name} ({number})")
    return titles
