"""What stands first among the products that a search found, beside the order of the search itself.

Those of the old commune that was named: "dau tay co noi" asks for strawberries from Cò Nòi. And in the order of prices or
names those that bear the words in a name: the cheapest "ca phe" is a coffee, not a tea whose story speaks of coffee.
"""

from functools import lru_cache

from django.utils import timezone

from cooperatives.old_names import old_communes
from ocop.core.search.ids import pk_in_array
from ocop.core.search.query import parse
from ocop.core.text import fold, words
from products.models import CatalogueEntry

# Sort keys: goods that the other words name, what else lies there, all the rest.
NAMED, NEAR, FAR = 0, 1, 2


def from_old_commune(ids, communes, rest):
    """Return {product id: sort key} of the products of these former communes; `rest`: the other words, folded.

    Those named by the other words come first, and among them those with most stars today.
    """
    today = timezone.localdate()
    goods = CatalogueEntry.objects.filter(pk_in_array("product_id", ids), producer__former_commune__in=communes)
    near = {}
    for pk, title, stars, until in goods.values_list("product_id", "product__title", "stars", "stars_until"):
        is_named = bool(rest) and rest in fold(title)
        near[pk] = (NAMED, -stars if stars and until and until >= today else 0) if is_named else (NEAR, 0)
    return near


def old_commune_first(ids, typed, units):
    """Return product ids in their order, but what comes from an old commune named in the text first; `units`: communes."""
    communes, rest = old_communes(typed, units)
    if not communes:
        return ids
    near = from_old_commune(ids, communes, " ".join(rest))
    return sorted(ids, key=lambda pk: near.get(pk, (FAR, 0)))


# By what a product is called: its own names, its crop, its producer and its place.
NAMES = (
    "product__title",
    "product__name_en",
    "crop__name",
    "crop__name_en",
    "producer__title",
    "producer__name_en",
    "producer__village",
    "commune__name",
    "former_commune__name",
)
# Its set speaks for it less: "Cà phê, ca cao" holds cocoa too.
KIND = ("product_set__short_name", "product_set__group")


def named_first(entries, hits):
    """Return the ids of ordered entries in three blocks, each in their order: by how many searched words are in their names.

    First those whose names hold most of the words; then those that hold as many but for the marks that were typed, or by
    the name of their set; then the rest, where a text speaks of them. `hits`: what the search found. Two queries.
    """
    parsed = parse(hits.query)
    begun = hits.is_begun or len(parsed.bare) > 1
    rows = list(entries.values_list("pk", *NAMES, *KIND))
    labels = labels_of([row[0] for row in rows])
    lacking = {}
    for pk, *texts in rows:
        names = words_in(*texts[: len(NAMES)], *labels.get(pk, ()))
        lacking[pk] = words_lacking(parsed, names, names | words_in(*texts[len(NAMES) :]), begun)
    best = min(lacking.values(), default=0)
    return sorted(lacking, key=lambda pk: (lacking[pk] != best) + (lacking[pk] // 2 != best // 2))


def labels_of(ids):
    """Return {product id: names of its standards in force and its tags}; one query."""
    held = CatalogueEntry.standards.through.objects.filter(pk_in_array("catalogueentry_id", ids))
    tagged = CatalogueEntry.tags.through.objects.filter(pk_in_array("catalogueentry_id", ids))
    found = held.values_list("catalogueentry_id", "standard__name").union(
        tagged.values_list("catalogueentry_id", "tag__name"), all=True
    )
    labels = {}
    for pk, name in found:
        labels.setdefault(pk, []).extend([name, name.replace(".", "")])  # GlobalG.A.P. is typed globalgap
    return labels


def words_in(*texts):
    """Return the words of some texts, as they are written in small letters and folded."""
    return frozenset().union(*(words_of(text) for text in texts if text))


@lru_cache(maxsize=4096)  # most names are those of many products
def words_of(text):
    """Return the same of one text."""
    return frozenset([*map(str.lower, words(text)), *words(fold(text))])


def words_lacking(parsed, names, names_and_kind, begun):
    """Return twice the number of words that are nowhere among the names; odd for what is there but for the marks, or by kind.

    `begun`: the last word may be the beginning of one.
    """
    as_typed = parsed.exact if parsed.has_marks else parsed.loose
    by_name = min(lacking_of(reading, names, begun) for reading in as_typed)
    otherwise = min(lacking_of(reading, names_and_kind, begun) for reading in parsed.loose)
    return min(2 * by_name, 2 * otherwise + 1)


def lacking_of(reading, held, begun):
    """Return how many words of a reading are not among those `held`."""
    lacking = set(reading) - held
    if begun and reading[-1] in lacking and any(word.startswith(reading[-1]) for word in held):
        lacking.discard(reading[-1])
    return len(lacking)
