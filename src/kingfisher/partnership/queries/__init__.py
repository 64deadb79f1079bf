"""Reading the partnership's own work."""

from kingfisher.partnership.queries.board import (
    ItemShown,
    SittingListed,
    SittingShown,
    UndertakingShown,
    forward_plan,
    sitting,
    sittings,
    undertakings,
    work_waiting,
)
from kingfisher.partnership.queries.chiefs import ForTheThree, Matter, for_the_three, matter
from kingfisher.partnership.queries.keeping import (
    CampaignShown,
    Engaged,
    RiskShown,
    VisitShown,
    YearOfMoney,
    campaigns,
    engagement,
    money,
    reach_by_district,
    risks,
    visits,
)
from kingfisher.partnership.queries.public import (
    Changed,
    ConsultedShown,
    EditionNamed,
    NoticeShown,
    PublishedShown,
    changed,
    consulted,
    editions_of,
    notices,
    published,
)
from kingfisher.partnership.queries.publishing import (
    KIND,
    EditionShown,
    Listed,
    Section,
    Signed,
    Wording,
    edition,
    has_shelf,
    shelf,
    to_sign,
    wordings,
)
from kingfisher.partnership.queries.who import (
    GroupShown,
    HolderShown,
    PartnerShown,
    RelevantShown,
    SeatShown,
    WhoIsWho,
    holders,
    lead_seat_of,
    today,
    who_is_who,
)

__all__ = [
    "KIND", "CampaignShown", "Changed", "ConsultedShown", "EditionNamed", "EditionShown", "Engaged", "ForTheThree",
    "GroupShown", "HolderShown", "ItemShown", "Listed", "Matter", "NoticeShown", "PartnerShown", "PublishedShown",
    "RelevantShown", "RiskShown", "SeatShown", "Section", "Signed", "SittingListed", "SittingShown",
    "UndertakingShown", "VisitShown", "WhoIsWho", "Wording", "YearOfMoney", "campaigns", "changed", "consulted",
    "edition", "editions_of", "engagement", "for_the_three", "forward_plan", "has_shelf", "holders", "lead_seat_of",
    "matter", "money", "notices", "published", "reach_by_district", "risks", "shelf", "sitting", "sittings", "to_sign",
    "today", "undertakings", "visits", "who_is_who", "wordings", "work_waiting",
]  # fmt: skip
