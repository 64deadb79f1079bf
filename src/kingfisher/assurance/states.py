"""What may become of a return, an audit, a finding and a pack, as tables; and what may be drawn from."""

from kingfisher.access.permissions import Permission
from kingfisher.kernel.moves import Move

_WORK, _ANSWER = Permission.ASSURANCE_WORK.value, Permission.RETURN_ANSWER.value
_SERVICE = Permission.SCORECARD_FREEZE.value

RETURN = (
    Move("send", ("asked",), "sent", _ANSWER, "Send it to the partnership"),
    Move("give_back", ("sent",), "asked", _WORK, "Give it back"),
    Move("ask_peer", ("sent",), "with_peer", _WORK, "Ask another agency to challenge it"),
    Move("challenged", ("with_peer",), "challenged", _ANSWER, "Finish the challenge"),
    Move("agree", ("sent", "challenged"), "agreed", _WORK, "Take it as agreed"),
)
AUDIT = (
    Move("draw", ("planned",), "reading", _SERVICE, "Draw the cases"),
    Move("finish", ("reading",), "finished", _WORK, "Finish the audit"),
)
FINDING = (
    Move("follow", ("open",), "closed", _WORK, "Done, in the judgement of whoever found it"),
    Move("reopen", ("closed",), "open", _WORK, "It came back"),
)
PACK = (
    Move("gather", ("waiting", "failed"), "gathering", _SERVICE, "Gather it"),
    Move("freeze", ("gathering",), "frozen", _SERVICE, "Freeze it"),
    Move("fail", ("waiting", "gathering"), "failed", _SERVICE, "It could not be gathered"),
)
STATE_WORDS = {
    "asked": "Not sent yet", "sent": "Sent", "with_peer": "Being challenged", "challenged": "Challenged",
    "agreed": "Agreed", "planned": "To be drawn", "reading": "Being read", "finished": "Finished", "open": "Open",
    "closed": "Done", "waiting": "Waiting to be gathered", "gathering": "Being gathered", "frozen": "Frozen",
    "failed": "Could not be gathered",
}  # fmt: skip
POPULATIONS = {"contacts": "Contacts at the front door", "plans": "Plans of children begun"}
SORTS = {"scrutiny": "Independent scrutiny", "inspection": "Inspection"}
