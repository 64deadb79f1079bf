"""The moves a meeting can make, as a table. The effects of each are in `actions/`."""

from kingfisher.access.permissions import Permission
from kingfisher.kernel.moves import Move

CONVENED, HELD, DECIDED, ROUND, SIGNED, CANCELLED = "convened", "held", "decided", "sent_round", "signed", "cancelled"
WORDS = {
    CONVENED: "To come",
    HELD: "Held",
    DECIDED: "Decisions sent",
    ROUND: "Minutes sent round",
    SIGNED: "Signed",
    CANCELLED: "Called off",
}

_C, _M, _H = Permission.MEETING_CONVENE, Permission.MEETING_MINUTE, Permission.MEETING_CHAIR
MOVES = (
    Move("hold", (CONVENED,), HELD, _H, "Say that it was held"),
    Move("issue_decisions", (HELD,), DECIDED, _H, "Send the decisions"),
    Move("send_round", (DECIDED,), ROUND, _M, "Send the minutes round"),
    Move("sign", (ROUND,), SIGNED, _H, "Sign the minutes"),
    Move("change", (ROUND, SIGNED), DECIDED, _M, "Change the minutes"),
    Move("cancel", (CONVENED,), CANCELLED, _C, "Call it off"),
)
