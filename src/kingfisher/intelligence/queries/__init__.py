"""Reading reports, the register, what was let go, and receipts."""

from kingfisher.intelligence.queries.kept import chart, charts, peer_map, peer_maps
from kingfisher.intelligence.queries.network import (
    Narrowed,
    Node,
    Picture,
    around,
    connected,
    who_joins,
)
from kingfisher.intelligence.queries.reading import (
    Dissemination,
    Register,
    ReportRow,
    ReportShown,
    SayWhy,
    StepShown,
    report,
    reports,
    search,
    source,
)
from kingfisher.intelligence.queries.telling import (
    ProductShown,
    ReceiptShown,
    for_briefing,
    given_to_me,
    new_since,
    product,
    receipts,
    work_waiting,
)
from kingfisher.intelligence.queries.things import identifications, link_history, things, things_of

__all__ = [
    "Dissemination",
    "Narrowed",
    "Node",
    "Picture",
    "ProductShown",
    "ReceiptShown",
    "Register",
    "ReportRow",
    "ReportShown",
    "SayWhy",
    "StepShown",
    "around",
    "chart",
    "charts",
    "connected",
    "for_briefing",
    "given_to_me",
    "identifications",
    "link_history",
    "new_since",
    "peer_map",
    "peer_maps",
    "product",
    "receipts",
    "report",
    "reports",
    "search",
    "source",
    "things",
    "things_of",
    "who_joins",
    "work_waiting",
]  # fmt: skip
