"""Two statements weighed: what a worker would link, what must stay apart, and reasons one can read."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kingfisher.people.matching.keys import MOST_KEYS, keys_for
from kingfisher.people.matching.shapes import Statement
from kingfisher.people.matching.weigh import Frequencies, compare, shipped_model
from kingfisher.rulebook import ask

CHLOE = Statement(
    "P1", "police", given="Chloe", family="Smyth-Okafor", dob="2011-03-04", sex="F",
    address="14 Mill Road", town="Saltmere", postcode="ZZ1 2AB", phones=("07700 900123",),
    parent_name="Grace Okafor",
)  # fmt: skip
CLOE = Statement(
    "H1", "health", given="Okafor", family="Cloe", dob="2011-04-03", sex="F", nhs_number="9000000009",
    nhs_verified=True,
    address="Flat 2, 14 Mill Rd", town="SALTMERE", postcode="ZZ12AB", parent_name="Grace Okafor",
)  # fmt: skip
TWIN = replace(CHLOE, record_id="H2", agency="health", given="Zoe")
FATHER = replace(
    CHLOE,
    record_id="H3",
    kind="adult",
    given="Jack",
    family="Reed",
    dob="1980-01-09",
    sex="M",
    parent_name="",
)
SON = replace(FATHER, record_id="S3", kind="child", dob="2010-06-02")
NAMESAKE = Statement(
    "C4",
    "council",
    given="Chloe",
    family="Okafor",
    dob="2004-08-30",
    sex="F",
    town="Elverham",
    postcode="ZZ9 9ZZ",
)


def test_chloe_smyth_okafor_is_found_as_okafor_cloe_with_her_birth_date_the_other_way_round():
    found = compare(CHLOE, CLOE)
    assert found.probability > 0.9
    said = {r.sentence for r in found.reasons}
    assert "Birth date: same day and month, swapped" in said
    assert "Order of names: first and family name are the other way round" in said
    assert set(keys_for(CHLOE)) & set(keys_for(CLOE))


@pytest.mark.parametrize(("one", "other"), [(CHLOE, TWIN), (FATHER, SON), (CHLOE, NAMESAKE), (CLOE, TWIN)])
def test_twins_father_and_son_and_namesakes_are_not_linked(one, other):
    found = compare(one, other)
    assert found.probability < ask.linking().link_from
    assert not found.decisive


def test_what_else_two_could_be_is_said():
    assert "twin" in compare(CHLOE, TWIN).against
    assert "relative" in compare(FATHER, SON).against
    assert "same name" in compare(CHLOE, NAMESAKE).against


def test_a_rare_name_in_common_weighs_more_than_a_common_one():
    counts = Frequencies({"chloe": 4000, "zephyrine": 1}, {"smith": 9000, "quillfeather": 2}, 300_000)
    common = [Statement("a", given="Chloe", family="Smith"), Statement("b", given="Chloe", family="Smith")]
    rare = [replace(s, given="Zephyrine", family="Quillfeather") for s in common]
    assert compare(*rare, counts).weight > compare(*common, counts).weight + 5


def test_a_machine_may_link_only_on_a_traced_number_with_the_birth_date():
    same = replace(CHLOE, agency="council", nhs_number="9000000009", dob="2011-03-04")
    health = replace(same, record_id="H9", agency="health", nhs_verified=True)
    assert compare(same, health).decisive
    assert not compare(same, replace(health, nhs_verified=False)).decisive
    assert not compare(same, replace(health, dob="2009-11-30")).decisive
    assert not compare(same, replace(health, given="Zoe")).decisive
    assert not compare(same, replace(health, sex="M")).decisive
    assert not compare(CHLOE, replace(CHLOE, record_id="x")).decisive


def test_a_number_that_fails_its_check_never_links_silently():
    wrong = replace(CHLOE, nhs_number="9000000008", nhs_verified=True)
    assert not compare(wrong, replace(wrong, record_id="x")).decisive


def test_two_empty_statements_are_not_one_person():
    assert compare(Statement("a"), Statement("b")).probability < 0.5
    assert keys_for(Statement("a")) == []


def test_every_level_a_comparison_gives_has_a_sentence_and_a_weight():
    model = shipped_model()
    for found in (compare(a, b) for a in (CHLOE, CLOE, TWIN, FATHER, SON) for b in (CHLOE, NAMESAKE, SON, CLOE)):
        for reason in found.reasons:
            assert ": " in reason.sentence
            assert reason.level in model.chances[reason.comparison]


PHRASE = st.text(max_size=20) | st.sampled_from(
    ["Mohammed Ali", "O'Brien", "SMITH, Jane", "Khan", "J", "Baby", "al-Amin"]
)
DATES = st.sampled_from(["2011-03-04", "2011-04-03", "01/01/2011", "about 14", "2011", "", "31/02/2011", None])
STATEMENTS = st.builds(
    Statement,
    record_id=st.text(max_size=3),
    agency=st.sampled_from(["police", "health"]),
    kind=st.sampled_from(["child", "adult"]),
    dob=DATES,
    sex=st.sampled_from(["M", "f", "", "?"]),
    nhs_number=PHRASE | st.sampled_from(["9000000009", "9000000008"]),
    postcode=PHRASE | st.just("ZZ1 2AB"),
    phones=st.tuples(PHRASE),
    **dict.fromkeys(
        [
            "given",
            "middle",
            "family",
            "known_as",
            "alias",
            "upn",
            "pnc_id",
            "address",
            "town",
            "parent_name",
            "school",
        ],
        PHRASE,
    ),
)


@settings(max_examples=150, deadline=None)
@given(STATEMENTS, STATEMENTS)
def test_any_two_statements_can_be_weighed_and_which_came_first_never_matters(one, other):
    there, back = compare(one, other), compare(other, one)
    assert there.probability == pytest.approx(back.probability)
    assert {(r.comparison, r.level) for r in there.reasons} == {(r.comparison, r.level) for r in back.reasons}
    assert 0 <= there.probability <= 1


@settings(max_examples=150, deadline=None)
@given(STATEMENTS)
def test_a_statement_never_has_more_keys_than_the_table_should_hold(one):
    keys = keys_for(one)
    assert len(keys) == len(set(keys)) <= MOST_KEYS
