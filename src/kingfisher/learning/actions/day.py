"""The day itself: who was there, one press each; and what follows when the register is closed."""

from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import NotNow, step
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.learning import rules
from kingfisher.learning.actions.after import _ask
from kingfisher.learning.actions.booking import Applicant, _both, _tell
from kingfisher.learning.actions.lacking import Lacking, _said, _terms
from kingfisher.learning.actions.learners import _learner, _settle
from kingfisher.learning.models import Application, Booking, Completion, Event
from kingfisher.learning.states import BOOKING, EVENT, LIVE, MARKED, MARKS
from kingfisher.rulebook import ask

audit.can_record(
    learning__register__marked="marked somebody on the register of a course",
    learning__register__closed="closed the register of a course",
    learning__register__corrected="corrected a closed register",
)
_MARK_OF = {"attended": "mark_there", "partial": "mark_partial", "no_show": "mark_absent"}


def mark(actor: Actor, *, booking_id: UUID, how: str, teaching: UUID | None = None, at: datetime) -> None:
    """Mark one person; pressed again, the last press stands until the register is closed. By the training team, or by
    the service for the trainer who holds the link of her `teaching`.
    """
    actor.must(Permission.LEARNING_RUN if teaching is None else Permission.LEARNING_DOOR)
    event, row = _both(booking_id)
    if event.state != "open":
        raise NotNow("The register is closed. Correct it, with the reason.")
    if local_day(at, ask.calendar()) < local_day(event.starts_at, ask.calendar()):
        raise NotNow("The register opens on the day.")
    _mark(row, how)
    facts = {"booking": row.ref, "how": how} | ({"teaching": str(teaching)} if teaching else {})
    audit.record(actor, "learning.register.marked", facts=facts)


def mark_minutes(actor: Actor, *, booking_id: UUID, minutes: int, at: datetime) -> None:
    """Mark one person online by how long she was connected."""
    event, row = _both(booking_id)
    long = round((event.ends_at - event.starts_at).total_seconds() / 60)
    how = _MARK_OF[rules.mark_of(minutes, long, _terms(event.starts_at))]
    mark(actor, booking_id=booking_id, how=how, at=at)
    Booking.objects.filter(id=row.id).update(minutes_there=min(max(0, minutes), 1440))


def _walked_in(actor: Actor, event: Event, one: Applicant, at: datetime) -> UUID:
    """A place on the day for somebody who stands in the room, marked as there; one she has had already is marked."""
    learner, _ = _learner(actor, name=one.name, email=one.email, at=at)
    row = Booking.objects.filter(event=event, learner=learner).exclude(state__in=("called_off",)).first()
    if row is None or row.state not in (*LIVE, "attended", "partial", "no_show"):
        row = Booking(
            id=new_id(), event=event, learner=learner, organisation_id=one.organisation_id, ref=new_ref("TB"),
            state="booked", created_at=at, created_by=actor.placement_id,
        )  # fmt: skip
        row.save(force_insert=True)
        Application(
            id=new_id(), booking=row, name=one.name, employer=one.employer, role=one.role, created_at=at,
            created_by=actor.placement_id,
        ).save(force_insert=True)  # fmt: skip
        event.taken += 1
    elif row.state == "waiting":
        event.taken, event.waiting, row.state = event.taken + 1, event.waiting - 1, "booked"
    event.places = max(event.places, event.taken)
    event.save(update_fields=["places", "taken", "waiting"])
    row.state, row.hold_until = step(BOOKING, "mark_there", row.state), None
    row.save(update_fields=["state", "hold_until"])
    _settle(actor, learner, row.organisation_id, one.employer, one.role, at)
    return row.id


def _mark(row: Booking, how: str) -> None:
    if how not in MARKS:
        raise NotThere
    row.state, row.minutes_there = step(BOOKING, how, row.state), None
    row.save(update_fields=["state", "minutes_there"])


