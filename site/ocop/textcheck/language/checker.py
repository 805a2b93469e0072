"""The check itself: goes over the words of a text once and says which of them lost something."""

import bisect
import functools
import re
import unicodedata

from ocop.textcheck.language import lexicon, suggest
from ocop.textcheck.language.encodings import legacy_runs
from ocop.textcheck.language.findings import Finding, Reason
from ocop.textcheck.language.syllable import is_syllable, is_vowel
from ocop.textcheck.language.tokens import blotted, masked, tokens

LONGEST_WORD = 60
MOST_LETTERS = 200_000  # of one text; the longest article has a tenth
_LOOKALIKES = str.maketrans(
    "аеорсхуіјѕԁһкмтнвАЕОРСХУІЈЅКМТНВοανΑΒΕΖΗΙΚΜΝΟΡΤΥΧðÐɖƉƣ",
    "aeopcxyijsdhkmtnbAEOPCXYIJSKMTHBoavABEZHIKMNOPTYXđĐđĐơ",
)
_LATIN = re.compile(r"[A-Za-zÀ-ɏɖḀ-ỿ\u0300-\u036f'’]")
_BROKEN = re.compile("[\ufffd\ue000-\uf8ff]|\\?")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d]")
# Letters and endings that no syllable has, even a damaged one.
_FOREIGN_LETTER = re.compile(
    r"[fjwz]|sh|ck|oo|ee|[bdklrsvx]$|[^aeiouy](?<!n)[gh]$|[^aeiouygh][^aeiouygh]$|^(?:[bcdfgsp][lr]|s[kmnpt])"
)
_VOWEL_GROUPS = re.compile(r"[aeiouy]+")


def check(text, taught=frozenset()):
    """Return the findings in `text`, in order. `taught`: words (or pairs, "ba ba") in small letters that are right."""
    return Check(text, taught).findings()


