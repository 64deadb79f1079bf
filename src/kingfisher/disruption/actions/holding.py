"""Keys of an operation: given to one worker of the force by name, and ended; what it is about is taken off again."""

from datetime import date, datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.actions import Receiver
from kingfisher.access.permissions import Permission
from kingfisher.access.roles import ROLES
from kingfisher.disruption.actions.commanding import running
from kingfisher.disruption.actions.moving import NotYet, record, words
from kingfisher.disruption.models import Linked, Tasking
from kingfisher.disruption.queries.operations import live_keys
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.locking import locked
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import Colleague, colleagues

audit.can_record(
    disruption__operation__let_in="gave a key of an operation",
    disruption__operation__let_out="ended a key of an operation",
)

READERS = frozenset(code for code, role in ROLES.items() if Permission.OPERATION_READ in role.permissions)


def may_hold(actor: Actor, who: Colleague) -> bool:
    """Whether she may be given a key: of the same force, in a role that reads operations."""
    return who.organisation_code == actor.organisation_code and who.role in READERS


def give_key(actor: Actor, *, operation_id: UUID, placement_id: UUID, why: str, at: datetime) -> None:
    """Let one worker read all of it and say what came of her tasks. Nothing else opens with it."""
    row = running(actor, operation_id)
    who = colleagues(actor, {placement_id}).get(placement_id)
    if who is None or not may_hold(actor, who):
        raise NotYet("Nobody was given a key.", gaps=("Choose a worker of your own force who reads operations.",))
    if any(one.placement_id == placement_id for one in live_keys(actor, row.folder_id)):
        raise NotYet("Nobody was given a key.", gaps=("They hold a key already.",))
    access.grant(
        actor, folder_id=row.folder_id, to=Receiver(placement_id=placement_id), level=FULL, writes=True, key=True,
        basis="ca2004_s10", because=words(why, "Say why they need it.")[:200], at=at,
    )  # fmt: skip
    record(actor, "disruption.operation.let_in", row, to=str(placement_id))


def end_key(actor: Actor, *, operation_id: UUID, grant_id: UUID, why: str, at: datetime) -> None:
    """End a key: it stops the same second. Not the leader's, not one's own, and not with tasks of hers still open."""
    row = running(actor, operation_id)
    one = next((g for g in live_keys(actor, row.folder_id) if g.id == grant_id), None)
    if one is None:
        raise NotThere
    if one.placement_id in (actor.placement_id, row.lead_id):
        raise NotYet("The key stays.", gaps=("Whoever leads it keeps a key, and nobody ends her own.",))
    if Tasking.objects.filter(operation=row, owner_id=one.placement_id, done_on=None).exists():
        raise NotYet("The key stays.", gaps=("Settle their open tasks first: without a key they cannot read them.",))
    access.end_grant(actor, grant_id=grant_id, why=words(why, "Say why they need it no more.")[:200], at=at)
    record(actor, "disruption.operation.let_out", row, grant=str(grant_id))


def unlink(actor: Actor, *, link_id: UUID, on: date, at: datetime) -> None:
    """It is not about this child, suspect or place any more; that it once was stays."""
    actor.must(Permission.OPERATION_WORK)
    one = locked(Linked, link_id)
    row = running(actor, one.operation_id)
    one.ended_on = on
    one.save(update_fields=["ended_on"])
    record(actor, "disruption.operation.written", row, kind=f"{one.kind} taken off")
