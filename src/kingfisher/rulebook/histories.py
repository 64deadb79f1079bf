"""The shape of the rule for gaps in a child's history."""

from dataclasses import dataclass

from kingfisher.rulebook.shapes import Entry


@dataclass(frozen=True, kw_only=True)
class HistoryRule(Entry):
    """How many weeks without a line, while a plan or a time limit ran, are pointed out as a gap."""

    gap_weeks: int
