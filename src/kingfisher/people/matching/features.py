"""The named comparisons of two statements. Each gives one level, and each level a plain sentence.

Pure. A comparison looks at one kind of evidence only and says nothing of its weight: that is `weigh`. The
batch calls the same functions, once for each distinct pair of values, so a pair scores alike on screen and in
batch. Every comparison is symmetrical. Names have their own module, `naming`, and are offered here too.
"""

from kingfisher.people.matching import names
from kingfisher.people.matching.names import DIFFERENT, RANK, SAME, SHORT
from kingfisher.people.matching.naming import (
    UNSAID,
    Names,
    Words,
    compare_words,
    family,
    given,
    middle,
    needs_middle,
    needs_order,
    needs_other_names,
    order,
    other_names,
    settle_tongues,
)
from kingfisher.people.matching.shapes import Born, Place

__all__ = [
    "DIFFERENT", "IDENTIFIERS", "SAME", "UNSAID", "Names", "birth", "family", "given", "identifier", "middle",
    "needs_middle", "needs_order", "needs_other_names", "order", "other_names", "parent", "phone", "place",
    "school", "settle_tongues", "sex",
]  # fmt: skip

IDENTIFIERS = ("nhs", "upn", "pnc")


def birth(one: Born | None, other: Born | None) -> str:
    """Birth dates: the same, day and month swapped, one key mistyped, guesses that fit, different."""
    if one is None or other is None or not one.year or not other.year:
        return UNSAID
    years = abs(one.year - other.year)
    if _is_guess(one) or _is_guess(other):
        return _guessed(one, other, years)
    a, b = (one.month, one.day), (other.month, other.day)
    if years == 0 and a == b:
        return SAME
    if years == 0 and a == (b[1], b[0]):
        return "swapped"
    if _one_key(one, other):
        return "typing"
    if a == b:
        return "same_day_month"
    if years == 0 and (a[0] == b[0] or a[1] == b[1]):
        return "same_month_year" if a[0] == b[0] else "same_day_year"
    return "near_year" if years <= 1 else DIFFERENT


def _is_guess(born: Born) -> bool:
    return born.vague or not born.day or (born.month, born.day) == (1, 1)


def _guessed(one: Born, other: Born, years: int) -> str:
    if _is_guess(one) and _is_guess(other) and years == 0:
        return "first_of_january"
    if years == 0:
        if (one.month, one.day) == (other.month, other.day):
            return SAME
        return "guess_same_year"
    return "guess_near" if years <= 2 else DIFFERENT


def _one_key(one: Born, other: Born) -> bool:
    a, b = (f"{x.year:04}{x.month:02}{x.day:02}" for x in (one, other))
    wrong = [i for i in range(8) if a[i] != b[i]]
    if len(wrong) == 1:
        return True
    return len(wrong) == 2 and wrong[1] == wrong[0] + 1 and a[wrong[0]] + a[wrong[1]] == b[wrong[1]] + b[wrong[0]]


def sex(one: str, other: str) -> str:
    """Sex as recorded; an unknown says nothing."""
    if not one or not other:
        return UNSAID
    return SAME if one == other else DIFFERENT


def place(one: Place | None, other: Place | None) -> str:
    """Address: the same house, street, postcode, area or town, or elsewhere."""
    if one is None or other is None:
        return UNSAID
    return settle_place(
        number=house_number(one.number, other.number),
        street=street(one.street, other.street),
        code=same(one.postcode, other.postcode),
        area=same(one.area, other.area),
        letters=same(one.area[:2], other.area[:2]),
        town=same(one.town, other.town),
    )


def house_number(one: str, other: str) -> bool | None:
    """Are these one house, a flat's number left out by one? None when either is empty."""
    if not one or not other:
        return None
    here, there = set(one.split("/")), set(other.split("/"))
    return here <= there or there <= here


def same(one: str, other: str) -> bool | None:
    """Are the two equal? None when either is empty."""
    return one == other if one and other else None


def street(one: Words, other: Words) -> bool | None:
    """Are these one street, allowing for a slip or a part left out? None when either is empty."""
    if not one or not other:
        return None
    if one == other:
        return True
    shorter, longer = sorted(("".join(one), "".join(other)), key=lambda s: (len(s), s))
    if len(shorter) >= 4 and longer.startswith(shorter):
        return True
    most = max(1, len(shorter) // 6)
    return len(longer) - len(shorter) <= most and names.OSA.distance(shorter, longer, score_cutoff=most) <= most


def settle_place(
    *,
    number: bool | None,
    street: bool | None,
    code: bool | None,
    area: bool | None,
    letters: bool | None,
    town: bool | None,
) -> str:
    """What six small answers about two addresses say together; street names recur from town to town."""
    if town is False and letters is not True and not code:
        street = street and None
    if number and (street or (code and street is None)):
        return "house"
    if street:
        return "other_house" if number is False else "street"
    if code:
        return "postcode"
    if area:
        return "area"
    if town is not None:
        return "town" if town else DIFFERENT
    return DIFFERENT if area is False else UNSAID


def phone(one: Words, other: Words) -> str:
    """Telephone: a number in common, or none."""
    if not one or not other:
        return UNSAID
    return SAME if not set(one).isdisjoint(other) else DIFFERENT


def parent(one: Words, other: Words) -> str:
    """Parent or carer: the same name, part of it, another."""
    if not one or not other:
        return UNSAID
    if one == other:
        return SAME
    level = compare_words(one, other, family=False)
    if level == "part":
        return "part"
    return SAME if RANK[level] <= RANK[SHORT] else DIFFERENT


def school(one: Words, other: Words) -> str:
    """School: the same or another."""
    if not one or not other:
        return UNSAID
    return SAME if one == other or set(one) <= set(other) or set(other) <= set(one) else DIFFERENT


def identifier(one: str, other: str) -> str:
    """A checked number: the same, one key apart, or different; "unchecked" where either fails its check."""
    if not one or not other:
        return UNSAID
    checked = not (one.startswith("?") or other.startswith("?"))
    a, b = one.lstrip("?"), other.lstrip("?")
    if a == b:
        return SAME if checked else "same_unchecked"
    if names.OSA.distance(a, b) == 1:
        return "typing"
    return DIFFERENT if checked else "different_unchecked"
