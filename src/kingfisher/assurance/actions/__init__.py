"""What may be done: about returns of agencies, audits of cases, looks from outside, and packs for inspectors."""

from kingfisher.assurance.actions.audits import Planned, agree_on, draw, finish, grade, plan, shut
from kingfisher.assurance.actions.inviting import Invited, invite, invite_again, write_letters
from kingfisher.assurance.actions.lacking import Lacking
from kingfisher.assurance.actions.looks import (
    Looked,
    ask_agency,
    attach_report,
    carried_out,
    find,
    follow_up,
    keep_look,
    respond,
)
from kingfisher.assurance.actions.opening import open_folder
from kingfisher.assurance.actions.packs import ask_pack, begin_pack, fail_pack, freeze_pack, gather_again, keep_part
from kingfisher.assurance.actions.peers import agree, ask_peer, challenge, finish_challenge, reply
from kingfisher.assurance.actions.returns import (
    Said,
    answer,
    attach,
    begin_round,
    change_lead,
    chase,
    close_round,
    give_back,
    improved,
    send,
    send_to,
    share,
)

__all__ = [
    "Invited", "Lacking", "Looked", "Planned", "Said", "agree", "agree_on", "answer", "ask_agency", "ask_pack",
    "ask_peer", "attach", "attach_report", "begin_pack", "begin_round", "carried_out", "challenge", "change_lead",
    "chase", "close_round", "draw", "fail_pack", "find", "finish", "finish_challenge", "follow_up", "freeze_pack",
    "gather_again", "give_back", "grade", "improved", "invite", "invite_again", "keep_look", "keep_part",
    "open_folder", "plan", "reply", "respond", "send", "send_to", "share", "shut", "write_letters",
]  # fmt: skip
