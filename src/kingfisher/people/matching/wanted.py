"""What a search asks of the lexemes: which statements come into question at all, and which of them first.

Pure. A statement comes into question when two different things typed point to it, or one that few have; where
two point to too many, a third is asked for. How many is guessed from how common each lexeme is. Each question is
in the language of PostgreSQL's text search, with every lexeme quoted, so that no word can be an operator.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from math import prod

from kingfisher.people.matching import lexemes, names
from kingfisher.people.matching.lexemes import packed
from kingfisher.people.matching.shapes import STREETS
from kingfisher.people.matching.sought import Sought

PREFIX_TO = 5  # letters: a longer word is found by its slips
MOST_YEARS = 8
TOWN_FROM = 0.015  # share of statements with this word in their address: a town, or road
ENOUGH = 400  # statements one question may bring, by guess
READING = 20_000  # statements all questions together may read through, by guess
HOT = 0.02  # share of statements above which a lexeme of what a word nearly is tells nothing
MOST_QUESTIONS = 20
UNCOMMON = 1e-4  # share of a lexeme that is not among the common ones, about


class Commonness:
    """The share of statements that carry a lexeme, for lexemes that many carry; and how many statements there are."""

    def __init__(self, share: Mapping[str, float] | None = None, total: int = 0) -> None:
        self.share, self.total = share or {}, total
        self._sorted = sorted(self.share)

    def of(self, found: Iterable[str], prefix: str = "") -> float:
        """The share of statements that carry one of these, at most 1."""
        share = sum(self.share.get(one, 0.0) for one in found)
        if prefix:
            first, last = bisect_left(self._sorted, prefix), bisect_left(self._sorted, prefix + "\uffff")
            share += sum(self.share[one] for one in self._sorted[first:last])
        return min(1.0, share + UNCOMMON)


@dataclass(frozen=True, slots=True)
class Wanted:
    """`questions`: what comes into question. `terms` and `weights`: how much each says, for who is first."""

    questions: tuple[str, ...]
    terms: tuple[str, ...]
    weights: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Thing:
    """One thing typed: lexemes of what it is and of what it nearly is. `alone`: enough by itself; `tells`: says who
    somebody is, and not only how old or from which town."""

    strong: frozenset[str]
    near: frozenset[str] = frozenset()
    prefix: str = ""
    alone: bool = False
    tells: bool = True
    weight: int = 3

    @property
    def any(self) -> str:
        prefix = [f"{_quoted(self.prefix)}:*"] if self.prefix else []
        return "(" + "|".join([*map(_quoted, sorted(self.strong | self.near)), *prefix]) + ")"

    @property
    def only(self) -> str:
        return "(" + "|".join(map(_quoted, sorted(self.strong))) + ")"


def wanted(sought: Sought, common: Commonness) -> Wanted | None:
    """None when nothing was said that anybody could be found by."""
    last = len(sought.words) - 1
    things = [_word(w, common, unfinished=sought.unfinished and i == last) for i, w in enumerate(sought.words)]
    things += [*_numbers(sought), *_phone(sought), *_postcode(sought), *_birth(sought), *_town(sought)]
    if not things:
        return None
    terms, weights = [], []
    for thing in things:
        terms.append(thing.only)
        weights.append(thing.weight)
        if thing.near or thing.prefix:
            terms.append(thing.any)
            weights.append(max(1, thing.weight - 1))
    return Wanted(tuple(_questions(things, common)), tuple(terms), tuple(weights))


def _questions(things: list[_Thing], common: Commonness) -> list[str]:
    """The fewest things together that few enough statements carry, the cheapest to answer first, as far as the
    reading goes; where nearly-so would bring too many, as typed."""
    loose = [common.of(t.strong | t.near, t.prefix) for t in things]
    strict = [common.of(t.strong) for t in things]
    offered = []
    for size in range(1, min(len(things), 4) + 1):
        for some in combinations(range(len(things)), size):
            if any(things[i].tells for i in some):
                offered += [(*_effort(loose, some, common.total), size, some, False),
                            (*_effort(strict, some, common.total), size, some, True)]  # fmt: skip
    asked: list[tuple[frozenset[int], bool, str]] = []
    left = READING
    for brings, reads, _, some, as_typed in sorted(offered, key=lambda o: (o[2], o[4], o[1])):
        chosen = frozenset(some)
        alone = len(some) == 1 and things[some[0]].alone
        if any(had <= chosen and typed <= as_typed for had, typed, _ in asked) or (brings > ENOUGH and not alone):
            continue
        if reads > left and not alone:
            continue
        left -= reads
        asked.append((chosen, as_typed, "&".join(things[i].only if as_typed else things[i].any for i in some)))
    if not asked:
        tell = [t for t in things if t.tells] or things
        return ["&".join(t.only for t in tell)]
    return [question for _, _, question in asked[:MOST_QUESTIONS]]


def _effort(share: list[float], some: tuple[int, ...], total: int) -> tuple[float, float]:
    """How many statements these things together bring, and how many must be read through to know."""
    return total * prod(share[i] for i in some), total * min(share[i] for i in some)


def _quoted(lexeme: str) -> str:
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def _word(word: str, common: Commonness, *, unfinished: bool) -> _Thing:
    strong = {lexemes.NAME + word, lexemes.LOCALITY + STREETS.get(word, word), lexemes.SCHOOL + word}
    if len(word) > 1:
        strong |= {lexemes.ROOT + head for head in names.roots(word) | names.family_roots(word)}
        strong.add(lexemes.SPELT + names.respelt(word))
    near = {lexemes.SLIP + one for one in lexemes.slips(word)}
    near |= {lexemes.HEARD + sound for sound in lexemes.heard(word)}
    near = {one for one in near if common.share.get(one, 0.0) < HOT}
    prefix = lexemes.NAME + word if unfinished or len(word) <= PREFIX_TO else ""
    is_town = common.share.get(lexemes.LOCALITY + word, 0.0) > TOWN_FROM
    return _Thing(frozenset(strong), frozenset(near), prefix, tells=not is_town)


def _birth(sought: Sought) -> list[_Thing]:
    said = sought.born or sought.loose_born
    if said is None or said.earliest is None or said.latest is None:
        return []
    if said.exact:
        day = said.exact
        exact = {_day(day)} | ({_day(said.other_reading)} if said.other_reading else set())
        near = {f"{lexemes.MONTH}{day:%Y%m}", f"{lexemes.DAY}{day:%m%d}", *map(_day, _a_figure_out(day))}
        near.add(_day(date(day.year, 1, 1)))  # as written where only the year was known
        return [_Thing(frozenset(exact), alone=True, weight=5), _Thing(frozenset(near | exact), weight=2)]
    slack = timedelta(days=366)
    years = range((said.earliest - slack).year, (said.latest + slack).year + 1)
    if len(years) > MOST_YEARS:
        return []
    sure = frozenset(_year(y) for y in range(said.earliest.year, said.latest.year + 1))
    return [_Thing(sure, frozenset(map(_year, years)), tells=False, weight=2)]


def _year(year: int) -> str:
    return f"{lexemes.YEAR}{year}"


def _day(day: date) -> str:
    return f"{lexemes.BIRTH}{day:%Y%m%d}"


def _a_figure_out(day: date) -> list[date]:
    found = []
    for years in (-10, -1, 1, 10):
        try:
            found.append(day.replace(year=day.year + years))
        except ValueError:
            continue
    return found


def _numbers(sought: Sought) -> list[_Thing]:
    return [_Thing(frozenset((lexemes.NUMBER + number,)), alone=True, weight=9) for number in sought.numbers]


def _phone(sought: Sought) -> list[_Thing]:
    return [_Thing(frozenset((lexemes.PHONE + sought.phone[-9:],)), alone=True, weight=4)] if sought.phone else []


def _postcode(sought: Sought) -> list[_Thing]:
    if sought.postcode:
        return [_Thing(frozenset((lexemes.POSTCODE + packed(sought.postcode),)), alone=True, weight=4)]
    area = frozenset((lexemes.AREA + sought.area.lower(),))
    return [_Thing(area, tells=False, weight=1)] if sought.area else []


def _town(sought: Sought) -> list[_Thing]:
    found = frozenset(lexemes.LOCALITY + word for word in sought.town)
    return [_Thing(found, tells=False, weight=1)] if found else []
