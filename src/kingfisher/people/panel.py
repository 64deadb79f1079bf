"""What a child's page shows of who she is: her family in a picture, who else is involved, what was said oddly."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.people.queries.family import family_of
from kingfisher.people.queries.family_picture import family_picture, words

TITLE = "Family and others"
TEMPLATE = "people/_panel.html"


def shown(actor: Actor, *, person_ids: Iterable[UUID], folder_ids: Iterable[UUID]) -> dict[str, Any] | None:
    """What `_panel.html` needs; the first of `person_ids` is whom the page is about. The page records the opening."""
    ids = list(person_ids)
    found = family_of(actor, ids[0], ids=ids)
    if found is None:
        return None
    return {
        "person_id": ids[0], "family": found, "picture": family_picture(found), "words": words,
        "may_call": actor.has(Permission.CALL_MAKE), "may_read": actor.has(Permission.PERSON_READ),
    }  # fmt: skip
