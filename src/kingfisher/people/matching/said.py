"""What somebody typed into one search box, taken apart: numbers, dates, ages, places; the rest are names.

Pure; never raises. What is not understood is taken for part of a name, and what could be two things is both.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from kingfisher.kernel import text
from kingfisher.people.matching.lexemes import LONGEST_WORD, packed
from kingfisher.people.matching.shapes import read_sex
from kingfisher.people.matching.sought import (
    ABOUT,
    AGE,
    AREA,
    DATE,
    FILLING,
    HOUSE,
    LOOSE,
    MARKED,
    NHS,
    PACKED_DATE,
    PHONE,
    PLATE,
    PNC,
    POSTCODE,
    SEX,
    SPACED_DATE,
    STREET_WORDS,
    UPN,
    YEAR,
    Sought,
)

LONGEST = 200  # characters that are looked at
MOST_WORDS = 8


def read_search(words: str, *, on: date, unfinished: bool = False) -> Sought:
    """Take a search box apart; `on` is the day it is asked, from which ages count back."""
    left = _Left(_plain(words))
    found = Sought(unfinished=unfinished and not words.endswith((" ", ".", ",")))
    found = _numbers(left, found)
    found = _days(left, found, on)
    found = _places(left, found, on)
    found = _sexed(left, found)
    words = [w[:LONGEST_WORD] for w in text.fold(left.said).split() if w not in FILLING]
    return replace(found, words=tuple(words[:MOST_WORDS]))


def read_fields(
    *, words: str = "", first_name: str = "", surname: str = "", dob: str = "", age: str = "", sex: str = "",
    postcode: str = "", town: str = "", phone: str = "", on: date,
) -> Sought:  # fmt: skip
    """The same from fields filled in; what is in `words` adds to them."""
    found = read_search(words, on=on)
    named = text.fold(first_name).split() + text.fold(surname).split()
    whole = text.postcode(postcode) or ""
    born = text.birth_date(dob, on=on) or (text.birth_date(age, on=on) if age.strip() else None)
    return replace(
        found,
        words=tuple(dict.fromkeys((*named, *found.words)))[:MOST_WORDS],
        born=born or found.born,
        postcode=whole or found.postcode,
        area=found.area if whole else (text.outward(postcode) or found.area),
        town=tuple(text.fold(town).split()) or found.town,
        phone=text.phone(phone) or found.phone,
        sex=read_sex(sex) or found.sex,
    )  # fmt: skip


def _plain(words: str) -> str:
    """One line without control marks, digits of every script as 0 to 9."""
    said = unicodedata.normalize("NFKC", words[:LONGEST])
    kept = (
        " " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in said if unicodedata.category(c) != "Cf"
    )
    return " ".join("".join(str(unicodedata.digit(c, c)) if c.isdigit() else c for c in kept).split())


class _Left:
    """What is left of the words once a part of them is understood."""

    def __init__(self, said: str) -> None:
        self.said = said

    def take(self, pattern: re.Pattern[str], fits: Callable[[re.Match[str]], object] = bool) -> re.Match[str] | None:
        for match in pattern.finditer(self.said):
            if fits(match):
                self.said = f"{self.said[: match.start()]} {self.said[match.end() :]}"
                return match
        return None


def _numbers(left: _Left, found: Sought) -> Sought:
    numbers: list[str] = []
    phone = left.take(PHONE, lambda m: text.phone(m.group()))
    for pattern in (UPN, PNC, NHS):
        while taken := left.take(pattern):
            numbers.append(_number(pattern, taken.group(1)))
    return replace(found, numbers=tuple(numbers[:4]), phone=(text.phone(phone.group()) or "") if phone else "")


def _number(pattern: re.Pattern[str], said: str) -> str:
    read = {UPN: text.upn, PNC: text.pnc_id, NHS: text.nhs_number}[pattern](said)
    return packed(read.value if read else said)


def _days(left: _Left, found: Sought, on: date) -> Sought:
    for pattern in (DATE, SPACED_DATE, PACKED_DATE):
        if taken := left.take(pattern, lambda m: _is_read(m.group(1), on)):
            return replace(found, born=text.birth_date(taken.group(1), on=on))
    if taken := left.take(AGE):
        about = "about " if re.search(ABOUT, taken.group(), re.I) else ""
        number, unit = taken.group(2) or taken.group(4), taken.group(3) or taken.group(5) or ""
        born = text.birth_date(f"{about}{number} {unit}".strip(), on=on)
        return replace(found, born=born if born and born.earliest else None)
    if taken := left.take(YEAR):
        return replace(found, born=text.birth_date(taken.group(1), on=on))
    return found


def _age(said: str, on: date) -> text.SaidDate | None:
    born = text.birth_date(said, on=on)
    return born if born and born.earliest else None


def _is_read(said: str, on: date) -> bool:
    born = text.birth_date(said, on=on)
    return bool(born and born.earliest and not {"future", "too_old"} & born.flags)


def _places(left: _Left, found: Sought, on: date) -> Sought:
    if taken := left.take(POSTCODE, lambda m: text.postcode(m.group())):
        found = replace(found, postcode=text.postcode(taken.group()) or "")
    marked = []
    while taken := left.take(PLATE):
        marked.append(packed(taken.group()))
    if taken := left.take(AREA):
        found = replace(found, area=taken.group(1).upper())
    while taken := left.take(MARKED):
        marked.append(packed(taken.group()))
    if taken := left.take(HOUSE, lambda m: _leads_to_street(left.said[m.end() :])):
        found = replace(found, house=taken.group(1).lower())
    elif taken := left.take(LOOSE):
        found = replace(found, loose=taken.group(1), loose_born=_age(taken.group(1), on))
    return replace(found, numbers=(*found.numbers, *marked)[:6])


def _leads_to_street(after: str) -> bool:
    return any(word in STREET_WORDS for word in text.fold(after).split()[1:4])


def _sexed(left: _Left, found: Sought) -> Sought:
    taken = left.take(re.compile(r"(?<!\w)(girl|female|woman|boy|male)(?!\w)", re.I))
    return replace(found, sex=SEX[taken.group(1).lower()]) if taken else found
