"""What was done at once and is written down afterwards: the true times stand, and the clocks count from them."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.chronology.actions import Line, note_many
from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.postroom import actions as postroom
from kingfisher.postroom.queries import Came
from kingfisher.referrals.actions.moving import NotYet, words
from kingfisher.referrals.actions.receive import Received, receive
from kingfisher.referrals.models import Contact, Emergency
from kingfisher.referrals.queries.emergencies import EMERGENCY
from kingfisher.referrals.queries.matches import children_of
from kingfisher.referrals.rules import MEASURE_CLOCK, afterwards_gaps
from kingfisher.referrals.said import ConcernSaid
from kingfisher.rulebook import ask

audit.can_record(
    referrals__emergency__recorded="recorded what was done at once, afterwards",
    referrals__emergency__ended="recorded that an emergency measure ended",
)


@dataclass(frozen=True, slots=True)
class DoneAtOnce:
    """A measure and its true times: when it was done, and when the front door (or its duty team) learned of it."""

    measure: str
    done_at: datetime | None
    known_at: datetime | None
    done_by: str
    words: str


def record_afterwards(actor: Actor, *, arrival: Came, said: ConcernSaid, done: DoneAtOnce, at: datetime) -> Received:
    """Make a contact, as if received when it was known, of an arrival taken down now. NotYet says what is lacking.

    The clocks count from when it was known; those of police protection and of the order from when each was made.
    The arrival itself keeps the moment at which it was written down.
    """
    actor.must(Permission.CONTACT_TRIAGE)
    gaps = afterwards_gaps(
        measure=done.measure if done.measure in dict(ask.codes("emergency_measure").choices()) else "",
        done_at=done.done_at, known_at=done.known_at, now=at, done_by=done.done_by, words=done.words,
    )  # fmt: skip
    if gaps:
        raise NotYet("Something is needed before this can be recorded.", gaps=gaps)
    made = receive(actor, arrival=replace(arrival, received_at=done.known_at), said=said, at=at)
    Contact.objects.filter(id=made.contact_id).update(recorded_afterwards=True)
    row = Emergency.objects.create(
        folder_id=made.folder_id, contact_id=made.contact_id, measure=done.measure, done_at=done.done_at,
        done_by=done.done_by.strip(), words=done.words.strip(), created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    rule = MEASURE_CLOCK.get(row.measure)
    if rule:
        clocks.start(actor, rule=rule, subject=(EMERGENCY, row.id), folder=row.folder_id, since=row.done_at, at=at)
    _tell(actor, row, ask.label("emergency_measure", row.measure), row.words, row.done_at, at)
    postroom.mark_read(
        actor, arrival_id=arrival.id, outcome="settled", became=("referrals.contact", made.contact_id),
        note=f"Recorded afterwards by {actor.worker_name}.", at=at,
    )  # fmt: skip
    audit.record(
        actor, "referrals.emergency.recorded", folders=[row.folder_id],
        facts={"contact": made.ref, "measure": row.measure},
    )  # fmt: skip
    return made


def end_measure(actor: Actor, *, emergency_id: UUID, ended_at: datetime | None, how: str, at: datetime) -> None:
    """Say when and how a measure ended: its clock stops as of then. Once only."""
    actor.must(Permission.CONTACT_TRIAGE)
    row = Emergency.objects.select_for_update().filter(id=emergency_id).first()
    if row is None:
        raise NotThere
    if row.ended_at:
        raise NotYet("It has been recorded that this ended.")
    how = words(how, "Say how it ended, and where the child is now.")
    if ended_at is None or not row.done_at <= ended_at <= at:
        raise NotYet("Say when it ended: after it began, and not later than now.")
    row.ended_at, row.ended_by, row.end_words = ended_at, actor.placement_id, how
    row.save(update_fields=["ended_at", "ended_by", "end_words"])
    clocks.stop(actor, subject=(EMERGENCY, row.id), at=ended_at)
    _tell(actor, row, f"Ended: {ask.label('emergency_measure', row.measure)}", how, ended_at, at)
    audit.record(actor, "referrals.emergency.ended", folders=[row.folder_id], facts={"measure": row.measure})


def _tell(actor: Actor, row: Emergency, title: str, detail: str, happened_at: datetime, at: datetime) -> None:
    ref = Contact.objects.values_list("ref", flat=True).get(id=row.contact_id)
    lines = [
        Line(
            folder_id=row.folder_id, person_id=child, kind="decision", happened_at=happened_at,
            happened_on=local_day(happened_at, ask.calendar()), known_at=at, title=title[:200], detail=detail,
            reference=ref, about=("referrals.contact", row.contact_id),
        )
        for child in children_of(row.contact_id)
    ]  # fmt: skip
    if lines:
        note_many(actor, lines=lines, at=at)
