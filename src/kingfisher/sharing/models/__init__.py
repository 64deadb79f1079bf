"""The tables of this room: asking and answering, agreements, decisions to share."""

from kingfisher.sharing.models.agreeing import Agreement, Opening, Party, Signature
from kingfisher.sharing.models.asking import (
    Answer,
    Chaser,
    Part,
    Receipt,
    Request,
    Subject,
)
from kingfisher.sharing.models.deciding import Given, Had, Outline, SharingDecision, SharingTally

__all__ = [
    "Agreement", "Answer", "Chaser", "Given", "Had", "Opening", "Outline", "Part", "Party",
    "Receipt", "Request", "SharingDecision", "SharingTally", "Signature", "Subject",
]  # fmt: skip
