"""Known without pooling: what an agency learnt by tokens is brought in beside its own records, and nothing more."""

import pytest

from kingfisher.exchange import queries
from kingfisher.kernel.verdict import NotThere
from kingfisher.people.actions import list_calls
from kingfisher.people.queries import who_else

PERSONS = "person_id,given_names,family_name,born_on\nP1,Rowan,Ash,03/04/2012\nP2,Kit,Birch,05/06/2011\n"
KNOWN = "person_id,known_to,their_ref,likely\nP1,police,ab12cd34,0.97\n"


@pytest.fixture
def rowan(bring, found):
    bring("csv", PERSONS)
    bring("csv", KNOWN)
    return found("P1")[0].id


def asked(be, who, key):
    with be(who) as actor:
        return [hit for hit in who_else(actor, key) if hit.reference]


def test_who_else_is_involved_names_the_agency_and_its_own_reference_and_nothing_of_its_record(rowan, be):
    (hit,) = asked(be, "dele", rowan)
    assert (hit.reference, hit.likely, hit.worker_name, hit.since_on) == ("ab12cd34", 97, "", None)


def test_a_call_to_it_is_listed_and_closed_like_any_other(rowan, be, now):
    with be("dele") as dele:
        assert list_calls(dele, person_id=rowan, at=now) == 1
    (hit,) = asked(be, "dele", rowan)
    assert hit.call and hit.call.is_open


def test_a_newer_file_says_it_anew_and_the_same_file_changes_nothing(rowan, bring, be):
    assert bring("csv", KNOWN)["unchanged"] == 1
    assert bring("csv", KNOWN.replace("ab12cd34", "ffff0000"))["known_changed"] == 1
    assert [hit.reference for hit in asked(be, "dele", rowan)] == ["ffff0000"]


def test_an_agency_nobody_knows_a_stranger_and_a_line_without_a_reference_are_turned_away_with_why(bring, be):
    bring("csv", PERSONS)
    counts = bring("csv", KNOWN + "P1,scouts,ee,0.9\nP9,police,ee,0.9\nP2,police,,0.9\nP2,police,ee,high\n")
    assert (counts["known_new"], counts["rejects"]) == (1, 4)
    with be("nadia") as actor:
        told = {one.line: (one.field, one.reason) for one in queries.remarks(actor, bring.run_id)}
    assert "code" in told[3][1] and "brought in" in told[4][1]
    assert (told[5][0], told[6][0]) == ("their_ref", "likely")


def test_another_agency_learns_no_more_of_it_than_of_the_record(rowan, be):
    with pytest.raises(NotThere):
        asked(be, "hana", rowan)
    with be("hana") as hana, pytest.raises(NotThere):
        list_calls(hana, person_id=rowan, at=hana.at)
