"""The desk grades a report, splits one that holds several sources, or passes on what it may not hold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.clocks import actions as clocks
from kingfisher.clocks import rules as clock_rules
from kingfisher.intelligence import rules
from kingfisher.intelligence.actions.moving import (
    GRADED_CLOCK,
    KIND,
    WEEDING_CLOCK,
    NotYet,
    begin,
    finish,
    gaps_or_on,
    source_of,
)
from kingfisher.intelligence.models import Report, Source
from kingfisher.intelligence.rules import Grade
from kingfisher.intelligence.states import RECEIVED
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id, new_ref


@dataclass(frozen=True, slots=True)
class Part:
    """What one source of several said, and how that one knows."""

    what: str
    source: str
    provenance: str


def grade(actor: Actor, *, report_id: UUID, said: Grade, priority: str = "", at: datetime) -> None:
    """Grade it 3x5x2: one report, one source, one grade. NotYet says what is missing; nothing above the ceiling."""
    row = begin(actor, report_id, "grade")
    if row.grading_scheme != rules.SCHEME:
        raise NotYet("This was graded 5x5x5 and keeps its grade.", gaps=("It keeps the grade it was given.",))
    gaps_or_on("This cannot be graded yet.", rules.grade_gaps(said))
    row.source_grade, row.information_grade, row.handling = said.source, said.information, said.handling
    row.conditions, row.classification = said.conditions.strip(), said.classification
    row.necessity, row.risk_to_life = said.necessity.strip(), said.risk_to_life.strip()
    row.priority = priority or row.priority
    row.graded_at, row.graded_by = at, actor.placement_id
    _unsay(row)
    clocks.stop(actor, subject=(KIND, row.id), rule=GRADED_CLOCK, at=at)
    clocks.stop(actor, subject=(KIND, row.id), rule=WEEDING_CLOCK, at=at)
    clocks.start(actor, rule=WEEDING_CLOCK, subject=(KIND, row.id), folder=row.folder_id, at=at)
    finish(actor, row, "grade", at=at, grade=said.code)


def split(actor: Actor, *, report_id: UUID, parts: Sequence[Part], at: datetime) -> list[UUID]:
    """Make a report of each source's words; the first stays as the record that it was split, and is not used."""
    row = begin(actor, report_id, "split")
    held = source_of(row)
    if len(parts) < 2 or not all(p.what.strip() and p.source.strip() and p.provenance.strip() for p in parts):
        raise NotYet("This cannot be split yet.", gaps=(
            "Write at least two parts, each with what was said, who said it, and how they know.",))  # fmt: skip
    for part in parts:
        gaps_or_on("This cannot be split yet.", rules.gives_away(part.what, source=part.source))
    made = [_part(actor, row, held, part, at) for part in parts]
    clocks.stop(actor, subject=(KIND, row.id), at=at, outcome=clock_rules.NOT_NEEDED)
    finish(actor, row, "split", at=at, parts=len(made))
    return made


def _part(actor: Actor, row: Report, held: Source | None, part: Part, at: datetime) -> UUID:
    folder = access.open_folder(actor, kind="intelligence", category="intelligence", marking="police_sensitive",
                                at=at)  # fmt: skip
    made = Report(
        id=new_id(), folder_id=folder, ref=new_ref("IR"), state=RECEIVED, original=part.what.strip(),
        happened_on=row.happened_on, happened_where=row.happened_where, known_on=row.known_on, priority=row.priority,
        split_from=row, created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    made.save(force_insert=True)
    Source(
        id=new_id(), folder_id=folder, report=made, name=part.source.strip(), provenance=part.provenance.strip(),
        agency=held.agency if held else "", contact=held.contact if held else "",
        placement_id=held.placement_id if held else None, created_at=at, created_by=actor.placement_id,
    ).save(force_insert=True)  # fmt: skip
    clocks.start(actor, rule=GRADED_CLOCK, subject=(KIND, made.id), folder=folder, at=at)
    return made.id


def pass_on(actor: Actor, *, report_id: UUID, why: str, at: datetime) -> None:
    """It looks like a covert source: the dedicated source unit has it now, told by telephone; it is not worked on
    here. `why` says to whom it was told, never who the source is.
    """
    row = begin(actor, report_id, "pass_on")
    if not why.strip():
        raise NotYet("Say whom you told.", gaps=("Say whom at the source unit you told, and when.",))
    clocks.stop(actor, subject=(KIND, row.id), at=at, outcome=clock_rules.NOT_NEEDED)
    finish(actor, row, "pass_on", why=why, at=at)


def _unsay(row: Report) -> None:
    """A new grade takes back what was approved under the old one."""
    row.sanitised = ""
    row.sanitised_at = row.sanitised_by = row.approved_at = row.approved_by = None
