"""Writes of this room: asking, answering, following up, agreeing."""

from kingfisher.sharing.actions.agree import CannotAgree, draft_agreement, end, lapse, sign
from kingfisher.sharing.actions.answer import (
    CannotAnswer,
    answer,
    decline,
    not_known,
    open_request,
)
from kingfisher.sharing.actions.ask import AlreadyAsked, CannotAsk, ask
from kingfisher.sharing.actions.decide import Basis, CannotDecide, correct, decide, had, retract
from kingfisher.sharing.actions.follow import (
    NeedsWhy,
    acknowledge,
    chase,
    rerate,
    withdraw,
    withdraw_waiting,
)
from kingfisher.sharing.rules import OpeningTerms, SubjectAsked, Told, Weighed

__all__ = [
    "AlreadyAsked",
    "Basis",
    "CannotAgree",
    "CannotAnswer",
    "CannotAsk",
    "CannotDecide",
    "NeedsWhy",
    "OpeningTerms",
    "SubjectAsked",
    "Told",
    "Weighed",
    "acknowledge",
    "answer",
    "ask",
    "chase",
    "correct",
    "decide",
    "decline",
    "draft_agreement",
    "end",
    "had",
    "lapse",
    "not_known",
    "open_request",
    "rerate",
    "retract",
    "sign",
    "withdraw",
    "withdraw_waiting",
]  # fmt: skip
