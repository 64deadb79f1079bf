"""What may become of a disagreement, as a table; and who talks at which stage."""

from kingfisher.access.permissions import Permission
from kingfisher.kernel.moves import Move

OPEN = ("open", "with_partners")
_WORK = Permission.ESCALATION_WORK.value
_SETTLE = Permission.ESCALATION_SETTLE.value

ESCALATION = (
    Move("move_up", ("open",), "open", _WORK, "Take it to the next stage"),
    Move("put_to_partners", ("open",), "with_partners", _WORK, "Put it to the safeguarding partners"),
    Move("change_course", OPEN, "resolved_changed", _WORK, "Settled: something will be done differently"),
    Move("agree_on_course", OPEN, "resolved_agreed", _WORK, "Settled: both now agree on what was planned"),
    Move("withdraw", OPEN, "withdrawn", _WORK, "Withdraw it"),
    Move("adjudicate", ("with_partners",), "adjudicated", _SETTLE, "Decide it"),
)
# How the two agencies may end it themselves; only the side that raised it may withdraw it.
ENDS = ("change_course", "agree_on_course", "withdraw")
STATE_WORDS = {
    "open": "Open",
    "with_partners": "With the safeguarding partners",
    "resolved_changed": "Settled, something changes",
    "resolved_agreed": "Settled, both agree",
    "withdrawn": "Withdrawn",
    "adjudicated": "Decided by the partners",
}
TALKS = {
    1: "the two practitioners",
    2: "their line managers",
    3: "heads of safeguarding",
    4: "delegated safeguarding partners",
    5: "lead safeguarding partners",
}
PARTNERS_FROM = 4
