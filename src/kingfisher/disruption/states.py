"""The moves of a tool, an operation, a place and a crime, each as a table."""

from kingfisher.access.permissions import Permission
from kingfisher.kernel.moves import Move

_W, _M = Permission.DISRUPT_WORK, Permission.MEASURE_WORK
CONSIDERED, REJECTED, APPLIED, INTERIM = "considered", "rejected", "applied", "interim"
GRANTED, REFUSED, SERVED, BREACHED = "granted", "refused", "served", "breached"
EXPIRED, DISCHARGED = "expired", "discharged"
IN_FORCE = (SERVED, BREACHED)
OVER = (REJECTED, REFUSED, EXPIRED, DISCHARGED)
MEASURE_WORDS = {
    CONSIDERED: "Considered", REJECTED: "Considered and rejected", APPLIED: "Applied for", INTERIM: "Interim",
    GRANTED: "Granted, not served", REFUSED: "Refused", SERVED: "In force", BREACHED: "In force, breached",
    EXPIRED: "Expired", DISCHARGED: "Discharged",
}  # fmt: skip
MOVES = (
    Move("reject", (CONSIDERED,), REJECTED, _M, "Reject it, and say why"),
    Move("reconsider", (REJECTED, REFUSED), CONSIDERED, _M, "Think of it again"),
    Move("apply", (CONSIDERED,), APPLIED, _M, "Apply for it"),
    Move("interim", (APPLIED,), INTERIM, _M, "An interim order was made"),
    Move("grant", (CONSIDERED, APPLIED, INTERIM), GRANTED, _M, "It was granted or authorised"),
    Move("refuse", (APPLIED, INTERIM), REFUSED, _M, "It was refused"),
    Move("serve", (INTERIM, GRANTED), SERVED, _M, "It was served"),
    Move("vary", (SERVED, BREACHED), SERVED, _M, "It was varied or renewed"),
    Move("breach", (SERVED, BREACHED), BREACHED, _M, "It was breached"),
    Move("expire", (INTERIM, GRANTED, SERVED, BREACHED), EXPIRED, _M, "It has run out"),
    Move("discharge", (APPLIED, INTERIM, GRANTED, SERVED, BREACHED), DISCHARGED, _M, "It was withdrawn or discharged"),
)

# What was done, as a list of steps says it afterwards; every move of a tool or a place has its words.
DONE_WORDS = {
    "reject": "Rejected", "reconsider": "Thought of again", "apply": "Applied for", "interim": "Interim order made",
    "grant": "Granted", "refuse": "Refused", "serve": "Served", "vary": "Varied or renewed", "breach": "Breached",
    "expire": "Ran out", "discharge": "Withdrawn or discharged",
    "referred": "Referred", "assess": "Assessed", "make_plan": "Changes agreed", "review": "Reviewed",
    "shut": "Closed", "reopen": "Opened again", "visited": "Visited",
}  # fmt: skip

REFERRED, ASSESSED, PLANNED, CLOSED = "referred", "assessed", "planned", "closed"
PLACE_WORDS = {REFERRED: "Referred", ASSESSED: "Assessed", PLANNED: "Being changed", CLOSED: "Closed"}
PLACE = (
    Move("assess", (REFERRED, ASSESSED), ASSESSED, _W, "Save the assessment"),
    Move("make_plan", (ASSESSED, PLANNED), PLANNED, _W, "Agree what changes"),
    Move("review", (PLANNED,), PLANNED, _W, "Review it"),
    Move("shut", (REFERRED, ASSESSED, PLANNED), CLOSED, _W, "Close it"),
    Move("reopen", (CLOSED,), ASSESSED, _W, "Open it again"),
)

RUNNING, OP_CLOSED = "running", "closed"
OPERATION = (
    Move("review_operation", (RUNNING,), RUNNING, Permission.OPERATION_WORK, "Review it"),
    Move("close_operation", (RUNNING,), OP_CLOSED, Permission.OPERATION_WORK, "Close it"),
)

OPEN, CHARGED, FINISHED = "open", "charged", "finished"
CRIME_WORDS = {OPEN: "Investigated", CHARGED: "Charged", FINISHED: "Finished"}
CRIME = (
    Move("charge", (OPEN,), CHARGED, Permission.CRIME_WORK, "Charged"),
    Move("finish", (OPEN, CHARGED), FINISHED, Permission.CRIME_WORK, "Finish it, with its outcome"),
    Move("take_up", (FINISHED,), OPEN, Permission.CRIME_WORK, "Take it up again"),
)
