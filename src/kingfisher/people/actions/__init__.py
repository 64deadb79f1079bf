"""Saying what an agency knows of a person, and judging whether two statements are one person."""

from kingfisher.people.actions.judge import judge, link_decisive, withdraw_judgement
from kingfisher.people.actions.state import Tied, Wanted, add_tie, add_ties, restate, state_people, state_person

__all__ = [
    "Tied", "Wanted", "add_tie", "add_ties", "judge", "link_decisive", "restate", "state_people", "state_person",
    "withdraw_judgement",
]  # fmt: skip
