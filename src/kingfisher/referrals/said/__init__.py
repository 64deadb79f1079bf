"""What a concern says, and the tolerant reader that makes it out of whatever bytes came."""

from kingfisher.referrals.said.answers import body_of
from kingfisher.referrals.said.reading import ReadConcern, name_parts, read_concern
from kingfisher.referrals.said.shapes import ConcernSaid, FamilyPosition, PersonNamed, ReferrerSaid

__all__ = [
    "ConcernSaid",
    "FamilyPosition",
    "PersonNamed",
    "ReadConcern",
    "ReferrerSaid",
    "body_of",
    "name_parts",
    "read_concern",
]
