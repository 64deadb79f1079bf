"""For a trainer who holds the link in her letter: the day she teaches, who comes, and how each is marked."""

from dataclasses import dataclass, replace
from uuid import UUID

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.learning.models import Booking, Joining, Teaching
from kingfisher.learning.queries.catalogue import EventShown, _event
from kingfisher.learning.queries.office import Line, _line
from kingfisher.learning.states import MARKED


@dataclass(frozen=True, slots=True)
class TeachingShown:
    """One day as its trainer sees it. What somebody needs to take part the training team tells her."""

    id: UUID
    trainer: str
    event: EventShown
    joining: str
    lines: tuple[Line, ...]

    @property
    def unmarked(self) -> int:
        return sum(x.state == "booked" for x in self.lines)


def teaching(actor: Actor, teaching_id: UUID) -> TeachingShown:
    """Whom a trainer teaches, by name; NotThere once she is out of the pool, or the day was called off."""
    row = Teaching.objects.select_related("event__course", "trainer").filter(id=teaching_id).first()
    if row is None or row.trainer.ended_on is not None or row.event.state == "called_off":
        raise NotThere("This link does not work any more. Ring the training team.")
    there = Booking.objects.filter(event=row.event, state__in=("booked", *MARKED)).select_related(
        "learner", "application"
    )
    lines = sorted((replace(_line(b), needs="", email="") for b in there), key=lambda x: x.name.lower())
    joining = Joining.objects.filter(event=row.event).values_list("words", flat=True).first() or ""
    return TeachingShown(row.id, row.trainer.name, _event(actor, row.event), joining, tuple(lines))


def links_of(actor: Actor, event_id: UUID) -> list[tuple[UUID, str]]:
    """Who teaches a day, by the key of her link, for the office of a hub that sends no e-mail."""
    rows = Teaching.objects.filter(event_id=event_id).order_by("trainer__name")
    return list(rows.values_list("id", "trainer__name"))
