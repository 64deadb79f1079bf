"""What disruption has for the morning's briefing."""

from datetime import datetime, timedelta
from uuid import UUID

from kingfisher.access.permissions import Permission
from kingfisher.disruption.models import CrimeStep
from kingfisher.disruption.queries.crimes import bail_dates, court_on, victims_to_tell
from kingfisher.disruption.queries.measures import breached_since, day_of, expiring, hearings_on
from kingfisher.disruption.queries.operations import late_tasks, operations
from kingfisher.disruption.states import RUNNING
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.morning import Line
from kingfisher.kernel.timing import LONDON

ENDS = {"over": "past its end", "last": "within 7 days", "soon": "within 28 days"}


def for_briefing(actor: Actor, *, since: datetime) -> list[Line]:
    """Arrests, bail, court, orders that end, breaches, and what is overdue. The page records the opening."""
    today, first = day_of(actor), since.astimezone(LONDON).date()
    lines = [
        Line("bail", f"Bail of {name} ends", _door(actor, kind, key), on, "red" if on <= today else "amber",
             f"{on:%-d %B}")
        for on, name, key, kind in bail_dates(actor, first=today, last=today + timedelta(days=7))
    ]  # fmt: skip
    arrests = CrimeStep.objects.filter(kind="arrest", happened_on__gte=first).select_related("crime")
    lines += [
        Line(
            "bail",
            f"{s.crime.offence} ({s.crime.number or s.crime.ref})",
            _door(actor, "disruption.crime", s.crime_id),
            s.happened_on,
            "quiet",
            f"Arrest, {s.happened_on:%-d %B}",
        )
        for s in arrests[:30]
    ]
    lines += [
        Line("court", f"{m.title}: {m.target}", _door(actor, "disruption.measure", m.id), today, "amber")
        for m in hearings_on(actor, today)
    ]
    lines += [
        Line("court", f"{c.offence} ({c.number or c.ref})", _door(actor, "disruption.crime", c.id), today, "amber")
        for c in court_on(actor, today)
    ]
    lines += [
        Line("orders", f"{m.title}: {m.target}, {m.expires_on:%-d %B}", _door(actor, "disruption.measure", m.id),
             m.expires_on, "amber" if m.ends == "soon" else "red", ENDS[m.ends])
        for m in expiring(actor)
    ]  # fmt: skip
    lines += [
        Line("breaches", f"{m.title}: {m.target}. {b.words} Done: {b.done}", _door(actor, "disruption.measure", m.id),
             b.happened_on, "red", f"{b.happened_on:%-d %B}")
        for m, b in breached_since(actor, first)
    ]  # fmt: skip
    return lines + _overdue(actor)


def _overdue(actor: Actor) -> list[Line]:
    tasks = [
        Line("overdue", f"{t.operation}: {t.words} ({t.owner})", _door(actor, "disruption.operation", t.operation_id),
             t.due_on, "red", f"due {t.due_on:%-d %B}")
        for t in late_tasks(actor)
    ]  # fmt: skip
    untold = [
        Line("overdue", f"Tell the victim: {row.offence} ({row.number or row.ref})",
             _door(actor, "disruption.crime", row.id), clock.due_on, "red", f"due {clock.due_on:%-d %B}")
        for row, clock in victims_to_tell(actor) if clock.due_at < actor.at
    ]  # fmt: skip
    reviews = [
        Line("overdue", f"Review operation {row.code_name}", _door(actor, "disruption.operation", row.id),
             row.clock.due_on, "red", f"due {row.clock.due_on:%-d %B}")
        for row in operations(actor) if row.state == RUNNING and row.clock and row.clock.due_at < actor.at
    ]  # fmt: skip
    return tasks + reviews + untold


def _door(actor: Actor, kind: str, key: UUID) -> str:
    """The address of a record this actor may open; none where only the line itself is hers."""
    needs = {"disruption.measure": Permission.MEASURE_WORK, "disruption.crime": Permission.CRIME_WORK,
             "disruption.operation": Permission.OPERATION_READ}  # fmt: skip
    return url_for(kind, key) or "" if kind not in needs or actor.has(needs[kind]) else ""
