"""Tables of this room: plans (plans.py), the law's tools at work (measures.py), operations, places, crimes."""

from kingfisher.disruption.models.crimes import Crime, CrimeStep, MaterialRequest, Party
from kingfisher.disruption.models.measures import Breach, Condition, Measure, MeasureStep
from kingfisher.disruption.models.operations import Linked, Operation, PolicyEntry, Tasking
from kingfisher.disruption.models.places import Place, PlaceCount, PlaceStep
from kingfisher.disruption.models.plans import Occurrence, Plan, PlanStep, Protected

__all__ = [
    "Breach", "Condition", "Crime", "CrimeStep", "Linked", "MaterialRequest", "Measure", "MeasureStep", "Occurrence",
    "Operation", "Party", "Place", "PlaceCount", "PlaceStep", "Plan", "PlanStep", "PolicyEntry", "Protected",
    "Tasking",
]  # fmt: skip
