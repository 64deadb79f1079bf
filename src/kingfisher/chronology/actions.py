"""Writing lines of a child's history. Nothing is changed: a correction is a new line beside the old."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.chronology.models import Analysis, Entry, Prepared
from kingfisher.chronology.rules import digest_of
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.bulk import insert_many
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.verdict import Denied, NotThere, Refused
from kingfisher.organisations.queries import working_in

audit.can_record(
    chronology__entry__written="wrote a line of a child's history",
    chronology__entry__corrected="corrected a line of a child's history",
    chronology__analysis__written="wrote down what she makes of a child's history",
    chronology__prepared__made="prepared a chronology for court",
    chronology__prepared__opened_to="let a colleague read a chronology prepared for court",
)


class NothingSaid(Refused):
    """A line without words."""

    rule = "entry_needs_words"


class WrittenOver(Refused):
    """Somebody wrote the next version meanwhile."""

    rule = "analysis_next_version_is_there"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened. `happened_on` is a day; `happened_at` a moment where the hour is known."""

    folder_id: UUID
    person_id: UUID
    kind: str
    happened_on: date
    title: str
    detail: str = ""
    happened_at: datetime | None = None
    ended_on: date | None = None
    known_at: datetime | None = None
    assertion: str = "fact"
    basis: str = "record"
    author_name: str = ""
    author_role: str = ""
    warning: str = ""
    marking: str = ""
    reference: str = ""
    about: tuple[str, UUID] | None = None
    corrects: UUID | None = None
    withdrawn: bool = False


def note(actor: Actor, *, line: Line, at: datetime) -> UUID:
    """Write one line; NothingSaid without a title. `known_at` is now unless the line says otherwise."""
    return note_many(actor, lines=[line], at=at)[0]


def note_many(actor: Actor, *, lines: Sequence[Line], at: datetime) -> list[UUID]:
    """Write many lines at once, set-based; one audit line counts them."""
    if not all(line.title.strip() for line in lines):
        raise NothingSaid("Say in a few words what happened.")
    rows = [_row(actor, line, at) for line in lines]
    insert_many(Entry, rows)
    folders = list(dict.fromkeys(line.folder_id for line in lines))[:20]
    audit.record(actor, "chronology.entry.written", folders=folders, facts={"count": len(rows)})
    return [row["id"] for row in rows]


def correct(actor: Actor, *, entry_id: UUID, line: Line, at: datetime) -> UUID:
    """Write what is right beside what was wrong. Both stay; the first is shown struck through, never hidden."""
    was = Entry.objects.filter(id=entry_id).first()
    if was is None:
        raise NotThere
    row = _row(actor, line, at) | {"corrects_id": was.id, "folder_id": was.folder_id, "person_id": was.person_id}
    insert_many(Entry, [row])
    audit.record(actor, "chronology.entry.corrected", folders=[was.folder_id], facts={"entry": str(entry_id)})
    return row["id"]


@dataclass(frozen=True, slots=True)
class Thought:
    """One paragraph of analysis. `rests_on` are the lines it speaks of; `replaces` the version before it."""

    folder_id: UUID
    person_id: UUID
    heading: str
    words: str
    written_on: date
    rests_on: tuple[UUID, ...] = ()
    replaces: UUID | None = None
    withdrawn: bool = False


