"""Help while typing and after a slip: titles that begin like the text, and the title words nearest to it.

Both draw on live, public pages only, of the models that carry a `search_kind` ("product", "page" and others).
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Max, Sum
from django.db.models.functions import Length
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ocop.core.search.engine import find_titles
from ocop.core.search.query import MAX_WORDS, parse
from ocop.core.text import fold, words

MIN_LETTERS = 4  # below this every syllable is a slip of another
LONG_QUERY = 9  # letters from which two slips are forgiven

_word_sources = []


def register_words(source):
    """Adds a function that returns more names which a slip may be corrected to, such as communes old and new.

    Called from an app's `ready()`; the function runs when a correction is wanted and should cost one query.
    """
    if source not in _word_sources:
        _word_sources.append(source)


@dataclass(frozen=True)
class Suggestion:
    """One line of the list under a search box."""

    page_id: int
    title: str
    url: str
    kind: str
    lang: str = "vi"  # the title's


def suggestions(q, limit=8, request=None):
    """Returns up to `limit` Suggestions for a text that is still being typed, best first; two queries.

    The last word may be incomplete. A title shows once for each kind, whatever its case, and no kind crowds out the
    others.
    """
    from wagtail.models import Page

    kinds = _kinds()
    parsed = parse(q)
    if parsed is None or not kinds:
        return []
    found = find_titles(kinds, parsed, limit=200)
    once = {}
    for row in found:
        once.setdefault((kinds[row.content_type_id], " ".join(words(row.title)).lower()), row)
    chosen = _fair(once.values(), limit, lambda row: row.content_type_id)
    pages = Page.objects.in_bulk([row.pk for row in chosen])
    return [
        Suggestion(row.pk, row.title, pages[row.pk].get_url(request) or "", kinds[row.content_type_id])
        for row in chosen
        if row.pk in pages
    ]


def _fair(rows, limit, group):
    """Returns the first `limit` rows, in order, but keeps two places for groups that would get none."""
    counts, chosen, late = Counter(), [], []
    for row in rows:
        counts[group(row)] += 1
        (chosen if counts[group(row)] <= max(limit - 2, 1) else late).append(row)
    chosen = set(chosen[:limit] + late[: max(limit - len(chosen), 0)])
    return [row for row in rows if row in chosen]


def _kinds():
    """Returns the kind of each page type that is suggested, by content type id."""
    from django.contrib.contenttypes.models import ContentType
    from wagtail.models import get_page_models

    models = [model for model in get_page_models() if getattr(model, "search_kind", "")]
    types = ContentType.objects.get_for_models(*models)
    return {types[model].pk: model.search_kind for model in models}


# --- Did you mean ----------------------------------------------------------------------------------------------------


def did_you_mean(q, *, sure=False):
    """Returns the title words nearest to a text, with their diacritics, or None.

    One slip of a letter is forgiven (left out, added, changed, swapped with its neighbour), two in a longer text; a
    space too many or missing is no slip at all. `sure` corrects only words that occur in no title or name, by one
    letter: what a search that did find something needs.

    Both databases share this: the runs of words in the titles are held in memory and compared with all of them (some
    milliseconds for 20,000 titles), and rebuilt when a page is published or withdrawn.
    """
    parsed = parse(q)
    if parsed is None or len("".join(parsed.bare)) < MIN_LETTERS or len(parsed.bare) >= MAX_WORDS:
        return None
    lexicon = _current_lexicon()
    if not sure:
        whole = lexicon.nearest(parsed.bare)
        if whole:
            return whole
    return _word_by_word(parsed, lexicon)


def _word_by_word(parsed, lexicon):
    """Returns the text with each unknown word corrected together with a neighbour, or alone; None if one remains."""
    bare = list(parsed.bare)
    shown = list(parsed.typed if len(parsed.typed) == len(parsed.bare) else parsed.bare)
    unknown = [place for place, word in enumerate(bare) if not lexicon.knows(word)]
    changed = False
    position = 0
    result = []
    while position < len(bare):
        taken = 1
        if position in unknown or (position + 1 in unknown and position + 1 < len(bare)):
            for size in (2, 1):
                part = bare[position : position + size]
                if len(part) < size or not any(position + step in unknown for step in range(size)):
                    continue
                nearest = lexicon.nearest(part, slips=1)
                if nearest:
                    result.append(nearest)
                    changed, taken = True, size
                    break
            else:
                result.append(shown[position])
        else:
            result.append(shown[position])
        position += taken
    return " ".join(result) if changed else None


class _Lexicon:
    """The runs of words in a set of titles, by their letters."""

    def __init__(self, titles):
        self.titles = []
        for title in dict.fromkeys(titles):
            written = words(title)
            bare = fold(" ".join(written)).split()
            self.titles.append((written if len(written) == len(bare) else bare, bare))
        self.known = {word for _written, bare in self.titles for word in bare}
        self.runs = {}

    def knows(self, word):
        return word in self.known

    def of_length(self, size):
        """Returns, for each run of `size` words, its letters, how it is written most often, and how often it occurs."""
        if size not in self.runs:
            spellings = defaultdict(Counter)
            for written, bare in self.titles:
                for start in range(len(bare) - size + 1):
                    end = start + size
                    spellings["".join(bare[start:end])][" ".join(written[start:end])] += 1
            self.runs[size] = {
                letters: (max(found, key=found.get), sum(found.values())) for letters, found in spellings.items()
            }
        return self.runs[size]

    def nearest(self, bare, slips=None):
        """Returns the run of words nearest to the words `bare`, or None when none is near or they stand there.

        Another number is another thing, a month or a decree, and never a slip.
        """
        letters = "".join(bare)
        if len(letters) < MIN_LETTERS:
            return None
        if slips is None:
            slips = 2 if len(letters) >= LONG_QUERY else 1
        best = None
        # As many words as typed; one more or less, for a space left out or put in, when these are not near enough.
        for size in (len(bare), len(bare) + 1, len(bare) - 1):
            if size < 1 or (best and best[0] <= 1):
                continue
            same = size == len(bare)
            runs = self.of_length(size)
            near = process.extract(
                letters, runs.keys(), scorer=OSA.distance, score_cutoff=slips if same else 1, limit=20
            )
            for found, distance, _index in near:
                if same and distance == 0:
                    return None
                if digits(found) != digits(letters):
                    continue
                text, often = runs[found]
                rank = (distance, not same, -often, text)
                best = min(best or rank, rank)
        return best[-1] if best else None


def digits(text):
    """Returns the digits of a text, in their order."""
    return "".join(letter for letter in text if letter.isdigit())


_lexicon = (None, None)  # what it was made from, and the lexicon; replaced as one


def _current_lexicon():
    global _lexicon
    pages = _pages()
    names = tuple(name for source in _word_sources for name in source())
    signature = (
        tuple(pages.aggregate(Count("pk"), Max("pk"), Max("last_published_at"), letters=Sum(Length("title"))).values()),
        names,
    )
    made_from, lexicon = _lexicon
    if made_from != signature:
        lexicon = _Lexicon([*names, *pages.values_list("title", flat=True)])
        _lexicon = (signature, lexicon)
    return lexicon


def _pages():
    from wagtail.models import Page

    return Page.objects.live().public().filter(content_type__in=list(_kinds())).order_by()
