"""How much a pack holds, so that prices of different packs can be compared."""

import re
from fractions import Fraction

from ocop.core.text import fold

# In kilograms or litres, by folded name; people of the trade count in tạ (100 kg) and yến (10 kg) too.
HOLDS = {
    **dict.fromkeys(("kg", "ki", "ky", "kilogam"), Fraction(1)),
    **dict.fromkeys(("g", "gr", "gam", "gram"), Fraction(1, 1000)),
    **dict.fromkeys(("lit", "l"), Fraction(1)),
    "ml": Fraction(1, 1000),
    "lang": Fraction(1, 10),
    "yen": Fraction(10),
    "ta": Fraction(100),
    "tan": Fraction(1000),
}
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
AMOUNT = re.compile(rf"({NUMBER.pattern})\s*({'|'.join(sorted(HOLDS, key=len, reverse=True))})\b")


def kilos_in(per):
    """Return how many kilograms or litres a price is for, as a `Fraction`: 1/4 for "túi 250 g", 1 for "kg".

    None for a piece or a set ("chiếc"), and for a pack of packs ("hộp 5 túi"), which may say its weight in several ways.
    """
    text = fold(per).strip()
    numbers = NUMBER.findall(text)
    if not numbers:
        return HOLDS.get(text)
    amount = AMOUNT.search(text)
    if len(numbers) > 1 or not amount:
        return None
    return read(amount[1]) * HOLDS[amount[2]] or None


def read(number):
    """Return a number as Vietnam writes it: "1.000" is a thousand, "0,5" and "0.5" a half."""
    if re.fullmatch(r"[1-9]\d{0,2}(\.\d{3})+", number):
        number = number.replace(".", "")
    whole, _point, part = number.replace(",", ".").partition(".")
    return Fraction(f"{whole}.{part.replace('.', '') or '0'}")


def per_kilo(price, per):
    """Return what a price in đồng comes to for one kilogram or litre, rounded; None where `per` has no weight."""
    kilos = kilos_in(per)
    return round(price / kilos) if kilos else None
