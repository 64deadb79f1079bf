"""What waits for somebody in this room, for the desk: emergency openings to review, people asked for in a team."""

from kingfisher.access.queries.emergency import openings_waiting
from kingfisher.access.queries.joining import asks_waiting
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.waiting import Waiting


def work_waiting(actor: Actor) -> list[Waiting]:
    """For reviewers and administrators; nobody else is asked of at all."""
    return [*openings_waiting(actor), *asks_waiting(actor)]
