"""Time limits as facts to count: which rule, whose, how each stood. The day is the one it was due."""

from datetime import date

from kingfisher.clocks import rules
from kingfisher.clocks.models import Clock
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.counted import Fact


def facts(actor: Actor, *, first: date, last: date) -> list[Fact]:
    """Every time limit due between two days that the actor may know of."""
    rows = Clock.objects.filter(due_on__gte=first, due_on__lte=last).select_related("owner_organisation")
    return [
        Fact("clocks.clock", c.id, c.folder_id, c.due_on, {
            "rule": c.rule_id, "agency": c.owner_organisation.short_name, "reason": c.missed_reason,
            "state": rules.state(actor.at, started_at=c.started_at, due_at=c.due_at, stopped_at=c.stopped_at,
                                 outcome=c.outcome).value,
        })
        for c in rows
    ]  # fmt: skip
