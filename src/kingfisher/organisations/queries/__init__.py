"""Reading agencies, teams and workers. None of it is about a child; every signed-in worker may read it."""

from kingfisher.organisations.queries.agencies import (
    Agency,
    Colleague,
    Place,
    agencies,
    agencies_by_id,
    agency,
    colleagues,
    colleagues_at,
    place,
    places_in,
    places_of_user,
    service_place,
    team,
    team_host,
    team_members,
    teammates,
    workers_of,
    working_in,
)
from kingfisher.organisations.queries.held import (
    PlaceHeld,
    WorkerHeld,
    live_places_of,
    parts_of,
    staff_of,
    teams_of,
    worker_anywhere,
    worker_by_email,
    worker_of,
)

__all__ = [
    "Agency", "Colleague", "Place", "PlaceHeld", "WorkerHeld", "agencies", "agencies_by_id",
    "agency", "colleagues", "colleagues_at", "live_places_of", "parts_of", "place", "places_in", "places_of_user",
    "service_place", "staff_of", "team", "team_host", "team_members", "teammates", "teams_of", "worker_anywhere",
    "worker_by_email", "worker_of",
    "workers_of", "working_in",
]  # fmt: skip
