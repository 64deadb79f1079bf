"""Ordinary entries for the generated people: about ten for a child social care knows, else one or two."""

import tomllib
from dataclasses import dataclass
from datetime import date, time
from functools import cache

from .census import Person
from .dice import Dice, Shares
from .place import HERE
from .shapes import EntrySeed, When

HOLDERS = {"police": "police", "social_care": "council", "health": "health", "schools": "schools"}
KNOWN_ENTRIES, OTHER_ENTRIES = (6, 14), (1, 2)
LOOK_BACK_DAYS = 900


@dataclass(frozen=True, slots=True)
class Kind:
    agency: str
    category: str
    by: tuple[str, ...]
    ages: tuple[int, int]
    share: float
    texts: tuple[str, ...]
    known: bool = False


@cache
def kinds() -> tuple[Kind, ...]:
    rows = tomllib.loads((HERE / "everyday.toml").read_text(encoding="utf-8"))["kinds"]
    return tuple(
        Kind(**{**row, "by": tuple(row["by"]), "ages": tuple(row["ages"]), "texts": tuple(row["texts"])})
        for row in rows
    )


@cache
def fitting(agencies: tuple[str, ...], age: int) -> Shares | None:
    """The kinds of entry a child of this age may have from these agencies, by their shares."""
    known = "social_care" in agencies
    fit = {
        str(number): kind.share
        for number, kind in enumerate(kinds())
        if kind.agency in agencies and kind.ages[0] <= age <= kind.ages[1] and (known or not kind.known)
    }
    return Shares(fit) if fit else None


def ordinary_entries(dice: Dice, person: Person, key: str, on: date) -> list[EntrySeed]:
    """A generated child's ordinary entries, oldest first; a grown-up has none unless a child's says it."""
    if person.kind != "child":
        return []
    age = (on - person.born_on).days // 365
    shares = fitting(person.agencies, age)
    if not shares:
        return []
    low, high = KNOWN_ENTRIES if "social_care" in person.agencies else OTHER_ENTRIES
    reach = max(2, min(LOOK_BACK_DAYS, (on - person.born_on).days - 1))
    days = sorted((dice.between(1, reach) for _ in range(dice.between(low, high))), reverse=True)
    return [one_entry(dice, kinds()[int(shares.pick(dice))], person, key, day) for day in days]


def one_entry(dice: Dice, kind: Kind, person: Person, key: str, day: int) -> EntrySeed:
    when = When(day, time(dice.between(8, 17), dice.one_of((0, 5, 10, 15, 20, 30, 40, 45, 50))))
    text = dice.one_of(kind.texts)
    for mark, said in (
        ("{child}", person.first),
        ("{mother}", person.parent_name or "the carer"),
        ("{school}", person.school),
        ("{his}", "his" if person.sex == "M" else "her"),
        ("{n}", str(dice.between(68, 100))),
        ("{k}", str(dice.between(2, 8))),
    ):
        if mark in text:
            text = text.replace(mark, said)
    author = dice.one_of(kind.by)
    return EntrySeed(
        about=key, organisation=HOLDERS[kind.agency], author=author, category=kind.category, nature="fact",
        happened=when, known=when.later(dice.between(10, 2000)), how_known="record", text=text,
    )  # fmt: skip
