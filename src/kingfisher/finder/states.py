"""What may become of a prompt, as a table."""

from kingfisher.access.permissions import Permission
from kingfisher.kernel.moves import Move

PROMPT = (
    Move("settle", ("open", "rule_withdrawn"), "settled", Permission.FINDER_WORK.value, "Say what it came to"),
    Move("replace", ("open",), "replaced", Permission.FINDER_RUN.value, "A fuller prompt takes its place"),
    Move("withdraw", ("open",), "rule_withdrawn", Permission.FINDER_RUN.value, "Its rule is withdrawn"),
)  # fmt: skip
STATE_WORDS = {
    "open": "To look at",
    "settled": "Looked at",
    "replaced": "Replaced by a fuller prompt",
    "rule_withdrawn": "Its rule was withdrawn",
}
