"""Telling, grading, sanitising, letting go, reviewing. Each is recorded."""

from kingfisher.intelligence.actions.grading import Part, grade, pass_on, split
from kingfisher.intelligence.actions.letting_go import (
    approve,
    file,
    keep,
    let_go,
    reopen,
    sanitise,
    send_back,
    tell_back,
    weed,
)
from kingfisher.intelligence.actions.moving import NotYet
from kingfisher.intelligence.actions.submitting import AtRiskNow, Told, submit, take_in_old

__all__ = [
    "AtRiskNow", "NotYet", "Part", "Told", "approve", "file", "grade", "keep", "let_go", "pass_on", "reopen",
    "sanitise", "send_back", "split", "submit", "take_in_old", "tell_back", "weed",
]  # fmt: skip
