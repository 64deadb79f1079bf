"""The whole of Saltmere for one build: `World(seed, size, now)` says everything, as seeds, in building order.

It has no database and does nothing: demo.build plays what it says through the product's own actions.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from itertools import islice

from . import place
from .census import Family, Person, Statement
from .dice import dice_for
from .everyday import HOLDERS, ordinary_entries
from .families import people_of
from .shapes import (
    LONDON,
    AgreementSeed,
    ContactSeed,
    FamilySeed,
    OrganisationSeed,
    PersonSeed,
    ServiceSeed,
    StorySeed,
    TeamSeed,
    TieSeed,
    WorkerSeed,
)
from .statements import AGENCIES, Clerk
from .stories import stories
from .waiting import waiting

SIZES = {"hamlet": {"at_least": 400}, "town": {"at_least": 3_000}, "county": {"children": 143_000}}
MOST_CONTACTS = {"hamlet": 6}  # a hamlet is for trying the building itself
QUEUE_FROM_FAMILIES = 600  # the queue's children are among these, whatever the size


class World:
    """Saltmere of one seed and size, told from the moment `now` (with a time zone)."""

    def __init__(self, seed: int, size: str, now: datetime) -> None:
        self.seed, self.size, self.now = seed, size, now
        self.on = now.astimezone(LONDON).date()

    @property
    def organisations(self) -> tuple[OrganisationSeed, ...]:
        return place.organisations()

    @property
    def workers(self) -> tuple[WorkerSeed, ...]:
        return place.workers()

    @property
    def teams(self) -> tuple[TeamSeed, ...]:
        return place.teams()

    @property
    def services(self) -> tuple[ServiceSeed, ...]:
        return place.services()

    @property
    def agreements(self) -> tuple[AgreementSeed, ...]:
        return place.agreements()

    @cached_property
    def stories(self) -> tuple[StorySeed, ...]:
        return stories(self.seed, self.on)

    @cached_property
    def contacts(self) -> tuple[ContactSeed, ...]:
        """Every contact, of the stories and of the queue, in the order they arrived."""
        children = [
            person
            for family in islice(self.families(), QUEUE_FROM_FAMILIES)
            for person in family.people
            if person.truth.kind == "child"
        ]
        told = [contact for story in self.stories for contact in story.contacts]
        told += waiting(self.seed, self.on, children)
        told.sort(key=lambda contact: contact.received.at(self.now))
        return tuple(told[: MOST_CONTACTS.get(self.size)])

    def families(self) -> Iterator[FamilySeed]:
        """The generated families, one at a time: a whole county need not be held in memory."""
        clerks = {agency: Clerk(agency, self.on) for agency in AGENCIES}
        dice = dice_for(self.seed, 77)
        for family in people_of(self.seed, self.on, **SIZES[self.size]):
            people = tuple(
                PersonSeed(
                    person.person_id,
                    person,
                    self.said(dice, clerks, person),
                    f"{person.first} {person.surname}",
                )
                for person in family.people
                if person.agencies
            )
            entries = [
                entry for person in people for entry in ordinary_entries(dice, person.truth, person.key, self.on)
            ]
            yield FamilySeed(people, tuple(ties_of(family)), tuple(entries))

    def said(self, dice, clerks: dict[str, Clerk], person: Person) -> dict[str, tuple[Statement, ...]]:
        return {
            HOLDERS[agency]: tuple(statement for statement, _ in clerks[agency].states(dice, person))
            for agency in person.agencies
        }


def ties_of(family: Family) -> Iterator[TieSeed]:
    """Parents, siblings and twins, each said by an organisation that holds both."""
    held = {person.person_id: person for person in family.people if person.agencies}
    for child in held.values():
        for parent in child.parents:
            if holder := both_held_by(child, held.get(parent)):
                yield TieSeed(parent, child.person_id, "parent_of", holder, parental_responsibility=True)
        for other in child.siblings:
            if child.person_id < other and (holder := both_held_by(child, held.get(other))):
                kind = "twin" if child.twin == other else "sibling"
                yield TieSeed(child.person_id, other, kind, holder)


def both_held_by(one: Person, other: Person | None) -> str:
    """The organisation that holds both people ("" where none does); social care first."""
    for agency in ("social_care", "health", "schools", "police"):
        if other and agency in one.agencies and agency in other.agencies:
            return HOLDERS[agency]
    return ""
