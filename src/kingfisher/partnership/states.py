"""What may become of an edition, a meeting and an action, as tables; and what the seats are called."""

from kingfisher.access.permissions import Permission
from kingfisher.kernel.moves import Move

_WORK = Permission.BOARD_WORK.value

EDITION = (
    Move("consult", ("drafting",), "consulting", _WORK, "Ask others what they think"),
    Move("put_to_signature", ("drafting", "consulting"), "signing", _WORK, "Put it to the three partners to sign"),
    Move("reopen", ("consulting", "signing"), "drafting", _WORK, "Change it again"),
    Move("publish", ("signing",), "published", _WORK, "Publish it"),
    Move("replace", ("published",), "replaced", _WORK, "Replaced by a later edition"),
)
SITTING = (
    Move("send_agenda", ("planned",), "called", _WORK, "Send the agenda"),
    Move("hold", ("planned", "called"), "held", _WORK, "Begin the meeting"),
    Move("agree_minutes", ("held",), "agreed", _WORK, "Minutes agreed"),
)
UNDERTAKING = (
    Move("do", ("open",), "done", _WORK, "Done"),
    Move("drop", ("open",), "dropped", _WORK, "No longer needed"),
)
STATE_WORDS = {
    "drafting": "Being written", "consulting": "Others are being asked", "signing": "Waiting for signatures",
    "published": "Published", "replaced": "Replaced by a later edition", "planned": "Planned", "called": "Agenda sent",
    "held": "Held, minutes not agreed yet", "agreed": "Minutes agreed", "open": "Open", "done": "Done",
    "dropped": "No longer needed",
}  # fmt: skip
WRITTEN_IN = ("drafting", "consulting", "signing")  # a change while signing takes it back to drafting
PARTNER_KINDS = {"council": "Local authority", "health": "Integrated care board", "police": "Police"}
SEATS = {
    "lead_partner": "Lead safeguarding partner", "delegated_partner": "Delegated safeguarding partner",
    "partnership_chair": "Partnership chair", "scrutineer": "Independent scrutineer", "chair": "Chair of a group",
    "member": "Member", "lay_member": "Lay member", "business_manager": "Business manager",
}  # fmt: skip
TIERS = {1: "Lead partners", 2: "Executive", 3: "Board", 4: "Sub-group"}
WANTED = {"decide": "To decide", "discuss": "To discuss", "note": "To note"}
ATTENDED = {"there": "There", "deputy": "Sent a deputy", "apologies": "Apologies", "absent": "Absent"}
MONEY = {"cash": "Given in cash", "kind": "Given in kind", "budget": "Planned to spend", "spent": "Spent"}
