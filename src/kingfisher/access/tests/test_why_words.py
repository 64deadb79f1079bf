"""What each rule says, of oneself and of somebody else; and who could change what it said."""

import re

import pytest

from kingfisher.access import policy, why
from kingfisher.access.roles import ROLES

SENTENCES = {**policy.YES_RULES, **policy.NO_RULES, **policy.PLACE_RULES, "no_rule": policy.NOTHING_SAID}
NO = [*policy.NO_RULES, *policy.PLACE_RULES, "no_rule", "level_too_low"]


@pytest.mark.parametrize("rule", SENTENCES)
def test_of_somebody_else_it_is_said_in_the_third_person_and_in_good_english(rule):
    said = why.spoken_of_another(SENTENCES[rule])
    assert not re.search(r"\byou|\bYou|\b(to|for|by|lets|are) they\b", said), said
    assert said[0].isupper() and said.endswith(".")


def test_no_rule_lets_them_see_it():
    assert why.spoken_of_another("No rule lets you see it.") == "No rule lets them see it."


@pytest.mark.parametrize("rule", NO)
def test_every_no_says_who_could_change_it_and_some_worker_may(rule):
    _, permission, can = why.CHANGES[rule]
    people = [code for code, role in ROLES.items() if permission in role.permissions and code not in why.SYSTEMS]
    assert people, f"nobody {can}"
