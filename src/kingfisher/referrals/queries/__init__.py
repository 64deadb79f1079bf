"""Reading the front door: the queue, one contact, what a sender may know of her own, and drafts."""

from kingfisher.referrals.queries.contact import (
    contact_by_id,
    contact_by_ref,
    contact_file,
    contacts_in_folders,
    earlier_contacts,
)
from kingfisher.referrals.queries.drafts import DraftShown, draft, draft_with_words, drafts_of_mine
from kingfisher.referrals.queries.matches import matches_of
from kingfisher.referrals.queries.queue import QueueRow, Waiting, Wanted, queue, sign_offs, work_waiting
from kingfisher.referrals.queries.receipts import Receipt, receipt_of, receipts_of_mine, standing_of
from kingfisher.referrals.queries.shown import ContactFile, ContactShown, Earlier, Happened, Mentioned

__all__ = [
    "ContactFile", "ContactShown", "DraftShown", "Earlier", "Happened", "Mentioned", "QueueRow", "Receipt",
    "Waiting", "Wanted",
    "contact_by_id", "contact_by_ref", "contact_file", "contacts_in_folders", "draft", "draft_with_words",
    "drafts_of_mine", "earlier_contacts", "matches_of", "queue", "receipt_of", "receipts_of_mine",
    "sign_offs", "standing_of",
    "work_waiting",
]  # fmt: skip
