"""Compare many pairs at once: the levels of `weigh.levels_of` as columns of small numbers.

The comparisons themselves are those of `features`. Each is asked once for every distinct pair of values,
however many pairs of statements hold them; the answers for whole pairs are then settled by the same
functions as on screen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from kingfisher.people.matching import features, names, naming, spread
from kingfisher.people.matching.features import UNSAID
from kingfisher.people.matching.sheet import Column, Sheet
from kingfisher.people.matching.weigh import Levels, Model

Places = np.ndarray[Any, np.dtype[np.int64]]
Small = np.ndarray[Any, np.dtype[np.int8]]
MAYBE = (None, False, True)  # answers of yes-or-no questions that may have nothing to go on


@dataclass(frozen=True)
class Compared:
    """Levels of every pair: `levels[name][i]` is a place in `words[name]`, 0 where nothing could be
    compared."""

    words: dict[str, tuple[str, ...]]
    levels: dict[str, Small]

    def at(self, i: int) -> Levels:
        """This will give the levels of one pair in words, as `weigh.levels_of` does."""
        return {name: self.words[name][v[i]] for name, v in self.levels.items() if v[i]}

    def and_also(self, more: "Compared") -> "Compared":
        """This will give these pairs and then the others."""
        return Compared(self.words, {name: np.concatenate([v, more.levels[name]]) for name, v in self.levels.items()})


class Pairing:
    """Pairs of places in one sheet, and the questions asked of them."""

    def __init__(self, sheet: Sheet, left: Places, right: Places, model: Model) -> None:
        self.sheet, self.left, self.right = sheet, left, right
        self.words = {name: (UNSAID, *rows) for name, rows in model.chances.items()}

    def levels(self) -> Compared:
        """This will compare every pair by every comparison."""
        found = {
            "birth": self.level("birth", "born", "born", features.birth),
            "agency": self.level("agency", "agency", "agency", features.sex),
            "sex": self.level("sex", "sex", "sex", features.sex),
            "kind": self.level("kind", "kind", "kind", features.sex),
            "parent": self.level("parent", "parent", "parent", features.parent),
            "school": self.level("school", "school", "school", features.school),
            "place": self._place(),
            "phone": self._phone(),
            **{name: self.level(name, name, name, features.identifier) for name in features.IDENTIFIERS},
            **self._names(),
        }
        return Compared(self.words, found)

    def ask(
        self,
        one: str,
        other: str,
        question: Callable[[Any, Any], Any],
        answers: Sequence[Any],
        where: np.ndarray | None = None,
        turned: bool = False,
    ) -> Small:
        """Answers (places in `answers`) of a question of a field of one and a field of the other, where
        wanted."""
        left, right = (self.right, self.left) if turned else (self.left, self.right)
        a, b = self.sheet.columns[one], self.sheet.columns[other]
        out = np.zeros(len(left), dtype=np.int8)
        wanted = (a.codes[left] != 0) & (b.codes[right] != 0)
        if where is not None:
            wanted &= where
        places = np.flatnonzero(wanted)
        if not len(places):
            return out
        out[places] = _answered(a, b, a.codes[left[places]], b.codes[right[places]], question, answers, one == other)
        return out

    def level(self, name: str, one: str, other: str, question: Callable[[Any, Any], str]) -> Small:
        return self.ask(one, other, question, self.words[name])

    def _settled(self, name: str, asked: Sequence[Small], settle: Callable[[tuple[int, ...]], str]) -> Small:
        """One level from several small answers, settled once for each combination of them."""
        packed = np.zeros(len(self.left), dtype=np.int32)
        for answer in asked:
            packed = packed * 16 + answer
        distinct, place = np.unique(packed, return_inverse=True)
        levels = []
        for combination in distinct.tolist():
            parts = [combination >> (4 * k) & 15 for k in reversed(range(len(asked)))]
            levels.append(self.words[name].index(settle(tuple(parts))))
        return np.array(levels, dtype=np.int8)[place]

    def _names(self) -> dict[str, Small]:
        plain = (UNSAID, *naming.LEVELS)
        given = self._tongues(self.ask("given", "given", features.given, plain), plain)
        family = self.ask("family", "family", features.family, plain)
        weak_given = np.isin(given, [plain.index(w) for w in naming.WEAK_GIVEN])
        weak_family = np.isin(family, [plain.index(w) for w in naming.WEAK_FAMILY])
        asked = weak_given & weak_family
        order = self._settled(
            "order",
            [
                self.ask("given", "family", self._crossed, naming.CROSSED, asked),
                self.ask("given", "family", self._crossed, naming.CROSSED, asked, turned=True),
            ],
            lambda p: naming.settle_order(naming.CROSSED[p[0]], naming.CROSSED[p[1]]),
        )
        unexplained = (weak_given | weak_family) & (order != self.words["order"].index("swapped"))
        other_names = self._other_names(unexplained)
        explained = [self.words["other_names"].index(w) for w in naming.EXPLAINS_GIVEN]
        free = ~np.isin(other_names, explained)
        return {
            "middle": self.ask("middle", "middle", features.middle, self.words["middle"], free),
            "given": self._rarity("given", given, plain),
            "family": self._rarity("family", family, plain),
            "order": order,
            "other_names": other_names,
        }

    def _tongues(self, given: Small, plain: tuple[str, ...]) -> Small:
        family = self.sheet.columns["family"]
        chinese = np.array([names.is_chinese_family(words) for words in family.values])[family.codes]
        settled = [
            [plain.index(naming.settle_tongues(level, any_chinese)) for level in plain] for any_chinese in (False, True)
        ]
        either = (chinese[self.left] | chinese[self.right]).astype(np.int8)
        return np.array(settled, dtype=np.int8)[either, given]

    def _crossed(self, given: tuple[str, ...], family: tuple[str, ...]) -> str:
        return naming.crossed(given, family, self.sheet.frequencies.is_first)

    def _rarity(self, name: str, level: Small, plain: tuple[str, ...]) -> Small:
        counts = getattr(self.sheet.frequencies, name)
        column = self.sheet.columns[name]
        rare = np.array([0, *(self.sheet.frequencies.rarity(v, counts) for v in column.values[1:])], dtype=np.int8)
        same = (
            self.words[name].index("same_1")
            - 1
            + np.minimum(rare[column.codes[self.left]], rare[column.codes[self.right]])
        )
        to = np.array([self.words[name].index(w) if w in self.words[name] else 0 for w in plain], dtype=np.int8)
        return np.where(level == plain.index(features.SAME), same, to[level]).astype(np.int8)

    def _other_names(self, where: np.ndarray) -> Small:
        ask = self.ask
        yes = MAYBE.index(True)
        there = ask("spare", "given", naming.goes_by, MAYBE, where) == yes
        back = ask("spare", "given", naming.goes_by, MAYBE, where, turned=True) == yes
        given = ask("also", "also", naming.goes_by, MAYBE, where) == yes
        given |= ask("also", "given", naming.goes_by, MAYBE, where) == yes
        given |= ask("also", "given", naming.goes_by, MAYBE, where, turned=True) == yes
        family = (ask("also", "family", naming.goes_by_family, MAYBE, where) == yes) | (
            ask("also", "family", naming.goes_by_family, MAYBE, where, turned=True) == yes
        )
        spare = self.sheet.columns["spare"].codes
        any_spare = where & ((spare[self.left] != 0) | (spare[self.right] != 0))
        return self._settled(
            "other_names",
            [flag.astype(np.int8) for flag in (any_spare, there & back, given, there | back, family)],
            lambda p: naming.settle_other_names(
                any_spare=bool(p[0]),
                exchanged=bool(p[1]),
                given=bool(p[2]),
                middle=bool(p[3]),
                family=bool(p[4]),
            ),
        )

    def _place(self) -> Small:
        asked = [self.ask("number", "number", features.house_number, MAYBE)]
        asked += [self._equal(name) for name in ("postcode", "area", "letters", "town")]
        asked.append(self.ask("street", "street", features.street, MAYBE))
        return self._settled(
            "place",
            asked,
            _settle_place,
        )

    def _equal(self, name: str) -> Small:
        codes = self.sheet.columns[name].codes
        a, b = codes[self.left], codes[self.right]
        return np.where((a == 0) | (b == 0), 0, np.where(a == b, 2, 1)).astype(np.int8)

    def _phone(self) -> Small:
        held = self.sheet.frequencies

        def compare(one: tuple[str, ...], other: tuple[str, ...]) -> str:
            level = features.phone(one, other)
            shared = tuple(n for n in one if n in other)
            return "widely_held" if level == features.SAME and held.is_widely_held(shared) else level

        return self.level("phone", "phones", "phones", compare)


def _settle_place(answers: tuple[int, ...]) -> str:
    number, code, area, letters, town, street = (MAYBE[a] for a in answers)
    return features.settle_place(number=number, street=street, code=code, area=area, letters=letters, town=town)


def _answered(
    a: Column,
    b: Column,
    left: np.ndarray,
    right: np.ndarray,
    question: Callable[[Any, Any], Any],
    answers: Sequence[Any],
    symmetrical: bool,
) -> Small:
    if symmetrical:
        left, right = np.minimum(left, right), np.maximum(left, right)
    width = len(b.values)
    distinct, place = np.unique(left.astype(np.int64) * width + right, return_inverse=True)
    number = {answer: i for i, answer in enumerate(answers)}
    one, other = a.values, b.values

    def answered(first: int, last: int) -> Small:
        wanted = distinct[first:last].tolist()
        return np.array([number[question(one[k // width], other[k % width])] for k in wanted], dtype=np.int8)

    found: Small = spread.over(len(distinct), answered)[place]
    return found
