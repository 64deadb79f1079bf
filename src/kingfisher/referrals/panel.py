"""What a child's page shows of the front door: the contacts about her that this viewer may see, newest first."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from kingfisher.kernel.actor import Actor
from kingfisher.referrals import queries
from kingfisher.rulebook import ask

TITLE = "Contacts with the front door"
TEMPLATE = "referrals/_panel.html"


def shown(actor: Actor, *, person_ids: Iterable[UUID], folder_ids: Iterable[UUID]) -> dict[str, Any] | None:
    """What `_panel.html` needs; None where there is no contact. The page that shows the child records it."""
    contacts = queries.contacts_in_folders(actor, set(folder_ids))
    return {"contacts": contacts, "label": ask.label} if contacts else None
