"""The moves of each step of the pathway, as tables. The effects of each are in `actions/`."""

from kingfisher.access.permissions import Permission
from kingfisher.kernel.moves import Move

_W, _A = Permission.PATHWAY_WORK, Permission.PATHWAY_AUTHORISE

BEGUN, WAITING, AUTHORISED = "begun", "waiting", "authorised"
ASSESSMENT = (
    Move("submit_assessment", (BEGUN,), WAITING, _W, "Give the assessment to a manager"),
    Move("send_assessment_back", (WAITING,), BEGUN, _A, "Send the assessment back"),
    Move("authorise", (WAITING,), AUTHORISED, _A, "Authorise the assessment"),
)

CALLED, DECIDED = "called", "decided"
STRATEGY = (Move("decide_strategy", (CALLED,), DECIDED, _A, "Record the decision"),)

RUNNING, TO_AGREE, CONCLUDED = "running", "to_agree", "concluded"
ENQUIRY = (
    Move("submit_enquiry", (RUNNING,), TO_AGREE, _W, "Give the enquiry to a manager"),
    Move("send_enquiry_back", (TO_AGREE,), RUNNING, _A, "Send the enquiry back"),
    Move("conclude", (TO_AGREE,), CONCLUDED, _A, "Agree the outcome"),
)

TOLD, ACKNOWLEDGED, TAKEN_OVER = "told", "acknowledged", "taken_over"
TRANSFER = (
    Move("acknowledge", (TOLD,), ACKNOWLEDGED, _W, "They have it"),
    Move("take_over", (ACKNOWLEDGED,), TAKEN_OVER, _W, "Taken over"),
)

OPEN, CLOSED = "open", "closed"
EPISODE = (Move("close", (OPEN,), CLOSED, _A, "Close the work with this child"),)

WORDS = {
    BEGUN: "Being written", WAITING: "With a manager", AUTHORISED: "Authorised", CALLED: "Called", DECIDED: "Decided",
    RUNNING: "Running", TO_AGREE: "With a manager", CONCLUDED: "Concluded", TOLD: "Told",
    ACKNOWLEDGED: "Acknowledged", TAKEN_OVER: "Taken over", OPEN: "Open", CLOSED: "Closed",
}  # fmt: skip
