"""What a child's page shows of clocks: those still open, the soonest due first."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from kingfisher.clocks import queries
from kingfisher.clocks.queries import ClockShown
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.rulebook import ask

TITLE = "Open clocks"
TEMPLATE = "clocks/_panel.html"


def shown(actor: Actor, *, person_ids: Iterable[UUID], folder_ids: Iterable[UUID]) -> dict[str, Any]:
    """What `_panel.html` needs, for the folders the page has found; the page records the opening."""
    clocks = queries.open_in_folders(actor, folder_ids)
    return {"clocks": [(clock, url_for(*clock.subject), _because(clock)) for clock in clocks], "at": actor.at}


def _because(clock: ClockShown) -> str:
    return ask.label("pause_reason", clock.paused_because).lower() if clock.paused_because else ""
