"""What a damaged word may have been: all words that become it by losing one letter or a mark, the likeliest first."""

import functools
import itertools
import unicodedata

from ocop.textcheck.language import lexicon
from ocop.textcheck.language.syllable import VOWELS, is_syllable, is_vowel, parse, taken_apart

MOST = 3


class Context:
    """The words on both sides, in small letters; "" where there is none."""

    def __init__(self, before="", after=""):
        self.before, self.after = before, after

    def supports(self, word):
        """Return how many of the neighbours make a fixed compound with `word`."""
        pairs = lexicon.pairs()
        return ((self.before, word) in pairs) + ((word, self.after) in pairs)


def likeliest(candidates, context):
    """Return the best of `candidates`: those that fit a neighbour; without such the common ones."""
    common = lexicon.common()
    ranked = sorted(
        ((context.supports(word), word in common, word) for word in candidates), key=lambda row: (-row[0], not row[1])
    )
    fitting = [word for fits, is_common, word in ranked if fits and fits == ranked[0][0]]
    return tuple(fitting[:MOST] or [word for _fits, is_common, word in ranked if is_common][:MOST])


def whole_words(low):
    """Return the words in use of which `low` is left when one letter is lost."""
    return _by_remains().get(low, ())


def other_marks(low):
    """Return the words in use with the same letters and other marks, the nearest first: "hơp" → hợp, "sưong" → sương."""
    return tuple(sorted(_by_letters().get(bare(low), ()), key=lambda word: marks_changed(low, word)))


def marks_changed(low, word):
    """Return how many marks of `low` are missing in `word`, and how many it has more: those that stand were meant."""
    lost = added = 0
    for typed, meant in zip(marks_of(low), marks_of(word), strict=True):
        lost += len(typed - meant)
        added += len(meant - typed)
    return lost, added


def marks_of(low):
    """Return the set of marks on each letter of a word; one that no letter can take counts with the letter before it."""
    found = []
    for part in unicodedata.normalize("NFD", low):
        if unicodedata.combining(part) and found:
            found[-1].add(part)
        else:
            found.append({"đ"} & {part})
    return found


@functools.cache
def _by_remains():
    """What is left of each word in use when one letter is lost → the words; a vowel loses its marks with it."""
    table = {}
    for word in sorted(lexicon.common()):
        for place in range(len(word)):
            table.setdefault(word[:place] + word[place + 1 :], {})[word] = None
    return {left: tuple(words) for left, words in table.items()}


@functools.cache
def _by_letters():
    """Plain letters → the words in use that they make with marks."""
    table = {}
    for word in sorted(lexicon.common()):
        table.setdefault(bare(word), []).append(word)
    return {letters: tuple(words) for letters, words in table.items()}


def bare(low):
    """Return the plain letters of a word."""
    apart = "".join(letter for letter in unicodedata.normalize("NFD", low) if not unicodedata.combining(letter))
    return apart.replace("đ", "d")


@functools.lru_cache(maxsize=5000)
def same_tone_elsewhere(low):
    """Return the syllable with the tone mark on the letter where it belongs, or None: "cuả" → của, "hưóng" → hướng."""
    apart = taken_apart(low)
    if apart is None or not apart[1]:
        return None
    base, tone, _place = apart
    for place in reversed(range(len(base))):
        if base[place] in VOWELS:
            word = unicodedata.normalize("NFC", base[: place + 1] + tone + base[place + 1 :])
            if is_syllable(word):
                return word
    return None


def glued(low):
    """Return the words that `low` is glued from, or None: two that make a compound, else two to four common ones."""
    splits = [words for words in _splits(low, 4) if len(words) > 1]
    if not splits:
        return None
    pairs, common = lexicon.pairs(), lexicon.common()
    compounds = [words for words in splits if all(pair in pairs for pair in itertools.pairwise(words))]
    if compounds:
        return compounds[0]
    plain = [words for words in splits if all(word in common and len(word) > 1 for word in words)]
    return min(plain, key=len, default=None)


def is_compound(words):
    """Whether all neighbours among `words` make fixed compounds."""
    return all(pair in lexicon.pairs() for pair in itertools.pairwise(words))


def _splits(low, most):
    if is_syllable(low):
        yield (low,)
    if most == 1:
        return
    for place in range(1, len(low)):
        head = low[:place]
        if is_syllable(head) and not is_vowel(low[place]):
            for rest in _splits(low[place:], most - 1):
                yield (head, *rest)


def lost_and_glued(low):
    """Return the compounds of which the first word lost all but its beginning: "kthuật" → "kỹ thuật"."""
    found = []
    for place in (1, 2):
        head, tail = low[:place], low[place:]
        if parse(tail) and head and not is_syllable(head):
            found += [
                f"{first} {second}" for first, second in lexicon.pairs() if second == tail and first.startswith(head)
            ]
    return tuple(sorted(found))
