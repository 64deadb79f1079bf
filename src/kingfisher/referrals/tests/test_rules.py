"""The rules of the front door as tables: what goes in, what comes out."""

from datetime import date
from pathlib import Path

import pytest

from kingfisher.kernel.moves import diagram
from kingfisher.people.rules import Said
from kingfisher.referrals import rules
from kingfisher.referrals.rules import Proposed
from kingfisher.referrals.said import ConcernSaid, FamilyPosition, PersonNamed, ReferrerSaid, name_parts
from kingfisher.referrals.said.told import feedback_words
from kingfisher.referrals.states import MOVES, WORDS

AGREED = FamilyPosition(told="yes", agreement_sought=True, agreement_given="yes", agreement_by="pr_holder")
GOOD = Proposed("early_help", "2", "Mother asks for help.", "amber", AGREED)


@pytest.mark.parametrize(
    ("changes", "gap"),
    [
        ({}, ""),
        ({"rating": ""}, "Rate how urgent it is."),
        ({"reasons": "  "}, "Give the reasons."),
        ({"outcome": "exploitation_pathway"}, "Choose what should happen"),
        ({"outcome": "strategy_discussion", "need_level": "3"}, "This outcome is for need level 4."),
        ({"outcome": "referral_child_family_assessment"}, "This outcome is for need level 3 or 4."),
        ({"outcome": "nfa", "need_level": "3"}, "Level 3 or 4 calls for something to be done."),
        ({"family": FamilyPosition()}, "Say whether the family knows."),
        ({"family": FamilyPosition(told="no")}, "Say why the family does not know."),
        ({"outcome": "police_only", "family": FamilyPosition(told="no", not_told_why="It would harm her.")}, ""),
        ({"family": FamilyPosition(told="yes")}, "Say whether the family was asked if they agree to help"),
        ({"family": FamilyPosition(told="yes", agreement_sought=False)}, ""),
        ({"family": FamilyPosition(told="yes", agreement_given="partial")}, "Say who agreed."),
        ({"family": FamilyPosition(told="yes", agreement_given="no")}, "early help needs their yes"),
        ({"family": FamilyPosition(told="yes", agreement_given="no", dispense_reason="other")}, ""),
        (
            {
                "outcome": "referral_child_family_assessment",
                "need_level": "3",
                "family": FamilyPosition(told="yes", agreement_given="no"),
            },
            "say why we go on all the same",
        ),
        ({"outcome": "strategy_discussion", "need_level": "4", "family": FamilyPosition(told="yes")}, ""),
        (
            {"agencies_asked": True, "family": FamilyPosition(told="yes", agreement_sought=False)},
            "Agencies were asked without the family's agreement: say why.",
        ),
        ({"agencies_asked": True}, ""),
        ({"unidentified": 1}, "A child here is likely known already"),
    ],
)
def test_what_is_lacking_before_an_outcome_is_proposed(changes, gap):
    said = Proposed(**{**{f: getattr(GOOD, f) for f in GOOD.__dataclass_fields__}, **changes})
    gaps = rules.decision_gaps(said)
    assert gaps == () if not gap else gap in gaps[0]


@pytest.mark.parametrize(("earlier", "repeat"), [(0, False), (1, False), (2, True), (7, True)])
def test_the_third_contact_in_twelve_months_is_a_repeat(earlier, repeat):
    assert rules.is_repeat(earlier) is repeat


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (date(2026, 11, 23), date(2025, 11, 23)),
        (date(2028, 2, 29), date(2027, 3, 1)),
        (date(2025, 3, 1), date(2024, 3, 1)),
    ],
)
def test_twelve_months_are_counted_back_by_the_calendar(day, first):
    assert rules.year_before(day) == first


@pytest.mark.parametrize(
    ("danger", "treated_as"), [("yes", "red"), ("no", "amber"), ("not_known", "amber"), ("", "amber")]
)
def test_until_it_is_rated_a_contact_is_treated_as_amber_or_red_where_danger_was_said(danger, treated_as):
    assert rules.provisional_rating(ConcernSaid(danger_now=danger), ("red", "amber", "green")) == treated_as


@pytest.mark.parametrize(
    ("referrer", "agency", "code"),
    [
        (ReferrerSaid(kind="professional"), "school", "2A"),
        (ReferrerSaid(kind="professional"), "police", "6"),
        (ReferrerSaid(kind="professional", source_code="3E"), "health", "3E"),
        (ReferrerSaid(kind="professional", source_code="99"), "health", "3F"),
        (ReferrerSaid(anonymous=True), "", "9"),
        (ReferrerSaid(), "", "1D"),
        (ReferrerSaid(kind="professional"), "", "10"),
    ],
)
def test_who_raised_it_is_counted_as_the_census_counts_it(referrer, agency, code):
    known = ["2A", "3E", "3F", "6", "9", "10", "1D"]
    assert rules.source_code(referrer, agency, known) == code


@pytest.mark.parametrize(
    ("how", "basis", "assertion"),
    [("seen", "seen", "fact"), ("told", "told", "third_hand"), ("judgement", "judgement", "opinion"),
     ("", "told", "third_hand")],
)  # fmt: skip
def test_what_was_told_is_third_hand_and_what_nobody_said_is_taken_as_told(how, basis, assertion):
    assert rules.line_basis(how) == (basis, assertion)


def test_an_unborn_baby_is_asked_about_once_and_a_second_child_by_her_number():
    unborn = PersonNamed(Said(kind="unborn", given_name="Baby", expected_on=date(2027, 1, 1), school="none"))
    asked = rules.essentials(ConcernSaid(people=(unborn, PersonNamed(Said()))))
    assert [q.words for q in asked if q.code.endswith(("_1", "_2"))] == [
        "What is child 2 called?",
        "When was child 2 born, or about how old are they?",
        "Where does child 2 live, or go to school?",
    ]


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("Maya Reed", ("Maya", "", "Reed", "")),
        ("SMITH, Jane Anne", ("Jane", "Anne", "SMITH", "")),
        ("Dr Chloe (Coco) Smyth-Okafor", ("Chloe", "", "Smyth-Okafor", "Coco")),
        ("Ahmed van der Berg", ("Ahmed", "", "van der Berg", "")),
        ("Liam O'Brien", ("Liam", "", "O'Brien", "")),
        ("Maya", ("Maya", "", "", "")),
        ("", ("", "", "", "")),
    ],
)
def test_a_name_in_one_box_is_taken_apart_and_spelt_as_it_was(said, parts):
    assert name_parts(said) == parts


@pytest.mark.parametrize("outcome", ["nfa", "strategy_discussion", "police_only", "open_case_routed"])
def test_the_public_hear_the_same_words_whatever_was_decided(outcome):
    assert feedback_words(outcome, professional=False) == feedback_words("", professional=False)


def test_every_state_has_words_and_every_word_a_state():
    assert set(WORDS) == {s for m in MOVES for s in (*m.from_states, m.to_state)}


def test_the_readme_shows_the_table_of_moves_as_it_is():
    readme = (Path(__file__).parent.parent / "README.md").read_text()
    assert diagram(MOVES) in readme
