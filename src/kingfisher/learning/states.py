"""What may become of an event and of a place on it, as tables."""

from kingfisher.access.permissions import Permission
from kingfisher.kernel.moves import Move

_RUN, _DOOR = Permission.LEARNING_RUN.value, Permission.LEARNING_DOOR.value

EVENT = (
    Move("open_booking", ("planned",), "open", _RUN, "Open it for booking"),
    Move("close_register", ("open",), "held", _RUN, "Close the register"),
    Move("call_off", ("planned", "open"), "called_off", _RUN, "Call it off"),
)
BOOKING = (
    Move("move_up", ("waiting",), "booked", _DOOR, "Give her the place that came free"),
    Move("give_back", ("waiting", "booked"), "given_back", _DOOR, "Give the place back"),
    Move("give_back_late", ("booked",), "given_back_late", _DOOR, "Give the place back late"),
    Move("let_go", ("waiting", "booked"), "let_go", _DOOR, "Let go a place nobody confirmed"),
    Move("call_off", ("waiting", "booked"), "called_off", _RUN, "Call the event off"),
    Move("not_reached", ("waiting",), "not_reached", _RUN, "The event was held without a place for her"),
    Move("mark_there", ("booked", "attended", "partial", "no_show"), "attended", _RUN, "There throughout"),
    Move("mark_partial", ("booked", "attended", "partial", "no_show"), "partial", _RUN, "Late or left early"),
    Move("mark_absent", ("booked", "attended", "partial", "no_show"), "no_show", _RUN, "Not there"),
)
LIVE = ("waiting", "booked")
MARKED = ("attended", "partial", "no_show")
MARKS = ("mark_there", "mark_partial", "mark_absent")
EVENT_WORDS = {"planned": "Planned", "open": "Open for booking", "held": "Held", "called_off": "Called off"}
WORDS = {
    "waiting": "Waiting for a place", "booked": "Has a place", "attended": "There throughout",
    "partial": "Late or left early", "no_show": "Not there", "given_back": "Gave the place back",
    "given_back_late": "Gave the place back late", "let_go": "Not confirmed, let go", "called_off": "Called off",
    "not_reached": "No place came free",
}  # fmt: skip
WAYS = {"room": "In a room", "online": "Online"}
KINDS = {
    "day": "On the day", "later": "Three months later, the learner", "manager": "Three months later, her manager",
}  # fmt: skip
STANDING = {
    "in_date": ("In date", "green"), "due_soon": ("Due soon", "amber"), "lapsed": ("Lapsed", "red"),
    "never": ("Not yet trained", "red"), "not_asked": ("Nothing asked of the role", "quiet"),
}  # fmt: skip
