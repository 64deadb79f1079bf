"""Freezing a quarter's figures: what the hub counts itself, and what an agency counted in its own system."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.counted import Fact
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.verdict import Denied, Refused
from kingfisher.rulebook import scorecard
from kingfisher.rulebook.measures import Measure
from kingfisher.scorecard import rules
from kingfisher.scorecard.facts import TOLD
from kingfisher.scorecard.models import Figure, FigureRow, Frozen, Given

audit.can_record(
    scorecard__quarter__frozen="froze the figures of a quarter",
    scorecard__counts__frozen="froze what agencies had counted",
)


class NotOver(Refused):
    """A quarter is frozen when it is over."""

    rule = "quarter_not_over"


@dataclass(frozen=True, slots=True)
class _Counted:
    """A quarter of a measure as somebody counted it."""

    cells: list[rules.Cell]
    left_out: int
    missing: int
    source: str = ""


def freeze(actor: Actor, *, first: date, at: datetime) -> int:
    """Count every measure of the quarter that begins on `first`, protect it, and keep both; returns how many.

    Again adds only measures that were not frozen yet. Raises NotOver.
    """
    if not actor.has(Permission.SCORECARD_FREEZE):
        raise Denied("Figures are frozen by the hub's own service.", rule=f"permission:{Permission.SCORECARD_FREEZE}")
    first, last = rules.quarter(first)
    if last >= at.date():
        raise NotOver("A quarter's figures are frozen when the quarter is over.")
    made = 0
    told: dict[str, list[Fact]] = {}
    for measure in scorecard.measures(on=last):
        if measure.facts not in told:
            told[measure.facts] = TOLD[measure.facts](actor, first=first, last=last)
        made += _frozen(actor, measure, told[measure.facts], first, last, at)
    audit.record(actor, "scorecard.quarter.frozen", facts={"quarter": first.isoformat(), "count": made})
    return made


def _frozen(actor: Actor, measure: Measure, told: list[Fact], first: date, last: date, at: datetime) -> bool:
    """Whether it was not frozen yet. Once only: a second edition beside the first would tell what lies between."""
    if Figure.objects.filter(measure_id=measure.id, first=first).exists():
        return False
    how = {"where": measure.where, "counted": measure.counted, "left_out": measure.left_out}
    standing = [(fact, stands) for fact in told if (stands := rules.stands(fact, **how))]
    counts = [stands for _, stands in standing]
    counted = _Counted(rules.cells_of(standing, measure.split), counts.count("left_out"), counts.count("missing"))
    frozen = _keep(actor, measure, first, last, counted, at)
    FigureRow.objects.bulk_create([
        FigureRow(id=new_id(), frozen_id=frozen, kind=fact.kind, thing_id=fact.id, folder_id=fact.folder_id,
                  on=fact.on, counted=stands, created_at=at, created_by=actor.placement_id)
        for fact, stands in standing if fact.folder_id
    ], batch_size=2000)  # fmt: skip
    return True


def _keep(actor: Actor, measure: Measure, first: date, last: date, counted: _Counted, at: datetime) -> UUID:
    """What was counted, and apart from it what may be shown: protected alike whoever counted."""
    same = {"measure_id": measure.id, "first": first, "last": last, "source": counted.source, "created_at": at,
            "created_by": actor.placement_id}  # fmt: skip
    frozen = Frozen(id=new_id(), measure_hash=measure.hash, cells=[list(c) for c in counted.cells],
                    left_out=counted.left_out, missing=counted.missing, **same)  # fmt: skip
    frozen.save(force_insert=True)
    Figure(id=new_id(), frozen_id=frozen.id, cells=[list(c) for c in rules.protected(counted.cells)],
           left_out=rules.said_small(counted.left_out), missing=rules.said_small(counted.missing),
           **same).save(force_insert=True)  # fmt: skip
    return frozen.id


def freeze_given(actor: Actor, *, at: datetime) -> int:
    """Freeze every count that agencies gave and that is not frozen yet; returns how many. Each quarter once."""
    if not actor.has(Permission.SCORECARD_FREEZE):
        raise Denied("Figures are frozen by the hub's own service.", rule=f"permission:{Permission.SCORECARD_FREEZE}")
    there = set(Figure.objects.values_list("measure_id", "first"))
    made = 0
    for row in Given.objects.order_by("created_at", "id"):
        if (row.measure_id, row.first) in there:
            continue
        there.add((row.measure_id, row.first))
        measure = scorecard.measure(row.measure_id, on=at.date())
        counted = _Counted([tuple(c) for c in row.cells], row.left_out, row.missing, row.source)
        _keep(actor, measure, row.first, rules.quarter(row.first)[1], counted, at)
        made += 1
    audit.record(actor, "scorecard.counts.frozen", facts={"count": made})
    return made