def walk_in(actor: Actor, *, event_id: UUID, applicant: Applicant, at: datetime) -> UUID:
    """Somebody came without a place: she is on the register, there. A full room is made one place larger."""
    actor.must(Permission.LEARNING_RUN)
    event = locked(Event, event_id)
    if event.state != "open" or local_day(at, ask.calendar()) < local_day(event.starts_at, ask.calendar()):
        raise NotNow("Somebody without a place is put on the register on the day, until it is closed.")
    key = _walked_in(actor, event, applicant, at)
    audit.record(actor, "learning.register.marked", facts={"event": event.ref, "walked_in": True})
    return key


def close_register(actor: Actor, *, event_id: UUID, at: datetime) -> int:
    """Close the register: certificates for those who were there throughout, fees for those who were not,
    questions to everybody who came. Returns how many certificates. Lacking while somebody is not marked.
    """
    actor.must(Permission.LEARNING_RUN)
    event = locked(Event, event_id)
    event.state, event.held_on = step(EVENT, "close_register", event.state), local_day(event.starts_at, ask.calendar())
    if at < event.starts_at:
        raise NotNow("It has not begun yet.")
    unmarked = Booking.objects.filter(event=event, state="booked").count()
    if unmarked:
        raise Lacking("Not everybody is marked.", gaps=(f"Mark everybody first: {unmarked} to go.",))
    event.save(update_fields=["state", "held_on"])
    Booking.objects.filter(event=event, state="waiting").update(
        state="not_reached", ended_at=at, ended_by=actor.placement_id
    )
    there = list(Booking.objects.filter(event=event, state__in=MARKED).select_related("learner"))
    earned = [_earned(actor, event, row, at) for row in there if row.state == "attended"]
    Completion.objects.bulk_create(earned, batch_size=500)
    _charge(actor, event, [row for row in there if row.state == "no_show"], at)
    _ask(actor, event, [row for row in there if row.state != "no_show"], "day", at)
    audit.record(actor, "learning.register.closed", facts={"ref": event.ref, "certificates": len(earned)})
    return len(earned)


def correct(actor: Actor, *, booking_id: UUID, how: str, why: str, at: datetime) -> None:
    """Correct one line of a closed register: the certificate and the fee follow it."""
    actor.must(Permission.LEARNING_RUN)
    _said(why=(why, "Say why it is corrected."))
    event, row = _both(booking_id)
    if event.state != "held":
        raise NotNow("The register is still open: mark it there.")
    before = row.state
    _mark(row, how)
    if before == row.state:
        return
    row.fee_pence = 0
    row.save(update_fields=["fee_pence"])
    Completion.objects.filter(booking=row).update(withdrawn_why="" if row.state == "attended" else why.strip())
    if row.state == "attended" and not Completion.objects.filter(booking=row).exists():
        _earned(actor, event, row, at).save(force_insert=True)
    if row.state == "no_show":
        _charge(actor, event, [row], at)
    audit.record(actor, "learning.register.corrected", facts={"booking": row.ref, "was": before, "now": row.state})


def _earned(actor: Actor, event: Event, row: Booking, at: datetime) -> Completion:
    return Completion(
        id=new_id(), learner_id=row.learner_id, booking=row, ref=new_ref("TC"), title=event.course.title,
        level=event.course.level, completed_on=local_day(event.starts_at, ask.calendar()), created_at=at,
        created_by=actor.placement_id,
    )  # fmt: skip


def _charge(actor: Actor, event: Event, rows: list[Booking], at: datetime) -> None:
    """Whoever was not there owes the fee of the day it was held; her letter says so."""
    fee = _terms(event.starts_at).fee_pence
    for row in rows:
        row.fee_pence = fee
    Booking.objects.filter(id__in=[row.id for row in rows]).update(fee_pence=fee)
    if fee:
        _tell(actor, event, rows, "fee", at)
