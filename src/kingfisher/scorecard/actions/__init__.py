"""Freezing figures, and bringing in what agencies counted and what neighbours published."""

from kingfisher.scorecard.actions.bringing import (
    COUNT_COLUMNS,
    NEIGHBOUR_COLUMNS,
    Unreadable,
    keep_counts,
    keep_neighbours,
)
from kingfisher.scorecard.actions.freezing import NotOver, freeze, freeze_given

__all__ = [
    "COUNT_COLUMNS", "NEIGHBOUR_COLUMNS", "NotOver", "Unreadable", "freeze", "freeze_given", "keep_counts",
    "keep_neighbours",
]  # fmt: skip
