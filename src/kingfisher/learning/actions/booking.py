"""Giving places: booking, confirming, giving back, and the waiting list that moves up by itself.

The training service does it for whoever asks at a door, signed in or not, because it alone sees all who booked.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kingfisher.access import audit
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import NotNow, step
from kingfisher.kernel.tokens import token_of
from kingfisher.kernel.verdict import NotThere
from kingfisher.learning import rules
from kingfisher.learning.actions.lacking import Lacking, _keeps, _said, _terms
from kingfisher.learning.actions.learners import _learner, _settle
from kingfisher.learning.actions.letters import SITE, TEACHING, _booking_link, _letter, _write
from kingfisher.learning.models import Application, Booking, Event, Joining, Learner, Letter, Post, Teaching, Trainer
from kingfisher.learning.states import BOOKING, LIVE
from kingfisher.rulebook import ask
from kingfisher.ui.filters import day, moment

audit.can_record(
    learning__booking__made="booked a place on a course",
    learning__booking__confirmed="confirmed a booking",
    learning__booking__ended="gave a place on a course back",
    learning__booking__moved_up="moved the waiting list of a course up",
    learning__booking__waived="let a fee for training go",
)
ABOUT = "learning.booking"


@dataclass(frozen=True, slots=True)
class Applicant:
    """Somebody a place is asked for, as typed. `worker_id` where she is signed in herself."""

    name: str
    email: str
    employer: str
    role: str
    organisation_id: UUID | None = None
    manager_name: str = ""
    manager_email: str = ""
    needs: str = ""
    worker_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What became of one application. `was_known` is true of an address the hub knew: nothing of it may be shown."""

    booking_id: UUID
    ref: str
    name: str
    state: str
    is_confirmed: bool
    was_known: bool


def book(
    actor: Actor, *, event_id: UUID, applicants: Sequence[Applicant], vouched_by: Collection[UUID] = (), at: datetime
) -> list[Given]:
    """Book places on an event, or places in its queue. Asked for again, the first booking stands and its letter goes
    out anew.

    Without a voucher each booking waits for its learner to confirm it. `vouched_by` are the agencies of a training
    lead who is signed in: she vouches for people new to the hub and for those who already work for her agency, and for
    nobody else, or she could read anybody's record by booking for them.
    """
    _keeps(actor)
    event = locked(Event, event_id)
    if event.state != "open" or event.starts_at <= at:
        raise NotNow("This event can no longer be booked. Choose another day.")
    for one in applicants:
        _said(name=(one.name, "Say who comes."), email=(one.email, "Give an email address."),
              employer=(one.employer, "Say for whom they work."), role=(one.role, "Say what they do."))  # fmt: skip
    given = [_give(actor, event, one, vouched_by, at) for one in applicants]
    event.save(update_fields=["taken", "waiting"])
    audit.record(actor, "learning.booking.made", facts={"event": event.ref, "count": len(given)})
    return given


def _give(actor: Actor, event: Event, one: Applicant, vouched_by: Collection[UUID], at: datetime) -> Given:
    learner, is_new = _learner(actor, name=one.name, email=one.email, worker_id=one.worker_id, at=at)
    known = None if is_new else Booking.objects.filter(event=event, learner=learner, state__in=LIVE).first()
    if known:
        _tell(actor, event, [known], "confirm" if known.hold_until else known.state, at)
        return Given(known.id, known.ref, one.name, known.state, known.hold_until is None, True)
    sure = one.worker_id is not None or (
        one.organisation_id in vouched_by and (is_new or _works_for(learner, vouched_by))
    )
    waits = event.taken >= event.places or event.waiting > 0
    row = Booking(
        id=new_id(), event=event, learner=learner, organisation_id=one.organisation_id, ref=new_ref("TB"),
        state="waiting" if waits else "booked", created_at=at, created_by=actor.placement_id,
        hold_until=None if sure else min(at + timedelta(hours=_terms(at).hold_hours), event.starts_at),
    )  # fmt: skip
    row.save(force_insert=True)
    Application(
        id=new_id(), booking=row, name=one.name, employer=one.employer, role=one.role, needs=one.needs,
        manager_name=one.manager_name, manager_email=one.manager_email, created_at=at, created_by=actor.placement_id,
    ).save(force_insert=True)  # fmt: skip
    event.waiting, event.taken = event.waiting + waits, event.taken + (not waits)
    if sure:
        _settle(actor, learner, row.organisation_id, one.employer, one.role, at)
    _tell(actor, event, [row], row.state if sure else "confirm", at)
    return Given(row.id, row.ref, one.name, row.state, sure, not is_new)


def confirm(actor: Actor, *, booking_id: UUID, at: datetime) -> None:
    """She says that it is she who booked; from now on it is her record. Twice changes nothing."""
    _keeps(actor)
    row = locked(Booking, booking_id)
    if row.state not in LIVE:
        raise NotNow("This booking is over. You may book again.")
    if row.hold_until is None:
        return
    row.hold_until = None
    row.save(update_fields=["hold_until"])
    typed = Application.objects.get(booking=row)
    _settle(actor, row.learner, row.organisation_id, typed.employer, typed.role, at)
    _tell(actor, row.event, [row], row.state, at)
    audit.record(actor, "learning.booking.confirmed", facts={"booking": row.ref})


