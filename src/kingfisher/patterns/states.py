"""The moves a pattern can make, as a table. The effects of each are in `actions.py`."""

from kingfisher.access.permissions import Permission
from kingfisher.kernel.moves import Move

RAISED, ANSWERED, WITHDRAWN = "raised", "answered", "withdrawn"
WORDS = {RAISED: "Waits for an answer", ANSWERED: "Answered", WITHDRAWN: "Taken back"}

_R, _A = Permission.PATTERN_RAISE, Permission.PATTERN_ANSWER
MOVES = (
    Move("answer", (RAISED,), ANSWERED, _A, "Answer the pattern"),
    Move("take_up", (ANSWERED,), RAISED, _R, "Take the pattern up"),
    Move("withdraw", (RAISED,), WITHDRAWN, _R, "Take the pattern back"),
)
