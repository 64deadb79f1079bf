"""The people of Saltmere, told twice: the truth (`Person`), and what one agency says of them (`Statement`).

Only the measured test and the story builder ever see the truth; the product is given statements.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class Address(NamedTuple):
    line: str
    town: str
    postcode: str


class Statement(NamedTuple):
    """What one agency holds of one person, as said: the columns of the matching contract, all text."""

    record_id: str
    agency: str
    kind: str
    first_name: str
    middle_names: str
    surname: str
    known_as: str
    alias: str
    dob: str
    sex: str
    nhs_number: str
    upn: str
    pnc_id: str
    address: str
    town: str
    postcode: str
    phone: str
    parent_name: str
    school: str
    recorded_on: str


@dataclass(slots=True)
class Person:
    """The truth about one person of the county; nobody in the product ever sees it."""

    person_id: str
    household_id: str
    kind: str  # child or adult
    group: str  # where the name comes from, for measuring fairness
    sex: str  # F or M
    born_on: date
    first: str
    middles: str
    surname: str
    known_as: str = ""
    other_surnames: tuple[str, ...] = ()  # maiden, stepfather's, father's: names some agency may hold instead
    alias: str = ""
    nhs_number: str = ""
    upn: str = ""
    pnc_id: str = ""
    phone: str = ""
    addresses: list[tuple[Address, date]] = field(default_factory=list)  # newest first, with the day moved in
    parents: tuple[str, ...] = ()
    parent_name: str = ""
    siblings: tuple[str, ...] = ()
    twin: str = ""
    school: str = ""
    estimated_birth: bool = False
    agencies: tuple[str, ...] = ()  # who holds a record: police, social_care, health, schools


@dataclass(slots=True)
class Household:
    household_id: str
    people: list[Person]
    known: bool  # to children's social care


@dataclass(slots=True)
class Family:
    """One to three households related to each other, with the pairs that are easily taken for one person."""

    number: int
    households: list[Household]
    hard_negatives: list[tuple[str, str, str]]

    @property
    def people(self) -> list[Person]:
        return [person for household in self.households for person in household.people]