class Check:
    """One text being looked at."""

    def __init__(self, text, taught):
        self.text = text = text[:MOST_LETTERS]
        self.taught = taught
        self.lines = [match.start() for match in re.finditer("\n", text)]
        self.found = []

    def findings(self):
        plain = masked(self.text)
        runs = list(legacy_runs(plain, self.text)) if not plain.isascii() else []
        for start, end, converted in runs:
            self.add(start, end, Reason.LEGACY, (converted,))
        self.words = tokens(blotted(plain, [run[:2] for run in runs]))
        self.skip_before = 0
        for place, word in enumerate(self.words):
            if word.start >= self.skip_before:
                self.look_at(place, word)
        return sorted(self.found, key=lambda finding: finding.start)

    def add(self, start, end, reason, suggestions=()):
        """Note a place, unless somebody taught that it is right."""
        word = self.text[start:end]
        if taught_form(word) in self.taught:
            return
        line = bisect.bisect_left(self.lines, start)
        column = start - (self.lines[line - 1] if line else -1)
        self.found.append(Finding(word, start, end, line + 1, column, reason, suggestions))

    def flag(self, word, reason, suggestions=()):
        self.add(word.start, word.end, reason, tuple(like(word.text, better) for better in suggestions))

    # --- one word ---

    def look_at(self, place, word):
        if is_plain_syllable(word.text):
            if not self.touches_no_word(word) and not (word.is_next and self.is_doubled(place, word)):
                self.look_at_neighbours(place, word)
            return
        if len(word.text) > LONGEST_WORD or self.touches_no_word(word):
            return
        if ("?" in word.text or not word.text.isascii()) and self.is_oddly_written(place, word):
            return
        if self.is_known(word) and not self.is_remains(place, word):
            return
        if is_syllable(word.low):
            if not self.is_doubled(place, word):
                self.look_at_neighbours(place, word)
        elif len(word.low) == 1:
            self.look_at_letter(place, word)
        elif not self.is_name_or_code(place, word):
            self.look_at_broken(place, word)

    def touches_no_word(self, word):
        """Whether the word is part of something else: a code, a number, an address."""
        text, start, end = self.text, word.start, word.end
        around = (text[start - 1] if start else " ") + (text[end] if end < len(text) else " ")
        return around != "  " and any(letter.isdigit() or letter in "_@#\\" for letter in around)

    def is_oddly_written(self, place, word):
        """Flag what no Vietnamese keyboard writes today; return whether that was so."""
        text = word.text
        if _BROKEN.search(text):
            parts = [part for part in re.split(r"\?+", text.lower()) if part]
            if "?" in text and not re.search("[\ufffd\ue000-\uf8ff]", text) and all(map(self.is_right, parts)):
                return True  # a space is missing after a question mark
            self.flag(word, Reason.BROKEN)
            return True
        mapped = text.translate(_LOOKALIKES)
        if mapped != text and (_LATIN.search(text) or is_syllable(mapped.lower())) and len(text) > 1:
            self.flag(word, Reason.LOOKALIKE, (unicodedata.normalize("NFC", mapped),))
            return True
        bare = _UNSEEN.sub("", text)
        if bare != text:
            self.flag(word, Reason.BROKEN, (unicodedata.normalize("NFC", bare),))
            return True
        if not all(map(_LATIN.match, unicodedata.normalize("NFC", text))):
            return True  # another script
        if not unicodedata.is_normalized("NFC", text):
            self.flag_decomposed(place)
            return True
        return False

    def is_known(self, word):
        """Whether the word is foreign, a name or an abbreviation that the list has, or was taught."""
        low = word.low.replace("’", "'")
        is_short = low in lexicon.abbreviations() and not word.text.islower()
        return is_short or low in lexicon.known() or low in self.taught

    def is_right(self, low):
        return is_syllable(low) or low in lexicon.known() or low in self.taught

    def flag_decomposed(self, place):
        """Flag the run of words on one line that are decomposed, as one place."""
        last = place
        while last + 1 < len(self.words) and self.words[last + 1].on_line:
            last += 1
        while unicodedata.is_normalized("NFC", self.words[last].text):
            last -= 1
        start, end = self.words[place].start, self.words[last].end
        self.skip_before = end
        self.add(start, end, Reason.DECOMPOSED, (unicodedata.normalize("NFC", self.text[start:end]),))

    def is_remains(self, place, word):
        """Whether an abbreviation in small letters stands where one letter more makes a fixed compound: "cà ph"."""
        if any(map(is_vowel, word.low)) or word.text[1:] != word.low[1:] or self.is_after_number(word):
            return False
        return len(word.low) == 1 or bool(self.fitting(place, word))

    def is_after_number(self, word):
        return any(map(str.isdigit, self.text[max(word.start - 2, 0) : word.start]))

    def fitting(self, place, word):
        """Return the words of which one letter may be lost here, as a neighbour betrays."""
        context = self.context(place)
        return suggest.likeliest(filter(context.supports, suggest.whole_words(word.low)), context)

    def look_at_letter(self, place, word):
        """A consonant alone is a unit after a number, or a label; between two words it is what is left of one."""
        before, after = self.text[max(word.start - 2, 0) : word.start], self.text[word.end : word.end + 1]
        stands_apart = before[-1:] == " " and before.strip() != "" and "\n" not in before
        is_label = word.text.isupper() or self.neighbours(place, word)[0] in lexicon.before_labels()
        if not stands_apart or is_label or self.is_after_number(word):
            return
        fitting = self.fitting(place, word)
        if (fitting and not after.startswith((")", "/"))) or (after.isspace() and not self.is_unit(place, word)):
            self.flag(word, Reason.LOST, fitting)

    def is_unit(self, place, word):
        """Whether a letter that names a unit, or a product of two, may stand here."""
        before, after = self.neighbours(place, word)
        if word.low not in "xđmg":
            return False
        return word.low == "x" or not before or not after or before in lexicon.before_units()

    def is_name_or_code(self, place, word):
        """Whether a word that is no syllable may stand: a brand, an abbreviation, a foreign name or word."""
        text = word.text
        if not text.isascii():
            return text.isupper() and len(text) <= 6 and not any(map(is_vowel, word.low))
        if any(letter.isupper() for letter in text[1:]) and not text.isupper():
            return True  # VietGAP
        context = self.context(place)
        if any(context.supports(whole) for whole in suggest.whole_words(word.low)):
            return False
        if text.isupper() and len(text) <= 8:
            return True
        if not _VOWEL_GROUPS.search(word.low):
            return False
        if text[0].isupper() and len(text) > 2:
            return True
        return self.looks_foreign(place, word) and not suggest.lost_and_glued(word.low)

    def looks_foreign(self, place, word):
        """Whether a word in plain letters has a shape that no damaged syllable has, or stands among foreign words."""
        low = word.low
        if len(_VOWEL_GROUPS.findall(low)) > 1 or _FOREIGN_LETTER.search(low) or "'" in low or "’" in low:
            return True
        beside = [near for near in self.neighbours(place, word) if len(near) > 1]
        return any(near.isascii() and not is_syllable(near) and near not in lexicon.abbreviations() for near in beside)

    def context(self, place):
        return suggest.Context(*self.neighbours(place, self.words[place]))

    def neighbours(self, place, word):
        """Return the words before and after, in small letters; "" where more than space stands between."""
        after = self.words[place + 1] if place + 1 < len(self.words) else None
        return self.words[place - 1].low if word.is_next else "", after.low if after and after.is_next else ""

    def look_at_broken(self, place, word):
        """Flag a word that is no syllable, with what it may have been."""
        context = self.context(place)
        parts = suggest.glued(word.low)
        better = suggest.likeliest(suggest.whole_words(word.low), context)
        fits = bool(better) and context.supports(better[0])
        if parts and (suggest.is_compound(parts) or not fits):
            self.flag(word, Reason.GLUED, (" ".join(parts),))
            return
        moved = suggest.same_tone_elsewhere(word.low)
        if moved and not fits:
            self.flag(word, Reason.TONE, (moved,))
            return
        marked = suggest.likeliest(suggest.other_marks(word.low), context)
        if marked and (not fits or not better) and (context.supports(marked[0]) or not better):
            self.flag(word, Reason.TONE, marked)
            return
        both = suggest.lost_and_glued(word.low)
        better = both[: suggest.MOST] if both and not fits else better
        self.flag(word, Reason.LOST if better or not any(map(is_vowel, word.low)) else Reason.UNKNOWN, better)

    # --- a word and its neighbours ---

    def is_doubled(self, place, word):
        """Flag the second of two same words, or the second of two same compounds; return whether it was flagged."""
        if not word.on_line:
            return False
        before = self.words[place - 1]
        if before.low == word.low:
            is_meant = word.low in lexicon.reduplicated() or (word.text[0].isupper() and before.text[0].isupper())
            if is_meant or len(word.low) == 1 or f"{word.low} {word.low}" in self.taught:
                return False
            self.add(before.start, word.end, Reason.DOUBLED, (before.text,))
            return True
        if place < 3 or (before.low, word.low) not in lexicon.pairs():
            return False
        first, second = self.words[place - 3], self.words[place - 2]
        if (first.low, second.low) == (before.low, word.low) and before.on_line and second.on_line:
            self.add(first.start, word.end, Reason.DOUBLED, (self.text[first.start : second.end],))
            return True
        return False

    def binds_onward(self, place):
        """Whether the word at `place` makes a compound with the one after it: "hộ nông dân" is no damaged "hội nông"."""
        return place < len(self.words) and (self.words[place].low, self.neighbours(place, self.words[place])[1]) in (
            lexicon.pairs()
        )

    def look_at_neighbours(self, place, word):
        """Flag a syllable that makes no sense here, where one more letter makes a fixed compound with a neighbour."""
        low = word.low
        if low in lexicon.function_words():
            return
        before, after = self.neighbours(place, word)
        pairs = lexicon.pairs()
        if (before, low) in pairs or (low, after) in pairs or (word.text[0].isupper() and not word.text.isupper()):
            return
        whole = {*lexicon.damaged_second().get((before, low), ())}
        if not self.binds_onward(place + 1):
            whole.update(lexicon.damaged_first().get((low, after), ()))
        if not whole and low not in lexicon.common():
            whole = suggest.whole_words(low)
        if whole:
            self.flag(word, Reason.MISPLACED, suggest.likeliest(sorted(whole), suggest.Context(before, after)))


@functools.lru_cache(maxsize=20_000)
def is_plain_syllable(text):
    """Whether a word is written as Vietnamese keyboards write it, and is a syllable of more than one letter."""
    low = text.lower()
    return len(low) > 1 and text[1:] in (low[1:], text[1:].upper()) and is_syllable(low)


def taught_form(word):
    """Return the form in which a word is taught: composed, in small letters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", word).lower().split())


def like(original, word):
    """Return `word` with the capitals of `original`."""
    if original.isupper() and len(original) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if original[:1].isupper() else word
