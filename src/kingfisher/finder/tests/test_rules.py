"""Which facts meet a rule: each pattern beside an innocent look-alike; and that no name or area can matter."""

import random
from dataclasses import fields, replace
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kingfisher.finder.rules import Found, Known, find, groups
from kingfisher.kernel.sighting import Sighting
from kingfisher.rulebook import finder as book
from kingfisher.rulebook.finding import PATTERNS

TODAY = date(2026, 11, 25)
AMY, BEN, CAZ, DEE = (UUID(int=n) for n in (1, 2, 3, 4))
NOBODY = Known({}, {}, TODAY)
SIBLINGS = Known({}, {AMY: AMY, BEN: AMY}, TODAY)


def fact(code: str, who: UUID, days: int, key: str = "", **more) -> Sighting:
    return Sighting(code, who, more.pop("thing", ("chronology.entry", uuid4())), uuid4(),
                    TODAY - timedelta(days=days), key, **more)  # fmt: skip


def found(rule_id: str, *facts: Sighting, known: Known = NOBODY) -> list[Found]:
    return find(book.finding(rule_id), list(facts), known)


HOUSEHOLD = Known({}, groups([(AMY, CAZ)]), TODAY)
HOTEL, ADULT, CAR = "place", "adult", "car"
ONE_EVENT = ("intelligence.thing", UUID(int=77))
CASES = [
    # rule, how it is met or not, facts, what is known, how many prompts
    ("repeat_victim", "three days a victim", [("crime_victim", AMY, d) for d in (200, 90, 3)], NOBODY, 1),
    ("repeat_victim", "one day, written down by three agencies", [("crime_victim", AMY, 3)] * 3, NOBODY, 0),
    (
        "repeat_victim",
        "before the panel since",
        [*(("crime_victim", AMY, d) for d in (200, 90, 3)), ("panel", AMY, 50)],
        NOBODY,
        0,
    ),
    (
        "repeat_victim",
        "before the panel long before",
        [*(("crime_victim", AMY, d) for d in (200, 90, 3)), ("panel", AMY, 300)],
        NOBODY,
        1,
    ),
    ("repeat_victim", "three children once each", [("crime_victim", w, 3) for w in (AMY, BEN, CAZ)], NOBODY, 0),
    ("often_missing", "three in 90 days", [("missing", AMY, d) for d in (80, 40, 1)], NOBODY, 1),
    ("often_missing", "three in a year", [("missing", AMY, d) for d in (300, 140, 1)], NOBODY, 0),
    (
        "same_companion",
        "twice together",
        [("missing_with", w, d, e) for d, e in ((60, "e1"), (9, "e2")) for w in (AMY, CAZ)],
        NOBODY,
        1,
    ),
    (
        "same_companion",
        "brother and sister",
        [("missing_with", w, d, e) for d, e in ((60, "e1"), (9, "e2")) for w in (AMY, BEN)],
        SIBLINGS,
        0,
    ),
    ("same_companion", "once together", [("missing_with", w, 9, "e1") for w in (AMY, CAZ)], NOBODY, 0),
    ("shared_thing", "one car", [("vehicle", w, 5, CAR) for w in (AMY, CAZ)], NOBODY, 1),
    ("shared_thing", "their mother's telephone", [("contact", w, 5, "7700900123") for w in (AMY, BEN)], SIBLINGS, 0),
    (
        "shared_thing",
        "a school's switchboard, one of its pupils missing",
        [*(("contact", UUID(int=n), 5, "1632960100") for n in range(1, 30)), ("missing", AMY, 9)],
        NOBODY,
        0,
    ),
    ("shared_thing", "one child, said by two agencies", [("contact", AMY, 5, "7700900123")] * 2, NOBODY, 0),
    (
        "shared_thing",
        "a number both give, and nothing else",
        [("contact", w, 5, "7700900123") for w in (AMY, CAZ)],
        NOBODY,
        0,
    ),
    (
        "shared_thing",
        "a number both give, one of them missing",
        [*(("contact", w, 5, "7700900123") for w in (AMY, CAZ)), ("missing", CAZ, 40)],
        NOBODY,
        1,
    ),
    (
        "shared_thing",
        "a number both give, another child missing",
        [*(("contact", w, 5, "7700900123") for w in (AMY, CAZ)), ("missing", DEE, 40)],
        NOBODY,
        0,
    ),
    (
        "shared_thing",
        "a number both give, missing two years ago",
        [*(("contact", w, 5, "7700900123") for w in (AMY, CAZ)), ("missing", CAZ, 800)],
        NOBODY,
        0,
    ),
    ("shared_thing", "a telephone of the network", [("phone", w, 5, "t1") for w in (AMY, CAZ)], NOBODY, 1),
    ("shared_address", "an address alone", [("address", w, 5, "ZZ11AA4") for w in (AMY, CAZ)], NOBODY, 0),
    (
        "shared_address",
        "an address and a telephone",
        [(c, w, 5, k) for c, k in (("address", "a"), ("contact", "p")) for w in (AMY, CAZ)],
        NOBODY,
        1,
    ),
    (
        "shared_address",
        "one home and one car",
        [(c, w, 5, k) for c, k in (("home", "a"), ("vehicle", "v")) for w in (AMY, CAZ)],
        NOBODY,
        1,
    ),
    (
        "shared_address",
        "one home and its telephone: one household",
        [(c, w, 5, k) for c, k in (("home", "a"), ("contact", "p")) for w in (AMY, CAZ)],
        HOUSEHOLD,
        0,
    ),
    ("nobody_stands_by", "screened as exploited", [("exploited_now", AMY, 20)], NOBODY, 1),
    ("nobody_stands_by", "and somebody stands by her", [("exploited_now", AMY, 20), ("stood_by", AMY, 0)], NOBODY, 0),
    ("nobody_stands_by", "another child is stood by", [("exploited_now", AMY, 20), ("stood_by", BEN, 0)], NOBODY, 1),
    ("never_talked", "away twice, no talk", [("away", AMY, d) for d in (30, 3)], NOBODY, 1),
    ("never_talked", "a talk in between", [("away", AMY, 30), ("away", AMY, 3), ("talk_held", AMY, 27)], NOBODY, 0),
    ("never_talked", "away once", [("away", AMY, 3)], NOBODY, 0),
    (
        "new_adult",
        "newly linked to a second",
        [("associate", AMY, 400, ADULT), ("associate", CAZ, 10, ADULT)],
        NOBODY,
        1,
    ),
    (
        "new_adult",
        "linked to both for long",
        [("associate", AMY, 400, ADULT), ("associate", CAZ, 390, ADULT)],
        NOBODY,
        0,
    ),
    ("new_adult", "both of one family", [("associate", AMY, 400, ADULT), ("associate", BEN, 10, ADULT)], SIBLINGS, 0),
    ("hot_place", "three events", [("at_place", AMY, d, HOTEL) for d in (20, 9, 1)], NOBODY, 1),
    (
        "hot_place",
        "one event with three children",
        [("at_place", w, 9, HOTEL, ONE_EVENT) for w in (AMY, BEN, CAZ)],
        NOBODY,
        0,
    ),
    ("hot_place", "over three months", [("at_place", AMY, d, HOTEL) for d in (80, 40, 1)], NOBODY, 0),
    ("no_source_of_harm", "an empty part", [("plan_no_source", AMY, 90)], NOBODY, 1),
    ("stale_screening", "older than 90 days", [("screening", AMY, 120)], NOBODY, 1),
    ("stale_screening", "screened again", [("screening", AMY, 120), ("screening", AMY, 20)], NOBODY, 0),
    ("stale_screening", "closed since", [("screening", AMY, 120), ("screening_closed", AMY, 100)], NOBODY, 0),
    ("taken_back", "and work ended", [("taken_back", AMY, 40), ("ended", AMY, 20)], NOBODY, 1),
    ("taken_back", "work ended before", [("taken_back", AMY, 40), ("ended", AMY, 50)], NOBODY, 0),
    ("taken_back", "another child's work ended", [("taken_back", AMY, 40), ("ended", BEN, 20)], NOBODY, 0),
]


