"""One learner's own: her places, what she completed, until when it holds, and what she is asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.learning import rules
from kingfisher.learning.models import Asked, Booking, Completion, Hold, Joining, Learner, Post
from kingfisher.learning.queries.catalogue import EventShown, _event
from kingfisher.learning.rules import Standing
from kingfisher.learning.states import LIVE, STANDING, WORDS
from kingfisher.rulebook import ask, courses


@dataclass(frozen=True, slots=True)
class MyBooking:
    id: UUID
    ref: str
    learner_id: UUID
    name: str
    event: EventShown
    state: str
    is_confirmed: bool
    is_free: bool
    fee_pence: int
    waived: bool
    joining: str
    completion_id: UUID | None

    @property
    def state_words(self) -> str:
        return WORDS[self.state]

    @property
    def is_live(self) -> bool:
        return self.state in LIVE


@dataclass(frozen=True, slots=True)
class Certificate:
    """One completed course, as a certificate says it."""

    id: UUID
    ref: str
    name: str
    title: str
    level: int
    completed_on: date
    elsewhere: str
    withdrawn_why: str


@dataclass(frozen=True, slots=True)
class PostShown:
    id: UUID
    employer: str
    role: str
    begins_on: date
    ended_on: date | None
    standing: Standing

    @property
    def role_words(self) -> str:
        return ask.label("training_role", self.role)

    @property
    def standing_words(self) -> tuple[str, str]:
        return STANDING[self.standing.state]


@dataclass(frozen=True, slots=True)
class Record:
    """One learner, under all her addresses."""

    id: UUID
    name: str
    email: str
    is_worker: bool
    posts: tuple[PostShown, ...]
    bookings: tuple[MyBooking, ...]
    completions: tuple[Certificate, ...]


def learner_of_worker(actor: Actor, worker_id: UUID) -> UUID | None:
    """The record of a worker of the hub, if she has one."""
    return Learner.objects.filter(worker_id=worker_id, continues_as=None).values_list("id", flat=True).first()


def record(actor: Actor, learner_id: UUID, *, at_most: int = 50) -> Record:
    """One learner's record, for herself, her agency's lead or the coordinator; NotThere when unseen or missing."""
    row = Learner.objects.select_related("continues_as").filter(id=learner_id).first()
    row = row.continues_as or row if row else None
    if row is None:
        raise NotThere
    ids = [row.id, *Learner.objects.filter(continues_as=row).values_list("id", flat=True)]
    done = list(Completion.objects.filter(learner=row).order_by("-completed_on")[:at_most])
    rows = Booking.objects.filter(learner_id__in=ids).select_related("event__course", "learner", "completion")
    shown = _bookings(actor, rows.order_by("-event__starts_at")[:at_most])
    today = local_day(actor.at, ask.calendar())
    held = [(c.level, c.completed_on) for c in done if not c.withdrawn_why]
    posts = tuple(
        PostShown(p.id, p.employer, p.role, p.begins_on, p.ended_on, _standing(p.role, held, today))
        for p in Post.objects.filter(learner_id__in=ids).order_by("ended_on", "begins_on")
    )
    return Record(
        row.id,
        row.name,
        row.email,
        row.worker_id is not None,
        posts,
        shown,
        tuple(_certificate(row.name, c) for c in done),
    )


def booking_of(actor: Actor, booking_id: UUID) -> MyBooking:
    """One booking, for whoever holds its link or runs the event."""
    rows = Booking.objects.filter(id=booking_id).select_related("event__course", "learner", "completion")
    found = _bookings(actor, rows)
    if not found:
        raise NotThere
    return found[0]


def certificate(actor: Actor, completion_id: UUID) -> Certificate:
    """One certificate; of a withdrawn one there is none."""
    row = Completion.objects.select_related("learner").filter(id=completion_id, withdrawn_why="").first()
    if row is None:
        raise NotThere
    return _certificate(row.learner.name, row)


def asked(actor: Actor, asked_id: UUID) -> tuple[str, str, date | None, bool]:
    """What one question is about: its kind, the course, the day it was held, and whether it was answered."""
    row = Asked.objects.select_related("booking__event__course").filter(id=asked_id).first()
    if row is None:
        raise NotThere
    event = row.booking.event
    return row.kind, event.course.title, event.held_on, row.is_answered


def to_answer(actor: Actor, event_id: UUID) -> list[tuple[UUID, str]]:
    """Questions about one event that nobody has answered yet: key and kind."""
    rows = Asked.objects.filter(booking__event_id=event_id, is_answered=False).order_by("created_at", "id")
    return list(rows.values_list("id", "kind"))


def my_hold(actor: Actor) -> date | None:
    """The day the actor's access closes with her training, if she was told of one."""
    row = Hold.objects.filter(placement_id=actor.placement_id, is_put=True).first()
    return row.closes_on if row else None


def _standing(role: str, held: list[tuple[int, date]], today: date) -> Standing:
    soon = max(courses.training_terms(on=today).due_days)
    return rules.standing(courses.need_of(role, on=today), held, on=today, soon_days=soon)


def _bookings(actor: Actor, rows: Iterable[Booking]) -> tuple[MyBooking, ...]:
    found = list(rows)
    joining = dict(Joining.objects.filter(event_id__in=[b.event_id for b in found]).values_list("event_id", "words"))
    return tuple(
        MyBooking(
            b.id, b.ref, b.learner_id, b.learner.name, _event(actor, b.event), b.state, b.hold_until is None, b.is_free,
            b.fee_pence, bool(b.fee_waived_why),
            joining.get(b.event_id, "") if b.state == "booked" and b.hold_until is None else "",
            _earned(b),
        )
        for b in found
    )  # fmt: skip


def _earned(b: Booking) -> UUID | None:
    completion = getattr(b, "completion", None)
    return completion.id if completion and not completion.withdrawn_why else None


def _certificate(name: str, c: Completion) -> Certificate:
    return Certificate(c.id, c.ref, name, c.title, c.level, c.completed_on, c.elsewhere, c.withdrawn_why)
