"""What a damaged word may have been: all words that become it by losing one letter or a mark, the likeliest first."""

import functools
import itertools
import unicodedata

from ocop.textcheck.language import lexicon
from ocop.textcheck.language.syllable import VOWELS, is_syllable, is_vowel, parse, taken_apart

TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
MOST = 3
_FORMS = {"a": "aăâ", "e": "eê", "i": "iy", "o": "oôơ", "u": "uư", "d": "dđ", "y": "yi"}
_FORMS |= {"ă": "aăâ", "â": "aăâ", "ê": "eê", "ô": "oôơ", "ơ": "oôơ", "ư": "uư", "đ": "đd"}


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


@functools.lru_cache(maxsize=5000)
def whole_words(low):
    """Return the syllables of which `low` is left when one letter is lost."""
    if len(low) > 7:
        return ()
    letters = [*_vowels_with_tones(), *"bcdđghklmnpqrstvx"]
    made = (low[:place] + letter + low[place:] for place in range(len(low) + 1) for letter in letters)
    return tuple(dict.fromkeys(word for word in made if is_syllable(word)))


@functools.cache
def _vowels_with_tones():
    return [unicodedata.normalize("NFC", vowel + tone) for vowel in sorted(VOWELS) for tone in TONES]


@functools.lru_cache(maxsize=5000)
def other_marks(low):
    """Return the syllables with the same letters and other marks: "hơp" → hợp, "cuả" → của."""
    apart = taken_apart(low)
    letters = apart[0] if apart else low
    if len(letters) > 7:
        return ()
    bases = ["".join(form) for form in itertools.product(*(_FORMS.get(letter, letter) for letter in letters))]
    made = []
    for base in bases:
        for tone in TONES:
            for place, letter in enumerate(base):
                if letter in VOWELS:
                    made.append(unicodedata.normalize("NFC", base[: place + 1] + tone + base[place + 1 :]))
    return tuple(dict.fromkeys(word for word in made if is_syllable(word)))


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
