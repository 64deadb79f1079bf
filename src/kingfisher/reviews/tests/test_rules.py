"""Which texts are alike, which returned, and what all three say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kingfisher.reviews import rules
from kingfisher.reviews.rules import Judged


@pytest.mark.parametrize(
    ("answers", "decided"),
    [
        ({"council": "none", "police": "none", "health": "none"}, "none"),
        ({"council": "none", "police": "none"}, ""),
        ({"council": "none", "police": "none", "health": "practice_review"}, ""),
        ({}, ""),
    ],
)
def test_what_all_three_say(answers, decided):
    assert rules.decided(answers) == decided
    assert bool(rules.decision_gaps(answers)) == (not decided)


def test_a_name_is_found_in_any_case_and_initials_are_let_be():
    assert rules.named_in("As WREN told us", "Wren A Ashdown") == ("Wren",)
    assert rules.named_in("A child told us", "W A") == ()


def test_a_stem_that_everybody_uses_ties_nothing_together():
    stems = {"a": ["child", "voic", "record"], "b": ["child", "taxi", "licenc"], "c": ["child", "voic", "heard"],
             "d": ["child", "school", "absent"]}  # fmt: skip
    assert [key for key, _ in rules.likeness(stems, "a")] == ["c"]
    assert rules.likeness(stems, "nobody") == []


@given(st.lists(st.text("abcdef", max_size=5), max_size=5))
def test_likeness_is_the_same_from_both_sides_and_never_more_than_whole(texts):
    stems = {n: list(text) for n, text in enumerate(texts)}
    for one in stems:
        for other, share in rules.likeness(stems, one):
            assert 0 < share <= 1.01
            assert dict(rules.likeness(stems, other))[one] == share


@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.booleans()).filter(lambda j: j[0] != j[1]), max_size=12)
)
def test_everything_in_a_family_has_the_same_family(judged):
    found = rules.families(Judged(*j) for j in judged)
    for key, whole in found.items():
        assert key in whole
        assert all(found[other] == whole for other in whole)
