"""Saltmere itself, read from saltmere.toml: its organisations, workers, agreements, towns and streets."""

import re
import tomllib
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path

from .census import Address
from .dice import Dice, Shares
from .numbers import postcode
from .shapes import (
    AgreementSeed,
    OpeningSeed,
    OrganisationSeed,
    PlacementSeed,
    ServiceSeed,
    TeamSeed,
    When,
    WorkerSeed,
)

HERE = Path(__file__).parent
FLAT_SHARE = 0.14
HUB = "hub"  # the partnership's own organisation, there from the founding


@dataclass(frozen=True, slots=True)
class Town:
    name: str
    district: str
    postcode_district: int


@dataclass(frozen=True, slots=True)
class School:
    code: str
    name: str
    phase: str
    town: str


@cache
def told() -> dict:
    """The file as read; everything else here gives it a shape."""
    with (HERE / "saltmere.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def schools() -> tuple[School, ...]:
    return tuple(
        School(code=f"schools-{row['slug']}", name=row["name"], phase=row["phase"], town=row["town"])
        for row in told()["schools"]
    )


@cache
def numbers_told() -> frozenset[str]:
    """Every telephone Saltmere's own files give to somebody, as digits: no stranger is drawn one of them."""
    written = [path.read_text(encoding="utf-8") for path in sorted(HERE.glob("**/*.toml"))]
    told = {re.sub(r"\D", "", number) for text in written for number in re.findall(r"\b0[\d ]{9,12}\b", text)}
    return frozenset(told | {re.sub(r"\D", "", one.phone) for one in (*organisations(), *workers())})


@cache
def organisations() -> tuple[OrganisationSeed, ...]:
    """Every organisation, those that others sit within before those within them."""
    bodies = [OrganisationSeed(**row) for row in told()["organisations"]]
    taught = [
        OrganisationSeed(
            code=school.code, name=school.name, kind="school", within="schools", town=school.town,
            phone=f"01632 960{800 + number:03d}",
        )
        for number, school in enumerate(schools())
    ]  # fmt: skip
    return tuple(bodies + taught)


@cache
def workers() -> tuple[WorkerSeed, ...]:
    """The ninety or so people who work for Saltmere's children and may sign in."""
    return tuple(
        WorkerSeed(
            username=row["username"],
            name=row["name"],
            phone=f"07700 900{100 + number:03d}",
            email=f"{row['username']}@saltmere.example",
            placements=(
                PlacementSeed(
                    row["organisation"], row["role"], row["team"], row.get("title", ""), row.get("visit", "")
                ),
            ),
            try_this=row["try"],
        )
        for number, row in enumerate(told()["workers"])
    )


@cache
def teams() -> tuple[TeamSeed, ...]:
    return tuple(TeamSeed(**row) for row in told()["teams"])


@cache
def services() -> tuple[ServiceSeed, ...]:
    """The systems that act for organisations, one for each where the file says a star."""
    return tuple(
        ServiceSeed(**{**row, "organisation": code})
        for row in told()["services"]
        for code in codes_like(row["organisation"])
    )


def codes_like(pattern: str) -> tuple[str, ...]:
    """The organisation codes meant by a code, or by a code that ends in a star."""
    codes = [body.code for body in organisations()]
    if pattern == HUB:
        return (HUB,)
    if pattern.endswith("*"):
        return tuple(code for code in codes if code.startswith(pattern[:-1]))
    return tuple(code for code in codes if code == pattern)


@cache
def agreements() -> tuple[AgreementSeed, ...]:
    return tuple(
        AgreementSeed(
            ref=row["ref"],
            title=row["title"],
            gateway=row["gateway"],
            openings=tuple(one for line in row["openings"].split("\n") if line for one in openings(line)),
            began=When(row["began_days_ago"], time(9, 0)),
            ends=When(-row["ends_in_days"], time(23, 59)),
        )
        for row in told()["agreements"]
    )


def openings(line: str) -> list[OpeningSeed]:
    """One line of an agreement, for every holder its star stands for; nobody opens to itself."""
    pattern, category, to, level = line.split()
    return [OpeningSeed(holder, category, to, level) for holder in codes_like(pattern) if holder != to]


@cache
def towns() -> tuple[Town, ...]:
    return tuple(Town(row["name"], row["district"], row["postcode_district"]) for row in told()["towns"])


@cache
def streets() -> tuple[str, ...]:
    words = told()["streets"]
    return tuple(f"{first} {last}" for last in words["last"].split() for first in words["first"].split())


class Streets:
    """Gives out addresses: a town by its share of the county, one of its streets, a number."""

    def __init__(self) -> None:
        self.towns = towns()
        self.by_share = Shares({row["name"]: row["share"] for row in told()["towns"]})
        self.by_name = {town.name: town for town in self.towns}
        self.streets = streets()
        # a big place has more of the streets: (share x 40), never fewer than 20
        self.reach = {row["name"]: max(20, min(len(self.streets), row["share"] * 40)) for row in told()["towns"]}

    def town(self, dice: Dice) -> str:
        return self.by_share.pick(dice)

    def address(self, dice: Dice, town: str) -> Address:
        number = dice.below(self.reach[town])
        # each town takes its streets from another place in the list, so the same names recur, not always
        street = (number * 7 + self.by_name[town].postcode_district * 131) % len(self.streets)
        return self.on_street(dice, town, street)

    def on_street(self, dice: Dice, town: str, street: int) -> Address:
        code = postcode(self.by_name[town].postcode_district, street)
        line = f"{dice.between(1, 140)} {self.streets[street]}"
        if dice.happens(FLAT_SHARE):
            line = f"Flat {dice.between(1, 24)}, {line}"
        return Address(line, town, code)

    def neighbour(self, dice: Dice, home: Address) -> Address:
        """Another house in the same street."""
        street = home.line.split(" ", 3)[3] if home.line.startswith("Flat") else home.line.split(" ", 1)[1]
        return Address(f"{dice.between(1, 140)} {street}", home.town, home.postcode)


@cache
def schools_of(town: str, phase: str) -> tuple[School, ...]:
    """The schools of one phase children of a town go to: its own, or all of that phase where it has none."""
    own = tuple(school for school in schools() if school.phase == phase and school.town == town)
    return own or tuple(school for school in schools() if school.phase == phase)


@cache
def placed() -> dict[str, tuple[str, str, str]]:
    """Username to the worker's name, role and organisation code."""
    return {
        worker.username: (worker.name, worker.placements[0].role, worker.placements[0].organisation)
        for worker in workers()
    }
