"""What passes to another council and to the duty team: it is not done until the other side says that it has it."""

from datetime import datetime

import pytest

from kingfisher.clocks import queries as clocks
from kingfisher.kernel.links import url_for
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import Denied
from kingfisher.postroom import queries as postroom
from kingfisher.referrals import actions, queries
from kingfisher.referrals.actions import NeedsWords, NotYet, TransferSaid
from kingfisher.referrals.queries import EVENING, MORNING, night_of
from kingfisher.referrals.tests.builders import decided, rated, sent

pytestmark = pytest.mark.django_db
NORTHWICK = TransferSaid("Northwick Council", "Jo Marsh, 01632 960 777", "Maya has moved there; a second phone.")


@pytest.fixture
def contact(cast, now):
    return sent(cast, now).contact_id


@pytest.fixture
def moved(be, contact, now):
    """Decided: it is for another council."""
    decided(be, contact, now, outcome="transfer_other_la", level="3")
    return contact


def passed(be, contact, now, said=NORTHWICK):
    with be("priya") as priya:
        return actions.transfer_out(priya, contact_id=contact, said=said, at=now)


def only(be, contact):
    with be("priya") as priya:
        (one,) = queries.transfers_of(priya, contact)
        return one


def test_nothing_is_passed_to_another_council_before_that_is_what_was_decided(be, contact, now):
    with pytest.raises(NotYet, match="has not been decided"):
        passed(be, contact, now)


def test_what_was_sent_and_to_whom_is_kept_and_a_clock_waits_for_them_to_say_that_they_have_it(be, moved, now):
    passed(be, moved, now)
    one = only(be, moved)
    assert (one.council, one.acknowledged_at, one.clock.rule_id) == ("Northwick Council", None, "transfer_acknowledged")
    with be("priya") as priya:
        (went,) = [d for d in postroom.departures_about(priya, ("referrals.contact", moved)) if d.kind == "transfer"]
        assert went.body == NORTHWICK.words
        assert "Maya" not in went.title


def test_the_clock_of_a_transfer_leads_to_its_page_and_nobody_elses(be, moved, now, signed_in):
    passed(be, moved, now)
    address = url_for(*only(be, moved).clock.subject)
    assert signed_in("priya").get(address)["Location"] == f"/referrals/contact/{moved}/transfer"
    assert signed_in("marcus").get(address).status_code in (403, 404)
    assert signed_in("priya").get(f"/referrals/transfers/{moved}").status_code == 404


def test_when_they_have_it_the_clock_stops_and_it_is_said_once(be, moved, now):
    key = passed(be, moved, now)
    with be("priya") as priya:
        assert actions.chase_transfer(priya, transfer_id=key, at=now) == 1
        with pytest.raises(NeedsWords):
            actions.acknowledge_transfer(priya, transfer_id=key, who=" ", at=now)
        actions.acknowledge_transfer(priya, transfer_id=key, who="Jo Marsh rang back.", their_ref="NW-12", at=now)
        with pytest.raises(NotYet):
            actions.acknowledge_transfer(priya, transfer_id=key, who="Again.", at=now)
        assert clocks.for_subject(priya, ("referrals.transfer", key), open_only=True) == []
        assert queries.transfers_waiting(priya) == []
    assert (only(be, moved).their_ref, only(be, moved).acknowledged_words) == ("NW-12", "Jo Marsh rang back.")


def test_it_stands_on_the_desk_until_the_other_council_says_that_it_has_it(be, moved, now):
    key = passed(be, moved, now)
    with be("priya") as priya:
        (waits,) = [w for w in queries.work_waiting(priya) if "Northwick" in w.title]
        assert waits.href == f"/referrals/contact/{moved}/transfer"
        assert waits.due_at is not None
        actions.acknowledge_transfer(priya, transfer_id=key, who="Jo Marsh", at=now)
        assert not [w for w in queries.work_waiting(priya) if "Northwick" in w.title]


def test_where_a_child_is_in_danger_it_is_rung_and_never_only_written(be, cast, now):
    contact = sent(cast, now, danger_now="yes").contact_id
    decided(be, contact, now, outcome="transfer_other_la", level="3")
    said = TransferSaid(NORTHWICK.council, NORTHWICK.person, NORTHWICK.words, how="email")
    with pytest.raises(NotYet) as refused:
        passed(be, contact, now, said)
    assert refused.value.gaps == ("They say that a child is in danger now: ring.",)


