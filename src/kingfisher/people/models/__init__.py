"""The tables of this room: what was stated, what was judged, and the work and figures that follow from it."""

from kingfisher.people.models.judged import Judgement, Opinion, Proposal, SecondLook, Weighed
from kingfisher.people.models.near import NearAnswer, NearSuggestion, OwnLife
from kingfisher.people.models.stated import (
    Address,
    BlockingKey,
    Findable,
    HeldBack,
    Identifier,
    Involvement,
    KnownElsewhere,
    Name,
    Person,
    StatementVersion,
    Tie,
)
from kingfisher.people.models.worked import Call, MonthFigure

__all__ = [
    "Address", "BlockingKey", "Call", "Findable", "HeldBack", "Identifier", "Involvement", "Judgement",
    "KnownElsewhere", "MonthFigure", "Name", "NearAnswer", "NearSuggestion",
    "Opinion", "OwnLife", "Person", "Proposal", "SecondLook", "StatementVersion",
    "Tie", "Weighed",
]  # fmt: skip