def analyse(actor: Actor, *, thought: Thought, at: datetime) -> UUID:
    """Write a paragraph of analysis, or its next version; NothingSaid without words, WrittenOver where the version
    it replaces has been replaced meanwhile.
    """
    if not actor.has(Permission.ENTRY_WRITE):
        raise Denied("Your role does not write in a chronology.", rule=f"permission:{Permission.ENTRY_WRITE}")
    if not (thought.heading.strip() and thought.words.strip()):
        raise NothingSaid("Write a heading, and what you make of it.")
    folder, person = thought.folder_id, thought.person_id
    if thought.replaces:
        was = Analysis.objects.select_related("replaced_by").filter(id=thought.replaces).first()
        if was is None:
            raise NotThere
        if hasattr(was, "replaced_by"):
            raise WrittenOver("Somebody changed this paragraph meanwhile. Read the new version, then change that.")
        folder, person = was.folder_id, was.person_id
    row = Analysis.objects.create(
        folder_id=folder, person_id=person, organisation_id=actor.organisation_id,
        heading=thought.heading.strip()[:200],
        words=thought.words.strip(), written_on=thought.written_on, author_name=actor.worker_name,
        author_role=actor.role.replace("_", " "), rests_on=list(thought.rests_on), replaces_id=thought.replaces,
        withdrawn=thought.withdrawn, created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    audit.record(
        actor, "chronology.analysis.written", folders=[folder], facts={"replaces": str(thought.replaces or "")}
    )
    return row.id


def prepare(
    actor: Actor, *, person_id: UUID, title: str, made_for: str, held: dict[str, Any], sources: Sequence[UUID],
    at: datetime,
) -> UUID:  # fmt: skip
    """Freeze what a chronology holds; returns its key. NothingSaid without a title or without a line.

    `held` is values JSON can say; `sources` are the folders its words came from, for the record. It is kept to its
    maker: whoever else is to read it is let in by name.
    """
    if not title.strip():
        raise NothingSaid("Give the chronology a title.")
    if not held.get("paragraphs"):
        raise NothingSaid("Tick at least one line.")
    folder = access.open_folder(actor, kind="person", category="court_papers", at=at)
    row = Prepared.objects.create(
        folder_id=folder, person_id=person_id, ref=new_ref("CH"), title=title.strip()[:200],
        made_for=made_for.strip()[:200],
        author_name=actor.worker_name, author_role=actor.role.replace("_", " "), held=held, digest=digest_of(held),
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    me = access.Receiver(placement_id=actor.placement_id)
    why = {"basis": "ca1989_s47", "because": "She prepared it.", "because_of": ("chronology.prepared", row.id)}
    access.grant(actor, folder_id=folder, to=me, level=FULL, writes=True, at=at, **why)
    access.keep_to_team(actor, folder_id=folder, at=at)
    audit.record(actor, "chronology.prepared.made", folders=[folder, *list(sources)[:19]], facts={"ref": row.ref})
    return row.id


def let_read(actor: Actor, *, prepared_id: UUID, placement_id: UUID, why: str, at: datetime) -> None:
    """Let one colleague of the actor's agency read a prepared chronology; she reads it, and gives it to nobody."""
    actor.must(Permission.FOLDER_GRANT)
    row = Prepared.objects.filter(id=prepared_id).first()
    if row is None:
        raise NotThere
    if row.created_by != actor.placement_id:
        raise Denied("Only whoever prepared it lets others read it.", rule="court_papers_by_their_author")
    if placement_id not in {c.placement_id for c in working_in(actor, {actor.organisation_id})}:
        raise NothingSaid("Choose a colleague of your own agency.")
    if not why.strip():
        raise NothingSaid("Say why this colleague must read it.")
    to = access.Receiver(placement_id=placement_id)
    access.grant(actor, folder_id=row.folder_id, to=to, level=FULL, basis="ca1989_s47", because=why.strip()[:200],
                 because_of=("chronology.prepared", row.id), at=at)  # fmt: skip
    audit.record(actor, "chronology.prepared.opened_to", folders=[row.folder_id], facts={"ref": row.ref})


def _row(actor: Actor, line: Line, at: datetime) -> dict[str, Any]:
    about_kind, about_id = line.about or ("", None)
    return {
        "id": new_id(), "folder_id": line.folder_id, "person_id": line.person_id,
        "organisation_id": actor.organisation_id, "kind": line.kind, "happened_on": line.happened_on,
        "happened_at": line.happened_at, "ended_on": line.ended_on, "known_at": line.known_at or at,
        "title": line.title.strip()[:200], "detail": line.detail, "assertion": line.assertion, "basis": line.basis,
        "author_name": line.author_name or actor.worker_name,
        "author_role": line.author_role or actor.role.replace("_", " "), "warning": line.warning,
        "marking": line.marking, "reference": line.reference, "about_kind": about_kind, "about_id": about_id,
        "corrects_id": line.corrects, "withdrawn": line.withdrawn, "created_at": at, "created_by": actor.placement_id,
    }  # fmt: skip
