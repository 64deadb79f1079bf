"""Reading meetings: one whole, whom to ask, those of a child, those to come, and what waits for a worker."""

from kingfisher.meetings.queries.listing import (
    MeetingRow,
    late_tasks,
    meetings_about,
    meetings_of,
    my_meetings,
    work_waiting,
)
from kingfisher.meetings.queries.papers import FamilyPaper, MinutesPaper, about, family_paper, minutes_paper
from kingfisher.meetings.queries.proposing import Proposal, proposals
from kingfisher.meetings.queries.reading import calendar_entry, meeting_file, meeting_shown
from kingfisher.meetings.queries.shown import MeetingFile, MeetingShown

__all__ = [
    "FamilyPaper", "MeetingFile", "MeetingRow", "MeetingShown", "MinutesPaper", "Proposal",
    "about", "calendar_entry", "family_paper", "late_tasks", "meeting_file", "meeting_shown", "meetings_about",
    "meetings_of", "minutes_paper", "my_meetings", "proposals", "work_waiting",
]  # fmt: skip
