"""Keys of agencies' own systems: made, changed for new ones, ended. Each is recorded; a key is shown once."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.models import MachineKey
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import Denied, NotThere

GRACE_HOURS = 24  # both keys are good while the other system is given the new one


def _may_place(actor: Actor) -> None:
    if not actor.has(Permission.PLACE_GIVE):
        raise Denied("Your role does not include giving places.", rule=f"permission:{Permission.PLACE_GIVE}")


def make_machine_key(
    actor: Actor, *, placement_id: UUID, label: str, scopes: Sequence[str] = (), at: datetime
) -> str:  # fmt: skip
    """A new key for an agency's system; returned once, kept only as a hash (SHA-256 of 256 random bits).

    `scopes` are the permissions it may use; empty means every one its role has.
    """
    _may_place(actor)
    key = f"kf_{secrets.token_urlsafe(32)}"
    row = MachineKey.objects.create(
        placement_id=placement_id, label=label, digest=hashlib.sha256(key.encode()).hexdigest(),
        scopes=sorted(scopes), created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    facts = {"placement": str(placement_id), "label": label, "key": str(row.id), "scopes": len(row.scopes)}
    audit.record(actor, "access.machine.key_made", facts=facts)
    return key


def rotate_machine_key(actor: Actor, *, key_id: UUID, at: datetime) -> str:
    """A new key with the same scopes; the old one ends by itself GRACE_HOURS later."""
    _may_place(actor)
    old = _live(key_id, at)
    MachineKey.objects.filter(id=old.id).update(ends_at=at + timedelta(hours=GRACE_HOURS))
    return make_machine_key(actor, placement_id=old.placement_id, label=old.label, scopes=old.scopes, at=at)


def end_machine_key(actor: Actor, *, key_id: UUID, at: datetime) -> None:
    """End a key, and every token it was changed for, the same second."""
    _may_place(actor)
    MachineKey.objects.filter(id=_live(key_id, at).id).update(ended_at=at, ended_by=actor.placement_id)
    audit.record(actor, "access.machine.key_ended", facts={"key": str(key_id)})


def _live(key_id: UUID, at: datetime) -> MachineKey:
    row = MachineKey.objects.filter(id=key_id, ended_at__isnull=True).exclude(ends_at__lte=at).first()
    if row is None:
        raise NotThere
    return row
