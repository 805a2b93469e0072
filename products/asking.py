"""What buyers type beside a product's name, "giá sỉ cà phê", and the search that looks past it when no title holds it."""

from dataclasses import replace

from ocop.core.search.engine import search_ids
from ocop.core.text import fold, words

# Folded, the longer ones first.
TRADING_WORDS = [
    phrase.split()
    for phrase in (
        "gia bao nhieu", "bao nhieu tien", "mua o dau", "ban o dau", "so dien thoai",
        "gia si", "gia le", "gia buon", "gia ban", "ban si", "ban buon", "ban le", "mua si", "mua buon", "dat mua", "dat hang",
        "gia", "si", "mua",
        "wholesale price", "retail price", "price of", "for export", "for sale",
        "wholesale", "price", "prices", "buy", "supplier", "suppliers", "exporter", "exporters",
    )
]  # fmt: skip

LONGEST_NAME = 3  # words of a text that may be a name
FIRST_WORDS = 6  # of a longer text
TELLING = 5  # letters: a shorter word means too many things to be searched for by itself, but for the first


def without_trading_words(text):
    """Return a search text without its words of buying and selling; "" where it holds nothing else."""
    typed = words(text)
    bare = [fold(word) for word in typed]
    kept, place = [], 0
    while place < len(typed):
        size = next((len(phrase) for phrase in TRADING_WORDS if bare[place : place + len(phrase)] == phrase), 0)
        if not size:
            kept.append(typed[place])
        place += size or 1
    return " ".join(kept)


def search_as_buyers_do(models, typed, *, correct=True, **options):
    """Return the Hits of `search_ids`, or those of the text without its words of trade where no title holds it with them.

    News that speaks of a price somewhere would else hide the goods themselves. Where no page holds all that was typed,
    a part of it is searched for; `Hits.corrected` names it.
    """
    hits = search_ids(models, typed, correct=correct, **options)
    if not correct or hits.in_title:
        return hits
    name = without_trading_words(typed)
    if name not in ("", " ".join(words(typed))):
        found = search_ids(models, name, **options)
        if found.in_title or (found.total and not hits.total):
            return replace(found, corrected=found.corrected or name, as_typed=hits.total)
    holds_typed = hits.as_typed if hits.corrected else hits.total
    return hits if holds_typed else search_parts(models, name or typed, **options) or hits


def search_parts(models, text, **options):
    """Return the Hits of the longest run of its words that a title holds, or None: "cà phê robusta" finds coffee."""
    for run in parts_of(words(text)[:FIRST_WORDS]):
        found = search_ids(models, " ".join(run), correct=False, **options)
        if found.in_title and not found.is_begun:
            return replace(found, corrected=" ".join(run))
    return None


def parts_of(typed):
    """Return the runs of some words that may be a name by themselves, the longest first, then from left to right."""
    sizes = range(min(len(typed) - 1, LONGEST_NAME), 0, -1)
    runs = [typed[start : start + size] for size in sizes for start in range(len(typed) - size + 1)]
    return [run for run in runs if len(run) > 1 or run[0] == typed[0] or len(run[0]) >= TELLING]
