"""What may become of a serious incident, of what is asked of an agency, and of a recommendation; as tables."""

from kingfisher.access.permissions import Permission
from kingfisher.kernel.moves import Move

_WORK, _WRITE = Permission.REVIEW_WORK.value, Permission.SUMMARY_WRITE.value
_REVIEWED = ("reviewed", "practice_review")

INCIDENT = (
    Move("notify", ("raised",), "notified", _WORK, "The national panel was told"),
    Move("set_aside", ("raised",), "set_aside", _WORK, "Not a serious incident within the law"),
    Move("finish_none", ("notified",), "reviewed", _WORK, "Rapid review finished: no practice review"),
    Move("finish_practice", ("notified",), "practice_review", _WORK, "Rapid review finished: a practice review"),
    Move("think_again", _REVIEWED, "notified", _WORK, "Decide again"),
    Move("publish", ("practice_review",), "published", _WORK, "The report is published"),
    Move("withhold", ("practice_review",), "withheld", _WORK, "The report is not published"),
    Move("close", ("reviewed", "published", "withheld"), "closed", _WORK, "Everything learned is followed through"),
)
SUMMARY = (
    Move("send", ("asked",), "sent", _WRITE, "Send it to the review"),
    Move("ask_more", ("sent",), "asked", _WORK, "Ask for more"),
)
RECOMMENDATION = (
    Move("accept", ("made",), "accepted", _WORK, "Accept it"),
    Move("turn_down", ("made",), "not_accepted", _WORK, "Do not accept it"),
    Move("carry_out", ("accepted",), "carried_out", _WORK, "Everything promised is done"),
    Move("reopen", ("carried_out", "closed"), "accepted", _WORK, "It changed nothing: more is needed"),
    Move("finish", ("carried_out",), "closed", _WORK, "It made the difference it was for"),
)
STATE_WORDS = {
    "raised": "To be told to the panel", "notified": "Rapid review", "set_aside": "Not a serious incident",
    "reviewed": "Reviewed", "practice_review": "Practice review", "published": "Published",
    "withheld": "Not published", "closed": "Closed", "asked": "Asked", "sent": "Sent", "made": "Made",
    "accepted": "Accepted", "not_accepted": "Not accepted", "carried_out": "Carried out", "open": "Open",
    "done": "Done",
}  # fmt: skip
PARTNERS = {"council": "Local authority", "police": "Police", "health": "Integrated care board"}
ANSWERS = {"practice_review": "Hold a local practice review", "none": "No practice review: the learning is clear"}
CHECKED_AFTER = (6, 12)  # months
