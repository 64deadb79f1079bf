"""Laying the rows of one batch: persons first, then what hangs on them."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import NamedTuple
from uuid import UUID, uuid4

from kingfisher.access import actions as access
from kingfisher.access.roles import role
from kingfisher.exchange.actions.kept import _remember, _remember_changed
from kingfisher.exchange.imports.coming import Coming, category_of, with_met
from kingfisher.exchange.imports.shapes import EventSaid, KnownSaid, PersonSaid, Reject, TieSaid, WorkerSaid
from kingfisher.exchange.queries import met_before
from kingfisher.exchange.rules import ORDINARY, overlaid
from kingfisher.kernel.actor import Actor
from kingfisher.organisations.queries import agencies
from kingfisher.people import actions as people
from kingfisher.people import queries as people_shown

_UNKNOWN = "nobody with this number has been brought in for your agency; bring in the list of persons first"
_NO_AGENCY = "no agency of this partnership has this code"
_NO_FOLDER = "“{}” is not a sort of folder this partnership has"
_NOT_CLEARED = "papers of the sort “{}” are marked, and your role is not cleared for that mark"


class Place(NamedTuple):
    """A person, the folder of their statement, and the sort of that folder."""

    person_id: UUID
    folder_id: UUID
    category: str


@dataclass
class Layer:
    """Lays batches for one run. Remembers whom it has met, so that a number is looked up once.

    `hang` lays what hangs on persons: entries, ties, workers and where else they are known (hanging.py).
    """

    actor: Actor
    run_id: UUID
    source: str
    at: datetime
    tally: Counter[str]
    hang: Mapping[str, "Lay"]
    dry: bool = False
    people: dict[str, Place] = field(default_factory=dict)
    folders: dict[str, UUID] = field(default_factory=dict)

    def lay(self, rows: Sequence[Coming]) -> list[Reject]:
        """Lay one batch; returns the rows that could not be laid, with why."""
        self.tally["rows"] += len(rows)
        rejects: list[Reject] = []
        fit = [one for one in rows if self._may_file(one, rejects) and self._names_an_agency(one, rejects)]
        self._lay_persons([one for one in fit if isinstance(one.row, PersonSaid)])
        hung = self._with_people([one for one in fit if not isinstance(one.row, PersonSaid)], rejects)
        for shape, name in ((EventSaid, "entries"), (TieSaid, "ties"), (WorkerSaid, "workers"), (KnownSaid, "known")):
            self._lay_hung([one for one in hung if isinstance(one.row, shape)], name)
        return rejects

    def _may_file(self, one: Coming, rejects: list[Reject]) -> bool:
        category = one.row.folder_category
        if not category:
            return True
        known = category_of(category)
        if known is None:
            why = _NO_FOLDER.format(category)
        elif known.marking and known.marking not in role(self.actor.role).clearances:
            why = _NOT_CLEARED.format(known.title.lower())
        else:
            return True
        rejects.append(Reject(one.row.line, one.row.part, "category", category, why))
        return False

    def _names_an_agency(self, one: Coming, rejects: list[Reject]) -> bool:
        row = one.row
        if not isinstance(row, KnownSaid) or row.known_to in self.agencies:
            return True
        rejects.append(Reject(row.line, row.part, "known_to", row.known_to, _NO_AGENCY))
        return False

    @cached_property
    def agencies(self) -> dict[str, UUID]:
        """Every agency of the partnership by its code."""
        return {agency.code: agency.id for agency in agencies(self.actor)}

    def _with_people(self, rows: list[Coming], rejects: list[Reject]) -> list[Coming]:
        wanted = {one.about for one in rows} | {one.other for one in rows if one.other}
        for key, by_source in self._met(wanted - self.people.keys()).items():
            self._recognise(key, by_source)
        kept = []
        for one in rows:
            if one.about in self.people:
                kept.append(one)
            else:
                number = one.row.person_local_id  # type: ignore[union-attr]
                rejects.append(Reject(one.row.line, one.row.part, "person", number, _UNKNOWN))
        return kept

    def _met(self, keys: set[str]) -> dict:
        return met_before(self.actor, keys) if keys else {}

    def _recognise(self, key: str, by_source: dict) -> None:
        for met in by_source.values():
            if met.became and met.folder_id and key not in self.people:
                self.people[key] = Place(met.became, met.folder_id, met.category)

    # -- persons

    def _lay_persons(self, persons: list[Coming]) -> None:
        keyed = {one.key: one for one in persons}
        met = self._met(set(keyed))
        new, newer = [], []
        for key, one in keyed.items():
            by_source = met.get(key, {})
            self._recognise(key, by_source)
            before = by_source.get(self.source)
            if key not in self.people:
                new.append(one)
            elif one.row.passing or (before and before.fingerprint == one.print):  # type: ignore[union-attr]
                self.tally["unchanged"] += 1
            else:
                newer.append(with_met(one, before))
        if new:
            self.tally["people_new"] += len(new)
            self._make_persons(new)
        if newer:
            self.tally["people_changed"] += len(newer)
            self._restate(newer)

    def _make_persons(self, new: list[Coming]) -> None:
        sorts = [one.row.folder_category or ORDINARY for one in new]
        if self.dry:
            self.people.update({one.key: Place(uuid4(), uuid4(), sort) for one, sort in zip(new, sorts, strict=True)})
            return
        folders = self._open(sorts)
        wanted = [
            people.Wanted(folder, one.said, one.laid)  # type: ignore[arg-type]
            for one, folder in zip(new, folders, strict=True)
        ]
        ids = people.state_people(self.actor, wanted=wanted, origin="import", source=self.source, at=self.at)
        places = [Place(*place) for place in zip(ids, folders, sorts, strict=True)]
        self.people.update({one.key: place for one, place in zip(new, places, strict=True)})
        self._remember(new, places)

    def _open(self, sorts: Sequence[str]) -> list[UUID]:
        kinds = [("person", sort, known.marking if (known := category_of(sort)) else "") for sort in sorts]
        return access.open_folders(self.actor, wanted=kinds, at=self.at) if kinds else []

    def _restate(self, newer: list[Coming]) -> None:
        if self.dry:
            return
        places = [self.people[one.key] for one in newer]
        standing = people_shown.statements(self.actor, {place.person_id for place in places})
        said = [
            (now.id, overlaid(now.said, one.said, source=self.source))  # type: ignore[arg-type]
            for one, place in zip(newer, places, strict=True)
            if (now := standing.get(place.person_id))
        ]
        people.restate_people(self.actor, newer=said, source=self.source, at=self.at)
        self._remember(newer, places)

    # -- what hangs on persons

    def _lay_hung(self, rows: list[Coming], name: str) -> None:
        keyed = {one.key: one for one in rows}
        met = self._met(set(keyed))
        kept = [with_met(one, met.get(key, {}).get(self.source)) for key, one in keyed.items()]
        wanted = [one for one in kept if one.met is None or one.met.fingerprint != one.print]
        if len(kept) > len(wanted):
            self.tally["unchanged"] += len(kept) - len(wanted)
        new, changed = [one for one in wanted if not one.met], [one for one in wanted if one.met]
        for these, how in ((new, "new"), (changed, "changed")):
            if these:
                self.tally[f"{name}_{how}"] += len(these)
                if not self.dry:
                    self._remember(these, self.hang[name](self, these, how == "changed"))

    def _remember(self, rows: Sequence[Coming], places: Sequence[Place]) -> None:
        first, again = [], []
        for one, (became, folder_id, category) in zip(rows, places, strict=True):
            if one.met is None:
                first.append(
                    {"key": one.key, "source": self.source, "fingerprint": one.print, "became": became,
                     "folder_id": folder_id, "category": category}
                )  # fmt: skip
            else:
                again.append({"id": one.met.id, "fingerprint": one.print, "became": became})
        _remember(self.actor, self.run_id, first)
        _remember_changed(self.run_id, again)


Lay = Callable[[Layer, list[Coming], bool], list[Place]]
