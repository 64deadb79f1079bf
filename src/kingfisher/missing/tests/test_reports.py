"""Reports of missing children: none lost, none counted twice, whoever sends them and however badly."""

from datetime import timedelta

import pytest

from kingfisher.access.entry import actor_for
from kingfisher.missing import actions, queries
from kingfisher.missing.tests.builders import before, came_back, missing, reported
from kingfisher.postroom import queries as postroom

pytestmark = pytest.mark.django_db


def test_a_police_report_is_an_absence_that_police_and_the_front_door_see(cast, be, now):
    key = missing(cast, now, police_ref="SM-1", risk="medium")
    for name in ("ines", "priya", "dele"):
        with be(name) as actor:
            row = queries.missing_now(actor)[0].episode
            assert (row.id, row.name, row.risk) == (key, "Maya Reed", "medium")
    with be("hana") as hana:
        assert queries.missing_now(hana) == [], "a charity that does not search sees nobody"


def test_the_same_report_again_changes_nothing(cast, be, now):
    first = reported(cast, now, key="one", police_ref="SM-1")
    again = reported(cast, now, key="one", police_ref="SM-1")
    other = reported(cast, now, key="one", police_ref="SM-1", wearing="Red coat")
    assert (again.again, again.ref, again.episode_ref) == (True, first.ref, first.episode_ref)
    assert other.ref != first.ref, "a key used twice does not swallow what was said the second time"
    assert other.episode_id == first.episode_id


def test_a_carers_report_and_polices_are_one_absence(cast, be, now, carer):
    first = reported(cast, now, by="bryn", door="page", source="carer", last_seen_at=now - timedelta(hours=3))
    police = reported(cast, now, police_ref="SM-9", last_seen_at=now - timedelta(hours=2), last_seen_place="Station")
    assert police.joined
    assert police.episode_id == first.episode_id
    with be("priya") as priya:
        file = queries.episode_file(priya, first.episode_id)
        assert file.episode.police_ref == "SM-9"
        assert file.episode.last_seen_place == "Quay Street bus stop", "what stood first is not laid over"
        assert "last seen place: Station" in file.steps[1].words, "what was said otherwise is kept beside it"
        assert len(file.history) == 1


def test_a_feed_that_cuts_at_midnight_is_one_absence(cast, be, now):
    start = now - timedelta(days=2)
    first = reported(cast, now, last_seen_at=start, found_at=start + timedelta(hours=2))
    second = reported(cast, now, last_seen_at=start + timedelta(hours=2, minutes=1), reported_at=start +
                      timedelta(hours=3), found_at=start + timedelta(hours=6))  # fmt: skip
    assert second.episode_id == first.episode_id
    with be("priya") as priya:
        assert len(queries.history(priya, {queries.episode_file(priya, first.episode_id).episode.person_id})) == 1


def test_another_evening_is_another_absence_of_the_same_child(cast, be, now):
    first, second = before(cast, now, 10), missing(cast, now)
    assert first != second
    with be("priya") as priya:
        row = queries.missing_now(priya)[0]
        assert (row.episode.id, row.times) == (second, 2)
        assert [c.title for c in row.crossings] == ["Twice in 28 days"]


def test_two_children_of_one_name_are_not_one(cast, be, now):
    missing(cast, now)
    missing(cast, now, born_on="2010-01-02")
    with be("priya") as priya:
        assert len(queries.missing_now(priya)) == 2


@pytest.mark.parametrize("body", [b"", b"not json", b"[]", b"\xff\xfe", b'{"born_on": "2012-05-03"}', b"[" * 100_000,
                                  b'{"name": 7}', b'{"name": "\\u0000"}'])  # fmt: skip
def test_what_nobody_can_read_is_kept_for_a_person(cast, be, now, body):
    actor = actor_for(cast.placements["police_system"], at=now, via="api")
    taken = actions.take_in(actor, body=body, door="api", at=now)
    assert (taken.outcome, taken.episode_id) == ("unreadable", None)
    with be("priya") as priya:
        came, kept, _ = postroom.arrival_body(priya, postroom.arrival_by_ref(priya, taken.ref).id)
        assert (kept, came.outcome) == (body, "unreadable")


def test_odd_values_are_named_and_the_rest_is_read(cast, be, now):
    taken = reported(cast, now, risk="enormous", last_seen_at="soon", wearing=["red"], colour="blue",
                     found_at=now + timedelta(days=1), worry="x" * 9_000)  # fmt: skip
    assert taken.outcome == "received"
    said = " ".join(taken.problems)
    for name in ("risk", "last_seen_at", "wearing", "colour", "found_at"):
        assert name in said
    with be("priya") as priya:
        row = queries.episode_file(priya, taken.episode_id).episode
        assert (row.risk, row.is_open) == ("", True), "an odd risk is not filled in, a future return not believed"


def test_police_say_that_the_child_is_back_by_their_reference(cast, be, now):
    key = missing(cast, now, police_ref="SM-4")
    back = reported(cast, now, what="back", name="", born_on="", police_ref="SM-4", found_at=now - timedelta(minutes=9),
                    found_place="Harbour", found_how="police", last_seen_place="")  # fmt: skip
    assert back.episode_id == key
    with be("priya") as priya:
        file = queries.episode_file(priya, key)
        assert (file.episode.state, file.episode.found_place) == ("back", "Harbour")
        assert file.interview.state == "due"


def test_a_late_report_of_an_absence_that_is_over_does_not_open_it_again(cast, be, now):
    since = now - timedelta(hours=8)
    key = missing(cast, now, since=since, police_ref="SM-5")
    came_back(be, key, now, found_at=now - timedelta(hours=2))
    seen, told = since + timedelta(hours=1), since + timedelta(hours=2)
    late = reported(cast, now, by="school_system", last_seen_at=seen, reported_at=told)
    assert late.episode_id == key
    with be("priya") as priya:
        assert queries.episode_file(priya, key).episode.state == "back"


def test_gone_again_within_the_hour_is_the_same_absence_and_open(cast, be, now):
    key = missing(cast, now, since=now - timedelta(hours=5))
    came_back(be, key, now, found_at=now - timedelta(minutes=40))
    again = reported(cast, now, last_seen_at=now - timedelta(minutes=10))
    assert again.episode_id == key
    with be("priya") as priya:
        assert queries.episode_file(priya, key).episode.is_open


def test_a_placed_childs_authorities_are_both_to_be_told(cast, be, now):
    key = missing(cast, now, placed_by="Kestrelshire", home="Reed House")
    with be("priya") as priya:
        notices = {n.part: n for n in queries.episode_file(priya, key).notices}
        assert (notices["placing"].authority, notices["placing"].told_at) == ("Kestrelshire", None)
        assert notices["host"].told_at is not None
        assert queries.missing_now(priya)[0].untold == 1
        actions.tell_authority(priya, notice_id=notices["placing"].id, whom="Duty, 01632 960555", at=now)
        assert queries.missing_now(priya)[0].untold == 0
