"""Postcodes and telephone numbers as people write them, brought to one form. Pure; never raises."""

import re
from functools import lru_cache

import phonenumbers

LONGEST = 400

_POSTCODE = re.compile(r"^([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})$")
_AS_DIGIT = str.maketrans("OILS", "0115")


@lru_cache(maxsize=100_000)
def _postcode(text: str) -> str | None:
    packed = re.sub(r"[^A-Z0-9]", "", text.upper())
    if not 5 <= len(packed) <= 7:
        return None
    inward = packed[-3].translate(_AS_DIGIT) + packed[-2:]
    out = packed[:-3]
    if out[-1] in "OIL":  # never the last letter of this half
        out = out[:-1] + out[-1].translate(_AS_DIGIT)
    for half in (out, _digits_in_outward(out)):
        found = _POSTCODE.match(half + inward)
        if found:
            return f"{found[1]} {found[2]}"
    return None


def _digits_in_outward(out: str) -> str:
    # "0X4" typed for "OX4" and "SNI" for "SN1"
    head = out[:1].replace("0", "O").replace("1", "I").replace("5", "S")
    return head + out[1:-1] + out[-1:].translate(_AS_DIGIT) if len(out) > 1 else out


def postcode(text: object) -> str | None:
    """This will give a postcode as "ZZ1 2AB", mending letters typed for digits; None when it is not one."""
    if not isinstance(text, str) or not text.strip():
        return None
    return _postcode(text[:20])


def outward(text: object) -> str | None:
    """This will give the first half of a postcode ("ZZ1"), also when only that half was said."""
    whole = postcode(text)
    if whole:
        return whole.split()[0]
    if not isinstance(text, str):
        return None
    half = re.sub(r"[^A-Z0-9]", "", text[:10].upper())
    return half if re.fullmatch(r"[A-Z]{1,2}[0-9][A-Z0-9]?", half) else None


@lru_cache(maxsize=200_000)
def _phone(text: str) -> str | None:
    digits = re.sub(r"[^\d+]", "", re.sub(r"\(0\)", "", text))
    if not 7 <= len(digits.lstrip("+")) <= 15 or len(set(digits.lstrip("+"))) < 3:
        return None
    try:
        number = phonenumbers.parse(digits, "GB")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone(text: object) -> str | None:
    """This will give one number in E.164 ("+447700900123"), read as British when it has no country."""
    if not isinstance(text, str) or not text.strip():
        return None
    return _phone(text[:40])


def phones(text: object) -> tuple[str, ...]:
    """This will give every number in a field: "07700 900123 (mum) / 01632 960001"."""
    if not isinstance(text, str) or not text.strip():
        return ()
    parts = re.split(r"[;,/|]|\bor\b|\band\b|\(\D+\)|[a-zA-Z]{2,}", text[:LONGEST])
    return tuple(dict.fromkeys(n for n in map(phone, parts) if n))
