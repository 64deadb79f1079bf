"""The folders of assurance, opened by the hub's own service: whoever works in the office has no folder of her own."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.actions import Receiver
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.organisations.queries import team

audit.can_record(
    assurance__folder__opened="opened a folder for what shows how good the work is",
    assurance__folder__shared="let somebody into a folder of a return",
)
GATEWAY = "ca2004_s10"
BECAUSE = "Works on what an agency says of itself, or reads it."


def open_folder(actor: Actor, *, to: Collection[UUID] = (), at: datetime) -> UUID:
    """A folder for the partnership's office and these placements; the service that opened it shuts itself out again."""
    actor.must(Permission.FOLDER_GRANT)
    folder = access.open_folder(actor, kind="assurance", category="board", at=at)
    receivers = [Receiver(placement_id=key) for key in to]
    if key := team(actor, "partnership"):
        receivers.append(Receiver(team_id=key))
    for receiver in receivers:
        _grant(actor, folder, receiver, at)
    mine = _grant(actor, folder, Receiver(placement_id=actor.placement_id), at)
    access.keep_to_team(actor, folder_id=folder, at=at)
    access.end_grant(actor, grant_id=mine, why="The folder is open to those it is for.", at=at)
    audit.record(actor, "assurance.folder.opened", folders=[folder], facts={"to": len(receivers)})
    return folder


def let_in(actor: Actor, *, folder: UUID, placement_id: UUID, writes: bool, at: datetime) -> None:
    """Open a return's files to a colleague who helps, or to the peer who reads them; by whoever may write there."""
    actor.must(Permission.RETURN_ANSWER)
    _grant(actor, folder, Receiver(placement_id=placement_id), at, writes=writes)
    audit.record(actor, "assurance.folder.shared", folders=[folder], facts={"writes": writes})


def _grant(actor: Actor, folder: UUID, to: Receiver, at: datetime, *, writes: bool = True) -> UUID:
    return access.grant(
        actor, folder_id=folder, to=to, level=FULL, writes=writes, basis=GATEWAY, because=BECAUSE, at=at
    )  # fmt: skip
