"""What this room keeps: absences, talks on return, the picture at seven, cards and trigger plans."""

from kingfisher.missing.models.episode import Crossing, Episode, Notice, Report, Risk, Step
from kingfisher.missing.models.interview import Interview, Offer
from kingfisher.missing.models.picture import Overnight, OvernightLine
from kingfisher.missing.models.prepared import Profile, ProfileVersion, Release, TriggerPlan

__all__ = [
    "Crossing", "Episode", "Interview", "Notice", "Offer", "Overnight", "OvernightLine", "Profile", "ProfileVersion",
    "Release", "Report", "Risk", "Step", "TriggerPlan",
]  # fmt: skip
