"""The moves a contact can make, as a table. The effects of each are in `actions/`, one file a verb."""

from kingfisher.access.permissions import Permission
from kingfisher.kernel.moves import Move

RECEIVED, SCREENING, CHECKS = "received", "screening", "checks_requested"
WAITING, DECIDED, TOLD, CLOSED = "decision_waiting", "decided", "feedback_sent", "closed"
ADVICE, DUPLICATE, ROUTED = "advice_given", "duplicate_linked", "open_case_routed"

# Somebody at the front door still has to decide.
UNDECIDED = (RECEIVED, SCREENING, CHECKS, WAITING)
# Decided one way or another; the referrer is still to be told.
SETTLED = (DECIDED, ADVICE, DUPLICATE, ROUTED)
OPEN = (*UNDECIDED, *SETTLED)

WORDS = {
    RECEIVED: "New",
    SCREENING: "Being screened",
    CHECKS: "Agencies asked",
    WAITING: "Waiting for a manager",
    DECIDED: "Decided",
    TOLD: "Referrer told",
    CLOSED: "Closed",
    ADVICE: "Advice given",
    DUPLICATE: "Linked to an earlier contact",
    ROUTED: "Passed to the worker who knows the child",
}

_T, _D, _S = Permission.CONTACT_TRIAGE, Permission.CONTACT_DECIDE, Permission.CONTACT_SIGN_OFF

MOVES = (
    Move("begin_screening", (RECEIVED,), SCREENING, _T, "Start screening"),
    Move("ask_agencies", (SCREENING, CHECKS), CHECKS, _T, "Ask agencies"),
    Move("give_advice", (SCREENING, CHECKS), ADVICE, _D, "Give advice, no more needed"),
    Move("link_duplicate", (SCREENING, CHECKS), DUPLICATE, _D, "Link to an earlier contact"),
    Move("route_to_worker", (SCREENING, CHECKS), ROUTED, _D, "Pass to the worker who knows the child"),
    Move("propose", (SCREENING, CHECKS), WAITING, _D, "Propose an outcome"),
    Move("send_back", (WAITING,), SCREENING, _S, "Send back"),
    Move("sign_off", (WAITING,), DECIDED, _S, "Sign off"),
    Move("feed_back", SETTLED, TOLD, _T, "Tell the referrer"),
    Move("close_untold", SETTLED, CLOSED, _T, "Close without telling anyone"),
    Move("close", (TOLD,), CLOSED, _T, "Close"),
    Move("reopen", (*SETTLED, TOLD, CLOSED), SCREENING, _S, "Reopen"),
)
