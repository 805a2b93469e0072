"""Reads the demo's tables and turns what they say in relative days into dates."""

import datetime
import tomllib
import uuid
from pathlib import Path

from django.utils import timezone

DATA = Path(__file__).resolve().parent / "data"
# Pages of the demo carry a translation key made from their key here, so they are known again after a rename or a move.
NAMESPACE = uuid.UUID("6f0c7c4e-6d0e-5c6a-9f0e-04105b26d501")


def toml(name):
    """Return the table `data/<name>.toml` as a dict; {} while the file does not exist."""
    path = DATA / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def producers():
    """Return the producers' tables."""
    return toml("producers").get("producer", [])


def products():
    """Return the products' tables."""
    return toml("products").get("product", [])


def articles():
    """Return the articles' tables."""
    return toml("articles").get("article", [])


def library():
    """Return the tables of the library's documents."""
    return toml("library").get("document", [])


def events():
    """Return the events' tables."""
    return toml("events").get("event", [])


def videos():
    """Return the videos' tables."""
    return toml("videos").get("video", [])


def stories():
    """Return the stories' tables."""
    return toml("stories").get("story", [])


def timed_articles():
    """Return the tables of articles that are published later or have expired."""
    return toml("newsroom").get("timed", [])


def plain_pages():
    """Return the plain pages' tables."""
    return toml("pages").get("page", [])


def drafts():
    """Return the tables of unpublished articles."""
    return toml("drafts").get("draft", [])


def identity(kind, key):
    """Return the translation key (UUID) of the demo page of this kind ("product") and key."""
    return uuid.uuid5(NAMESPACE, f"{kind}:{key}")


def ago(days, today=None):
    """Return the day `days` days before today, or None without a number."""
    return None if days is None else (today or timezone.localdate()) - datetime.timedelta(days=days)


def ahead(days, today=None):
    """Return the day `days` days after today, or None without a number."""
    return None if days is None else ago(-days, today)


def months_before(day, months):
    """Return the first day of `months` calendar months that end on `day`: a certificate that ends then may be issued on it.

    No month before 29 February need have one: 1 March then, as from 28 February it would have ended a day earlier.
    """
    from products.certificate_rules import default_expiry

    begun = default_expiry(day, -months)
    return begun if begun.day == day.day else begun + datetime.timedelta(days=1)
