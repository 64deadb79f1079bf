"""Offering courses and their days, and the pool of those who teach them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import NotNow, step
from kingfisher.kernel.verdict import NotThere
from kingfisher.learning import rules
from kingfisher.learning.actions.booking import _fill, _tell
from kingfisher.learning.actions.lacking import Lacking, _said, _terms
from kingfisher.learning.models import Booking, Course, Event, Joining, Teaching, Trainer
from kingfisher.learning.states import EVENT, LIVE, WAYS

audit.can_record(
    learning__course__kept="kept a course of the catalogue",
    learning__event__planned="planned or changed a day of training",
    learning__event__moved="moved a day of training on",
    learning__trainer__kept="kept a trainer of the pool",
)


def keep_course(
    actor: Actor, *, code: str, title: str, level: int, audience: Sequence[str], about: str, minutes_long: int,
    places: int, is_offered: bool = True, at: datetime,
) -> UUID:  # fmt: skip
    """Put a course into the catalogue, or change the one of this code."""
    actor.must(Permission.LEARNING_RUN)
    _said(
        code=(code, "Give it a short code."), title=(title, "Say what it is called."),
        about=(about, "Say what somebody will know afterwards."), long=(minutes_long > 0, "Say how long it is."),
        places=(places > 0, "Say how many can come."), level=(0 <= level <= 3, "Choose a level."),
    )  # fmt: skip
    said = {
        "title": title.strip(), "level": level, "audience": list(audience), "about": about.strip(),
        "minutes_long": minutes_long, "places": places, "is_offered": is_offered,
    }  # fmt: skip
    row, _ = Course.objects.update_or_create(
        code=code, defaults=said,
        create_defaults={**said, "id": new_id(), "created_at": at, "created_by": actor.placement_id},
    )  # fmt: skip
    audit.record(actor, "learning.course.kept", facts={"code": code})
    return row.id


def offer_course(actor: Actor, *, course_id: UUID, is_offered: bool, at: datetime) -> None:
    """Take a course out of the catalogue, or put it back; days that are planned stay."""
    actor.must(Permission.LEARNING_RUN)
    row = locked(Course, course_id)
    row.is_offered = is_offered
    row.save(update_fields=["is_offered"])
    audit.record(actor, "learning.course.kept", facts={"code": row.code, "offered": is_offered})


def plan_event(
    actor: Actor, *, course_id: UUID, starts_at: datetime, minutes_long: int, way: str, place: str, places: int,
    joining: str = "", at: datetime,
) -> UUID:  # fmt: skip
    """Plan a day of a course. It is booked once it is opened."""
    actor.must(Permission.LEARNING_RUN)
    _said(
        way=(way in WAYS, "Say whether it is in a room or online."),
        place=(place, "Say where, or what it is held with."), long=(minutes_long > 0, "Say how long it is."),
        places=(places > 0, "Say how many can come."), soon=(starts_at > at, "Choose a day that is not past."),
    )  # fmt: skip
    if not Course.objects.filter(id=course_id).exists():
        raise NotThere
    by = {"created_at": at, "created_by": actor.placement_id}
    row = Event(
        id=new_id(), course_id=course_id, ref=new_ref("TR"), starts_at=starts_at, way=way, place=place.strip(),
        ends_at=starts_at + timedelta(minutes=minutes_long), places=places, state="planned", **by,
    )  # fmt: skip
    row.save(force_insert=True)
    Joining(id=new_id(), event=row, words=joining.strip(), **by).save(force_insert=True)
    audit.record(actor, "learning.event.planned", facts={"ref": row.ref})
    return row.id


def change_event(
    actor: Actor, *, event_id: UUID, starts_at: datetime, minutes_long: int, place: str, places: int, joining: str = "",
    at: datetime,
) -> int:  # fmt: skip
    """Change when, where or for how many. Whoever has a place is told when it matters; more places move the queue up.

    Returns how many moved up.
    """
    actor.must(Permission.LEARNING_RUN)
    _said(place=(place, "Say where, or what it is held with."), long=(minutes_long > 0, "Say how long it is."))
    row = _open(event_id)
    if places < row.taken:
        raise Lacking("Too few places.", gaps=(f"{row.taken} people have a place: keep at least as many.",))
    ends_at = starts_at + timedelta(minutes=minutes_long)
    matters = (row.starts_at, row.ends_at, row.place) != (starts_at, ends_at, place.strip())
    if matters and starts_at <= at:
        raise Lacking("That day is past.", gaps=("Choose a day that is not past.",))
    row.starts_at, row.ends_at, row.place, row.places = starts_at, ends_at, place.strip(), places
    row.save(update_fields=["starts_at", "ends_at", "place", "places"])
    Joining.objects.filter(event=row).update(words=joining.strip())
    if matters:
        there = Booking.objects.filter(event=row, state="booked")
        there.update(is_free=True, reminded=0)
        _tell(actor, row, list(there), "changed", at)
        _tell(actor, row, [], "teach_changed", at, trainers=_teachers(row))
    audit.record(actor, "learning.event.planned", facts={"ref": row.ref, "changed": matters})
    return _fill(actor, row, at)


def open_booking(actor: Actor, *, event_id: UUID, at: datetime) -> None:
    """Let people book."""
    actor.must(Permission.LEARNING_RUN)
    row = locked(Event, event_id)
    row.state = step(EVENT, "open_booking", row.state)
    row.save(update_fields=["state"])
    audit.record(actor, "learning.event.moved", facts={"ref": row.ref, "how": "open_booking"})


def call_off(actor: Actor, *, event_id: UUID, why: str, at: datetime) -> int:
    """Call an event off, and tell everybody who has a place or waits for one; returns how many."""
    actor.must(Permission.LEARNING_RUN)
    _said(why=(why, "Say why, as those who booked will read it."))
    row = locked(Event, event_id)
    row.state, row.ended_why = step(EVENT, "call_off", row.state), why.strip()
    row.save(update_fields=["state", "ended_why"])
    booked = list(Booking.objects.filter(event=row, state__in=LIVE))
    Booking.objects.filter(id__in=[b.id for b in booked]).update(
        state="called_off", ended_at=at, ended_by=actor.placement_id
    )
    _tell(actor, row, booked, "called_off", at, why=why.strip())
    _tell(actor, row, [], "teach_off", at, trainers=_teachers(row), why=why.strip())
    audit.record(actor, "learning.event.moved", facts={"ref": row.ref, "how": "call_off", "told": len(booked)})
    return len(booked)


def keep_trainer(
    actor: Actor, *, name: str, email: str, employer: str, courses: Sequence[str], watched_on: date | None = None,
    watched_who: str = "", at: datetime,
) -> UUID:  # fmt: skip
    """Keep a trainer of the pool, or change what is kept of the one at this address."""
    actor.must(Permission.LEARNING_RUN)
    _said(
        name=(name, "Say who it is."), email=(email, "Give an email address."),
        of=(employer, "Say for whom they work."),
        courses=(courses, "Choose what they may teach."),
        watched=(watched_on is None or watched_who, "Say who watched them teach."),
    )  # fmt: skip
    said = {"name": name.strip(), "employer": employer.strip(), "courses": list(courses), "ended_on": None}
    said |= {"watched_on": watched_on, "watched_who": watched_who.strip()} if watched_on else {}
    row, _ = Trainer.objects.update_or_create(
        email=email.strip().lower(), defaults=said,
        create_defaults={**said, "id": new_id(), "created_at": at, "created_by": actor.placement_id},
    )  # fmt: skip
    audit.record(actor, "learning.trainer.kept", facts={"trainer": str(row.id)})
    return row.id


def end_trainer(actor: Actor, *, trainer_id: UUID, on: date, at: datetime) -> None:
    """Take a trainer out of the pool; what she taught stays."""
    actor.must(Permission.LEARNING_RUN)
    row = locked(Trainer, trainer_id)
    row.ended_on = on
    row.save(update_fields=["ended_on"])
    audit.record(actor, "learning.trainer.kept", facts={"trainer": str(row.id), "ended": True})


def give_to_trainer(actor: Actor, *, event_id: UUID, trainer_id: UUID, at: datetime) -> None:
    """Ask a trainer of the pool to teach an event; Lacking where she may not or is busy. She is told."""
    actor.must(Permission.LEARNING_RUN)
    event, trainer = _open(event_id), locked(Trainer, trainer_id)
    busy = Teaching.objects.filter(
        trainer=trainer, event__starts_at__lt=event.ends_at, event__ends_at__gt=event.starts_at
    ).exclude(event__state="called_off").exclude(event=event)  # fmt: skip
    gaps = rules.trainer_gaps(
        trainer.name, may_teach=event.course.code in trainer.courses and trainer.ended_on is None,
        watched_on=trainer.watched_on, busy=busy.exists(), on=event.starts_at.date(),
        watch_months=_terms(at).watch_months,
    )  # fmt: skip
    if gaps:
        raise Lacking("This trainer cannot take it.", gaps=gaps)
    _, is_new = Teaching.objects.get_or_create(
        event=event, trainer=trainer, defaults={"id": new_id(), "created_at": at, "created_by": actor.placement_id}
    )
    if is_new:
        _tell(actor, event, [], "teach", at, trainers=[trainer])
    audit.record(actor, "learning.event.planned", facts={"ref": event.ref, "trainer": str(trainer.id)})


def claim(actor: Actor, *, event_id: UUID, trainer_id: UUID, pence: int, at: datetime) -> None:
    """Keep what a trainer claimed for an event."""
    actor.must(Permission.LEARNING_RUN)
    if not Teaching.objects.filter(event_id=event_id, trainer_id=trainer_id).update(expenses_pence=max(0, pence)):
        raise NotThere
    audit.record(actor, "learning.trainer.kept", facts={"trainer": str(trainer_id), "pence": pence})


def _teachers(event: Event) -> list[Trainer]:
    return list(Trainer.objects.filter(teaching__event=event, ended_on=None))


def _open(event_id: UUID) -> Event:
    """An event that is still to come, held for writing."""
    row = locked(Event, event_id)
    if row.state not in ("planned", "open"):
        raise NotNow("This event was held or called off.")
    return row
