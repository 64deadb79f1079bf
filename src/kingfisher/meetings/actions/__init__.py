"""Writing meetings: convening, asking people, minutes, decisions, actions, sending round and signing."""

from kingfisher.meetings.actions.absences import convene_for_absence
from kingfisher.meetings.actions.asking import answer, invite, mark_attendance, withdraw
from kingfisher.meetings.actions.convening import Beside, appoint, cancel, convene, keep_paper, move
from kingfisher.meetings.actions.deciding import decide, dissent, give_up_task, settle_task, write_task
from kingfisher.meetings.actions.holding import change, family_has_papers, hold, issue_decisions, send_round, sign
from kingfisher.meetings.actions.minuting import Saved, bring_answers, save_part
from kingfisher.meetings.actions.moving import NeedsWords, NotYet

__all__ = [
    "Beside", "NeedsWords", "NotYet", "Saved", "answer", "appoint", "bring_answers", "cancel", "change",
    "convene", "convene_for_absence", "decide", "dissent", "family_has_papers", "give_up_task", "hold", "invite",
    "issue_decisions", "keep_paper", "mark_attendance", "move", "save_part", "send_round", "settle_task",
    "sign", "withdraw", "write_task",
]  # fmt: skip
