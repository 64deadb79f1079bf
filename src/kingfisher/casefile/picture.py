"""Puts together everything this worker may see of one child. Reads only; opening it is recorded once."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.casefile.panels import Child
from kingfisher.chronology import queries as chronology
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL, SUMMARY
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.organisations.queries import Agency, agencies_by_id
from kingfisher.people import queries as people
from kingfisher.people.rules import age_on

audit.can_record(
    casefile__child__opened="opened a child's picture",
    casefile__child__printed="printed a child's picture",
)


# How a line is known, as its reader would say it.
HOW = {
    "fact": "fact", "opinion": "opinion", "third_hand": "third-hand",
    "seen": "seen by them", "told": "told to them", "record": "from a record", "judgement": "their judgement",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Holding:
    """One agency and how far its papers on this child are open to the worker; `holds_more` is beyond them."""

    agency: Agency
    level: int
    holds_more: bool
    categories: tuple[str, ...]
    statements: tuple[people.Statement, ...]
    folder_ids: tuple[UUID, ...]
    shut_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    child: Child
    name: str
    born_on: date | None
    born_estimated: bool
    age: int | None
    holdings: tuple[Holding, ...]
    known_by: tuple[tuple[Agency, people.KnownBy], ...]
    lines: tuple[chronology.Happening, ...]
    more_lines: bool
    agencies: dict[UUID, Agency]
    names: tuple[str, ...]


def picture_of(
    actor: Actor, person_id: UUID, *, filters: chronology.Filters, newest_first: bool = True,
    at_most: int = 100, before: tuple[date, UUID] | None = None, printed: bool = False,
) -> Picture:  # fmt: skip
    """The whole picture; NotThere when the worker may not read at least a summary of this statement.

    Recorded: one line with every folder whose content is shown, the purpose and whether it was printed.
    """
    if not actor.has(Permission.CHILD_READ):
        raise Denied("Your role does not include children's records.", rule=f"permission:{Permission.CHILD_READ}")
    cluster = people.cluster_of(actor, person_id)
    mine = next((m for m in cluster if m.person_id == person_id and m.statement), None)
    if mine is None:
        raise NotThere
    ids = {m.person_id for m in cluster}
    lines = chronology.timeline(
        actor, list(ids), filters=filters, newest_first=newest_first, at_most=at_most + 1, before=before
    )
    known = people.known_by(actor, ids)
    agencies = agencies_by_id(
        actor,
        {m.organisation_id for m in cluster} | {line.organisation_id for line in lines}
        | {k.organisation_id for k in known},
    )  # fmt: skip
    shown = {m.folder_id for m in cluster if m.level >= 2} | {line.folder_id for line in lines}
    audit.record(
        actor, "casefile.child.printed" if printed else "casefile.child.opened", folders=sorted(shown),
        facts={"person": str(person_id), "lines": len(lines)},
    )  # fmt: skip
    said = mine.statement.said
    return Picture(
        child=Child(person_id, (person_id, *sorted(ids - {person_id})), tuple({m.folder_id for m in cluster})),
        name=mine.statement.name, born_on=said.born_on, born_estimated=said.born_estimated,
        age=age_on(said.born_on, _day(actor.at)), holdings=_holdings(cluster, lines, agencies),
        known_by=tuple((agencies[k.organisation_id], k) for k in known if k.organisation_id in agencies),
        lines=tuple(lines[:at_most]), more_lines=len(lines) > at_most, agencies=agencies,
        names=_names(cluster),
    )  # fmt: skip


def _day(at: datetime) -> date:
    return at.date()


def _names(cluster: list[people.Linked]) -> tuple[str, ...]:
    """Every name any agency uses, as that agency says it, each once."""
    seen = [m.statement for m in cluster if m.statement]
    also = [f"{a.given_name} {a.family_name}".strip() for s in seen for a in s.said.aliases]
    return tuple(dict.fromkeys([*(s.name for s in seen), *also]))


def _holdings(
    cluster: list[people.Linked], lines: list[chronology.Happening], agencies: dict[UUID, Agency]
) -> tuple[Holding, ...]:
    held: dict[UUID, list[people.Linked]] = {}
    for member in cluster:
        held.setdefault(member.organisation_id, []).append(member)
    with_lines = {line.organisation_id for line in lines}
    found = [
        Holding(
            agencies[owner], max([m.level for m in members] + [FULL if owner in with_lines else 0]),
            any(m.level < SUMMARY for m in members),
            tuple(dict.fromkeys(m.category for m in members if m.level >= SUMMARY)),
            tuple(m.statement for m in members if m.statement), tuple(m.folder_id for m in members),
            tuple(m.folder_id for m in members if m.level < SUMMARY),
        )
        for owner, members in held.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda h: (-h.level, h.agency.name)))
