"""Timed work of this room. Each job may run again at once and then does nothing more."""

from datetime import datetime, timedelta

from kingfisher.access.entry import acting_as, service_of
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import agencies
from kingfisher.people import actions
from kingfisher.people.actions import Proposed
from kingfisher.people.queries.figures import month_of


def propose_pairs(*, at: datetime, at_most: int = 300) -> Proposed:
    """Weigh new and changed statements against the others and propose likely pairs for judging. Run every five minutes.

    What is left of a large import is weighed at the next runs.
    """
    matcher = service_of("matching_service", at=at, via="job")
    with acting_as(matcher):
        return actions.propose(matcher, at_most=at_most, at=at)


def chase_calls(*, at: datetime) -> int:
    """Chase every late call to somebody else involved, once a day each, each agency's by its own service.

    Run hourly; returns how many. An agency without a service of its own sees its late calls on its workers' desks.
    """
    matcher = service_of("matching_service", at=at, via="job")
    with acting_as(matcher):
        codes = [one.code for one in agencies(matcher)]
    chased = 0
    for code in codes:
        for role in ("agency_system", "front_door_service"):
            try:
                service = service_of(role, at=at, via="job", organisation=code)
            except NotThere:
                continue
            with acting_as(service):
                chased += actions.chase_calls(service, at=at)
    return chased


def count_figures(*, at: datetime) -> int:
    """Count this month's figures of the matching anew, and on its first day the last month's for good. Run nightly."""
    matcher = service_of("matching_service", at=at, via="job")
    with acting_as(matcher):
        months = {month_of(at), month_of(at - timedelta(days=1))}
        return sum(actions.count_figures(matcher, month=month, at=at) for month in sorted(months))


def suggest_near(*, at: datetime) -> int:
    """Look for conflicts of interest that nobody declared; returns how many are new. Run nightly."""
    matcher = service_of("matching_service", at=at, via="job")
    with acting_as(matcher):
        return actions.suggest_near(matcher, at=at)
