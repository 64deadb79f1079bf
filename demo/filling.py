"""Fill the county: what each organisation says of its people, their ties and their entries, in bulk.

Each organisation's own system brings in what it holds, as it would from an extract; only marked entries are
written by the worker cleared for the marking.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as
from kingfisher.chronology import actions as chronology
from kingfisher.chronology.actions import Line
from kingfisher.people import actions as people
from kingfisher.people.actions import Known, Tied, Wanted

from .filing import ORDINARY, basis, filed, title_and_detail
from .founding import Places
from .saying import WORKERS, said, worker_of
from .shapes import EntrySeed, FamilySeed, PersonSeed, TieSeed
from .world import World

SEXES = {"F": "mother", "M": "father"}


@dataclass(frozen=True, slots=True)
class Held:
    """One organisation's statement in the database."""

    person_id: UUID
    folder_id: UUID


class Filler:
    """Fills the county chunk by chunk, and remembers where the people of stories and contacts went."""

    def __init__(self, world: World, places: Places, at: datetime) -> None:
        self.world, self.places, self.at = world, places, at
        self.held: dict[tuple[str, str], Held] = {}  # (person key, organisation) to its first statement
        self.folders: dict[tuple[str, str, str], UUID] = {}  # and category
        self.counts: dict[str, int] = defaultdict(int)

    def fill(self, families: Iterable[FamilySeed], *, remember: bool = False) -> None:
        """Everything about these families, one transaction for each organisation."""
        chunk = list(families)
        by_holder: dict[str, list[PersonSeed]] = defaultdict(list)
        entries: dict[str, list[EntrySeed]] = defaultdict(list)
        ties: dict[str, list[TieSeed]] = defaultdict(list)
        knows: dict[tuple[str, str], list[EntrySeed]] = defaultdict(list)
        sexes = {person.key: person.truth.sex for family in chunk for person in family.people}
        for family in chunk:
            for person in family.people:
                for code in person.statements:
                    by_holder[code].append(person)
            for entry in family.entries:
                entries[entry.organisation].append(entry)
                knows[entry.about, entry.organisation].append(entry)
            for tie in family.ties:
                ties[tie.said_by].append(tie)
        for code in sorted(by_holder):
            with acting_as(self.places.system(code, at=self.at)) as actor:
                self.people(actor, code, by_holder[code], knows)
                self.entries(actor, [entry for entry in entries[code] if not filed(entry).marking])
                self.ties(actor, ties[code], sexes)
        self.marked([entry for held in entries.values() for entry in held if filed(entry).marking])
        if not remember:
            self.forget({person.key for family in chunk for person in family.people})

    def forget(self, keys: set[str]) -> None:
        """Let go of where these people went: a whole county's would fill the memory."""
        self.held = {place: held for place, held in self.held.items() if place[0] not in keys}
        self.folders = {place: folder for place, folder in self.folders.items() if place[0] not in keys}

    def people(self, actor, code: str, found: list[PersonSeed], knows: dict) -> None:
        """A folder and a statement for each record the organisation holds of these people."""
        rows = [(person, statement) for person in found for statement in person.statements[code]]
        folders = access.open_folders(actor, wanted=[("person", ORDINARY, "")] * len(rows), at=self.at)
        wanted = [
            Wanted(folder, said(person, statement, code, knows.get((person.key, code), ()), self.world.now))
            for folder, (person, statement) in zip(folders, rows, strict=True)
        ]
        keys = people.state_people(actor, wanted=wanted, origin="import", source=f"{code} extract", at=self.at)
        for folder, key, (person, _) in zip(folders, keys, rows, strict=True):
            self.held.setdefault((person.key, code), Held(key, folder))
            self.folders.setdefault((person.key, code, ORDINARY), folder)
        self.counts["statements"] += len(keys)
        self.counts["folders"] += len(folders)

    def entries(self, actor, found: list[EntrySeed]) -> None:
        """Folders of each sort the entries need, then the entries."""
        missing = dict.fromkeys(
            (entry.about, entry.organisation, filed(entry).category, filed(entry).marking)
            for entry in found
            if (entry.about, entry.organisation, filed(entry).category) not in self.folders
        )
        folders = access.open_folders(
            actor, wanted=[("person", category, marking) for _, _, category, marking in missing], at=self.at
        ) if missing else []  # fmt: skip
        for (about, code, category, _), folder in zip(missing, folders, strict=True):
            self.folders[about, code, category] = folder
        if found:
            chronology.note_many(actor, lines=[self.line(entry) for entry in found], at=self.at)
        self.counts["folders"] += len(folders)
        self.counts["entries"] += len(found)

    def line(self, entry: EntrySeed) -> Line:
        where, author = filed(entry), WORKERS[entry.author]
        title, detail = title_and_detail(entry.text)
        place = author.placements[0]
        return Line(
            folder_id=self.folders[entry.about, entry.organisation, where.category],
            person_id=self.held[entry.about, entry.organisation].person_id, kind=where.kind,
            happened_on=entry.happened.on(self.world.now), happened_at=entry.happened.at(self.world.now),
            known_at=entry.known.at(self.world.now), title=title, detail=detail, assertion=entry.nature,
            basis=basis(entry), author_name=author.name,
            author_role=place.title or place.role.replace("_", " "), warning=entry.warning,
        )  # fmt: skip

    def marked(self, found: list[EntrySeed]) -> None:
        """Entries in marked folders, each written by its author, who is cleared for them."""
        for entry in found:
            with acting_as(self.places.worker(entry.author, at=self.at)) as actor:
                self.entries(actor, [entry])
                people.add_known_by(actor, known=[self.known(entry)], at=self.at)

    def known(self, entry: EntrySeed) -> Known:
        """Who wrote in a marked folder is named in that folder, and so answers no further than it does."""
        where = self.folders[entry.about, entry.organisation, filed(entry).category]
        person = self.held[entry.about, entry.organisation].person_id
        return Known(person, where, worker_of(entry.author, entry.happened, self.world.now))

    def ties(self, actor, found: list[TieSeed], sexes: dict[str, str]) -> None:
        """How people stand to each other, on the record of whom it says something about."""
        wanted = []
        for tie in found:
            for about, other, relationship in both_ways(tie, sexes):
                one, two = self.held.get((about, tie.said_by)), self.held.get((other, tie.said_by))
                if one and two:
                    wanted.append(
                        Tied(
                            one.person_id, relationship, two.person_id, no_contact=tie.kind == "no_contact",
                            parental_responsibility=tie.parental_responsibility or None,
                        )
                    )  # fmt: skip
        people.add_ties(actor, ties=wanted, at=self.at)
        self.counts["ties"] += len(wanted)


def both_ways(tie: TieSeed, sexes: dict[str, str]) -> list[tuple[str, str, str]]:
    """A tie as it stands on each record: (whose record, the other, what the other is to them)."""
    one, other = tie.one, tie.other
    if tie.kind == "parent_of":
        return [(other, one, SEXES.get(sexes.get(one, ""), "parent"))]
    if tie.kind == "step_parent_of":
        return [(other, one, "step_parent")]
    if tie.kind == "no_contact":
        return [(other, one, "other")]
    kind = "sibling" if tie.kind == "twin" else tie.kind
    return [(one, other, kind), (other, one, kind)]
