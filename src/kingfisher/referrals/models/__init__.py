"""The tables of the front door: contacts and what was done with them, and what stands beside them."""

from kingfisher.referrals.models.begun import Attempt, Draft
from kingfisher.referrals.models.between import HandoverRead, Transfer
from kingfisher.referrals.models.consultation import Consultation
from kingfisher.referrals.models.contact import (
    Contact,
    ContactPerson,
    Decision,
    DecisionProposed,
    Feedback,
    Note,
    Passed,
    RagRating,
    SignOff,
    Step,
)
from kingfisher.referrals.models.emergency import Emergency

__all__ = [
    "Attempt",
    "Consultation",
    "Contact",
    "ContactPerson",
    "Decision",
    "DecisionProposed",
    "Draft",
    "Emergency",
    "Feedback",
    "HandoverRead",
    "Note",
    "Passed",
    "RagRating",
    "SignOff",
    "Step",
    "Transfer",
]  # fmt: skip
