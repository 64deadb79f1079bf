"""What a child's page shows of meetings: those to come and the last ones."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.meetings import queries

TITLE = "Meetings"
TEMPLATE = "meetings/_panel.html"


def shown(actor: Actor, *, person_ids: Iterable[UUID], folder_ids: Iterable[UUID] = ()) -> dict[str, Any] | None:
    """What `_panel.html` needs; None for a role without meetings."""
    if not actor.has(Permission.MEETING_READ):
        return None
    ids = list(person_ids)
    may_call = actor.has(Permission.MEETING_CONVENE) and bool(ids)
    return {"meetings": queries.meetings_of(actor, ids), "at": actor.at, "person": ids[0] if may_call else None}
