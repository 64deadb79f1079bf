"""Plans as facts to count: what sort, which category, whether the child was seen. The day is the one it began."""

from datetime import date

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.counted import Fact
from kingfisher.plans.models import Plan


def facts(actor: Actor, *, first: date, last: date) -> list[Fact]:
    """Every plan begun between two days that the actor may see."""
    rows = Plan.objects.filter(started_on__gte=first, started_on__lte=last)
    return [
        Fact("plans.plan", p.id, p.folder_id, p.started_on, {
            "kind": p.kind, "state": p.state, "category": p.category, "pathway": p.pathway,
            "seen": "yes" if p.last_seen_on else "no",
        })
        for p in rows
    ]  # fmt: skip
