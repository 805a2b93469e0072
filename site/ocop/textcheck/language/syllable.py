"""The structure of a Vietnamese syllable: onset + rhyme + tone, and how each is spelled.

Whatever this accepts can be read aloud by anyone who reads Vietnamese; whether the word exists is another question.
"""

import functools
import unicodedata
from typing import NamedTuple

GRAVE, ACUTE, HOOK, TILDE, DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
TONE_MARKS = frozenset({GRAVE, ACUTE, HOOK, TILDE, DOT})
VOWELS = frozenset("aăâeêioôơuưy")
FRONT = ("e", "ê", "i", "y")  # what comes after k, gh, ngh; the others after c, g, ng

ONSETS = (
    "ngh", "ch", "gh", "kh", "ng", "nh", "ph", "th", "tr", "qu", "gi",
    "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x",
)  # fmt: skip
_RHYMES = """
    a ac ach ai am an ang anh ao ap at au ay
    ăc ăm ăn ăng ăp ăt
    âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et
    ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot oong ooc oa oac oach oai oam oan oang oanh oao oap oat oay
    oăc oăm oăn oăng oăt oe oem oen oeo oet
    ô ôc ôi ôm ôn ông ôp ôt
    ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uôc uôi uôm uôn uông uôt uơ
    uy uya uych uyên uyêt uyn uynh uyp uyt uyu
    ư ưa ưc ưi ưm ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
"""
RHYMES = frozenset(_RHYMES.split())
# Without an onset the sound iê is written yê; alone, both i and y are found ("ỉ ôi", "y tế").
BARE_Y = {"yêm": "iêm", "yên": "iên", "yêng": "iêng", "yêt": "iêt", "yêu": "iêu"}
Y_ALONE = frozenset({"", "h", "k", "l", "m", "n", "s", "t", "th", "v"})  # "kỹ" beside "kĩ"; Vy, Ny and Thy in names
AFTER_QU = frozenset("aăâeêiơy")
STOPS = ("c", "ch", "p", "t")
TWO_PLACES = frozenset({"oa", "oe", "uy"})  # "hoà" and "hòa", "thuỷ" and "thủy"


class Syllable(NamedTuple):
    """A syllable in its parts; `tone` is the combining mark, "" for the level tone."""

    onset: str
    rhyme: str
    tone: str


def taken_apart(word):
    """Return (the letters without tone, the tone, the place of its letter or -1) of a composed word in small letters.

    None for two tones.
    """
    letters, tone, place = [], "", -1
    for letter in word:
        parts = unicodedata.normalize("NFD", letter)
        marks = [mark for mark in parts[1:] if mark in TONE_MARKS]
        if marks:
            if tone or len(marks) > 1:
                return None
            tone, place = marks[0], len(letters)
            letter = unicodedata.normalize("NFC", "".join(part for part in parts if part not in TONE_MARKS))
        letters.append(letter)
    return "".join(letters), tone, place


@functools.lru_cache(maxsize=50_000)
def parse(word):
    """Return the `Syllable` that a composed word in small letters is, or None."""
    apart = taken_apart(word) if len(word) <= 8 else None
    if apart is None:
        return None
    base, tone, place = apart
    for onset, rhyme in splits(base):
        sound = sounded(onset, rhyme)
        if sound is None or (tone not in (ACUTE, DOT) and sound.endswith(STOPS)):
            continue
        if not tone or place - (len(base) - len(rhyme)) in tone_places(rhyme, sound):
            return Syllable(onset, sound, tone)
    return None


def is_vowel(letter):
    """Whether a composed small letter is a vowel, with or without a tone."""
    return unicodedata.normalize("NFD", letter)[:1] in tuple("aeiouy")


def is_syllable(word):
    """Whether a composed word in small letters has the structure of a Vietnamese syllable."""
    return parse(word) is not None


def splits(base):
    """Yield the ways (onset, rhyme as written) to split a syllable without its tone."""
    if base.startswith("gi"):  # "gì" and "giếng" write one i for two
        yield "gi", base[1:]
    for onset in ONSETS:
        if base.startswith(onset):
            yield onset, base[len(onset) :]
    yield "", base


def sounded(onset, rhyme):
    """Return the rhyme as the table has it where it may follow the onset in writing, else None."""
    if onset == "" and rhyme in BARE_Y:
        return BARE_Y[rhyme]
    if onset == "qu":
        return after_qu(rhyme)
    if rhyme == "y":
        return "i" if onset in Y_ALONE else None
    if rhyme not in RHYMES or (onset == "" and rhyme.startswith("iê")):
        return None
    if onset in ("k", "gh", "ngh"):
        return rhyme if rhyme.startswith(FRONT) else None
    if onset in ("c", "g", "ng"):
        is_qu = onset == "c" and rhyme.startswith(("oa", "oă", "oe", "uy", "uê", "uâ", "uơ"))
        return None if rhyme.startswith(FRONT) or is_qu else rhyme
    return rhyme


def after_qu(rhyme):
    """Return what stands after qu: "quốc" has ô, and y or i stands for uy ("quý", "quyển", "quít")."""
    if rhyme in ("y", "yt", "ynh", "yn", "ych"):
        return "u" + rhyme
    if rhyme in ("yên", "yêt"):
        return "i" + rhyme[1:]
    return rhyme if rhyme == "ôc" or (rhyme in RHYMES and rhyme[0] in AFTER_QU and rhyme != "ia") else None


def tone_places(rhyme, sound):
    """Return the places in a rhyme as written where its tone mark may stand."""
    vowels = [place for place, letter in enumerate(rhyme) if letter in VOWELS]
    if len(vowels) == 1:
        return vowels
    marked = [place for place in vowels if rhyme[place] in "ăâêôơ" or (rhyme[place] == "ư" and "ơ" not in rhyme)]
    if marked:
        return marked[-1:]
    ends_in_vowel = vowels[-1] == len(rhyme) - 1
    if rhyme in TWO_PLACES:
        return vowels
    if len(vowels) == 2:
        is_glide = rhyme[:2] in ("oa", "oe", "uy", "oo")
        return [vowels[1]] if is_glide and not ends_in_vowel else [vowels[0]]
    return [vowels[1]]
