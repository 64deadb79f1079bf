"""Where a person lives and lived, and who else lives there, going by addresses that are open to the actor."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.text import postcode
from kingfisher.kernel.timing import LONDON
from kingfisher.people.matching.features import place
from kingfisher.people.matching.shapes import read_place
from kingfisher.people.models import Address
from kingfisher.people.queries.clusters import clusters
from kingfisher.people.queries.seeing import statements

MOST_PEOPLE = 60  # at one postcode; a hostel or a school holds more, and says nothing of a household


@dataclass(frozen=True, slots=True)
class Home:
    """One address with its days, and the agencies that say so. A protected one is not spelt out."""

    said_by: tuple[UUID, ...]
    words: str
    from_on: date | None
    until_on: date | None
    protected: bool

    @property
    def is_past(self) -> bool:
        return self.until_on is not None


@dataclass(frozen=True, slots=True)
class Housemate:
    """Somebody whose record gives the same house now. `person_id` is open to the actor; `key` is as in `family`."""

    key: str
    person_id: UUID
    name: str
    born_on: date | None
    kind: str
    since_on: date | None
    said_by: tuple[UUID, ...]


def homes_of(actor: Actor, ids: Iterable[UUID]) -> list[Home]:
    """Every address on these statements, the present before the past, the newest first."""
    rows = Address.objects.filter(person__in=list(ids)).select_related("person").order_by("-from_on", "-id")
    found: dict[tuple, list[UUID]] = {}
    for row in rows:
        words = "" if row.protected else ", ".join(p for p in (row.lines, row.town, row.postcode) if p)
        found.setdefault((words, row.from_on, row.until_on, row.protected), []).append(row.person.organisation_id)
    homes = [Home(tuple(dict.fromkeys(said_by)), *told) for told, said_by in found.items()]
    return sorted(homes, key=lambda h: (h.is_past, -(h.until_on or h.from_on or date.min).toordinal()))


def housemates_of(actor: Actor, ids: Iterable[UUID]) -> list[Housemate]:
    """Others whose records give the same house as a present address of these statements. Empty where an address is
    protected: nobody is looked for there.
    """
    mine = set(ids)
    today = actor.at.astimezone(LONDON).date()
    now = Q(until_on=None) | Q(until_on__gte=today)
    here = list(Address.objects.filter(now, person__in=mine))
    if any(row.protected for row in here):
        return []
    places = [found for row in here if (found := read_place(row.lines, row.town, row.postcode)) and row.postcode]
    wanted = {spelt for row in here if row.postcode for spelt in _spellings(row.postcode)}
    rows = Address.objects.filter(now, postcode__in=wanted, protected=False).exclude(person__in=mine)
    there = list(rows.order_by("id")[: MOST_PEOPLE + 1]) if wanted else []
    if len(there) > MOST_PEOPLE:
        return []
    same = {
        row.person_id: row for row in there
        if any(place(one, read_place(row.lines, row.town, row.postcode)) == "house" for one in places)
    }  # fmt: skip
    read = statements(actor, set(same))
    groups = clusters(actor, set(read)) if read else {}
    found: dict[UUID, Housemate] = {}
    for key, one in sorted(read.items()):
        first = min(groups.get(key, {key}))
        had = found.get(first)
        found[first] = Housemate(
            str(first), had.person_id if had else key, had.name if had else one.name,
            (had.born_on if had else None) or one.said.born_on, one.said.kind,
            (had.since_on if had else None) or same[key].from_on,
            tuple(dict.fromkeys((*(had.said_by if had else ()), one.organisation_id))),
        )  # fmt: skip
    return sorted(found.values(), key=lambda m: (m.born_on is None, m.born_on or date.min, m.name))


def _spellings(said: str) -> set[str]:
    """A postcode as said, and with and without its space."""
    usual = postcode(said) or said
    return {said, usual, usual.replace(" ", "")}
