"""Identifiers that carry their own check: NHS number, Unique Pupil Number, Police National Computer id.

Pure; never raises. A number that fails its check is kept as said with the reason, for a wrong number on a
record is itself worth knowing and must never match silently.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import nhs_number as nhs

NHS_WEIGHTS = (10, 9, 8, 7, 6, 5, 4, 3, 2, 1)  # the sum over all ten digits divides by 11
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
PNC_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"


@dataclass(frozen=True)
class Checked:
    """An identifier in its usual form; `valid` only when its check holds; `why` says what is wrong."""

    value: str
    valid: bool
    why: str = ""


def _as_text(said: object, longest: int = 40) -> str:
    if isinstance(said, bool):
        return ""
    if isinstance(said, float) and said == said and abs(said) < 1e15:
        said = int(said)  # spreadsheets hold numbers as 9434765919.0
    text = str(said) if isinstance(said, (str, int)) else ""
    return re.sub(r"^(\d+)\.0$", r"\1", text.strip()[:longest])


@lru_cache(maxsize=200_000)
def _nhs(text: str) -> Checked | None:
    packed = re.sub(r"[\s\-./]", "", text)
    if not packed:
        return None
    if not (packed.isascii() and packed.isdigit()):
        return Checked(packed, False, "has characters that are not digits")
    if len(packed) != 10:
        return Checked(packed, False, f"has {len(packed)} digits, not 10")
    if len(set(packed)) == 1:
        return Checked(packed, False, "is the same digit ten times")
    if sum(int(digit) * weight for digit, weight in zip(packed, NHS_WEIGHTS, strict=True)) % 11 or (
        packed < "4" and not nhs.is_valid(packed)  # Scottish numbers begin with a birth date
    ):
        return Checked(packed, False, "fails its check digit")
    return Checked(packed, True)


def nhs_number(said: object) -> Checked | None:
    """This will read an NHS number; None when nothing was said. Source: NHS Data Dictionary, modulus 11."""
    return _nhs(_as_text(said))


@lru_cache(maxsize=200_000)
def _upn(text: str) -> Checked | None:
    packed = re.sub(r"[\s\-./]", "", text).upper()
    if not packed:
        return None
    if not re.fullmatch(rf"[A-Z]\d{{11}}[0-9{UPN_LETTERS}]", packed):
        return Checked(packed, False, "is not a letter and twelve digits")
    values = [UPN_LETTERS.find(c) if c.isalpha() else int(c) for c in packed[1:]]
    expected = UPN_LETTERS[sum(v * w for v, w in zip(values, range(2, 14), strict=True)) % 23]
    if packed[0] != expected:
        return Checked(packed, False, "fails its check letter")
    return Checked(packed, True)


def upn(said: object) -> Checked | None:
    """This will read a Unique Pupil Number; a last letter marks a temporary one. Source: CIN rule 1510."""
    return _upn(_as_text(said))


@lru_cache(maxsize=100_000)
def _pnc(text: str) -> Checked | None:
    packed = re.sub(r"[\s\-.]", "", text).upper()
    if not packed:
        return None
    found = re.fullmatch(r"(\d{4}|\d{2})/?(\d{1,7})([A-Z])", packed)
    if not found:
        return Checked(packed, False, "is not year, number and letter")
    year, serial, letter = found.groups()
    if "/" not in packed and len(packed) not in (10, 12):
        return Checked(packed, False, "has no stroke to part year from number")
    if "/" not in packed and len(packed) == 10:
        year, serial = packed[:2], packed[2:-1]
    if len(year) == 2:
        year = ("20" if int(year) < 40 else "19") + year
    value = f"{year}/{serial.zfill(7)}{letter}"
    if PNC_LETTERS[int(year[2:] + serial.zfill(7)) % 23] != letter:
        return Checked(value, False, "fails its check letter")
    return Checked(value, True)


def pnc_id(said: object) -> Checked | None:
    """This will read a Police National Computer id, long or short, as "1979/0163001B"."""
    return _pnc(_as_text(said))
