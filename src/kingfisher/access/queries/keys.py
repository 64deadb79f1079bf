"""The keys of agencies' own systems, for whoever keeps them. A key itself is never read back: only its hash is kept."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.access.models import MachineKey
from kingfisher.kernel.actor import Actor


@dataclass(frozen=True, slots=True)
class KeyShown:
    """`id` is the client's name for OAuth 2.0. `is_live` as of the actor's moment."""

    id: UUID
    placement_id: UUID
    label: str
    scopes: tuple[str, ...]
    made_at: datetime
    ends_at: datetime | None
    ended_at: datetime | None
    is_live: bool


def keys_of(actor: Actor, placement_ids: set[UUID]) -> list[KeyShown]:
    """Keys of these systems that the actor keeps, the newest first, ended ones included."""
    rows = MachineKey.objects.filter(placement_id__in=placement_ids).order_by("-created_at", "-id")
    return [
        KeyShown(
            k.id, k.placement_id, k.label, tuple(k.scopes), k.created_at, k.ends_at, k.ended_at,
            k.ended_at is None and (k.ends_at is None or k.ends_at > actor.at),
        )
        for k in rows
    ]  # fmt: skip
