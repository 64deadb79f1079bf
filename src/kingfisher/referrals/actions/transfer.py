"""Passing a contact to another council, and from one; each until the other side has said that it has it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.locking import locked
from kingfisher.postroom import actions as postroom
from kingfisher.referrals.actions.moving import KIND, NotYet, found, words
from kingfisher.referrals.models import Transfer
from kingfisher.referrals.queries.transfers import TRANSFER
from kingfisher.referrals.rules import TRANSFER_OUTCOME, transfer_gaps

audit.can_record(
    referrals__transfer__sent="passed a contact to another council",
    referrals__transfer__came="recorded that a contact came from another council",
    referrals__transfer__acknowledged="recorded that the other council has it",
    referrals__transfer__chased="asked the other council whether it has it",
)
HOW = ("telephone", "email", "letter")


@dataclass(frozen=True, slots=True)
class TransferSaid:
    """The other council, who there, and what was sent or came. `how` and `address`: of what goes out."""

    council: str
    person: str
    words: str
    how: str = "telephone"
    address: str = ""
    their_ref: str = ""


def transfer_out(actor: Actor, *, contact_id: UUID, said: TransferSaid, at: datetime) -> UUID:
    """Pass a contact on, once that is what was decided. What is sent passes the safe-address guard; a clock waits for
    the other council to say that it has it. NotYet says what is lacking.
    """
    row = found(actor, contact_id, Permission.CONTACT_TRIAGE)
    if row.outcome != TRANSFER_OUTCOME:
        raise NotYet("Passing it to another council has not been decided.")
    _must_be_whole(said, row.danger_now == "yes")
    departure = postroom.send(
        actor, kind="transfer", about=(KIND, row.id), title=f"A concern passed to you, {row.ref}",
        body=said.words.strip(), way=said.how, to_name=f"{said.council}, {said.person}"[:200],
        to_address=said.address, about_folders=[row.folder_id], at=at,
    )  # fmt: skip
    return _kept(actor, row, "out", said, departure, at)


def came_from(actor: Actor, *, contact_id: UUID, said: TransferSaid, at: datetime) -> UUID:
    """Record that a contact came from another council; the clock is for us to tell them that we have it."""
    row = found(actor, contact_id, Permission.CONTACT_TRIAGE)
    _must_be_whole(said, danger=False)
    return _kept(actor, row, "in", said, None, at)


def _must_be_whole(said: TransferSaid, danger: bool) -> None:
    how = said.how if said.how in HOW else ""
    gaps = transfer_gaps(council=said.council, person=said.person, words=said.words, how=how, danger=danger)
    if gaps:
        raise NotYet("Something is needed before this can be recorded.", gaps=gaps)


def _kept(actor: Actor, row, way: str, said: TransferSaid, departure: UUID | None, at: datetime) -> UUID:
    made = Transfer(
        id=new_id(), folder_id=row.folder_id, contact=row, way=way, council=said.council.strip()[:200],
        person=said.person.strip()[:200], words=said.words.strip(), how=said.how if way == "out" else "",
        their_ref=said.their_ref.strip()[:60], departure_id=departure, created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    made.save(force_insert=True)
    clocks.start(actor, rule="transfer_acknowledged", subject=(TRANSFER, made.id), folder=row.folder_id, at=at)
    what = "sent" if way == "out" else "came"
    audit.record(actor, f"referrals.transfer.{what}", folders=[row.folder_id], facts={"contact": row.ref})
    return made.id


def acknowledge_transfer(actor: Actor, *, transfer_id: UUID, who: str, their_ref: str = "", at: datetime) -> None:
    """Record that the receiving council has it: who said so (or, of one that came, whom we told). Once only."""
    row = _open(actor, transfer_id)
    who = words(who, "Say who said that they have it, and when." if row.way == "out" else "Say whom you told, and how.")
    row.acknowledged_at, row.acknowledged_by, row.acknowledged_words = at, actor.placement_id, who[:300]
    row.their_ref = their_ref.strip()[:60] or row.their_ref
    row.save()
    clocks.stop(actor, subject=(TRANSFER, row.id), at=at)
    audit.record(actor, "referrals.transfer.acknowledged", folders=[row.folder_id], facts={"way": row.way})


def chase_transfer(actor: Actor, *, transfer_id: UUID, at: datetime) -> int:
    """Record that the other council was asked again; returns how often."""
    row = _open(actor, transfer_id)
    row.chased = [*row.chased, at]
    row.save(update_fields=["chased"])
    audit.record(actor, "referrals.transfer.chased", folders=[row.folder_id], facts={"times": len(row.chased)})
    return len(row.chased)


def _open(actor: Actor, transfer_id: UUID) -> Transfer:
    row = locked(Transfer, transfer_id)
    found(actor, row.contact_id, Permission.CONTACT_TRIAGE)
    if row.acknowledged_at:
        raise NotYet("It has been recorded that they have it.")
    return row
