"""Reading plans, tools, conditions, operations, places and crimes."""

from kingfisher.disruption.queries.checking import Found, check
from kingfisher.disruption.queries.crimes import (
    CrimeFile,
    CrimeRow,
    bail_dates,
    completeness,
    court_on,
    crime,
    crimes,
    victims_to_tell,
)
from kingfisher.disruption.queries.measures import (
    MeasureFile,
    MeasureRow,
    breached_since,
    expiring,
    hearings_on,
    measure,
    measures,
)
from kingfisher.disruption.queries.morning import for_briefing
from kingfisher.disruption.queries.operations import OperationFile, OperationRow, late_tasks, operation, operations
from kingfisher.disruption.queries.places import PlaceFile, PlaceRow, place, places
from kingfisher.disruption.queries.plans import NeverCharged, PlanFile, PlanRow, never_charged, plan, plans
from kingfisher.disruption.queries.profile import Profile, profile
from kingfisher.disruption.queries.waiting import work_waiting

__all__ = [
    "CrimeFile", "CrimeRow", "Found", "MeasureFile", "MeasureRow", "NeverCharged", "OperationFile", "OperationRow",
    "PlaceFile", "PlaceRow", "PlanFile", "PlanRow", "Profile", "bail_dates", "breached_since", "check",
    "completeness", "court_on", "crime", "crimes", "expiring", "for_briefing", "hearings_on", "late_tasks", "measure",
    "measures", "never_charged", "operation", "operations", "place", "places", "plan", "plans", "profile",
    "victims_to_tell", "work_waiting",
]  # fmt: skip
