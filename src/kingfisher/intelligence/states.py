"""The moves a report can make, as a table."""

from kingfisher.access.permissions import Permission
from kingfisher.kernel.moves import Move

RECEIVED, GRADED, WAITING, READY = "received", "graded", "waiting", "ready"
SPLIT, ELSEWHERE, FILED, WEEDED = "split", "elsewhere", "filed", "weeded"
LIVE = (RECEIVED, GRADED, WAITING, READY, FILED)
WORDS = {
    RECEIVED: "Waiting to be graded",
    GRADED: "Graded",
    WAITING: "Sanitised text waits for a second person",
    READY: "May be let go",
    SPLIT: "Split into several",
    ELSEWHERE: "Passed to the source unit",
    FILED: "Filed",
    WEEDED: "Weeded",
}
# What was done, as a list of steps says it afterwards.
DONE_WORDS = {
    "grade": "Graded", "split": "Split", "pass_on": "Passed to the source unit", "sanitise": "Sanitised text put up",
    "approve": "Approved", "send_back": "Sent back", "file": "Filed", "reopen": "Taken up again", "keep": "Kept",
    "weed": "Weeded",
}  # fmt: skip

_G, _A = Permission.INTEL_GRADE, Permission.INTEL_APPROVE
MOVES = (
    Move("grade", (RECEIVED, GRADED), GRADED, _G, "Grade it"),
    Move("split", (RECEIVED,), SPLIT, _G, "Split it: it holds what several sources said"),
    Move("pass_on", (RECEIVED,), ELSEWHERE, _G, "Pass it to the dedicated source unit"),
    Move("sanitise", (GRADED, WAITING, READY), WAITING, _G, "Put up the sanitised text"),
    Move("approve", (WAITING,), READY, _A, "Approve the sanitised text"),
    Move("send_back", (WAITING,), GRADED, _A, "Send it back"),
    Move("file", (GRADED, READY), FILED, _G, "File it: nothing more to do"),
    Move("reopen", (FILED,), GRADED, _G, "Take it up again"),
    Move("keep", (GRADED, READY, FILED), FILED, _G, "Keep it until the next review"),
    Move("weed", (GRADED, READY, FILED), WEEDED, _A, "Weed it"),
)
