"""The tables of reviews: the incident under its own folder, and what is learned, which names nobody."""

from kingfisher.reviews.models.incidents import Decision, Incident, Outline, Summary
from kingfisher.reviews.models.learned import Answer, Commitment, Impact, Recommendation, Sameness

__all__ = [
    "Answer", "Commitment", "Decision", "Impact", "Incident", "Outline", "Recommendation", "Sameness", "Summary",
]  # fmt: skip
