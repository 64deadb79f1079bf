"""The search box against the policy: who turns up for whom, what is said of them, and what is recorded."""

import json
from datetime import date

import pytest
from django.db import connection

from kingfisher.access import actions as access
from kingfisher.people import actions, queries
from kingfisher.people.rules import AddressSaid, IdentifierSaid, Said

BORN = date(2012, 3, 4)
REFUGE = AddressSaid("9 Quiet Lane", "Saltmere", "ZZ9 9ZZ")


def known(actor, now, category="general", **said):
    folder = access.open_folder(actor, kind="person", category=category, at=now)
    return actions.state_person(actor, folder_id=folder, said=Said(**({"born_on": BORN} | said)), at=now)


@pytest.fixture
def jessie(be, now):
    found = {}
    with be("tom") as tom:
        found["police"] = known(tom, now, given_name="Jessica", family_name="Marlowe", addresses=(REFUGE,))
        found["crime"] = known(tom, now, "crime_and_safety", given_name="Jesica", family_name="Marlow",
                               addresses=(REFUGE,), phones=("07700 900123",))  # fmt: skip
        found["intelligence"] = known(tom, now, "intelligence", given_name="Jess", family_name="Marlowe",
                                      identifiers=(IdentifierSaid("username", "jessm_12"),))  # fmt: skip
    with be("asha") as asha:
        found["health"] = known(asha, now, given_name="Jessie", family_name="Marlowe")
    return found


def everybody(hits):
    return {one.person_id: one for hit in hits for one in (hit, *hit.alike)}


def recorded(last):
    """What the newest lines of the record say, without the salt that tells no two lines alike."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT facts, cardinality(folder_ids) FROM access_auditline ORDER BY id DESC LIMIT %s", [last])
        lines = [json.loads(facts) | {"folders": folders} for facts, folders in cursor.fetchall()]
    return [{name: value for name, value in line.items() if name != "salt"} for line in lines]


@pytest.mark.parametrize(
    "words", ["jessica marlowe", "marlow jess", "jesisca marlow", "jesica 4/3/12", "jessie about 14 quiet lane"]
)
def test_the_front_door_finds_her_at_each_agency_that_shares(words, jessie, be):
    with be("priya") as priya:
        found = everybody(queries.search(priya, words))
    assert {jessie["police"], jessie["health"]} & found.keys()
    assert jessie["intelligence"] not in found


def test_records_of_one_child_stand_together_and_each_keeps_its_own_words(jessie, be):
    with be("priya") as priya:
        (hit,) = queries.search(priya, "jessica marlowe 4/3/2012")
    assert {hit.person_id, *(one.person_id for one in hit.alike)} == {
        jessie["police"],
        jessie["crime"],
        jessie["health"],
    }
    assert {one.statement.name for one in (hit, *hit.alike) if one.statement} == {"Jessica Marlowe", "Jessie Marlowe"}


def test_a_record_that_may_only_be_known_of_says_nothing_but_why(jessie, be):
    with be("priya") as priya:
        found = everybody(queries.search(priya, "jesica marlow"))[jessie["crime"]]
    assert (found.level, found.statement) == (1, None)
    assert found.reasons


@pytest.mark.parametrize("words", ["9 quiet lane saltmere", "zz9 9zz", "07700 900123"])
def test_guessing_where_somebody_lives_does_not_find_a_record_one_may_only_know_of(words, jessie, be):
    with be("priya") as priya:
        assert jessie["crime"] not in everybody(queries.search(priya, words))


def test_a_username_in_intelligence_is_found_by_police_alone(jessie, be):
    with be("priya") as priya:
        assert queries.search(priya, "jessm_12") == []
    with be("tom") as tom:
        assert jessie["intelligence"] in everybody(queries.search(tom, "@jessm_12"))


def test_the_hidden_and_the_missing_look_alike_down_to_the_record_of_the_search(jessie, be):
    with be("hana") as hana:
        assert queries.search(hana, "jessica marlowe") == queries.search(hana, "nobody atall") == []
        hidden, missing = recorded(2)
    assert hidden.pop("words") != missing.pop("words")
    assert hidden == missing


def test_a_newer_statement_is_found_by_its_new_words_and_no_longer_by_its_old(jessie, be, now):
    with be("tom") as tom:
        said = Said(given_name="Jessica", family_name="Thornbury", born_on=BORN)
        actions.restate(tom, person_id=jessie["police"], said=said, at=now)
        assert jessie["police"] in everybody(queries.search(tom, "thornbury jessica"))
        assert queries.search(tom, "ZZ9 9ZZ jessica marlowe")[0].person_id != jessie["police"]


def test_whoever_sees_little_still_finds_what_is_hers_among_many_of_the_name(be, now):
    with be("tom") as tom:
        for _ in range(120):
            known(tom, now, "intelligence", given_name="Jack", family_name="Smith")
    with be("hana") as hana:
        hers = known(hana, now, given_name="Jack", family_name="Smith")
        assert [hit.person_id for hit in queries.search(hana, "jack smith")] == [hers]


def test_nobody_reads_lexemes_of_what_is_shut_to_them(jessie, be):
    with be("hana"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_findable")
        assert cursor.fetchone()[0] == 0


def test_every_search_is_recorded_with_its_words_and_what_was_shown(jessie, be):
    with be("priya") as priya:
        queries.search(priya, "jessica marlo", typing=True)
        (line,) = recorded(1)
    assert (line["words"], line["typing"]) == ("jessica marlo", True)
    assert line["shown"] == line["folders"] > 0


def test_the_empty_box_offers_what_i_looked_for_lately_whole_and_once_and_nobody_elses(jessie, signed_in):
    priya = signed_in("priya")
    for typed in ("jess", "jessica mar", "jessica marlowe", "ivy keele"):
        priya.get("/people/search", {"q": typed}, headers={"HX-Request": "true"})
    priya.get("/people/search", {"q": "Jessica Marlowe"})
    page = priya.get("/people/search").content.decode()
    assert [page.count(f">{words}</a>") for words in ("Jessica Marlowe", "jessica marlowe", "ivy keele")] == [1, 0, 1]
    assert ">jess</a>" not in page and ">jessica mar</a>" not in page
    assert "in the last seven days" not in signed_in("asha").get("/people/search").content.decode()
