"""What gives a source away, and what a grade must say."""

from dataclasses import replace

import pytest

from kingfisher.intelligence import rules
from kingfisher.intelligence.tests.conftest import GRADE


@pytest.mark.parametrize(
    ("text", "away"),
    [
        ("A silver car waits by the bus stop.", False),
        ("Jodie Farr saw a silver car.", True),
        ("The girl Jodie saw a silver car.", True),
        ("jodie's friend was there", True),
        ("A car was seen by Farrah.", False),
        ("A pupil told me of a silver car.", True),
        ("According to the shopkeeper, men come at night.", True),
        ("My daughter was offered a phone.", True),
        ("A source says that men come at night.", True),
        ("An informant is in the house.", True),
        ("Ring 07700 900456 about it.", True),
        ("The sources of the river are near.", False),
    ],
)
def test_a_text_that_names_its_source_or_looks_so_is_found(text, away):
    assert bool(rules.gives_away(text, source="Jodie Farr", contact="07700 900456")) is away


def test_the_agency_and_any_address_are_refused_only_in_text_that_leaves():
    text = "Otterbrook School saw a car; write to head@otterbrook.example."
    assert rules.gives_away(text) == ()
    assert len(rules.sanitise_gaps(text, source="Jodie Farr", contact="", agency="Otterbrook School")) == 2


@pytest.mark.parametrize("name", ["", "not given", "a member of the public", "Unknown"])
def test_somebody_without_a_name_is_not_looked_for(name):
    assert rules.gives_away("The public car park is not safe. Unknown men were given keys.", source=name) == ()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"source": "9"}, "Grade the source"),
        ({"information": "F"}, "Grade the information"),
        ({"handling": ""}, "handling code"),
        ({"handling": "C", "conditions": " "}, "conditions"),
        ({"classification": "SECRET"}, "nothing above OFFICIAL-SENSITIVE"),
        ({"necessity": "because"}, "necessary and proportionate"),
        ({"risk_to_life": ""}, "Article 2"),
    ],
)
def test_a_grade_says_what_it_lacks(said, words):
    gaps = rules.grade_gaps(replace(GRADE, **said))
    assert len(gaps) == 1
    assert words in gaps[0]


def test_a_whole_grade_lacks_nothing():
    assert rules.grade_gaps(GRADE) == ()
    assert GRADE.code == "2BC"
