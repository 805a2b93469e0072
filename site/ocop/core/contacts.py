"""Phone numbers, Zalo and map links, written the way Vietnam reads them."""

import re

from django.utils.translation import get_language


def phone_digits(number):
    """Return `number` as digits with a leading 0 or +, such as "0912345678"; "" for an empty one."""
    number = re.sub(r"[^\d+]", "", number or "")
    return f"0{number[3:]}" if number.startswith("+84") else number


def phone_text(number):
    """Return `number` grouped for reading: "0912 345 678" (mobile), "0212 385 1234" (landline); "" for an empty one.

    Readers of English may call from abroad: "+84 912 345 678". Any other number stands as it was written.
    """
    digits = phone_digits(number)
    if len(digits) in (10, 11) and digits.startswith("0"):
        first = f"+84 {digits[1:4]}" if get_language() == "en" else digits[:4]
        return f"{first} {digits[4:7]} {digits[7:]}"
    return number or ""


def phone_href(number):
    """Return the address that calls `number` from Vietnam and from abroad, "tel:+84912345678"; "" for an empty one."""
    digits = phone_digits(number)
    if len(digits) in (10, 11) and digits.startswith("0"):
        digits = f"+84{digits[1:]}"
    return f"tel:{digits}" if digits else ""


def zalo_url(number):
    """Return the address that opens a Zalo chat with `number`, or ""."""
    digits = phone_digits(number)
    return f"https://zalo.me/{digits.lstrip('+')}" if digits else ""


def directions_url(latitude, longitude):
    """Return an address that opens the phone's map application with the way there; "" when a coordinate is missing."""
    if latitude is None or longitude is None:
        return ""
    return f"https://www.google.com/maps/dir/?api=1&destination={latitude:.5f}%2C{longitude:.5f}"
