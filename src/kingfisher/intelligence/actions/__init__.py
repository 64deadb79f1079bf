"""Telling, grading, sanitising, letting go, reviewing. Each is recorded."""

from kingfisher.intelligence.actions.charting import Necessary, keep_chart, open_peer_map, review_peer_map
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
from kingfisher.intelligence.actions.linking import (
    Joined,
    Noted,
    give_role,
    identify,
    join,
    note,
    register,
    take_back,
    unidentify,
)
from kingfisher.intelligence.actions.moving import NotYet
from kingfisher.intelligence.actions.submitting import AtRiskNow, Told, submit, take_in_old

__all__ = [
    "AtRiskNow",
    "Joined",
    "Necessary",
    "NotYet",
    "Noted",
    "Part",
    "Told",
    "approve",
    "file",
    "give_role",
    "grade",
    "identify",
    "join",
    "keep",
    "keep_chart",
    "let_go",
    "note",
    "open_peer_map",
    "pass_on",
    "register",
    "reopen",
    "review_peer_map",
    "sanitise",
    "send_back",
    "split",
    "submit",
    "take_back",
    "take_in_old",
    "tell_back",
    "unidentify",
    "weed",
]  # fmt: skip
