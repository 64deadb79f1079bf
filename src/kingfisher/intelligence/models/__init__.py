"""Tables of this room: reports and what became of them (reports.py)."""

from kingfisher.intelligence.models.network import (
    Chart,
    Identified,
    Link,
    PeerMap,
    Register,
    Role,
    TakenBack,
    Thing,
)
from kingfisher.intelligence.models.reports import Product, Receipt, Report, Source, Step

__all__ = [
    "Chart", "Identified", "Link", "PeerMap", "Product", "Receipt", "Register", "Report", "Role",
    "Source", "Step", "TakenBack", "Thing",
]  # fmt: skip
