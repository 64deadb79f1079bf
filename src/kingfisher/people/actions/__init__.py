"""Saying what an agency knows of a person, and judging whether two statements are one person."""

from kingfisher.people.actions.calls import chase_calls, close_calls, list_calls, reopen_call
from kingfisher.people.actions.count_figures import count_figures
from kingfisher.people.actions.judge import judge, link_decisive, withdraw_judgement
from kingfisher.people.actions.many import Known, add_known_by, replace_known_by, replace_ties, restate_people
from kingfisher.people.actions.near import (
    Decided,
    OwnSaid,
    SaysTooLittle,
    declare_suggested,
    dismiss_suggested,
    say_own_life,
    suggest_near,
    take_back_own_life,
)
from kingfisher.people.actions.opinion import ask_second, give_opinion
from kingfisher.people.actions.propose import Proposed, propose
from kingfisher.people.actions.state import Tied, Wanted, add_tie, add_ties, restate, state_people, state_person
from kingfisher.people.actions.tell_known_elsewhere import KnownTo, tell_known_elsewhere

__all__ = [
    "Decided",
    "Known",
    "KnownTo",
    "OwnSaid",
    "Proposed",
    "SaysTooLittle",
    "Tied",
    "Wanted",
    "add_known_by",
    "add_tie",
    "add_ties",
    "ask_second",
    "chase_calls",
    "close_calls",
    "count_figures",
    "declare_suggested",
    "dismiss_suggested",
    "give_opinion",
    "judge",
    "link_decisive",
    "list_calls",
    "propose",
    "reopen_call",
    "replace_known_by",
    "replace_ties",
    "restate",
    "restate_people",
    "say_own_life",
    "state_people",
    "state_person",
    "suggest_near",
    "take_back_own_life",
    "tell_known_elsewhere",
    "withdraw_judgement",
]  # fmt: skip
