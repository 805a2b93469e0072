"""From what a person typed to a query that both databases can run and nothing can break."""

from dataclasses import dataclass

from django.conf import settings
from modelsearch.query import MATCH_NONE, And, Boost, Fuzzy, Not, Or, Phrase, PlainText

from ocop.core.text import fold, words

MAX_WORDS = 12
MAX_WORD_LENGTH = 64  # PostgreSQL refuses words above 2,046 bytes
MAX_READ = 2_000  # characters looked at; a query holds at most MAX_WORDS words of them
MAX_SYNONYMS = 3

# Another word for the same thing, as buyers type it (folded), and as the pages write it. Both directions stand here where
# pages use both. `OCOP_SEARCH_SYNONYMS` in the settings adds to it: a list of pairs.
SYNONYMS = [
    ("cafe", "cà phê"),
    ("ca fe", "cà phê"),
    ("caphe", "cà phê"),
    ("coffee", "cà phê"),
    ("htx", "hợp tác xã"),
    ("hop tac xa", "HTX"),
    ("hmong", "H Mông"),
    ("macca", "mắc ca"),
    ("macadamia", "mắc ca"),
    ("mang cau", "na"),
    ("chanh day", "chanh leo"),
    ("khoai mi", "sắn"),
    ("trai cay", "hoa quả"),
    ("hoa qua", "trái cây"),
    ("viet gap", "VietGAP"),
    ("vietgap", "viet gap"),
    ("global gap", "GlobalGAP"),
    *(
        (english, vietnamese)
        for vietnamese, names in (
            ("na", "custard apple, custard apples, sugar apple, sugar apples"),
            ("nhãn", "longan, longans"),
            ("xoài", "mango, mangoes, mangos"),
            ("mận", "plum, plums"),
            ("dâu tây", "strawberry, strawberries"),
            ("chanh leo", "passion fruit"),
            ("măng", "bamboo shoot, bamboo shoots"),
            ("gạo", "rice"),
            ("thổ cẩm", "brocade"),
            ("mã số vùng trồng", "growing area code, area code, area codes, puc"),
            ("mã số cơ sở đóng gói", "packing house code, phc"),
        )
        for english in names.split(", ")
    ),
    ("honey", "mật ong"),
    ("tea", "chè"),
    ("tra", "chè"),
    ("che", "trà"),
]


@dataclass(frozen=True)
class ParsedQuery:
    """What a person typed, as tuples of words in lower case.

    A page matches a reading when it holds all its words. `exact` are the query as typed and its synonyms; `loose` the
    query folded and its synonyms, which keep their marks: "tra" finds "chè", never "che".
    """

    typed: tuple[str, ...]
    bare: tuple[str, ...]
    synonyms: tuple[tuple[str, ...], ...] = ()

    @property
    def exact(self):
        """The readings that ask for the diacritics that were typed."""
        return (self.typed, *self.synonyms)

    @property
    def loose(self):
        """The readings that do without diacritics."""
        return (self.bare, *self.synonyms)

    @property
    def has_marks(self):
        """Whether some word was typed with a diacritic, so that exact matches rank before loose ones."""
        return self.typed != self.bare


def parse(text):
    """Returns the ParsedQuery of a text, or None where it holds no word (empty, quotes, emoji, NUL)."""
    found = words(str(text)[:MAX_READ])[:MAX_WORDS]
    if not found:
        return None
    typed = tuple(word[:MAX_WORD_LENGTH].lower() for word in found)
    bare = _folded(typed)
    return ParsedQuery(typed, bare, tuple(dict.fromkeys(_synonyms(typed, bare)))[:MAX_SYNONYMS])


def _folded(typed):
    # A letter may fold to two words or to none; the twins in the index were split the same way.
    return tuple(words(fold(" ".join(typed))))[:MAX_WORDS] or typed


def _synonyms(typed, bare):
    """Yields the query with a word or phrase replaced by its synonym, once for each synonym that fits."""
    source = list(typed if len(typed) == len(bare) else bare)
    for phrase, target in [*SYNONYMS, *getattr(settings, "OCOP_SEARCH_SYNONYMS", [])]:
        wanted = tuple(fold(phrase).split())
        replaced, position = [], 0
        while position < len(bare):
            if bare[position : position + len(wanted)] == wanted:
                replaced += [word.lower() for word in words(target)]
                position += len(wanted)
            else:
                replaced.append(source[position])
                position += 1
        if replaced != source:
            yield tuple(replaced[:MAX_WORDS])


def vi_query(text, operator="and"):
    """Returns the modelsearch query for a text, the words as typed or folded, or None where it holds no word.

    A page with the right diacritics matches both halves and so ranks before one that matches the folded half alone.
    """
    parsed = parse(text)
    if parsed is None:
        return None
    readings = dict.fromkeys([*parsed.exact, *parsed.loose])
    parts = [PlainText(" ".join(reading), operator=operator) for reading in readings]
    return parts[0] if len(parts) == 1 else Or(parts)


def vi_tree(query):
    """Returns a modelsearch query in which every text has become a `vi_query`; what holds no word matches nothing.

    The admin hands over trees (`"cà phê" live:true` becomes a phrase and a filter), so each leaf is made safe.
    """
    return _convert(query) or MATCH_NONE


def _convert(query):
    if isinstance(query, PlainText):
        return vi_query(query.query_string, query.operator)
    if isinstance(query, Phrase):
        parsed = parse(query.query_string)
        if parsed is None:
            return None
        phrases = dict.fromkeys([" ".join(parsed.typed), " ".join(parsed.bare)])
        parts = [Phrase(phrase) for phrase in phrases]
        return parts[0] if len(parts) == 1 else Or(parts)
    if isinstance(query, Fuzzy):  # no index serves it; corrections come from ocop.core.search.suggest
        return vi_query(query.query_string)
    if isinstance(query, (And, Or)):
        parts = [part for part in map(_convert, query.subqueries) if part is not None]
        if not parts:
            return None
        return parts[0] if len(parts) == 1 else type(query)(parts)
    if isinstance(query, Not):
        part = _convert(query.subquery)
        return Not(part) if part is not None else None
    if isinstance(query, Boost):
        return _convert(query.subquery)  # neither database supports it
    return query


# --- The query languages of the two databases. Words hold letters and digits only, so quoting is all they need. -------


def tsquery(readings, *, phrase=False, prefix=False):
    """Returns the text of a PostgreSQL tsquery: the words of any one reading, all of them.

    `readings` are tuples of words; `phrase` wants them in a row, `prefix` lets the last one be a beginning.
    """
    joiner, ending = " <-> " if phrase else " & ", ":*" if prefix else ""
    alternatives = (joiner.join(f"'{word}'" for word in reading) + ending for reading in readings)
    return " | ".join(f"({alternative})" for alternative in alternatives)


def match(readings, columns, *, phrase=False, prefix=False):
    """Returns the text of an SQLite FTS5 MATCH over `columns`: the words of any one reading, all of them."""
    joiner, ending = " + " if phrase else " AND ", "*" if prefix else ""
    alternatives = (joiner.join(f'"{word}"' for word in reading) + ending for reading in readings)
    return f"{{{' '.join(columns)}}} : ({' OR '.join(f'({alternative})' for alternative in alternatives)})"
