"""Timed work of this room. Each job may run again at once and then does nothing more."""

from datetime import datetime

from kingfisher.access.entry import acting_as, service_of
from kingfisher.people import actions
from kingfisher.people.actions import Proposed


def propose_pairs(*, at: datetime, at_most: int = 300) -> Proposed:
    """Weigh new and changed statements against the others and propose likely pairs for judging. Run every five minutes.

    What is left of a large import is weighed at the next runs.
    """
    matcher = service_of("matching_service", at=at, via="job")
    with acting_as(matcher):
        return actions.propose(matcher, at_most=at_most, at=at)
