"""What the check knows beyond the syllable: fixed compounds, words that may stand twice, foreign words, names."""

import functools
import itertools
from pathlib import Path

from ocop.textcheck.language.syllable import is_syllable

DATA = Path(__file__).with_name("data")


def _lines(name):
    text = (DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _words(name):
    return frozenset(" ".join(_lines(name)).split())


@functools.cache
def pairs():
    """The pairs of neighbours inside the compounds."""
    phrases = [phrase.split() for line in _lines("compounds.txt") for phrase in line.split(",")]
    return frozenset(pair for phrase in phrases for pair in itertools.pairwise(phrase))


@functools.cache
def known():
    """Foreign words, names and abbreviations, in small letters."""
    return _words("known.txt")


@functools.cache
def abbreviations():
    """Abbreviations that are written in capitals, here in small letters."""
    return _words("abbreviations.txt")


@functools.cache
def reduplicated():
    """Words that may stand twice."""
    return _words("reduplication.txt")


@functools.cache
def function_words():
    """Words that stand beside anything."""
    return _words("function_words.txt")


@functools.cache
def before_units():
    """Words after which a letter alone is a unit."""
    return _words("before_units.txt")


@functools.cache
def before_labels():
    """Words after which a letter alone is a label."""
    return _words("before_labels.txt")


@functools.cache
def common():
    """The syllables that are really in use."""
    return _words("syllables.txt") | frozenset(itertools.chain.from_iterable(pairs())) | function_words()


@functools.cache
def damaged_second():
    """(first, second with one letter lost) → the seconds it may have been."""
    return _damaged(lambda first, second: (((first, less), second) for less in without_one(second)))


@functools.cache
def damaged_first():
    """(first with one letter lost, second) → the firsts it may have been."""
    return _damaged(lambda first, second: (((less, second), first) for less in without_one(first)))


def _damaged(losses):
    table = {}
    for first, second in sorted(pairs()):
        for key, whole in losses(first, second):
            if key not in pairs():
                table.setdefault(key, []).append(whole)
    return table


def without_one(word):
    """Yield the syllables that are left of `word` when one letter is lost; a vowel loses its marks with it."""
    for place in range(len(word)):
        less = word[:place] + word[place + 1 :]
        if is_syllable(less):
            yield less
