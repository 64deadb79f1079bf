"""Whose a folder is, who has been let into it, who opened it in an emergency, who is kept out, who looked."""

from kingfisher.access.queries.conflicts import Declared, Near, conflicts, kept_out, too_near
from kingfisher.access.queries.emergency import Month, Use, live_use, months, often_used, use, uses
from kingfisher.access.queries.folders import AccessGiven, FolderShown, folders_shown, owner_of, who_can_see
from kingfisher.access.queries.joining import Asked, members_across, team_asks
from kingfisher.access.queries.keys import KeyShown, keys_of
from kingfisher.access.queries.record import (
    Line,
    Touched,
    Within,
    counted,
    has_touches,
    lines_by_key,
    lines_of,
    lines_settled,
    opened_after,
    searches,
    settled_before,
    settled_searches,
    touches_of,
    touches_of_ours,
    unlogged,
    words_sought,
)
from kingfisher.access.queries.waiting import work_waiting

__all__ = [
    "AccessGiven",
    "Asked",
    "Declared",
    "FolderShown",
    "KeyShown",
    "Line",
    "Month",
    "Near",
    "Touched",
    "Use",
    "Within",
    "conflicts",
    "counted",
    "folders_shown",
    "has_touches",
    "kept_out",
    "keys_of",
    "lines_by_key",
    "lines_of",
    "lines_settled",
    "live_use",
    "members_across",
    "months",
    "often_used",
    "opened_after",
    "owner_of",
    "searches",
    "settled_before",
    "settled_searches",
    "team_asks",
    "too_near",
    "touches_of",
    "touches_of_ours",
    "unlogged",
    "use",
    "uses",
    "who_can_see",
    "words_sought",
    "work_waiting",
]  # fmt: skip
