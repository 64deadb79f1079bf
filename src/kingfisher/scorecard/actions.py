"""Freezing a quarter's figures, and keeping what neighbours published."""

import csv
import io
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

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
from kingfisher.scorecard.models import Figure, FigureRow, Frozen, Neighbour

audit.can_record(
    scorecard__quarter__frozen="froze the figures of a quarter",
    scorecard__neighbour__kept="brought in figures neighbours published",
)
COLUMNS = ("area", "measure", "quarter_begins", "percent", "source")
MOST_LINES = 2000


class NotOver(Refused):
    """A quarter is frozen when it is over."""

    rule = "quarter_not_over"


class Unreadable(Refused):
    """A file of neighbours' figures that cannot be brought in; `gaps` say which lines."""

    rule = "neighbours_unreadable"


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
    cells = rules.cells_of(standing, measure.split)
    counts = [stands for _, stands in standing]
    shown = rules.protected(cells)
    left_out, missing = rules.said_small(counts.count("left_out")), rules.said_small(counts.count("missing"))
    same = {"measure_id": measure.id, "first": first, "last": last, "created_at": at, "created_by": actor.placement_id}
    frozen = Frozen(id=new_id(), measure_hash=measure.hash, cells=[list(c) for c in cells],
                    left_out=counts.count("left_out"), missing=counts.count("missing"), **same)  # fmt: skip
    frozen.save(force_insert=True)
    Figure(id=new_id(), frozen_id=frozen.id, cells=[list(c) for c in shown], left_out=left_out, missing=missing,
           **same).save(force_insert=True)  # fmt: skip
    FigureRow.objects.bulk_create([
        FigureRow(id=new_id(), frozen_id=frozen.id, kind=fact.kind, thing_id=fact.id, folder_id=fact.folder_id,
                  on=fact.on, counted=stands, created_at=at, created_by=actor.placement_id)
        for fact, stands in standing if fact.folder_id
    ], batch_size=2000)  # fmt: skip
    return True


def keep_neighbours(actor: Actor, *, text: str, at: datetime) -> int:
    """Bring in what neighbours published, as CSV in COLUMNS; all of it or nothing. Unreadable says why."""
    if not actor.has(Permission.SCORECARD_KEEP):
        raise Denied("Your role does not keep neighbours' figures.", rule=f"permission:{Permission.SCORECARD_KEEP}")
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    if not rows or set(rows[0]) != set(COLUMNS) or len(rows) > MOST_LINES:
        raise Unreadable("This cannot be brought in.", gaps=(f"The first line must be: {','.join(COLUMNS)}",))
    known = {m.id for m in scorecard.measures(on=at.date())}
    made, gaps = [], []
    for number, row in enumerate(rows, start=2):
        try:
            made.append(_neighbour(actor, row, known, at))
        except ValueError as wrong:
            gaps.append(f"Line {number}: {wrong}")
    if gaps:
        raise Unreadable("This cannot be brought in.", gaps=tuple(gaps[:20]))
    Neighbour.objects.bulk_create(made)
    audit.record(actor, "scorecard.neighbour.kept", facts={"count": len(made)})
    return len(made)


def _neighbour(actor: Actor, row: dict, known: set[str], at: datetime) -> Neighbour:
    said = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if said["measure"] not in known:
        raise ValueError(f"there is no measure {said['measure'][:40]!r}")
    if not said["area"] or not said["source"]:
        raise ValueError("say the area and where it was published")
    try:
        percent, first = Decimal(said["percent"]), date.fromisoformat(said["quarter_begins"])
    except (InvalidOperation, ValueError):
        raise ValueError("the percent must be a number and the quarter a day such as 2026-04-01") from None
    if not percent.is_finite() or not 0 <= percent <= 100 or rules.quarter(first)[0] != first:
        raise ValueError("the percent lies between 0 and 100, and a quarter begins in January, April, July or October")
    return Neighbour(id=new_id(), measure_id=said["measure"], area=said["area"][:120], first=first, percent=percent,
                     source=said["source"][:300], created_at=at, created_by=actor.placement_id)  # fmt: skip
