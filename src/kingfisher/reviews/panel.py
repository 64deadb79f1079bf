"""What a child's page offers of reviews: telling of a serious incident. Whether there is one is not said here."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor

TITLE = "Serious incident"
TEMPLATE = "reviews/_panel.html"


def shown(actor: Actor, *, person_ids: Iterable[UUID], folder_ids: Iterable[UUID] = ()) -> dict[str, Any] | None:
    """What `_panel.html` needs; None for whoever does not tell of serious incidents."""
    own = list(person_ids)
    return {"person": own[0]} if own and actor.has(Permission.REVIEW_RAISE) else None
