"""What may be done at the front door, one verb a file."""

from kingfisher.referrals.actions.afterwards import DoneAtOnce, end_measure, record_afterwards
from kingfisher.referrals.actions.answer_back import (
    acknowledge_feedback,
    close,
    close_untold,
    feed_back,
    reopen,
)
from kingfisher.referrals.actions.begin_work import begin_work
from kingfisher.referrals.actions.checks import AgencyAsked, ask_agencies
from kingfisher.referrals.actions.consult import ConsultationSaid, NameNeeded, consult
from kingfisher.referrals.actions.decide import propose, send_back, sign_off
from kingfisher.referrals.actions.drafts import count_attempt, discard_draft, give_words, save_draft, too_many
from kingfisher.referrals.actions.hand_over import read_handover
from kingfisher.referrals.actions.identify import count_again, judge_match, name_person
from kingfisher.referrals.actions.moving import NeedsWords, NotYet
from kingfisher.referrals.actions.pass_on import pass_on, take_over
from kingfisher.referrals.actions.receive import Received, receive
from kingfisher.referrals.actions.settle import give_advice, link_duplicate, route_to_worker
from kingfisher.referrals.actions.take_in import TakenIn, add_file, add_more, read_in, take_in
from kingfisher.referrals.actions.transfer import (
    TransferSaid,
    acknowledge_transfer,
    came_from,
    chase_transfer,
    transfer_out,
)
from kingfisher.referrals.actions.triage import (
    begin_screening,
    rate,
    read_news,
    record_family,
    take_on,
    write_note,
)
from kingfisher.referrals.actions.type_in import type_in

__all__ = [
    "AgencyAsked",
    "ConsultationSaid",
    "DoneAtOnce",
    "NameNeeded",
    "NeedsWords",
    "NotYet",
    "Received",
    "TakenIn",
    "TransferSaid",
    "acknowledge_feedback",
    "acknowledge_transfer",
    "add_file",
    "add_more",
    "ask_agencies",
    "begin_screening",
    "begin_work",
    "came_from",
    "chase_transfer",
    "close",
    "close_untold",
    "consult",
    "count_again",
    "count_attempt",
    "discard_draft",
    "end_measure",
    "feed_back",
    "give_advice",
    "give_words",
    "judge_match",
    "link_duplicate",
    "name_person",
    "pass_on",
    "propose",
    "rate",
    "read_handover",
    "read_in",
    "read_news",
    "receive",
    "record_afterwards",
    "record_family",
    "reopen",
    "route_to_worker",
    "save_draft",
    "send_back",
    "sign_off",
    "take_in",
    "take_on",
    "take_over",
    "too_many",
    "transfer_out",
    "type_in",
    "write_note",
]  # fmt: skip
