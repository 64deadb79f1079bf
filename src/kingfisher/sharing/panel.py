"""What a child's page shows of sharing: who was asked about the child, and what came back."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.sharing import queries

TITLE = "Requests and answers"
TEMPLATE = "sharing/_panel.html"


def shown(actor: Actor, *, person_ids: Iterable[UUID], folder_ids: Iterable[UUID] = ()) -> dict[str, Any]:
    """What `_panel.html` needs, for every statement of one child. The reading of answers is recorded.

    A request is found by whom it asks about, so the child's folders say nothing more here.
    """
    found = queries.requests_about_people(actor, person_ids)
    return {"requests": [(one, url_for("sharing.request", one.id)) for one in found], "at": actor.at}
