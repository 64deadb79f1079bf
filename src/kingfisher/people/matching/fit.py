"""How well a statement fits what somebody typed, in bits, and why.

Pure. Each thing typed is explained by the statement as well as it can be: a word by a name (as it is, in another
form, misheard, mistyped, its beginning), a street, a town or a school. What it cannot explain costs what chance
would. The figures are costs in bits below a perfect answer: log2 of how often such a slip is made, and of how
many other words it could have become.
"""

from collections.abc import Iterable
from datetime import date

from rapidfuzz.distance import OSA

from kingfisher.kernel.text import SaidDate
from kingfisher.people.matching.held import Held
from kingfisher.people.matching.lexemes import packed
from kingfisher.people.matching.shapes import Born
from kingfisher.people.matching.sought import Sought
from kingfisher.people.matching.worded import NOTHING, Fit, worded

_NOBODY = Held((), (), (), None, "", "", (), (), (), ())
LEAST_GAIN = 4.0  # bits by which a record must explain what was typed better than chance does
FARTHEST = 22.0  # bits below the best; what lies farther would only hide it


def fit(sought: Sought, held: Held) -> Fit:
    """How well one statement fits."""
    parts = [worded(sought, held), _born(sought, held.born), _number(sought, held), _phone(sought, held)]
    parts += [_postcode(sought, held), _town(sought, held), _house(sought, held), _sex(sought, held)]
    bits = sum(p.bits for p in parts) - (0.5 if held.kind == "adult" else 0.0)
    return Fit(bits, sum(p.agree for p in parts), tuple(r for p in parts for r in p.reasons))


def by_chance(sought: Sought) -> float:
    """The bits that a record about which nothing is known would come to: what chance explains."""
    return fit(sought, _NOBODY).bits


def worth_showing(one: Fit, best: Fit, chance: float) -> bool:
    """Does something agree, better than chance (`by_chance`), and not hopelessly worse than the best?"""
    return one.agree > 0 and one.bits - chance >= LEAST_GAIN and best.bits - one.bits <= FARTHEST


# -- days


def _born(sought: Sought, theirs: Born | None) -> Fit:
    said = sought.born
    if said is None or said.earliest is None or said.latest is None:
        return _loosely(sought, theirs)
    if said.exact:
        return _on_a_day(said.exact, theirs)
    return _in_a_span(said, theirs)


def _on_a_day(day: date, theirs: Born | None) -> Fit:
    if theirs is None or not theirs.year:
        return Fit(-13.5, 0, ())
    years = abs(day.year - theirs.year)
    if not theirs.day or theirs.vague or (theirs.month, theirs.day) == (1, 1):
        exact = (day.month, day.day) == (theirs.month, theirs.day)
        if years == 0:
            return Fit(-0.3 if exact else -8.5, 1, ("Birth date: the same" if exact else "Birth year: the same",))
        return Fit(-11.0 if years <= 2 else -17.0, 0, ())
    same_day, same_month = day.day == theirs.day, day.month == theirs.month
    if years == 0 and same_day and same_month:
        return Fit(-0.2, 2, ("Birth date: the same",))
    if years == 0 and (day.day, day.month) == (theirs.month, theirs.day):
        return Fit(-4.8, 1, ("Birth date: day and month the other way round",))
    if years == 1 and same_day and same_month:
        return Fit(-6.0, 1, ("Birth date: a year out",))
    slips = OSA.distance(f"{day:%Y%m%d}", f"{theirs.year:04}{theirs.month:02}{theirs.day:02}")
    if slips == 1:
        return Fit(-8.0, 1, ("Birth date: one figure differs",))
    if years == 0 and same_month:
        return Fit(-9.0, 1, ("Birth date: the same month, another day",))
    if same_day and same_month:
        return Fit(-10.0, 1, ("Birth date: the same day, another year",))
    return Fit(-13.0 if years == 0 and same_day else -14.5 if years <= 1 else -18.0, 0, ())


