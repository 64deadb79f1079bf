"""Courses, days and people as far along as a test wants them. By actions alone."""

from datetime import date, datetime, timedelta
from uuid import UUID

from kingfisher.access.entry import acting_as, service_of
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import LONDON
from kingfisher.learning.actions import booking, day, offering
from kingfisher.learning.actions.booking import Applicant, Given

SCHOOL = "Otterbrook School"


def service(now: datetime) -> Actor:
    return service_of("training_service", at=now, via="page")


def a_course(terry: Actor, now: datetime, *, code: str = "neglect", level: int = 2, places: int = 20) -> UUID:
    return offering.keep_course(
        terry, code=code, title=code.capitalize(), level=level, audience=[], about="What to notice, and whom to tell.",
        minutes_long=180, places=places, at=now,
    )  # fmt: skip


def a_day(be, now: datetime, *, in_days: float = 30, places: int = 2, way: str = "room", code: str = "neglect",
          level: int = 2) -> UUID:  # fmt: skip
    """A day open for booking, at ten in the morning in London of a day to come."""
    then = (now + timedelta(days=in_days)).astimezone(LONDON).replace(hour=10, minute=0, second=0, microsecond=0)
    with be("terry") as terry:
        course = a_course(terry, now, code=code, level=level)
        key = offering.plan_event(
            terry, course_id=course, starts_at=then, minutes_long=180, way=way, place="Town hall", places=places,
            joining="Ring at the side door.", at=now,
        )  # fmt: skip
        offering.open_booking(terry, event_id=key, at=now)
    return key


def who(
    name: str, *, organisation: UUID | None = None, employer: str = SCHOOL, role: str = "teacher", **more
) -> Applicant:
    email = more.pop("email", f"{name.split()[0].lower()}@school.example")
    return Applicant(name=name, email=email, employer=employer, role=role, organisation_id=organisation, **more)


def asked_for(now: datetime, event: UUID, *people: Applicant, vouched: UUID | None = None) -> list[Given]:
    """Places asked for at the public door, or with a voucher."""
    with acting_as(service(now)) as door:
        return booking.book(door, event_id=event, applicants=people, vouched_by=[vouched] if vouched else (), at=now)


def confirmed(now: datetime, event: UUID, *people: Applicant) -> list[Given]:
    given = asked_for(now, event, *people)
    with acting_as(service(now)) as door:
        for g in given:
            booking.confirm(door, booking_id=g.booking_id, at=now)
    return given


def held(be, now: datetime, *people: Applicant, absent: int = 0, code: str = "neglect", level: int = 2,
         ago: int = 1) -> tuple[UUID, list[Given]]:  # fmt: skip
    """A day that was held: everybody was there but the last `absent`. Booked a month before, held `ago` days ago."""
    then = now - timedelta(days=ago)
    before = then - timedelta(days=30)
    event = a_day(be, before, in_days=30, places=len(people) + 2, code=code, level=level)
    given = confirmed(before, event, *people)
    after = then + timedelta(days=1)
    with be("terry", at=after) as terry:
        for at, g in enumerate(given):
            how = "mark_absent" if at >= len(given) - absent else "mark_there"
            day.mark(terry, booking_id=g.booking_id, how=how, at=after)
        day.close_register(terry, event_id=event, at=after)
    return event, given


def on(year: int, month: int, of_month: int) -> date:
    return date(year, month, of_month)
