"""What was done at once is written down afterwards with its true times, and the clocks count from those."""

from datetime import timedelta

import pytest

from kingfisher.chronology import queries as chronology
from kingfisher.clocks import queries as clocks
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import Denied
from kingfisher.people.rules import Said
from kingfisher.postroom import actions as postroom
from kingfisher.postroom import queries as arrivals
from kingfisher.referrals import actions, queries
from kingfisher.referrals.actions import DoneAtOnce, NotYet
from kingfisher.referrals.said import ConcernSaid, PersonNamed
from kingfisher.referrals.tests.builders import concern
from kingfisher.ui.paging import Ask

pytestmark = pytest.mark.django_db
KIND = "referrals.contact"
SAID = ConcernSaid(
    people=(PersonNamed(Said(kind="child", given_name="Maya", family_name="Reed", born_on=None)),),
    what_happened="Found by officers at two in the morning, alone with two men.", danger_now="no",
)  # fmt: skip


def recorded(be, now, who="priya", **changes):
    done = {
        "measure": "police_protection", "done_at": now - timedelta(hours=9), "known_at": now - timedelta(hours=8),
        "done_by": "PS 4121 Marlow", "words": "Taken to the duty foster carer.", **changes,
    }  # fmt: skip
    with be(who) as actor:
        kept = postroom.accept_once(
            actor, kind="concern", door="telephone", body=concern(), content_type="application/json", at=now
        )
        came = arrivals.arrival_by_ref(actor, kept.ref)
        made = actions.record_afterwards(actor, arrival=came, said=SAID, done=DoneAtOnce(**done), at=now)
        return made.contact_id


def test_the_contact_came_when_it_was_known_and_says_that_it_was_recorded_afterwards(be, now):
    contact = recorded(be, now)
    with be("priya") as priya:
        shown = queries.contact_by_id(priya, contact)
        assert shown.received_at == now - timedelta(hours=8)
        assert shown.recorded_afterwards
        begun = {c.started_at for c in clocks.for_subject(priya, (KIND, contact))}
    assert begun == {now - timedelta(hours=8)}


def test_what_was_written_down_keeps_the_moment_at_which_it_was_written(be, now):
    contact = recorded(be, now)
    with be("priya") as priya:
        arrival = queries.contact_by_id(priya, contact).arrival_id
        came, _, _ = arrivals.arrival_body(priya, arrival)
        (measure,) = queries.measures_of(priya, contact)
    assert came.received_at == measure.recorded_at == now


def test_police_protection_ends_72_hours_after_the_officer_acted_not_after_it_was_typed(be, now):
    contact = recorded(be, now)
    with be("priya") as priya:
        (measure,) = queries.measures_of(priya, contact)
    assert measure.clock.rule_id == "police_protection"
    assert measure.clock.due_at == now - timedelta(hours=9) + timedelta(hours=72)


def test_an_emergency_order_has_the_clock_of_its_eight_days(be, now):
    contact = recorded(be, now, measure="epo", done_by="Family court")
    with be("priya") as priya:
        (measure,) = queries.measures_of(priya, contact)
        assert measure.clock.rule_id == "epo"
        assert measure.clock.due_on == (now - timedelta(hours=9)).astimezone(LONDON).date() + timedelta(days=8)


def test_deciding_the_contact_does_not_stop_the_clock_of_police_protection(be, now):
    contact = recorded(be, now)
    with be("priya") as priya:
        actions.rate(priya, contact_id=contact, rating="red", why="Found at night.", at=now)
        actions.give_advice(priya, contact_id=contact, advice="The duty team has it.", at=now)
        (measure,) = queries.measures_of(priya, contact)
        assert measure.clock.state.is_open


def test_the_childs_history_has_what_was_done_at_the_time_at_which_it_was_done(be, now):
    contact = recorded(be, now)
    with be("priya") as priya:
        child = queries.contact_file(priya, contact).children[0]
        line = next(h for h in chronology.timeline(priya, [child.person_id]) if "Police protection" in h.title)
    assert (line.happened_at, line.known_at) == (now - timedelta(hours=9), now)


def test_a_measure_ends_once_with_when_and_how_and_its_clock_stops_then(be, now):
    contact = recorded(be, now)
    with be("ruth") as ruth:
        (measure,) = queries.measures_of(ruth, contact)
        with pytest.raises(NotYet, match="after it began"):
            actions.end_measure(ruth, emergency_id=measure.id, ended_at=now - timedelta(days=2), how="x", at=now)
        ended = now - timedelta(hours=1)
        actions.end_measure(ruth, emergency_id=measure.id, ended_at=ended, how="She is with her aunt.", at=now)
        (measure,) = queries.measures_of(ruth, contact)
        assert (measure.end_words, measure.clock.state.value) == ("She is with her aunt.", "met")
        assert queries.running_measures(ruth) == []
        with pytest.raises(NotYet):
            actions.end_measure(ruth, emergency_id=measure.id, ended_at=ended, how="Again.", at=now)


@pytest.mark.parametrize(
    ("changes", "gap"),
    [
        ({"measure": "hope"}, "Choose what was done first."),
        ({"done_at": None}, "Say when it was done"),
        ({"known_at": None}, "Say when the front door or the duty team learned of it"),
        ({"done_by": " "}, "Say who did it."),
        ({"words": ""}, "Say what was done, and where the child is now."),
    ],
)
def test_what_is_lacking_is_said_and_nothing_is_made(be, now, changes, gap):
    with pytest.raises(NotYet) as refused:
        recorded(be, now, **changes)
    assert gap in refused.value.gaps[0]
    with be("priya") as priya:
        assert queries.queue(priya, queries.Wanted(), Ask()).rows == []


def test_nothing_is_recorded_as_done_later_than_now_or_by_somebody_outside_the_front_door(be, now):
    with pytest.raises(NotYet):
        recorded(be, now, done_at=now + timedelta(minutes=1))
    with pytest.raises(Denied):
        recorded(be, now, who="dele")


def boxes(name, moment) -> dict:
    here = moment.astimezone(LONDON)
    said = {"day": here.day, "month": here.month, "year": here.year, "time": f"{here:%H:%M}"}
    return {f"{name}-{part}": str(value) for part, value in said.items()}


def test_the_page_records_it_and_shows_the_true_time(signed_in, be, now):
    priya = signed_in("priya")
    said = {
        "measure": "police_protection", "done_by": "PS 4121 Marlow", "at_once": "Taken to a foster carer.",
        "children": "1", "child-0-name": "Maya Reed", "what_happened": "Found at night.", "my_agency": "Police",
        "once": "a",
        **boxes("done_at", now - timedelta(hours=9)), **boxes("known_at", now - timedelta(hours=8)),
    }  # fmt: skip
    answer = priya.post("/referrals/afterwards", said)
    assert answer.status_code == 302, answer.content.decode()
    assert priya.post("/referrals/afterwards", said)["Location"] == answer["Location"]
    page = priya.get(answer["Location"]).content.decode()
    assert "recorded afterwards" in page
    assert "Police protection ends" in page
    end = page.split('id="measures"')[1].split('href="')[1].split('"')[0]
    ended = {"how": "She is with her aunt.", **boxes("ended_at", now - timedelta(minutes=5))}
    assert priya.post(end, ended).status_code == 302
    assert "She is with her aunt." in priya.get(answer["Location"]).content.decode()