@pytest.mark.parametrize(
    ("rule_id", "how", "said", "known", "count"), CASES, ids=lambda c: c if isinstance(c, str) else ""
)
def test_a_rule_is_met_by_its_story_and_not_by_what_looks_like_it(rule_id, how, said, known, count):
    facts = [fact(*one[:4], **({"thing": one[4]} if len(one) > 4 else {})) for one in said]
    assert len(found(rule_id, *facts, known=known)) == count, how


def test_every_rule_and_every_pattern_has_a_story_and_a_look_alike():
    told = {rule_id: {n for r, _, _, _, n in CASES if r == rule_id} for rule_id, *_ in CASES}
    lacking = {one.id for one in book.findings()} - told.keys()
    assert not lacking
    assert {one.looks_for for one in book.findings()} == set(PATTERNS)
    assert all(counts == {0, 1} for rule, counts in told.items() if rule != "no_source_of_harm")


@given(st.randoms(use_true_random=False), st.sampled_from(CASES))
def test_the_same_facts_make_the_same_prompt_whoever_and_wherever_they_are(chance: random.Random, case):
    """Everybody is given another key, family and folder, the facts another order: the same prompts result."""
    rule_id, _, said, known, _ = case
    facts = [fact(*one[:4], **({"thing": one[4]} if len(one) > 4 else {})) for one in said]
    people = sorted({one.person_id for one in facts})
    other = dict(zip(people, (UUID(int=n) for n in chance.sample(range(1, 10**9), len(people))), strict=True))
    moved = [replace(one, person_id=other[one.person_id], folder_id=uuid4()) for one in facts]
    chance.shuffle(moved)
    kin = {other[k]: other.get(v, v) for k, v in known.family_of.items() if k in other}
    before, after = found(rule_id, *facts, known=known), found(rule_id, *moved, known=Known({}, kin, TODAY))
    assert [one.fact_key for one in before] == [one.fact_key for one in after]