def test_a_contact_that_came_from_another_council_has_a_clock_for_us_to_tell_them(be, contact, now):
    with be("priya") as priya:
        said = TransferSaid("Northwick Council", "Jo Marsh", "They moved here.", their_ref="NW-7")
        key = actions.came_from(priya, contact_id=contact, said=said, at=now)
        actions.acknowledge_transfer(priya, transfer_id=key, who="Told Jo Marsh by telephone.", at=now)
    assert (only(be, contact).is_out, only(be, contact).clock.state.value) == (False, "met")


def test_nobody_outside_the_front_door_passes_anything_on(be, moved, now):
    with be("tom") as tom, pytest.raises(Denied):
        actions.transfer_out(tom, contact_id=moved, said=NORTHWICK, at=now)


def london(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("at", "part", "day", "closes", "opens"),
    [
        (london(25, 14), EVENING, 25, london(25, 17), london(26, 8, 30)),
        (london(25, 17), EVENING, 25, london(25, 17), london(26, 8, 30)),
        (london(26, 3), EVENING, 25, london(25, 17), london(26, 8, 30)),
        (london(26, 3), MORNING, 26, london(25, 17), london(26, 8, 30)),
        (london(26, 8, 30), MORNING, 26, london(25, 17), london(26, 8, 30)),
        (london(26, 16), MORNING, 26, london(25, 17), london(26, 8, 30)),
        (london(27, 16), EVENING, 27, london(27, 17), london(30, 8, 30)),  # a Friday
        (london(26, 12, month=12), MORNING, 29, london(24, 17, month=12), london(29, 8, 30, month=12)),  # Christmas
    ],
)
def test_the_night_a_handover_is_about(be, at, part, day, closes, opens):
    with be("priya", at=at) as priya:
        found = night_of(priya, part)
    assert (found.day.day, found.closes_at, found.opens_at) == (day, closes, opens)


def refs(be, at, part):
    with be("priya", at=at) as priya:
        return [r.id for r in queries.handover(priya, part).rows]


def test_the_evening_list_has_what_cannot_wait_and_leaves_out_what_can(be, cast, now):
    danger = sent(cast, now, key="1", danger_now="yes").contact_id
    calm = sent(cast, now, key="2").contact_id
    rated(be, calm, now, "green")
    listed = refs(be, now, EVENING)
    assert danger in listed
    assert calm not in listed


def test_the_morning_list_has_what_came_in_overnight(be, cast, now):
    came = sent(cast, now).contact_id
    with be("priya") as priya:
        night = queries.handover(priya, MORNING)
    assert (came in [r.id for r in night.rows]) == (now >= night.closes_at)


def test_whoever_has_read_it_says_so_once_and_the_next_sees_who_did(be, now):
    with be("priya") as priya:
        day = queries.handover(priya, EVENING).day
        for _ in range(2):
            actions.read_handover(priya, part=EVENING, day=day, at=now)
    with be("ruth") as ruth:
        found = queries.handover(ruth, EVENING)
        assert ([who.name for who, _ in found.read_by], found.read_by_me) == (["Priya Nair"], False)
        assert queries.handover(ruth, MORNING).read_by == ()


def test_a_police_researcher_at_the_front_door_reads_no_handover_of_the_councils(be, now):
    with be("tom") as tom, pytest.raises(Denied):
        queries.handover(tom, EVENING)


def test_the_handover_page_is_read_and_says_by_whom(signed_in, cast, now):
    sent(cast, now, danger_now="yes", safety="With her aunt in Quay Street.")
    priya = signed_in("priya")
    page = priya.get("/referrals/handover?part=evening").content.decode()
    assert "Maya Reed" in page
    assert "With her aunt" in page
    assert priya.post("/referrals/handover", {"part": "evening"}).status_code == 302
    assert "Priya Nair" in priya.get("/referrals/handover?part=evening").content.decode().split('id="read"')[1]
    assert signed_in("marcus").get("/referrals/handover").status_code == 403


def test_the_page_passes_it_on_and_records_that_they_have_it(signed_in, moved):
    priya, address = signed_in("priya"), f"/referrals/contact/{moved}/transfer"
    said = {"do": "out", "out-council": "Northwick Council", "out-person": "Jo Marsh", "out-how": "telephone",
            "out-words": "Maya has moved there."}  # fmt: skip
    assert priya.post(address, said).status_code == 302
    page = priya.get(address).content.decode()
    key = page.split('name="transfer" value="')[1][:36]
    assert priya.post(address, {"do": "chase", "transfer": key}).status_code == 302
    assert (
        priya.post(address, {"do": "have_it", "transfer": key, "have_it-who": "Jo Marsh, just now"}).status_code == 302
    )
    assert "Jo Marsh, just now" in priya.get(address).content.decode()
