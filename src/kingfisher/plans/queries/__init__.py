"""Reading plans: one whole, those of a child, those of a team, and what waits for a worker."""

from kingfisher.plans.queries.listing import (
    HeldBy,
    PlanRow,
    held_by,
    open_plans,
    plans_because,
    plans_of,
    work_waiting,
)
from kingfisher.plans.queries.reading import plan_file, plan_shown
from kingfisher.plans.queries.shown import PlanFile, PlanShown, VisitShown

__all__ = [
    "HeldBy",
    "PlanFile",
    "PlanRow",
    "PlanShown",
    "VisitShown",
    "held_by",
    "open_plans",
    "plan_file",
    "plan_shown",
    "plans_because",
    "plans_of",
    "work_waiting",
]  # fmt: skip
