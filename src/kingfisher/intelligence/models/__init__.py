"""Tables of this room: reports and what became of them, the network, and maps of children."""

from kingfisher.intelligence.models.network import (
    Chart,
    Identified,
    Link,
    Register,
    Role,
    TakenBack,
    Thing,
)
from kingfisher.intelligence.models.peer_maps import MapReview, OnMap, PeerMap
from kingfisher.intelligence.models.reports import Product, Receipt, Report, Source, Step

__all__ = [
    "Chart", "Identified", "Link", "MapReview", "OnMap", "PeerMap", "Product", "Receipt", "Register", "Report", "Role",
    "Source", "Step", "TakenBack", "Thing",
]  # fmt: skip
