"""Writing plans: drafting, agreeing, doing, seeing the child, reviewing, ending."""

from kingfisher.plans.actions.doing import (
    give_up_task,
    join,
    leave,
    record_visit,
    settle_goal,
    settle_task,
    write_goal,
    write_task,
)
from kingfisher.plans.actions.drafting import draft, hand_over, recategorise, say
from kingfisher.plans.actions.moving import NeedsWords, NotYet
from kingfisher.plans.actions.turning import agree, begin_review, end, finish_review, replace

__all__ = [
    "NeedsWords", "NotYet", "agree", "begin_review", "draft", "end", "finish_review", "give_up_task", "hand_over",
    "join", "leave", "recategorise", "record_visit",
    "replace", "say", "settle_goal", "settle_task", "write_goal", "write_task",
]  # fmt: skip
