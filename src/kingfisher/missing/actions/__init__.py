"""What may be done: reports, work with an absence, talks on return, cards, plans for the first hour."""

from kingfisher.missing.actions.following import keep_up
from kingfisher.missing.actions.moving import Lacking
from kingfisher.missing.actions.picture import freeze_overnight
from kingfisher.missing.actions.planning import (
    First,
    authorise,
    end_plan,
    review_plan,
    rewrite_plan,
    write_plan,
)
from kingfisher.missing.actions.preparing import end_card, release_card, rewrite_card, write_card
from kingfisher.missing.actions.take_in import TakenIn, read_in, take_in
from kingfisher.missing.actions.talking import Talk, end, give_to, hold, offer, share_on, tell_police
from kingfisher.missing.actions.working import (
    Back,
    answer_crossing,
    close,
    find,
    join,
    mistake,
    part,
    record_prevention,
    reopen,
    say_risk,
    tell_authority,
)

__all__ = [
    "Back", "First", "Lacking", "TakenIn", "Talk", "answer_crossing", "authorise", "close", "end", "end_card",
    "end_plan", "find", "freeze_overnight", "give_to", "hold", "join", "keep_up", "mistake", "offer", "part",
    "read_in", "record_prevention", "release_card", "reopen", "review_plan", "rewrite_card", "rewrite_plan",
    "say_risk", "share_on", "take_in", "tell_authority", "tell_police", "write_card", "write_plan",
]  # fmt: skip
