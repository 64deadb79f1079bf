"""Folders, who has been let in, who is kept out, and the line written whenever anyone looks."""

from kingfisher.access.models.conflicts import Conflict, ConflictEnded
from kingfisher.access.models.folders import Bar, Folder, Grant, StandingGrant
from kingfisher.access.models.joining import TeamAsk, TeamAskSettled
from kingfisher.access.models.keys import MachineKey, MachineToken
from kingfisher.access.models.passes import MonthSignedOff, Pass, PassEnded, PassReview
from kingfisher.access.models.record import AuditLine, PastRow, Touch

__all__ = [
    "AuditLine", "Bar", "Conflict", "ConflictEnded", "Folder", "Grant", "MachineKey", "MachineToken", "MonthSignedOff",
    "Pass", "PassEnded", "PassReview", "PastRow", "StandingGrant", "TeamAsk", "TeamAskSettled", "Touch",
]  # fmt: skip
