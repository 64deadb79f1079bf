"""Letting a worker into a map of children by name, and out again."""

from datetime import datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access import queries as shut
from kingfisher.access.actions import Receiver
from kingfisher.intelligence.actions.mapping import live_map
from kingfisher.intelligence.actions.moving import NotYet
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import colleagues

audit.can_record(
    intelligence__peer_map__let_in="let a worker into a map of children",
    intelligence__peer_map__let_out="ended a worker’s way into a map of children",
)


def let_into_map(
    actor: Actor, *, map_id: UUID, placement_id: UUID, why: str, writes: bool = False, at: datetime
) -> None:  # fmt: skip
    """Give one worker, of any agency, a key to one map. What is on it of other folders opens to nobody by this."""
    row = live_map(actor, map_id)
    if placement_id not in colleagues(actor, {placement_id}) or not why.strip():
        raise NotYet("Nobody is let in yet.", gaps=("Choose a worker, and say why they need it.",))
    if any(one.placement_id == placement_id and one.ended_at is None for one in _keys(actor, row.folder_id)):
        raise NotYet("Nobody is let in yet.", gaps=("They are let in already.",))
    access.grant(
        actor, folder_id=row.folder_id, to=Receiver(placement_id=placement_id), level=FULL, writes=writes, key=True,
        basis="ca2004_s10", because=why.strip()[:200], because_of=("intelligence.map", row.id), at=at,
    )  # fmt: skip
    audit.record(actor, "intelligence.peer_map.let_in", folders=[row.folder_id], facts={"to": str(placement_id)})


def let_out_of_map(actor: Actor, *, map_id: UUID, grant_id: UUID, why: str, at: datetime) -> None:
    """End one worker's key; it stops the same second. Nobody ends her own: somebody must answer for the map."""
    row = live_map(actor, map_id)
    one = next((g for g in _keys(actor, row.folder_id) if g.id == grant_id and g.ended_at is None), None)
    if one is None:
        raise NotThere
    if one.placement_id == actor.placement_id or not why.strip():
        raise NotYet("Nothing has changed.", gaps=("Choose somebody else, and say why they need it no more.",))
    access.end_grant(actor, grant_id=grant_id, why=why.strip()[:200], at=at)
    audit.record(actor, "intelligence.peer_map.let_out", folders=[row.folder_id], facts={"grant": str(grant_id)})


def _keys(actor: Actor, folder_id: UUID) -> list[shut.AccessGiven]:
    return [one for one in shut.who_can_see(actor, folder_id) if one.id]
