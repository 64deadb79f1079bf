"""Saying what an agency knows of a person, and judging whether two statements are one person."""

from kingfisher.people.actions.judge import judge, link_decisive, withdraw_judgement
from kingfisher.people.actions.many import Known, add_known_by, replace_known_by, replace_ties, restate_people
from kingfisher.people.actions.state import Tied, Wanted, add_tie, add_ties, restate, state_people, state_person

__all__ = [
    "Known", "Tied", "Wanted", "add_known_by", "add_tie", "add_ties", "judge", "link_decisive", "replace_known_by",
    "replace_ties", "restate", "restate_people", "state_people", "state_person", "withdraw_judgement",
]  # fmt: skip
