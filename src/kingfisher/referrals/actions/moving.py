"""How a contact moves: found under lock, checked against the table, and the step kept."""

from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.moves import step
from kingfisher.kernel.verdict import NotThere, Refused
from kingfisher.referrals.models import Contact, Step
from kingfisher.referrals.states import MOVES, OPEN

KIND = "referrals.contact"


class NeedsWords(Refused):
    """A reason or other words are missing."""

    rule = "referrals_needs_words"


class NotYet(Refused):
    """Something must be settled first; `gaps` says what."""

    rule = "referrals_not_yet"


def found(actor: Actor, contact_id: UUID, permission: Permission) -> Contact:
    """The contact, locked until the transaction ends. Denied without the permission; NotThere when unseen."""
    actor.must(permission)
    row = Contact.objects.select_for_update().filter(id=contact_id).first()
    if row is None:
        raise NotThere
    return row


def words(said: str, what: str) -> str:
    """The words, trimmed; NeedsWords when there are none."""
    if not said.strip():
        raise NeedsWords(what)
    return said.strip()


def begin(actor: Actor, contact_id: UUID, move: str) -> Contact:
    """The contact, where this actor may make this move now; Denied, NotThere or NotNow when not."""
    permission = next(m.permission for m in MOVES if m.name == move)
    row = found(actor, contact_id, Permission(permission))
    step(MOVES, move, row.state)
    return row


def finish(actor: Actor, row: Contact, move: str, *, why: str = "", at: datetime, **facts: str) -> None:
    """Move it on, keep the step, and write the audit line `referrals.contact.<move>`."""
    before, row.state = row.state, step(MOVES, move, row.state)
    row.in_queue = row.state in OPEN or row.news_at is not None
    row.save()
    Step.objects.create(
        folder_id=row.folder_id, contact=row, move=move, from_state=before, to_state=row.state, why=why,
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    audit.record(actor, f"referrals.contact.{move}", folders=[row.folder_id], facts={"contact": row.ref, **facts})


audit.can_record(**{f"referrals__contact__{m.name}": m.label[:1].lower() + m.label[1:] for m in MOVES})
