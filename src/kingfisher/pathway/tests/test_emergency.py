"""Police protection and an emergency protection order: who decided, where the child is, and when it ends."""

from datetime import UTC, datetime, timedelta

import pytest

from kingfisher.chronology import queries as chronology
from kingfisher.clocks import queries as clocks
from kingfisher.meetings.tests.test_pages import when
from kingfisher.pathway import actions, queries
from kingfisher.pathway.actions import NotYet
from kingfisher.pathway.pages.episode_forms import soon
from kingfisher.pathway.tests.builders import begun, discussed, file_of

pytestmark = pytest.mark.django_db
WORDS = "Inspector Duarte, designated officer. At her gran’s."


def taken(be, key, now, **more):
    said = {"power": "police_protection", "since": now - timedelta(hours=2), "words": WORDS, **more}
    with be("dele") as dele:
        actions.note_emergency(dele, episode_id=key, at=now, **said)


def test_police_protection_ends_after_72_real_hours_from_when_the_child_was_taken(be, cast, now):
    key = begun(be, cast, now)
    taken(be, key, now)
    (clock,) = file_of(be, key).emergencies
    assert (clock.rule_id, clock.due_at) == ("police_protection", now + timedelta(hours=70))
    with be("dele") as dele:
        assert any(w.due_at == clock.due_at for w in queries.work_waiting(dele))
        told = chronology.timeline(dele, [file_of(be, key).person_id])
    assert "Police protection began" in [h.title for h in told]


def test_an_order_runs_eight_days_beside_it_and_neither_is_begun_twice(be, cast, now):
    key = begun(be, cast, now)
    taken(be, key, now)
    taken(be, key, now, power="epo")
    assert {c.rule_id for c in file_of(be, key).emergencies} == {"police_protection", "epo"}
    with pytest.raises(NotYet) as said:
        taken(be, key, now, words="")
    assert len(said.value.gaps) == 2


def test_nothing_is_recorded_before_it_has_begun_and_no_other_power_is_invented(be, cast, now):
    key = begun(be, cast, now)
    with pytest.raises(NotYet) as said:
        taken(be, key, now, since=now + timedelta(minutes=1), power="curfew")
    assert len(said.value.gaps) == 2


def held_at_once(be, cast, now, **more):
    """A strategy discussion that decided on emergency protection now."""
    key = begun(be, cast, now)
    said = {"decision": "emergency_protection", "power": "police_protection", "power_since": now - timedelta(hours=3),
            "power_words": WORDS, **more}  # fmt: skip
    return discussed(be, cast, now, key=key, **said)


def test_a_discussion_that_decides_on_emergency_protection_starts_its_time_from_when_the_child_was_taken(be, cast, now):
    key = held_at_once(be, cast, now)
    (clock,) = file_of(be, key).emergencies
    assert (clock.rule_id, clock.due_at) == ("police_protection", now + timedelta(hours=69))
    with be("dele") as dele:
        strategy = file_of(be, key).strategies[0].id
        assert "child_seen_emergency" in {c.rule_id for c in clocks.for_subject(dele, ("pathway.strategy", strategy))}


def test_it_is_not_decided_without_saying_what_holds_the_child_since_when_and_where(be, cast, now):
    with pytest.raises(NotYet) as said:
        held_at_once(be, cast, now, power="", power_since=None, power_words="")
    assert len(said.value.gaps) == 3


def test_while_the_court_is_only_being_asked_no_hold_runs(be, cast, now):
    key = held_at_once(be, cast, now, power="asked", power_since=None, power_words="")
    assert file_of(be, key).emergencies == ()


@pytest.mark.parametrize(("hours_ago", "state"), [(23, "met"), (25, "missed")])
def test_what_is_written_down_afterwards_is_in_time_within_a_day_and_otherwise_says_why(
    be, cast, now, hours_ago, state
):
    key = begun(be, cast, now)
    taken(be, key, now, since=now - timedelta(hours=hours_ago))
    with be("dele") as dele:
        found = clocks.for_subject(dele, ("pathway.episode", key))
        (written,) = [c for c in found if c.rule_id == "emergency_recorded"]
    assert (written.state.value, written.wants_a_reason) == (state, state == "missed")


def test_what_ended_long_ago_is_history_and_no_emergency(be, cast, now):
    key = begun(be, cast, now)
    with pytest.raises(NotYet):
        taken(be, key, now, since=now - timedelta(days=40))


def test_it_is_recorded_and_ended_on_the_childs_page(signed_in, be, cast, now):
    key = begun(be, cast, now)
    dele, page = signed_in("dele"), f"/pathway/{key}"
    since = now - timedelta(days=1)
    said = {"do": "note_emergency", "note_emergency-power": "epo", "note_emergency-words": WORDS,
            **when("note_emergency-since", since)}  # fmt: skip
    assert dele.post(page, said).status_code == 302
    shown = dele.get(page).content.decode()
    assert "Emergency protection order ends" in shown
    name = "end_emergency-epo-words"
    assert name in shown
    ended = dele.post(page, {"do": "end_emergency:epo", name: "Interim care order of the family court; foster home."})
    assert ended.status_code == 302, ended.content.decode()
    assert file_of(be, key).emergencies == ()


def test_who_decided_and_where_the_child_is_stand_beside_the_hours_that_are_left(signed_in, be, cast, now):
    key = begun(be, cast, now)
    words = "Inspector Vale, designated officer. With the duty carer."
    with be("dele") as dele:
        actions.note_emergency(dele, episode_id=key, power="police_protection", since=now, words=words, at=now)
    assert words in signed_in("dele").get(f"/pathway/{key}").content.decode()
    with be("dele") as dele:
        actions.end_emergency(dele, episode_id=key, power="police_protection", words="Home with Gran.", at=now)
    assert words not in signed_in("dele").get(f"/pathway/{key}").content.decode()


def test_calling_a_strategy_discussion_begins_with_the_next_half_hour_of_today():
    at = datetime(2026, 11, 26, 10, 40, tzinfo=UTC)
    assert soon(at).isoformat() == "2026-11-26T11:00:00+00:00"
    assert soon(datetime(2026, 7, 1, 22, 59, tzinfo=UTC)).isoformat() == "2026-07-02T00:00:00+01:00"
