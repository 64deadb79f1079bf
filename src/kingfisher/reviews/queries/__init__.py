"""Reading reviews: incidents for those who work on them, what an agency is asked, and what everybody learns."""

from kingfisher.reviews.queries.incidents import ASKED, KIND, IncidentShown, SummaryShown, incident, incidents, summary
from kingfisher.reviews.queries.learned import (
    ADVICE,
    Alike,
    RecommendationShown,
    by_ref,
    from_source,
    outlines,
    recommendation,
    recommendations,
    returned,
)
from kingfisher.reviews.queries.promised import PROMISE, PromiseShown, files_of_advice, promise, promises
from kingfisher.reviews.queries.waiting import for_partners, work_waiting

__all__ = [
    "ADVICE", "ASKED", "KIND", "PROMISE", "Alike", "IncidentShown", "PromiseShown", "RecommendationShown",
    "SummaryShown", "by_ref", "files_of_advice", "for_partners", "from_source", "incident", "incidents", "outlines",
    "promise", "promises", "recommendation", "recommendations", "returned", "summary", "work_waiting",
]  # fmt: skip
