"""What a child's page shows of referrals to the national mechanism."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.national_referral import queries

TITLE = "National referral"
TEMPLATE = "national_referral/_panel.html"


def shown(actor: Actor, *, person_ids: Iterable[UUID], folder_ids: Iterable[UUID] = ()) -> dict[str, Any] | None:
    """What `_panel.html` needs; None for a role without referrals."""
    if not actor.has(Permission.NRM_WORK):
        return None
    own = list(person_ids)
    return {"found": queries.referrals_of(actor, own), "person": own[0] if own else None}
