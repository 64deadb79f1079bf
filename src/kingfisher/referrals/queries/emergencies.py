"""What was done at once for the children of a contact, with the clock of each measure that has one."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.clocks import queries as clocks
from kingfisher.clocks.queries import ClockShown
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.referrals.models import Emergency

EMERGENCY = "referrals.emergency"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure, as it is shown."""

    id: UUID
    contact_id: UUID
    measure: str
    done_at: datetime
    done_by: str
    words: str
    recorded_at: datetime
    ended_at: datetime | None
    end_words: str
    clock: ClockShown | None


def measures_of(actor: Actor, contact_id: UUID) -> list[Measure]:
    """The measures of one contact, the earliest first. The page that shows them records the opening."""
    return _shown(actor, list(Emergency.objects.filter(contact_id=contact_id).order_by("done_at", "id")))


def measure(actor: Actor, emergency_id: UUID) -> Measure:
    """One measure by key; NotThere when unseen or missing."""
    found = _shown(actor, list(Emergency.objects.filter(id=emergency_id)))
    if not found:
        raise NotThere
    return found[0]


def running_measures(actor: Actor, *, at_most: int = 50) -> list[Measure]:
    """Measures that have not ended, the one that ends soonest first."""
    rows = list(Emergency.objects.filter(ended_at=None, measure__in=("police_protection", "epo"))[:at_most])
    return sorted(_shown(actor, rows), key=lambda m: m.clock.due_at if m.clock else m.done_at)


def _shown(actor: Actor, rows: list[Emergency]) -> list[Measure]:
    dues = clocks.with_due(actor, EMERGENCY, [r.id for r in rows]) if rows else {}
    return [
        Measure(r.id, r.contact_id, r.measure, r.done_at, r.done_by, r.words, r.created_at, r.ended_at, r.end_words,
                dues.get(r.id))
        for r in rows
    ]  # fmt: skip
