"""What of the frozen figures may be shown, by area and quarter; and the records behind one, for those who see them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.verdict import NotThere
from kingfisher.kernel.waiting import ForPartners
from kingfisher.rulebook import ask, scorecard
from kingfisher.rulebook.measures import Measure
from kingfisher.scorecard import rules
from kingfisher.scorecard.models import Figure, FigureRow, Neighbour

audit.can_record(
    scorecard__board__opened="looked at the board's figures",
    scorecard__figure__opened="looked at a figure and the records behind it",
)
PAGE = 50
FEW_IN_ALL = "Fewer than five were counted in all: a percent of so few would say something of single children."
FEW_ON_ONE_SIDE = (
    "So few were on one side that single children could be told, or worked out from another quarter or group."
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table: a quarter or a group. None where it is held back."""

    label: str
    counted: int | None
    out_of: int | None

    @property
    def percent(self) -> int | None:
        return rules.percent(self.counted, self.out_of)


@dataclass(frozen=True, slots=True)
class Point:
    """One quarter of a measure."""

    id: UUID
    first: date
    last: date
    whole: Line
    splits: tuple[tuple[str, tuple[Line, ...]], ...]
    left_out: str
    missing: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A measure with its quarters, oldest first, and what neighbours published."""

    measure: Measure
    points: tuple[Point, ...]
    limits: rules.Limits | None
    neighbours: tuple[tuple[str, date, float, str], ...] = ()

    @property
    def latest(self) -> Point | None:
        return self.points[-1] if self.points else None

    @property
    def shown(self) -> tuple[Point, ...]:
        return tuple(p for p in self.points if p.whole.percent is not None)

    @property
    def beyond(self) -> tuple[float, float, int] | None:
        """Where the latest quarter is shown and lies outside its limits: those limits, and its percent."""
        if not self.limits or not self.shown or self.shown[-1] is not self.latest:
            return None
        now, low, high = self.shown[-1].whole.percent, self.limits.low[-1], self.limits.high[-1]
        return (low, high, now) if now is not None and not low <= now <= high else None

    @property
    def held_back(self) -> str:
        """Why the latest quarter shows no percent, in words; "" where it does."""
        if self.latest is None or self.latest.whole.percent is not None:
            return ""
        return FEW_IN_ALL if self.latest.whole.out_of is None else FEW_ON_ONE_SIDE


@dataclass(frozen=True, slots=True)
class Behind:
    """A record a figure was counted from, that this actor may see."""

    title: str
    href: str
    on: date
    counted: str


def board(actor: Actor) -> list[Series]:
    """Every measure with its quarters. Recorded."""
    audit.record(actor, "scorecard.board.opened")
    return _every(actor)


def for_partners(actor: Actor) -> list[ForPartners]:
    """Measures whose latest quarter lies beyond what chance explains, of what may be shown; one question."""
    if not actor.has(Permission.SCORECARD_READ):
        return []
    found = []
    for one in _every(actor):
        low, high, now = one.beyond or (0.0, 0.0, 0)
        if one.beyond and one.latest:
            found.append(ForPartners(
                f"{one.measure.id}:{one.latest.first}", f"Outside its limits: {one.measure.title}",
                f"{now}% in the quarter from {one.latest.first:%-d %B %Y}; chance alone explains {low:.0f}% to "
                f"{high:.0f}%.", reverse("scorecard:measure", args=[one.measure.id]),
            ))  # fmt: skip
    return found


def _every(actor: Actor) -> list[Series]:
    found: dict[str, list[Figure]] = {}
    for row in Figure.objects.order_by("first"):
        found.setdefault(row.measure_id, []).append(row)
    return [_series(m, found.get(m.id, [])) for m in scorecard.measures(on=actor.at.date())]


def series(actor: Actor, measure_id: str) -> Series:
    """One measure with its quarters and its neighbours; NotThere for one nobody wrote down."""
    try:
        measure = scorecard.measure(measure_id, on=actor.at.date())
    except ask.NotInForce:
        raise NotThere from None
    rows = list(Figure.objects.filter(measure_id=measure_id).order_by("first"))
    audit.record(actor, "scorecard.board.opened", facts={"measure": measure_id})
    found = Neighbour.objects.filter(measure_id=measure_id).order_by("-first", "area", "-created_at")[:200]
    others = {(n.area, n.first): (n.area, n.first, float(n.percent), n.source) for n in reversed(found)}
    return _series(measure, rows, tuple(sorted(others.values())))


def behind(actor: Actor, measure_id: str, first: date, *, page: int = 1) -> tuple[list[Behind], bool]:
    """The records a figure was counted from that the actor may see, and whether there are more. Recorded."""
    row = Figure.objects.filter(measure_id=measure_id, first=first).first()
    if row is None:
        raise NotThere
    start = (max(1, page) - 1) * PAGE
    rows = list(FigureRow.objects.filter(frozen_id=row.frozen_id).order_by("on", "id")[start : start + PAGE + 1])
    audit.record(actor, "scorecard.figure.opened", folders=[r.folder_id for r in rows[:PAGE]],
                 facts={"measure": measure_id, "quarter": first.isoformat()})  # fmt: skip
    shown = [
        Behind(f"{r.kind.partition('.')[2].replace('_', ' ')} {str(r.thing_id)[:8]}", url_for(r.kind, r.thing_id) or "",
               r.on, r.counted)
        for r in rows[:PAGE]
    ]  # fmt: skip
    return shown, len(rows) > PAGE


def _series(measure: Measure, rows: list[Figure], neighbours: tuple = ()) -> Series:
    points = tuple(_point(measure, row) for row in rows)
    known = [(p.whole.counted, p.whole.out_of) for p in points if p.whole.counted is not None and p.whole.out_of]
    return Series(measure, points, rules.limits(known), neighbours)


def _point(measure: Measure, row: Figure) -> Point:
    _, _, counted, out_of = row.cells[0]
    splits: dict[str, tuple[Line, ...]] = {}
    for split, code, n, d in row.cells[1:]:
        splits[split] = (*splits.get(split, ()), Line(_label(measure, split, code), n, d))
    return Point(row.id, row.first, row.last, Line("All", counted, out_of), tuple(splits.items()),
                 row.left_out, row.missing, row.source)  # fmt: skip


def _label(measure: Measure, split: str, code: str) -> str:
    if code in ("", rules.OTHERS):
        return "Small groups together" if code else "Not said"
    listed = dict(measure.lists).get(split)
    return ask.label(listed, code) if listed else code[:1].upper() + code[1:].replace("_", " ")
