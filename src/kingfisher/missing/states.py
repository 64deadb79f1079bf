"""What may become of an absence, of a talk on return and of a trigger plan, as tables."""

from kingfisher.access.permissions import Permission
from kingfisher.kernel.moves import Move

OPEN, BACK, CLOSED, MISTAKE = "open", "back", "closed", "mistake"
_W, _I, _A = Permission.MISSING_WORK, Permission.INTERVIEW_HOLD, Permission.TRIGGER_AUTHORISE
EPISODE = (
    Move("find", (OPEN,), BACK, _W, "The child is back"),
    Move("reopen", (BACK,), OPEN, _W, "Not back after all"),
    Move("close", (BACK,), CLOSED, _W, "Close it"),
    Move("mistake", (OPEN, BACK), MISTAKE, _W, "Reported by mistake"),
)
EPISODE_WORDS = {OPEN: "Missing", BACK: "Back", CLOSED: "Closed", MISTAKE: "Reported by mistake"}

DUE, OFFERED, ARRANGED, DECLINED, HELD, ENDED = "due", "offered", "arranged", "declined", "held", "ended"
WAITING = (DUE, OFFERED, ARRANGED, DECLINED)
INTERVIEW = (
    Move("offer", (DUE, OFFERED, DECLINED), OFFERED, _I, "Offered, no answer yet"),
    Move("arrange", (DUE, OFFERED, DECLINED), ARRANGED, _I, "The child said yes"),
    Move("decline", (DUE, OFFERED, ARRANGED, DECLINED), DECLINED, _I, "The child said no"),
    Move("hold", WAITING, HELD, _I, "The talk was held"),
    Move("end", (DECLINED,), ENDED, _W, "End it: declined each time"),
)
INTERVIEW_WORDS = {
    DUE: "Not offered yet", OFFERED: "Offered", ARRANGED: "Arranged", DECLINED: "Declined", HELD: "Held",
    ENDED: "Declined each time",
}  # fmt: skip

DRAFT, IN_FORCE, PLAN_ENDED = "draft", "in_force", "ended"
TRIGGER_PLAN = (
    Move("authorise", (DRAFT,), IN_FORCE, _A, "Authorise it"),
    Move("review", (IN_FORCE,), IN_FORCE, _A, "Reviewed: it stands for longer"),
    Move("end_plan", (DRAFT, IN_FORCE), PLAN_ENDED, _W, "End it"),
)
TRIGGER_WORDS = {DRAFT: "Draft", IN_FORCE: "In force", PLAN_ENDED: "Ended"}
