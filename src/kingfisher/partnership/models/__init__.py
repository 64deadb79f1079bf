"""Tables of the board's own work. None of them hangs on a child."""

from kingfisher.partnership.models.board import (
    Answered,
    Attended,
    Item,
    Minute,
    Money,
    Resolved,
    Risk,
    Scored,
    Sitting,
    Undertaking,
)
from kingfisher.partnership.models.prevention import Campaign, Outreach, Place
from kingfisher.partnership.models.publishing import (
    Comment,
    Consulted,
    Edition,
    Figures,
    Notice,
    Part,
    Publication,
    Published,
    Shelf,
    Signature,
)
from kingfisher.partnership.models.who import Group, Holder, Partner, Relevant, Seat

__all__ = [
    "Answered", "Attended", "Campaign", "Comment", "Consulted", "Edition", "Figures", "Group", "Holder", "Item",
    "Minute", "Money", "Notice", "Outreach", "Part", "Partner", "Place", "Publication", "Published", "Relevant",
    "Resolved", "Risk", "Scored", "Seat", "Shelf", "Signature", "Sitting", "Undertaking",
]  # fmt: skip
