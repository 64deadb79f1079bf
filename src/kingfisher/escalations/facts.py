"""Professional disagreements as facts to count, from what the board sees of them. The day is the one it was raised."""

from datetime import date

from kingfisher.escalations.models import Theme
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.counted import Fact


def facts(actor: Actor, *, first: date, last: date) -> list[Fact]:
    """Every disagreement raised between two days; no folder leads back from a theme."""
    return [
        Fact("escalations.theme", t.id, None, t.raised_on, {
            "topic": t.topic, "asked": t.receiving_kind, "stage": str(t.highest_stage), "state": t.state,
            "partners": "yes" if t.highest_stage >= 4 else "no",
        })
        for t in Theme.objects.filter(raised_on__gte=first, raised_on__lte=last)
    ]  # fmt: skip
