"""What producers type beside a price, in English: packs, units, grades and sizes are few words, and buyers abroad need them."""

import re

from django.utils.translation import get_language

from ocop.core.languages import vietnamese, with_names
from ocop.core.text import nfc

# One of it and several; units of measure have no plural.
THINGS = {
    "bao": ("sack", "sacks"),
    "bó": ("bunch", "bunches"),
    "bộ": ("set", "sets"),
    "cái": ("piece", "pieces"),
    "can": ("can", "cans"),
    "cành": ("stem", "stems"),
    "cặp": ("pair", "pairs"),
    "cây": ("plant", "plants"),
    "chai": ("bottle", "bottles"),
    "chậu": ("pot", "pots"),
    "chiếc": ("piece", "pieces"),
    "con": ("head", "head"),
    "đêm": ("night", "nights"),
    "đôi": ("pair", "pairs"),
    "giỏ": ("basket", "baskets"),
    "gói": ("packet", "packets"),
    "hộp": ("box", "boxes"),
    "hũ": ("jar", "jars"),
    "khách": ("guest", "guests"),
    "khay": ("tray", "trays"),
    "lọ": ("jar", "jars"),
    "món": ("piece", "pieces"),
    "ngày": ("day", "days"),
    "người": ("person", "people"),
    "quả": ("fruit", "fruits"),
    "tháng": ("month", "months"),
    "thùng": ("crate", "crates"),
    "túi": ("bag", "bags"),
}
MEASURES = {
    **{unit: unit for unit in ("kg", "g", "ml", "l", "cm", "m", "mm", "ha")},
    "gam": "g",
    "lít": "l",
    "tấn": "t",
}
NUMBER = r"\d+(?:[.,]\d+)*"
RANGE = rf"{NUMBER}(?:\s?[–-]\s?{NUMBER})?"
WORD = r"[^\W\d_]+"
THING, COUNT, BOUND = (
    re.compile(rf"({WORD})(?: ({NUMBER}) ?({WORD}))?"),
    re.compile(rf"({RANGE}) ?({WORD})(?:/({WORD}))?"),
    re.compile(r"(trên|dưới|từ) (.+)"),
)
OFFICE = re.compile(r"(?:UBND|[UỦ][ỷy] ban nhân dân) (tỉnh|huyện|xã) (.+)")
DECISION = re.compile(r"Quyết định (?:số )?(\d\S+)")
GRADE = re.compile(r"(Loại|Hạng|Cỡ|Số) (\w{1,3})")
BOUNDS = {"trên": "over", "dưới": "under", "từ": "from"}
PLACES = {"tỉnh": "province", "huyện": "district", "xã": "commune"}
GRADES = {"Loại": "Grade", "Hạng": "Grade", "Cỡ": "Size", "Số": "No."}


def trade_words(text):
    """Return what stands beside a price in the reader's language, safe to print: "túi 250 g" is "250 g bag" in English.

    What no rule reads stays Vietnamese and says so.
    """
    if not text or get_language() != "en":
        return text
    return in_english(str(text)) or vietnamese(text)


def official_words(text):
    """Return the office that signed, or the decision it stands on, in the reader's language, safe to print.

    "UBND tỉnh Sơn La" is the People's Committee of Sơn La province; what no rule reads stays Vietnamese.
    """
    if not text or get_language() != "en":
        return text
    bare = nfc(" ".join(str(text).split()))
    if found := OFFICE.fullmatch(bare):
        return with_names(f"People’s Committee of %(name)s {PLACES[found[1]]}", name=found[2])
    if found := DECISION.fullmatch(bare):
        return with_names("Decision %(number)s", number=found[1])
    return vietnamese(text)


def in_english(text):
    """Return a pack, unit, count, size or grade, or several of them, in English; "" where a word is not known here."""
    text = nfc(" ".join(text.split()))
    if ", " in text:
        parts = [in_english(part) for part in text.split(", ")]
        return ", ".join(parts) if all(parts) else ""
    if found := GRADE.fullmatch(text):
        return f"{GRADES[found[1]]} {found[2]}"
    text = text[:1].lower() + text[1:]
    if found := BOUND.fullmatch(text):
        rest = in_english(found[2])
        return rest and f"{BOUNDS[found[1]]} {rest}"
    if found := THING.fullmatch(text):
        return pack(*found.groups())
    if found := COUNT.fullmatch(text):
        return counted(*found.groups())
    return ""


def pack(name, number, unit):
    """Return "kg", "bag", "250 g bag" or "box of 5 bags"; "" for an unknown word."""
    one = MEASURES.get(name) or THINGS.get(name, ("",))[0]
    if not one or not number:
        return one
    holds = counted(number, unit)
    if not holds or name in MEASURES:
        return ""
    return f"{holds} {one}" if unit in MEASURES else f"{one} of {holds}"


def counted(number, unit, per=None):
    """Return "50 kg", "48 jars" or "2 fruits/kg"; "" for an unknown word."""
    number = number.translate(str.maketrans(",.", ".,"))
    many = MEASURES.get(unit) or THINGS.get(unit, ("", ""))[number != "1"]
    if not many:
        return ""
    if not per:
        return f"{number} {many}"
    single = pack(per, None, None)
    return single and f"{number} {many}/{single}"
