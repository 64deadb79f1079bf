"""What comes in wrong: kept as it was said, said to be odd on screen, never a crash, never a silent match."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kingfisher.access import actions as access
from kingfisher.people import actions, queries
from kingfisher.people.models import Identifier, Judgement, Person
from kingfisher.people.rules import AddressSaid, AliasSaid, IdentifierSaid, Said, as_kept, oddities

DAY = date(2026, 11, 25)
TEN_NAMES = "Ann Bea Cat Dot Eve Fay Gem Hal Ivy Joy"
words = st.text(max_size=60) | st.sampled_from(
    ["\0", "\ud800", "Zoë 🐦", "\u202eeolhC", "محمد", "' OR 1=1 --", "%_\\", "a" * 10_000, TEN_NAMES, "   ", "\n\r\t"]
)
days = st.none() | st.dates()
numbers = st.builds(
    IdentifierSaid, scheme=st.sampled_from(["nhs_number", "upn", "pnc_id", "made_up"]), value=words,
    verified=st.booleans(),
)  # fmt: skip
anything = st.builds(
    Said, kind=st.sampled_from(["child", "adult", "unborn", "unknown"]), given_name=words, middle_names=words,
    family_name=words, known_as=words, sex=words, born_on=days, born_said=words, expected_on=days, died_on=days,
    school=words, gp=words, phones=st.tuples(words), aliases=st.tuples(st.builds(AliasSaid, words, words, words)),
    identifiers=st.tuples(numbers), addresses=st.tuples(st.builds(AddressSaid, words, words, words, words, days, days)),
    more=st.dictionaries(words, words, max_size=2),
)  # fmt: skip
slowly = settings(
    max_examples=40, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


def kept(actor, now, said):
    folder = access.open_folder(actor, kind="person", category="general", at=now)
    return actions.state_person(actor, folder_id=folder, said=said, at=now)


@slowly
@given(said=anything)
def test_whatever_an_agency_says_is_kept_found_and_shown(said, be, now):
    with be("tom") as tom:
        key = kept(tom, now, said)
        seen = queries.statement(tom, key)
        assert Person.objects.get(id=key).statement.get("family_name", "") == as_kept(said).family_name
        assert seen.name.strip()
        oddities(as_kept(said), on=DAY)
        queries.likely_matches(tom, key)
        assert actions.restate(tom, person_id=key, said=said, at=now) == 1


@slowly
@given(said=anything)
def test_no_statement_is_linked_by_a_machine_for_a_number_that_fails_its_check(said, be, now):
    with be("tom") as tom:
        kept(tom, now, said)
    with be("asha") as asha:
        kept(asha, now, said)
    with be("matching") as service:
        made = actions.link_decisive(service, at=now)
        good = Identifier.objects.filter(flaw="", verified=True).exclude(scheme="made_up")
        assert made == 0 or good.exists()


def test_two_records_with_one_wrong_nhs_number_stay_two(be, now):
    wrong = (IdentifierSaid("nhs_number", "900 000 0001", verified=True),)
    for who in ("tom", "asha"):
        with be(who) as actor:
            kept(actor, now, Said(given_name="Ada", family_name="Quill", born_on=date(2012, 3, 4), identifiers=wrong))
    with be("matching") as service:
        assert actions.link_decisive(service, at=now) == 0
        assert not Judgement.objects.filter(rule="people").exists()


def test_a_right_nhs_number_is_one_number_however_it_is_spaced(be, now):
    for who, number in (("tom", "900-000-0009"), ("asha", "9000000009")):
        with be(who) as actor:
            said = Said(given_name="Ada", family_name="Quill", born_on=date(2012, 3, 4),
                        identifiers=(IdentifierSaid("nhs_number", number, verified=True),))  # fmt: skip
            kept(actor, now, said)
    with be("matching") as service:
        assert actions.link_decisive(service, at=now) == 1


def test_a_name_of_ten_thousand_characters_is_kept_whole(be, now):
    with be("tom") as tom:
        key = kept(tom, now, Said(given_name="x" * 10_000))
        assert len(Person.objects.get(id=key).statement["given_name"]) == 10_000


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (Said(given_name=TEN_NAMES), "many names"),
        (Said(given_name="x" * 10_000), "10,000 characters"),
        (Said(given_name="🐦"), "no letters"),
        (Said(given_name="\u202eeolhC"), "turn the direction"),
        (Said(given_name="Chlo\0e"), "could not be read"),
        (Said(born_on=DAY + timedelta(days=3)), "after the day it was recorded"),
        (Said(born_on=date(1800, 1, 1)), "over 120"),
        (Said(born_said="31/02/2012"), "no such day"),
        (Said(born_on=date(2012, 1, 1), died_on=date(2011, 1, 1)), "before the birth date"),
        (Said(kind="unborn", expected_on=date(2030, 1, 1)), "more than a year"),
        (Said(addresses=(AddressSaid("1 Mill Road", from_on=DAY, until_on=date(2020, 1, 1)),)), "ends before"),
        (Said(identifiers=(IdentifierSaid("nhs_number", "9000000001"),)), "fails its check digit"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_right_is_said_on_screen(said, sentence):
    assert any(sentence in one for one in oddities(as_kept(said), on=DAY))


@pytest.mark.parametrize("name", ["Zoë", "O'Brien-Smyth", "Nguyễn", "محمد", "李小龍", "Ng", "Anna Maria Ioana Popescu"])
def test_an_ordinary_name_of_any_people_is_not_said_to_be_odd(name):
    assert oddities(Said(given_name=name, born_on=date(2012, 3, 4)), on=DAY) == ()
