"""For those who run it: an event with everybody on it, learners, trainers, and what waits."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.kernel.waiting import Waiting
from kingfisher.learning.models import Booking, Event, Hold, Joining, Learner, Letter, Teaching, Trainer
from kingfisher.learning.queries.catalogue import EventShown, _event
from kingfisher.learning.states import LIVE, MARKED, WORDS
from kingfisher.rulebook import ask
from kingfisher.ui.filters import counted, day
from kingfisher.ui.paging import Ask, Page, keyed

MANY_WAIT, TRAINER_BY_DAYS, LATE_LETTERS = 5, 14, timedelta(hours=1)
audit.can_record(learning__event__opened="looked at who comes to a course")


@dataclass(frozen=True, slots=True)
class Line:
    """One person on an event, as the register and the list show her."""

    id: UUID
    ref: str
    learner_id: UUID
    name: str
    email: str
    employer: str
    role: str
    needs: str
    state: str
    is_confirmed: bool
    minutes_there: int | None
    fee_pence: int
    waived_why: str
    booked_at: datetime

    @property
    def state_words(self) -> str:
        return WORDS[self.state]

    @property
    def role_words(self) -> str:
        return ask.label("training_role", self.role)

    @property
    def is_on_the_register(self) -> bool:
        return self.state == "booked" or self.state in MARKED


@dataclass(frozen=True, slots=True)
class TrainerShown:
    id: UUID
    name: str
    email: str
    employer: str
    courses: tuple[str, ...]
    watched_on: date | None
    watched_who: str
    taught: int
    expenses_pence: int = 0


@dataclass(frozen=True, slots=True)
class EventFile:
    """One event with everybody on it."""

    event: EventShown
    joining: str
    lines: tuple[Line, ...]
    trainers: tuple[TrainerShown, ...]

    @property
    def register(self) -> tuple[Line, ...]:
        return tuple(sorted((x for x in self.lines if x.is_on_the_register), key=lambda x: x.name.lower()))

    @property
    def queue(self) -> tuple[Line, ...]:
        return tuple(x for x in self.lines if x.state == "waiting")

    @property
    def gone(self) -> tuple[Line, ...]:
        return tuple(x for x in self.lines if not x.is_on_the_register and x.state not in LIVE)

    @property
    def unmarked(self) -> int:
        return sum(x.state == "booked" for x in self.lines)


@dataclass(frozen=True, slots=True)
class LearnerListed:
    id: UUID
    name: str
    email: str
    works_for: str


def event_file(actor: Actor, event_id: UUID) -> EventFile:
    """One event with everybody on it, for those who run it. Recorded."""
    actor.must(Permission.LEARNING_RUN)
    row = Event.objects.select_related("course").filter(id=event_id).first()
    if row is None:
        raise NotThere
    rows = Booking.objects.filter(event=row).select_related("learner", "application").order_by("created_at", "id")
    teaching = Teaching.objects.filter(event=row).select_related("trainer")
    joining = Joining.objects.filter(event=row).values_list("words", flat=True).first() or ""
    audit.record(actor, "learning.event.opened", facts={"ref": row.ref})
    return EventFile(
        _event(actor, row), joining, tuple(_line(b) for b in rows),
        tuple(_trainer(t.trainer, 0, t.expenses_pence) for t in teaching),
    )  # fmt: skip


def learners(actor: Actor, *, words: str = "", ask_page: Ask) -> Page[LearnerListed]:
    """Learners by name, a page at a time; those found by part of a name or address. Older addresses are not listed."""
    rows = Learner.objects.filter(continues_as=None).prefetch_related("posts")
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(email__icontains=words))
    page = keyed(rows, ask_page, order=("name", "id"))
    return replace(page, rows=[LearnerListed(x.id, x.name, x.email, _works_for(x)) for x in page.rows])


def trainers(actor: Actor) -> list[TrainerShown]:
    """The pool by name, with how often each taught and when somebody last watched."""
    held = Count("teaching", filter=Q(teaching__event__state="held"))
    rows = Trainer.objects.filter(ended_on=None).annotate(taught=held).order_by("name")
    return [_trainer(t, t.taught) for t in rows]


def letters_waiting(actor: Actor) -> int:
    """Letters that wait longer than they should for the postroom."""
    return Letter.objects.filter(handed_on=None, created_at__lte=actor.at - LATE_LETTERS).count()


def work_waiting(actor: Actor) -> list[Waiting]:
    """For the desk: registers to close, events without a trainer, long queues; to anybody, that her access closes."""
    if not actor.has(Permission.LEARNING_RUN):
        return _closing(actor)
    now, found = actor.at, []
    rows = Event.objects.filter(state="open").select_related("course").annotate(trainers=Count("teaching"))
    past = Q(ends_at__lte=now)
    bare = Q(trainers=0, starts_at__gt=now, starts_at__lte=now + timedelta(days=TRAINER_BY_DAYS))
    for e in rows.filter(past | bare | Q(waiting__gte=MANY_WAIT)).order_by("starts_at")[:40]:
        said = f"{e.course.title}, {day(e.starts_at)}"
        if e.ends_at <= now:
            found.append(_item(f"Close the register: {said}", e, e.ends_at + timedelta(days=2)))
        elif e.trainers == 0 and e.starts_at <= now + timedelta(days=TRAINER_BY_DAYS):
            found.append(_item(f"Find a trainer: {said}", e, e.starts_at))
        else:
            found.append(_item(f"{counted(e.waiting, 'person', 'people')} waiting: {said}", e, None))
    return found


def _item(title: str, e: Event, due_at: datetime | None) -> Waiting:
    return Waiting(title, url_for("learning.event", e.id) or "", due_at, "", "", e.created_at)


def _closing(actor: Actor) -> list[Waiting]:
    rows = Hold.objects.filter(placement_id=actor.placement_id, is_put=True)
    return [
        Waiting(_hold_words(h.closes_on, actor), url_for("learning.mine", h.id) or "",
                datetime.combine(h.closes_on, actor.at.timetz()), "", "red", h.created_at)
        for h in rows
    ]  # fmt: skip


def _hold_words(closes_on: date, actor: Actor) -> str:
    past = closes_on < local_day(actor.at, ask.calendar())
    return f"Train again: your access {'is closed since' if past else 'closes after'} {day(closes_on)}"


def _line(b: Booking) -> Line:
    a = b.application
    return Line(
        b.id, b.ref, b.learner_id, a.name, b.learner.email, a.employer, a.role, a.needs, b.state, b.hold_until is None,
        b.minutes_there, b.fee_pence, b.fee_waived_why, b.created_at,
    )  # fmt: skip


def _works_for(row: Learner) -> str:
    return ", ".join(p.employer for p in row.posts.all() if p.ended_on is None)


def _trainer(t: Trainer, taught: int, pence: int = 0) -> TrainerShown:
    return TrainerShown(t.id, t.name, t.email, t.employer, tuple(t.courses), t.watched_on, t.watched_who, taught, pence)
