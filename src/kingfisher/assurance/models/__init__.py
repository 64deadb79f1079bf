"""The tables of assurance: what agencies say of themselves, audits of cases, looks from outside, packs."""

from kingfisher.assurance.models.audits import Audit, Case, Drawn, Grading
from kingfisher.assurance.models.looks import Finding, FollowUp, Look, Response
from kingfisher.assurance.models.packs import Lines, Pack, Part
from kingfisher.assurance.models.returns import Answer, Challenge, Improvement, Invitation, Return, Round

__all__ = [
    "Answer", "Audit", "Case", "Challenge", "Drawn", "Finding", "FollowUp", "Grading", "Improvement", "Invitation",
    "Lines", "Look", "Pack", "Part", "Response", "Return", "Round",
]  # fmt: skip
