"""The folders of reviews, opened by the hub's own service: whoever works in the office has no folder of her own."""

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

audit.can_record(reviews__folder__opened="opened a folder for those who work on a review")
TEAMS = ("partnership", "safeguarding_partners")  # who works on a review: the office and the partners
GATEWAY = "ca2004_s10"
CATEGORIES = {"review": "review", "review_summary": "review", "recommendation": "board"}


def open_folder(actor: Actor, *, kind: str, to: Collection[UUID] = (), at: datetime) -> UUID:
    """A folder for the office, the three partners and these placements, and for nobody else: the service that opened
    it shuts itself out again.
    """
    actor.must(Permission.FOLDER_GRANT)
    folder = access.open_folder(actor, kind=kind, category=CATEGORIES[kind], at=at)
    teams = [Receiver(team_id=key) for code in TEAMS if (key := team(actor, code))]
    for receiver in (*teams, *(Receiver(placement_id=key) for key in to)):
        _grant(actor, folder, receiver, at)
    if kind != "recommendation":
        mine = _grant(actor, folder, Receiver(placement_id=actor.placement_id), at)
        access.keep_to_team(actor, folder_id=folder, at=at)
        access.end_grant(actor, grant_id=mine, why="The folder is open to those who work on the review.", at=at)
    audit.record(actor, "reviews.folder.opened", folders=[folder], facts={"kind": kind})
    return folder


def _grant(actor: Actor, folder: UUID, to: Receiver, at: datetime) -> UUID:
    return access.grant(actor, folder_id=folder, to=to, level=FULL, writes=True, basis=GATEWAY,
                        because="Works on a review, or on what was learned from it.", at=at)  # fmt: skip
