"""What a child's page shows of the pathway: what is being done, and by when."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.pathway import queries
from kingfisher.rulebook import ask

TITLE = "Social care’s steps"
TEMPLATE = "pathway/_panel.html"


def shown(actor: Actor, *, person_ids: Iterable[UUID], folder_ids: Iterable[UUID] = ()) -> dict[str, Any] | None:
    """What `_panel.html` needs; None for a role without these steps."""
    if not actor.has(Permission.PATHWAY_READ):
        return None
    ids = list(person_ids)
    rows = queries.episodes_of(actor, ids)
    may_begin = actor.has(Permission.PATHWAY_WORK) and ids and not any(r.is_open for r in rows)
    return {"rows": rows, "at": actor.at, "label": ask.label, "person": ids[0] if may_begin else None}
