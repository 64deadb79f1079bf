"""The moves a plan can make, as a table. The effects of each are in `actions/`."""

from kingfisher.access.permissions import Permission
from kingfisher.kernel.moves import Move

DRAFT, AGREED, REVIEW, ENDED = "draft", "agreed", "under_review", "ended"
OPEN = (DRAFT, AGREED, REVIEW)
WORDS = {DRAFT: "Draft", AGREED: "Agreed", REVIEW: "Under review", ENDED: "Ended"}

_W, _A = Permission.PLAN_WORK, Permission.PLAN_AGREE
MOVES = (
    Move("agree", (DRAFT,), AGREED, _A, "Agree the plan"),
    Move("begin_review", (AGREED,), REVIEW, _W, "Begin a review"),
    Move("finish_review", (REVIEW,), AGREED, _W, "Finish the review"),
    Move("replace", OPEN, ENDED, _W, "Replaced by a protection plan"),
    Move("end", OPEN, ENDED, _A, "End the plan"),
)