def give_back(actor: Actor, *, booking_id: UUID, freely: bool = False, at: datetime) -> int:
    """Give a place back, or leave the queue; returns the fee owed, in pence. Whoever waits moves up.

    Late it costs the fee, unless it came late, the event was changed, or the coordinator lets it go (`freely`).
    """
    _keeps(actor)
    event, row = _both(booking_id)
    if at >= event.starts_at:
        raise NotNow("It has begun. Ring the training team.")
    terms, had_place = _terms(at), row.state == "booked"
    late = had_place and not (freely or row.is_free) and rules.is_late(at, event.starts_at, terms, ask.calendar())
    row.state = step(BOOKING, "give_back_late" if late else "give_back", row.state)
    row.ended_at, row.ended_by, row.fee_pence = at, actor.placement_id, terms.fee_pence if late else 0
    row.save(update_fields=["state", "ended_at", "ended_by", "fee_pence"])
    owed = f"As it was late, {rules.pounds(row.fee_pence)} is owed by your employer." if late else "Nothing is owed."
    _tell(actor, event, [row], "given_back", at, owed=owed)
    _freed(event, had_place)
    audit.record(actor, "learning.booking.ended", facts={"booking": row.ref, "late": late})
    _fill(actor, event, at)
    return row.fee_pence


def let_go_unconfirmed(actor: Actor, *, at: datetime) -> int:
    """Let go what nobody confirmed in time, and move those who wait up; returns how many were let go."""
    _keeps(actor)
    stale = list(Booking.objects.filter(hold_until__lte=at, state__in=LIVE).values_list("id", "event_id")[:500])
    for booking_id, event_id in stale:
        event, row = locked(Event, event_id), locked(Booking, booking_id)
        if row.state not in LIVE or row.hold_until is None:
            continue
        had_place = row.state == "booked"
        row.state, row.ended_at, row.ended_by = step(BOOKING, "let_go", row.state), at, actor.placement_id
        row.save(update_fields=["state", "ended_at", "ended_by"])
        _freed(event, had_place)
        _tell(actor, event, [row], "let_go", at)
        _fill(actor, event, at)
    if stale:
        audit.record(actor, "learning.booking.ended", facts={"unconfirmed": len(stale)})
    return len(stale)


def waive(actor: Actor, *, booking_id: UUID, why: str, at: datetime) -> None:
    """Let a fee go, with the reason."""
    _keeps(actor)
    _said(why=(why, "Say why the fee is let go."))
    row = locked(Booking, booking_id)
    if not row.fee_pence:
        raise Lacking("No fee is owed.", gaps=("No fee is owed for this booking.",))
    row.fee_waived_why = why.strip()
    row.save(update_fields=["fee_waived_why"])
    audit.record(actor, "learning.booking.waived", facts={"booking": row.ref})


def _both(booking_id: UUID) -> tuple[Event, Booking]:
    """A booking and its event, held for writing, the event first: in that order everywhere."""
    event_id = Booking.objects.filter(id=booking_id).values_list("event_id", flat=True).first()
    if event_id is None:
        raise NotThere
    return locked(Event, event_id), locked(Booking, booking_id)


def _freed(event: Event, had_place: bool) -> None:
    event.taken, event.waiting = event.taken - had_place, event.waiting - (not had_place)
    event.save(update_fields=["taken", "waiting"])


def _fill(actor: Actor, event: Event, at: datetime) -> int:
    """Give free places to those who waited longest and confirmed, and tell them."""
    free = event.places - event.taken
    if event.state != "open" or free <= 0 or not rules.moves_up(at, event.starts_at, _terms(at)):
        return 0
    first = list(
        Booking.objects.filter(event=event, state="waiting", hold_until=None).order_by("created_at", "id")[:free]
    )
    late = rules.is_late(at, event.starts_at, _terms(at), ask.calendar())
    for row in first:
        row.state, row.is_free = step(BOOKING, "move_up", row.state), late
        row.save(update_fields=["state", "is_free"])
    event.taken, event.waiting = event.taken + len(first), event.waiting - len(first)
    event.save(update_fields=["taken", "waiting"])
    if first:
        _tell(actor, event, first, "moved_up" if late else "booked", at)
        audit.record(actor, "learning.booking.moved_up", facts={"event": event.ref, "count": len(first)})
    return len(first)


def _works_for(learner: Learner, organisations: Collection[UUID]) -> bool:
    return Post.objects.filter(learner=learner, organisation_id__in=organisations, ended_on=None).exists()


def _tell(
    actor: Actor, event: Event, rows: Sequence[Booking], kind: str, at: datetime, *, trainers: Sequence[Trainer] = (),
    **more: str,
) -> None:  # fmt: skip
    """One letter to each of these learners, or trainers, about an event."""
    terms = _terms(at)
    joining = Joining.objects.filter(event=event).values_list("words", flat=True).first() or ""
    said = {
        "title": event.course.title, "when": moment(event.starts_at), "taken": event.taken,
        "where": f"{event.place}\n\n{joining}".strip(), "fee": rules.pounds(terms.fee_pence),
        "free_until": day(rules.last_free_day(event.starts_at, terms, ask.calendar())), **more,
    }  # fmt: skip
    offered = f"{SITE}/courses"
    people = {one.id: one for one in Learner.objects.filter(id__in=[r.learner_id for r in rows])}
    letters: list[Letter] = []
    for row in rows:
        link = offered if kind in ("called_off", "let_go") else _booking_link(row.id)
        to = people[row.learner_id]
        letters.append(_letter(actor, kind, (ABOUT, row.id), to.name, to.email, at, link=link,
                               until=moment(row.hold_until) if row.hold_until else "", **said))  # fmt: skip
    teaching = dict(Teaching.objects.filter(event=event, trainer__in=trainers).values_list("trainer_id", "id"))
    for one in trainers:
        link = f"{SITE}/courses/teaching/{token_of(teaching[one.id], TEACHING)}"
        letters.append(_letter(actor, kind, ("learning.event", event.id), one.name, one.email, at, link=link, **said))
    _write(actor, letters)
