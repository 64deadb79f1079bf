"""What may become of a request and of an agreement, as tables."""

from kingfisher.access.permissions import Permission
from kingfisher.kernel.moves import Move

WAITING = ("asked", "opened")
ANSWERED = ("answered", "partly_answered", "declined")
_ANY = (*WAITING, *ANSWERED)
_ANSWER = Permission.REQUEST_ANSWER.value

# An answer may be corrected as often as need be, so each of the three leads from every state but withdrawn.
REQUEST = (
    Move("open", ("asked",), "opened", _ANSWER, "Open"),
    Move("answer", _ANY, "answered", _ANSWER, "Send the answer"),
    Move("answer_in_part", _ANY, "partly_answered", _ANSWER, "Send part of the answer"),
    Move("decline", _ANY, "declined", _ANSWER, "Decline to answer"),
    Move("withdraw", WAITING, "withdrawn", Permission.REQUEST_ASK.value, "Withdraw the request"),
)
# Which move each status of an answer is.
BY_STATUS = {"known": "answer", "not_known": "answer", "partial": "answer_in_part", "declined": "decline"}

_SIGN = Permission.AGREEMENT_SIGN.value
AGREEMENT = (
    Move("sign", ("draft", "part_signed"), "part_signed", _SIGN, "Sign for your agency"),
    Move("sign_last", ("draft", "part_signed"), "in_force", _SIGN, "Sign for your agency"),
    Move("end", ("draft", "part_signed", "in_force"), "ended", _SIGN, "End the agreement"),
    Move("lapse", ("part_signed", "in_force"), "lapsed", _SIGN, "Let the agreement lapse"),
)
STATE_WORDS = {
    "asked": "Asked",
    "opened": "Opened",
    "answered": "Answered",
    "partly_answered": "Partly answered",
    "declined": "Declined",
    "withdrawn": "Withdrawn",
    "draft": "Draft",
    "part_signed": "Signed by some",
    "in_force": "In force",
    "ended": "Ended",
    "lapsed": "Lapsed",
}
STATUS_WORDS = {
    "known": "Known",
    "not_known": "Not known",
    "partial": "Known, part held back",
    "declined": "Declined",
}
