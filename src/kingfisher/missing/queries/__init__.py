"""Reading absences, talks on return, the morning's picture, cards and plans for the first hour."""

from kingfisher.missing.queries.talks import (  # isort: skip
    INTERVIEW,
    InterviewFile,
    interview_file,
    talks_after,
    talks_waiting,
)
from kingfisher.missing.queries.board import (
    BoardRow,
    OvernightRow,
    OvernightShown,
    crossings_waiting,
    lately_back,
    missing_now,
    morning_of,
    overnight,
    overnight_lines,
    whom_shown,
    work_waiting,
)
from kingfisher.missing.queries.carers import (
    PROFILE,
    CardFile,
    CardShown,
    card_file,
    card_of,
    cards,
    our_reports,
    standing_of,
)
from kingfisher.missing.queries.morning import for_briefing
from kingfisher.missing.queries.reading import (
    EPISODE,
    crossings_of,
    episode_file,
    history,
    rows_of_child,
)
from kingfisher.missing.queries.shown import CrossingShown, EpisodeFile, EpisodeShown, InterviewShown
from kingfisher.missing.queries.trigger_plans import (
    TRIGGER_PLAN,
    PlanShown,
    trigger_plan,
    trigger_plans,
    trigger_plans_of,
)

__all__ = [
    "EPISODE", "INTERVIEW", "PROFILE", "TRIGGER_PLAN", "BoardRow", "CardFile", "CardShown", "CrossingShown",
    "EpisodeFile", "EpisodeShown", "InterviewFile", "InterviewShown", "OvernightRow", "OvernightShown", "PlanShown",
    "card_file", "card_of", "cards", "crossings_of", "crossings_waiting", "episode_file", "for_briefing", "history",
    "interview_file", "lately_back", "missing_now", "morning_of", "our_reports", "overnight", "overnight_lines",
    "rows_of_child", "standing_of", "talks_after", "talks_waiting", "trigger_plan",
    "trigger_plans", "trigger_plans_of", "whom_shown", "work_waiting",
]  # fmt: skip
