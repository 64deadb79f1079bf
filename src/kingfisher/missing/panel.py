"""What a child's page shows of being missing: now, how often, the talks, the card and the plan for the first hour."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.missing import queries

TITLE = "Missing"
TEMPLATE = "missing/_panel.html"


def shown(actor: Actor, *, person_ids: Iterable[UUID], folder_ids: Iterable[UUID] = ()) -> dict[str, Any] | None:
    """What `_panel.html` needs; None for a role that does not read it."""
    if not actor.has(Permission.MISSING_READ):
        return None
    own = list(person_ids)
    found = [e for e in queries.history(actor, own) if e.joined_into is None and e.state != "mistake"]
    talks = queries.talks_after(actor, [e.id for e in found[:5]]) if found else {}
    plans = [p for p in queries.trigger_plans_of(actor, own) if p.state == "in_force"]
    return {
        "found": found, "talks": talks, "plans": plans, "at": actor.at, "person": own[0] if own else None,
        "may_work": actor.has(Permission.MISSING_WORK), "may_report": actor.has(Permission.MISSING_REPORT),
    }  # fmt: skip
