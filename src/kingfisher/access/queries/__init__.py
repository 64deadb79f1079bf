"""Whose a folder is, who has been let into it, and the record of who looked."""

from kingfisher.access.queries.folders import AccessGiven, FolderShown, folders_shown, who_can_see
from kingfisher.access.queries.record import (
    Line,
    Touched,
    lines_by_key,
    lines_of,
    lines_settled,
    settled_before,
    touches_of,
    unlogged,
)

__all__ = [
    "AccessGiven", "FolderShown", "Line", "Touched", "folders_shown", "lines_by_key", "lines_of", "lines_settled",
    "settled_before", "touches_of", "unlogged", "who_can_see",
]  # fmt: skip
