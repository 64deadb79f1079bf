"""Reads of this room: requests and answers, what is laid ready, what waits, agreements."""

from kingfisher.sharing.queries.agreements import AgreementShown, agreement, agreements
from kingfisher.sharing.queries.preparing import (
    OwnLine,
    OwnPerson,
    bases_of,
    draft_of,
    own_lines,
    own_people,
    ready,
    subjects_from,
    suggested,
    usual_systems,
)
from kingfisher.sharing.queries.requests import (
    KIND,
    Listed,
    asked_by_us,
    declined_counts,
    inbox,
    is_answering_side,
    is_asking_side,
    listed,
    request_file,
    requests_about,
    requests_about_people,
)
from kingfisher.sharing.queries.shown import (
    AnswerShown,
    LineShown,
    PartShown,
    RequestShown,
    SubjectShown,
    Suggestion,
    Waiting,
)
from kingfisher.sharing.queries.work import work_waiting

__all__ = [
    "KIND", "AgreementShown", "AnswerShown", "LineShown", "Listed", "OwnLine", "OwnPerson", "PartShown", "RequestShown",
    "SubjectShown", "Suggestion", "Waiting", "agreement", "agreements", "asked_by_us", "bases_of",
    "declined_counts", "draft_of", "inbox", "is_answering_side", "is_asking_side", "listed", "own_lines", "own_people",
    "ready",
    "request_file", "requests_about", "requests_about_people", "subjects_from", "suggested", "usual_systems",
    "work_waiting",
]  # fmt: skip