def test_the_patterns_are_given_nothing_a_name_an_origin_or_an_area_could_hide_in():
    assert {one.name for one in fields(Sighting)} == {
        "code",
        "person_id",
        "thing",
        "folder_id",
        "on",
        "key",
        "is_child",
    }


def test_why_it_is_asked_now_is_shown_and_does_not_make_it_another_prompt():
    shared = [fact("contact", w, 5, "7700900123") for w in (AMY, CAZ)]
    (once,) = found("shared_thing", *shared, fact("missing", AMY, 40))
    (again,) = found("shared_thing", *shared, fact("missing", AMY, 40), fact("missing", AMY, 2))
    assert once.fact_key == again.fact_key
    assert [one.on for one in again.beside] == [TODAY - timedelta(days=2)]


def test_a_number_this_partnership_knows_joins_nobody():
    rule = replace(book.finding("shared_thing"), ignores=("7700900123",))
    shared = [fact("contact", w, 5, "7700900123") for w in (AMY, CAZ)]
    assert find(rule, [*shared, fact("missing", AMY, 40)], NOBODY) == []


def test_two_statements_of_one_child_are_one_child():
    facts = [fact("crime_victim", w, d) for w, d in ((AMY, 200), (BEN, 90), (BEN, 3))]
    assert found("repeat_victim", *facts) == []
    assert len(found("repeat_victim", *facts, known=Known({AMY: AMY, BEN: AMY}, {}, TODAY))) == 1


def test_a_withdrawn_rule_finds_nothing():
    rule = replace(book.finding("repeat_victim"), withdrawn_on=TODAY, withdrawn_why="It was wrong.")
    assert find(rule, [fact("crime_victim", AMY, d) for d in (200, 90, 3)], NOBODY) == []


def test_families_are_joined_step_by_step():
    assert groups([(AMY, BEN), (CAZ, BEN)]) == {AMY: AMY, BEN: AMY, CAZ: AMY}
