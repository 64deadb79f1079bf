"""How a report moves: found under lock, checked against the table, and the step kept."""

from datetime import datetime
from typing import Any
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.intelligence.models import Report, Source, Step
from kingfisher.intelligence.states import MOVES
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import step
from kingfisher.kernel.verdict import Refused

KIND = "intelligence.report"
GRADED_CLOCK, WEEDING_CLOCK = "intelligence_graded", "intelligence_weeding"
audit.can_record(
    intelligence__report__received="took in a report of intelligence",
    intelligence__report__let_go="let sanitised intelligence go to a worker",
    intelligence__report__told_back="told whoever reported what became of it",
    **{f"intelligence__report__{m.name}": f"report of intelligence: {m.label[:1].lower()}{m.label[1:]}" for m in MOVES},
)


class NotYet(Refused):
    """Something is missing or gives a source away; `gaps` says what."""

    rule = "intelligence_not_yet"


def begin(actor: Actor, report_id: UUID, move: str) -> Report:
    """The report, locked, where this actor may make this move now; Denied, NotThere or NotNow when not."""
    actor.must(Permission(next(m.permission for m in MOVES if m.name == move)))
    row = locked(Report, report_id)
    step(MOVES, move, row.state)
    return row


def finish(actor: Actor, row: Report, move: str, *, why: str = "", at: datetime, **facts: Any) -> None:
    """Move it on, keep the step, and write the audit line `intelligence.report.<move>`."""
    before, row.state = row.state, step(MOVES, move, row.state)
    row.save()
    Step(id=new_id(), folder_id=row.folder_id, report=row, move=move, from_state=before, to_state=row.state,
         why=why.strip(), created_at=at, created_by=actor.placement_id).save(force_insert=True)  # fmt: skip
    audit.record(actor, f"intelligence.report.{move}", folders=[row.folder_id], facts={"ref": row.ref, **facts})


def source_of(row: Report) -> Source | None:
    """Who told it, for a check the desk makes; the register's own policy decides whether it is found."""
    return Source.objects.filter(report=row).first()


def gaps_or_on(sentence: str, gaps: tuple[str, ...]) -> None:
    """NotYet with the gaps, when there are any."""
    if gaps:
        raise NotYet(sentence, gaps=gaps)
