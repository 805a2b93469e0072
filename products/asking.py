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
    )
]  # fmt: skip


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

    News that speaks of a price somewhere would else hide the goods themselves.
    """
    hits = search_ids(models, typed, correct=correct, **options)
    name = without_trading_words(typed) if correct and not hits.in_title else ""
    if name in ("", " ".join(words(typed))):
        return hits
    found = search_ids(models, name, **options)
    if found.in_title or (found.total and not hits.total):
        return replace(found, corrected=found.corrected or name, as_typed=hits.total)
    return hits
