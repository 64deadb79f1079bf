"""Reading meetings: one whole, whom to ask, those of a child, those to come, and what waits for a worker."""

from kingfisher.meetings.queries.answers import AnswerBeside, answers_beside
from kingfisher.meetings.queries.listing import (
    MeetingRow,
    meetings_about,
    meetings_of,
    my_meetings,
    outlines_of,
    work_waiting,
)
from kingfisher.meetings.queries.papers import FamilyPaper, MinutesPaper, about, family_paper, minutes_paper
from kingfisher.meetings.queries.proposing import Proposal, proposals
from kingfisher.meetings.queries.reading import WordsOf, calendar_entry, meeting_file, meeting_shown, words_of
from kingfisher.meetings.queries.shown import MeetingFile, MeetingShown

__all__ = [
    "AnswerBeside", "FamilyPaper", "MeetingFile", "MeetingRow", "MeetingShown", "MinutesPaper", "Proposal", "WordsOf",
    "about", "answers_beside", "calendar_entry", "family_paper", "meeting_file", "meeting_shown", "meetings_about",
    "meetings_of", "minutes_paper", "my_meetings", "outlines_of", "proposals", "words_of", "work_waiting",
]  # fmt: skip
