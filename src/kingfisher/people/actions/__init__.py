"""Saying what an agency knows of a person, and judging whether two statements are one person."""

from kingfisher.people.actions.judge import judge, link_decisive, withdraw_judgement
from kingfisher.people.actions.state import Wanted, add_tie, restate, state_people, state_person

__all__ = [
    "Wanted", "add_tie", "judge", "link_decisive", "restate", "state_people", "state_person", "withdraw_judgement",
]  # fmt: skip
