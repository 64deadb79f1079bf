"""Reading the front door: the queue, one contact, what a sender may know of her own, and drafts."""

from kingfisher.referrals.queries.consultations import AskedOften, Consulted, consultations, consulted_by_agency
from kingfisher.referrals.queries.contact import (
    contact_by_id,
    contact_by_ref,
    contact_file,
    contacts_in_folders,
)
from kingfisher.referrals.queries.drafts import DraftShown, draft, draft_with_words, drafts_past_their_end
from kingfisher.referrals.queries.emergencies import Measure, measure, measures_of, running_measures
from kingfisher.referrals.queries.handover import EVENING, MORNING, Handover, handover, is_open, night_of
from kingfisher.referrals.queries.holders import (
    PASSED,
    Holder,
    PassedOn,
    holders_of,
    managers,
    passed_of,
    passed_to_me,
)
from kingfisher.referrals.queries.known import Known, Picture, picture_of
from kingfisher.referrals.queries.matches import matches_of
from kingfisher.referrals.queries.queue import QueueRow, Wanted, queue, record_seen, sign_offs, work_waiting
from kingfisher.referrals.queries.receipts import (
    Receipt,
    Standing,
    additions_to,
    arrivals_of_mine,
    feedback_had,
    kept_for,
    own_arrival,
    standing_of,
    standings_of,
)
from kingfisher.referrals.queries.shown import ContactFile, ContactShown, Earlier, Happened, Mentioned
from kingfisher.referrals.queries.transfers import (
    Transferred,
    contact_of_transfer,
    transfers_of,
    transfers_waiting,
)

__all__ = [
    "EVENING",
    "MORNING",
    "PASSED",
    "AskedOften",
    "Consulted",
    "ContactFile",
    "ContactShown",
    "DraftShown",
    "Earlier",
    "Handover",
    "Happened",
    "Holder",
    "Known",
    "Measure",
    "Mentioned",
    "PassedOn",
    "Picture",
    "QueueRow",
    "Receipt",
    "Standing",
    "Transferred",
    "Wanted",
    "additions_to",
    "arrivals_of_mine",
    "consultations",
    "consulted_by_agency",
    "contact_by_id",
    "contact_by_ref",
    "contact_file",
    "contact_of_transfer",
    "contacts_in_folders",
    "draft",
    "draft_with_words",
    "drafts_past_their_end",
    "feedback_had",
    "handover",
    "holders_of",
    "is_open",
    "kept_for",
    "managers",
    "matches_of",
    "measure",
    "measures_of",
    "night_of",
    "own_arrival",
    "passed_of",
    "passed_to_me",
    "picture_of",
    "queue",
    "record_seen",
    "running_measures",
    "sign_offs",
    "standing_of",
    "standings_of",
    "transfers_of",
    "transfers_waiting",
    "work_waiting",
]
