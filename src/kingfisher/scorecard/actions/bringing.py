"""Bringing in, as CSV: what an agency counted in its own system, and what neighbours published. All or nothing."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.verdict import Refused
from kingfisher.rulebook import ask, scorecard
from kingfisher.rulebook.measures import Measure
from kingfisher.scorecard import rules
from kingfisher.scorecard.models import Figure, Given, Neighbour

audit.can_record(
    scorecard__neighbour__kept="brought in figures neighbours published",
    scorecard__counts__kept="brought in what an agency counted in its own system",
)
NEIGHBOUR_COLUMNS = ("area", "measure", "quarter_begins", "percent", "source")
COUNT_COLUMNS = ("measure", "quarter_begins", "group", "counted", "out_of", "left_out", "nobody_said", "source")
MOST_LINES, MOST, LONGEST = 2000, 10_000_000, 60


class Unreadable(Refused):
    """A file of figures that cannot be brought in; `gaps` say which lines."""

    rule = "figures_unreadable"


def keep_neighbours(actor: Actor, *, text: str, at: datetime) -> int:
    """Bring in what neighbours published; returns how many. Unreadable says why not."""
    actor.must(Permission.SCORECARD_KEEP)
    known = {m.id for m in scorecard.measures(on=at.date())}
    made = [Neighbour(**one, id=new_id(), created_at=at, created_by=actor.placement_id)
            for one in _lines(text, NEIGHBOUR_COLUMNS, lambda said: _published(said, known))]  # fmt: skip
    Neighbour.objects.bulk_create(made)
    audit.record(actor, "scorecard.neighbour.kept", facts={"count": len(made)})
    return len(made)


def keep_counts(actor: Actor, *, text: str, at: datetime) -> int:
    """Bring in what an agency counted: a line for the whole of each quarter, and one a group where groups are counted.
    Returns how many quarters. They are shown once the hub's service froze them (`freeze_given`).

    A quarter that is frozen stays as it is: two counts of one quarter would tell what lies between them.
    """
    actor.must(Permission.SCORECARD_KEEP)
    known = {m.id: m for m in scorecard.measures(on=at.date())}
    found: dict[tuple[str, date], list[dict]] = {}
    for one in _lines(text, COUNT_COLUMNS, lambda said: _count(said, known, at.date())):
        found.setdefault((one["measure"], one["first"]), []).append(one)
    frozen = set(Figure.objects.values_list("measure_id", "first"))
    gaps = [gap for key, rows in found.items() for gap in _gaps(key, rows, known[key[0]], key in frozen)]
    if gaps:
        raise Unreadable("This cannot be brought in.", gaps=tuple(gaps[:20]))
    for (measure, first), rows in found.items():
        whole = next(r for r in rows if not r["group"])
        cells = [["", "", whole["counted"], whole["out_of"]]]
        cells += [[known[measure].split, r["group"], r["counted"], r["out_of"]] for r in rows if r["group"]]
        Given(id=new_id(), measure_id=measure, first=first, cells=cells, left_out=whole["left_out"],
              missing=whole["nobody_said"], source=whole["source"], created_at=at,
              created_by=actor.placement_id).save(force_insert=True)  # fmt: skip
    audit.record(actor, "scorecard.counts.kept", facts={"count": len(found)})
    return len(found)


def _lines(text: str, columns: Sequence[str], read: Callable[[dict], dict]) -> list[dict]:
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff").replace("\0", ""))))
    if not rows or set(rows[0]) != set(columns) or len(rows) > MOST_LINES:
        raise Unreadable("This cannot be brought in.", gaps=(f"The first line must be: {','.join(columns)}",))
    made, gaps = [], []
    for number, row in enumerate(rows, start=2):
        try:
            made.append(read({name: (row.get(name) or "").strip() for name in columns}))
        except ValueError as wrong:
            gaps.append(f"Line {number}: {wrong}")
    if gaps:
        raise Unreadable("This cannot be brought in.", gaps=tuple(gaps[:20]))
    return made


def _published(said: dict, known: set[str]) -> dict:
    if not said["area"] or not said["source"]:
        raise ValueError("say the area and where it was published")
    first = _quarter(said, known)
    try:
        percent = Decimal(said["percent"])
    except InvalidOperation:
        percent = Decimal("NaN")
    if not percent.is_finite() or not 0 <= percent <= 100:
        raise ValueError("the percent must be a number between 0 and 100")
    return {"measure_id": said["measure"], "area": said["area"][:120], "first": first, "percent": percent,
            "source": said["source"][:300]}  # fmt: skip


def _quarter(said: dict, known: object) -> date:
    if said["measure"] not in known:
        raise ValueError(f"there is no measure {said['measure'][:40]!r}")
    try:
        first = date.fromisoformat(said["quarter_begins"])
    except ValueError:
        raise ValueError("the quarter must be a day such as 2026-04-01") from None
    if rules.quarter(first)[0] != first:
        raise ValueError("a quarter begins on the first of January, April, July or October")
    return first


def _count(said: dict, known: dict[str, Measure], today: date) -> dict:
    first = _quarter(said, known)
    if rules.quarter(first)[1] >= today:
        raise ValueError("that quarter is not over yet")
    numbers = {}
    for name in ("counted", "out_of", "left_out", "nobody_said"):
        text = said[name] or ("0" if name in ("left_out", "nobody_said") else "")
        if not (text.isascii() and text.isdigit() and len(text) < 9 and int(text) <= MOST):
            raise ValueError(f"{name} must be a whole number")
        numbers[name] = int(text)
    if numbers["counted"] > numbers["out_of"]:
        raise ValueError("more are counted than there are")
    measure, group = known[said["measure"]], said["group"]
    listed = dict(measure.lists).get(measure.split)
    if group and not measure.split:
        raise ValueError("this measure is not counted by group")
    if group and (len(group) > LONGEST or group == rules.OTHERS):
        raise ValueError("the group's name cannot be used")
    if group and listed and group not in dict(ask.codes(listed).choices()):
        raise ValueError(f"there is no {measure.split} {group[:40]!r}")
    if not group and not said["source"]:
        raise ValueError("say who counted, and from what")
    return {"measure": said["measure"], "first": first, "group": group, "source": said["source"][:200], **numbers}


def _gaps(key: tuple[str, date], rows: list[dict], measure: Measure, is_frozen: bool) -> list[str]:
    """What is wrong with one quarter of a measure, taken together."""
    name = f"{measure.title}, quarter from {key[1]:%-d %B %Y}"
    if is_frozen:
        return [f"{name}: it is frozen already, and stays as it is."]
    groups = [r["group"] for r in rows if r["group"]]
    if len(rows) - len(groups) != 1 or len(set(groups)) != len(groups):
        return [f"{name}: one line for the whole, and one for each group, are needed."]
    whole = next(r for r in rows if not r["group"])
    parts = [r for r in rows if r["group"]]
    if parts and any(sum(r[n] for r in parts) != whole[n] for n in ("counted", "out_of")):
        return [f"{name}: the groups do not add up to the whole."]
    return []
