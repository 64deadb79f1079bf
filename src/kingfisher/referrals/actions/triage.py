"""Working on a contact: taking it on, rating it, the family's place in it, notes."""

from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.referrals.actions.moving import KIND, NeedsWords, NotYet, begin, finish, found, words
from kingfisher.referrals.models import Contact, Note, RagRating
from kingfisher.referrals.queries.matches import rag_clock, soonest_due
from kingfisher.referrals.said import FamilyPosition
from kingfisher.referrals.states import OPEN, RECEIVED, UNDECIDED
from kingfisher.rulebook import ask
from kingfisher.rulebook.shapes import RagRating as Rated

audit.can_record(
    referrals__contact__taken_on="took on a contact",
    referrals__contact__rated="rated how urgent a contact is",
    referrals__contact__noted="wrote a note on a contact",
    referrals__contact__family_recorded="recorded whether the family knows",
    referrals__contact__news_read="read what was added to a contact",
)
TRIAGE = Permission.CONTACT_TRIAGE


def begin_screening(actor: Actor, *, contact_id: UUID, at: datetime) -> None:
    """Start on a new contact; it becomes the actor's own if it is nobody's."""
    row = begin(actor, contact_id, "begin_screening")
    _begin(actor, row, at)


def _begin(actor: Actor, row: Contact, at: datetime) -> None:
    if row.owner_id is None:
        row.owner_id = actor.worker_id
    finish(actor, row, "begin_screening", at=at)


def take_on(actor: Actor, *, contact_id: UUID, at: datetime) -> None:
    """Make a contact the actor's own, whoever had it."""
    row = found(actor, contact_id, TRIAGE)
    row.owner_id = actor.worker_id
    row.save(update_fields=["owner_id"])
    audit.record(actor, "referrals.contact.taken_on", folders=[row.folder_id], facts={"contact": row.ref})


def rate(actor: Actor, *, contact_id: UUID, rating: str, why: str, at: datetime) -> None:
    """Say how urgent it is, or say so anew, with the reason; a new contact is thereby being screened.

    Its clock counts again from the same receipt, so that no rating buys time. NotYet once it is decided.
    """
    row = found(actor, contact_id, TRIAGE)
    if row.state not in UNDECIDED:
        raise NotYet("This contact is decided. Reopen it before rating it again.")
    wanted = _rated(row, rating)
    why = words(why, "Say why: what was said, and what is already known.")
    if row.rating == rating:
        raise NeedsWords(f"It is rated {wanted.label.lower()} already.")
    RagRating.objects.create(
        folder_id=row.folder_id, contact=row, was=row.rating, rating=rating, why=why,
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    clocks.stop(actor, subject=(KIND, row.id), rule="contact_initial_assessment", at=at)
    running = rag_clock(actor, row.id)
    if running and wanted.clock != _rated(row, row.rating or row.provisional).clock:
        clocks.restart_with(actor, clock_id=running, rule=wanted.clock, why=why, at=at)
    row.rating, row.decide_by = rating, soonest_due(actor, row.id)
    row.save(update_fields=["rating", "decide_by"])
    audit.record(
        actor,
        "referrals.contact.rated",
        folders=[row.folder_id],
        facts={"contact": row.ref, "rating": rating},
    )
    if row.state == RECEIVED:
        _begin(actor, row, at)


def _rated(row: Contact, rating: str) -> Rated:
    policy = ask.rag(on=local_day(row.received_at, ask.calendar()))
    try:
        return policy.rated(rating)
    except KeyError:
        raise NeedsWords("Choose how urgent it is.") from None


def write_note(actor: Actor, *, contact_id: UUID, note: str, telephone: bool = False, at: datetime) -> UUID:
    """Write a note: of one's own, or of a telephone call. Notes are never changed."""
    row = found(actor, contact_id, TRIAGE)
    made = Note.objects.create(
        folder_id=row.folder_id, contact=row, kind="telephone" if telephone else "note",
        words=words(note, "Write the note."), author=actor.worker_name, created_at=at,
        created_by=actor.placement_id,
    )  # fmt: skip
    audit.record(actor, "referrals.contact.noted", folders=[row.folder_id], facts={"contact": row.ref})
    return made.id


def record_family(actor: Actor, *, contact_id: UUID, family: FamilyPosition, at: datetime) -> None:
    """Record whether the family knows and, if not, why not; and who agreed, or why agreement was not sought.

    What was recorded before is kept. NeedsWords for a reason that is not on the list, or `other` without
    words.
    """
    row = found(actor, contact_id, TRIAGE)
    if row.state not in OPEN:
        raise NotYet("This contact is closed.")
    reasons = dict(ask.codes("dispense_reason").choices())
    if family.dispense_reason and family.dispense_reason not in reasons:
        raise NeedsWords("Choose the reason from the list.")
    if family.dispense_reason == "other" and not family.dispense_why.strip():
        raise NeedsWords("Say the reason in words.")
    row.family_told, row.family_not_told_why = family.told, family.not_told_why
    row.agreement_sought, row.agreement_given = family.agreement_sought, family.agreement_given
    row.agreement_by, row.dispensed = family.agreement_by, family.dispensed
    row.dispense_reason, row.dispense_why = family.dispense_reason, family.dispense_why
    row.save()
    audit.record(
        actor, "referrals.contact.family_recorded", folders=[row.folder_id],
        facts={"contact": row.ref, "told": family.told, "dispensed": family.dispensed},
    )  # fmt: skip


def read_news(actor: Actor, *, contact_id: UUID, at: datetime) -> None:
    """Say that what was added has been read. Twice changes nothing."""
    row = found(actor, contact_id, TRIAGE)
    if row.news_at is None:
        return
    row.news_at, row.in_queue = None, row.state in OPEN
    row.save(update_fields=["news_at", "in_queue"])
    audit.record(actor, "referrals.contact.news_read", folders=[row.folder_id], facts={"contact": row.ref})
