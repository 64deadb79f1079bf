"""What is offered: courses, and their days to come."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.learning import rules
from kingfisher.learning.models import Course, Event
from kingfisher.learning.states import EVENT_WORDS, WAYS
from kingfisher.rulebook import ask
from kingfisher.rulebook import courses as rulebook
from kingfisher.ui.paging import Ask, Page, keyed


@dataclass(frozen=True, slots=True)
class CourseShown:
    id: UUID
    code: str
    title: str
    level: int
    audience: tuple[str, ...]
    about: str
    minutes_long: int
    places: int
    is_offered: bool

    @property
    def level_words(self) -> str:
        return ask.label("training_level", str(self.level))

    @property
    def audience_words(self) -> str:
        return ", ".join(ask.label("training_role", code) for code in self.audience) or "Everybody"


@dataclass(frozen=True, slots=True)
class EventShown:
    """One day of a course, as anybody may read it."""

    id: UUID
    ref: str
    course: CourseShown
    starts_at: datetime
    ends_at: datetime
    way: str
    place: str
    places: int
    taken: int
    waiting: int
    state: str
    why: str
    free_until: date

    @property
    def free(self) -> int:
        return 0 if self.waiting else self.places - self.taken

    @property
    def state_words(self) -> str:
        return EVENT_WORDS[self.state]

    @property
    def way_words(self) -> str:
        return WAYS[self.way]

    @property
    def places_words(self) -> str:
        if self.free:
            return f"{self.free} of {self.places} left"
        return f"Full, {self.waiting} waiting" if self.waiting else "Full: join the waiting list"


def courses(actor: Actor, *, offered: bool = True) -> list[CourseShown]:
    """The catalogue by level and title; all courses, those no longer offered too, with `offered=False`."""
    rows = Course.objects.filter(is_offered=True) if offered else Course.objects.all()
    return [_course(c) for c in rows.order_by("level", "title")]


def course_choices(actor: Actor) -> list[tuple[str, str]]:
    """Courses on offer, for a form: key and title."""
    return [(str(c.id), f"{c.title} ({c.level_words})") for c in courses(actor)]


def coming(
    actor: Actor, *, level: str = "", role: str = "", way: str = "", all_states: bool = False, past: bool = False,
    ask_page: Ask,
) -> Page[EventShown]:  # fmt: skip
    """Days to come that may be booked, the soonest first; of those who run them, all of them, or those past."""
    rows = Event.objects.select_related("course")
    rows = rows.filter(starts_at__lte=actor.at) if past else rows.filter(starts_at__gt=actor.at)
    rows = rows if all_states else rows.filter(state="open")
    if level:
        rows = rows.filter(course__level=int(level))
    if role:
        rows = rows.filter(course__audience__contains=[role]) | rows.filter(course__audience=[])
    if way:
        rows = rows.filter(way=way)
    page = keyed(rows, ask_page, order=("-starts_at", "id") if past else ("starts_at", "id"))
    return replace(page, rows=[_event(actor, e) for e in page.rows])


def event(actor: Actor, event_id: UUID) -> EventShown:
    """One day; NotThere when there is none."""
    return _one(actor, id=event_id)


def event_by_ref(actor: Actor, ref: str) -> EventShown:
    """One day by its reference, unless it is not yet open."""
    found = _one(actor, ref=ref.upper())
    if found.state == "planned":
        raise NotThere
    return found


def _one(actor: Actor, **which: object) -> EventShown:
    row = Event.objects.select_related("course").filter(**which).first()
    if row is None:
        raise NotThere
    return _event(actor, row)


def _course(c: Course) -> CourseShown:
    return CourseShown(
        c.id, c.code, c.title, c.level, tuple(c.audience), c.about, c.minutes_long, c.places, c.is_offered
    )


def _event(actor: Actor, e: Event) -> EventShown:
    terms = rulebook.training_terms(on=local_day(actor.at, ask.calendar()))
    return EventShown(
        e.id, e.ref, _course(e.course), e.starts_at, e.ends_at, e.way, e.place, e.places, e.taken, e.waiting, e.state,
        e.ended_why, rules.last_free_day(e.starts_at, terms, ask.calendar()),
    )  # fmt: skip