def _in_a_span(said: SaidDate, theirs: Born | None) -> Fit:
    assert said.earliest and said.latest
    chance = _span_bits(said)
    if theirs is None or not theirs.year:
        return Fit(chance - 0.5, 0, ())
    first = date(theirs.year, theirs.month or 1, min(theirs.day or 1, 28))
    last = date(theirs.year, theirs.month or 12, min(theirs.day or 28, 28))
    days = max((said.earliest - last).days, (first - said.latest).days, 0)
    if days == 0:
        return Fit(-0.5, 1, ("Age or birth date: fits",))
    if days <= 366:
        return Fit(-2.6, 0, ("Age: a year out",))
    return Fit(-5.5 if days <= 732 else chance - 5.0, 0, ())


def _span_bits(said: SaidDate) -> float:
    assert said.earliest and said.latest
    return -13.0 if (said.latest - said.earliest).days < 32 else -5.0


def _loosely(sought: Sought, theirs: Born | None) -> Fit:
    """A bare number may be an age (as of the day asked) or the number of a house, which `_house` looks at."""
    if not sought.loose or sought.loose_born is None:
        return NOTHING
    return _in_a_span(sought.loose_born, theirs)


# -- numbers and places


def _number(sought: Sought, held: Held) -> Fit:
    bits, reasons = 0.0, []
    for number in sought.numbers:
        if number in held.numbers:
            reasons.append("Number or username: the same")
        elif any(len(n) == len(number) > 7 and OSA.distance(n, number) == 1 for n in held.numbers):
            bits -= 9.0
            reasons.append("Number: one figure differs")
        else:
            bits -= 22.0 if len(number) > 7 else 14.0
    return Fit(bits, 3 * len(reasons), tuple(reasons))


def _phone(sought: Sought, held: Held) -> Fit:
    if not sought.phone:
        return NOTHING
    if sought.phone in held.phones:
        return Fit(-0.5, 2, ("Telephone: the same",))
    if any(OSA.distance(sought.phone, p) == 1 for p in held.phones):
        return Fit(-8.0, 1, ("Telephone: one figure differs",))
    return Fit(-16.5 if held.phones else -15.0, 0, ())


def _postcode(sought: Sought, held: Held) -> Fit:
    codes = {p.postcode for p in held.places if p.postcode}
    if sought.postcode:
        if sought.postcode in codes:
            return Fit(-0.4, 1, ("Postcode: the same",))
        if any(OSA.distance(packed(sought.postcode), packed(c)) == 1 for c in codes):
            return Fit(-8.0, 1, ("Postcode: one letter or figure differs",))
        if any(c.split()[0] == sought.postcode.split()[0] for c in codes):
            return Fit(-11.0, 0, ("Postcode: the same first half",))
        return Fit(-15.0 if codes else -13.0, 0, ())
    if sought.area:
        if any(p.area == sought.area for p in held.places):
            return Fit(-0.4, 1, ("Postcode: the same first half",))
        return Fit(-7.0 if codes else -5.0, 0, ())
    return NOTHING


def _town(sought: Sought, held: Held) -> Fit:
    if not sought.town:
        return NOTHING
    towns = [p.town.split() for p in held.places if p.town]
    if any(_shares(sought.town, town) for town in towns):
        return Fit(-0.4, 1, ("Town: the same",))
    return Fit(-5.5 if towns else -3.5, 0, ())


def _shares(one: Iterable[str], other: Iterable[str]) -> bool:
    return not set(one).isdisjoint(other)


def _house(sought: Sought, held: Held) -> Fit:
    if not sought.house:
        return NOTHING
    if any(sought.house in p.number.split("/") for p in held.places):
        return Fit(-0.4, 0, ("House number: the same",))
    return Fit(-6.5 if held.places else -5.0, 0, ())


def _sex(sought: Sought, held: Held) -> Fit:
    if not sought.sex or not held.sex:
        return Fit(-1.0 if sought.sex else 0.0, 0, ())
    return NOTHING if sought.sex == held.sex else Fit(-5.0, 0, ())
