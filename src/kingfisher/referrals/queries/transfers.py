"""Contacts passed to another council and from one, and whether the other side has said that it has them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.clocks import queries as clocks
from kingfisher.clocks.queries import ClockShown
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.referrals.models import Transfer

TRANSFER = "referrals.transfer"


@dataclass(frozen=True, slots=True)
class Transferred:
    """One transfer, as it is shown."""

    id: UUID
    contact_id: UUID
    ref: str
    is_out: bool
    council: str
    person: str
    words: str
    how: str
    their_ref: str
    passed_at: datetime
    chased: tuple[datetime, ...]
    acknowledged_at: datetime | None
    acknowledged_words: str
    clock: ClockShown | None


def transfers_of(actor: Actor, contact_id: UUID) -> list[Transferred]:
    """The transfers of one contact, the newest first. The page that shows them records the opening."""
    return _shown(actor, list(Transfer.objects.filter(contact_id=contact_id).select_related("contact")))


def contact_of_transfer(actor: Actor, transfer_id: UUID) -> UUID:
    """The contact one transfer is of; NotThere when unseen. The page it leads to records the opening."""
    contact = Transfer.objects.filter(id=transfer_id).values_list("contact_id", flat=True).first()
    if contact is None:
        raise NotThere
    return contact


def transfers_waiting(actor: Actor, *, at_most: int = 50) -> list[Transferred]:
    """Transfers of which nobody has said that they have them, the longest waiting first."""
    rows = Transfer.objects.filter(acknowledged_at=None).select_related("contact").order_by("created_at", "id")
    return list(reversed(_shown(actor, list(rows[:at_most]))))


def _shown(actor: Actor, rows: list[Transfer]) -> list[Transferred]:
    dues = clocks.with_due(actor, TRANSFER, [r.id for r in rows]) if rows else {}
    found = [
        Transferred(
            r.id, r.contact_id, r.contact.ref, r.way == "out", r.council, r.person, r.words, r.how, r.their_ref,
            r.created_at, tuple(r.chased), r.acknowledged_at, r.acknowledged_words, dues.get(r.id),
        )
        for r in rows
    ]  # fmt: skip
    return sorted(found, key=lambda t: t.passed_at, reverse=True)
