"""Telling, grading, sanitising, letting go, reviewing. Each is recorded."""

from kingfisher.intelligence.actions.charting import keep_chart
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
from kingfisher.intelligence.actions.letting_in import let_into_map, let_out_of_map
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
from kingfisher.intelligence.actions.mapping import (
    Necessary,
    close_peer_map,
    join_on_map,
    open_peer_map,
    put_on_map,
    review_peer_map,
    take_off_map,
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
    "close_peer_map",
    "file",
    "give_role",
    "grade",
    "identify",
    "join",
    "join_on_map",
    "keep",
    "keep_chart",
    "let_go",
    "let_into_map",
    "let_out_of_map",
    "note",
    "open_peer_map",
    "pass_on",
    "put_on_map",
    "register",
    "reopen",
    "review_peer_map",
    "sanitise",
    "send_back",
    "split",
    "submit",
    "take_back",
    "take_in_old",
    "take_off_map",
    "tell_back",
    "unidentify",
    "weed",
]  # fmt: skip
