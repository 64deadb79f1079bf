"""Writes of this room: asking, answering, following up, agreeing."""

from kingfisher.sharing.actions.agree import CannotAgree, draft_agreement, end, lapse, sign
from kingfisher.sharing.actions.answer import (
    CannotAnswer,
    answer,
    decline,
    keep_draft,
    not_known,
    open_request,
)
from kingfisher.sharing.actions.ask import AlreadyAsked, CannotAsk, ask
from kingfisher.sharing.actions.follow import (
    NeedsWhy,
    acknowledge,
    chase,
    rerate,
    withdraw,
    withdraw_waiting,
)
from kingfisher.sharing.rules import OpeningTerms, SubjectAsked, Told

__all__ = [
    "AlreadyAsked", "CannotAgree", "CannotAnswer", "CannotAsk", "NeedsWhy", "OpeningTerms", "SubjectAsked",
    "Told",
    "acknowledge", "answer", "ask", "chase", "decline", "draft_agreement", "end", "keep_draft", "lapse",
    "not_known",
    "open_request", "rerate", "sign", "withdraw", "withdraw_waiting",
]  # fmt: skip
