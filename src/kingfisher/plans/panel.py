"""What a child's page shows of plans: the open ones, who holds them, when the child was seen, and where they stand."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.plans import queries
from kingfisher.rulebook import ask

TITLE = "Plans"
TEMPLATE = "plans/_panel.html"


def shown(actor: Actor, *, person_ids: Iterable[UUID], folder_ids: Iterable[UUID] = ()) -> dict[str, Any] | None:
    """What `_panel.html` needs; None for a role without plans. A plan lies in a folder of its own."""
    if not actor.has(Permission.PLAN_READ):
        return None
    found = queries.plans_of(actor, person_ids)
    own = list(person_ids)
    may_begin = actor.has(Permission.PLAN_WORK) and not any(r.plan.is_open for r in found)
    return {"plans": found, "at": actor.at, "label": ask.label, "person": own[0] if may_begin and own else None}
