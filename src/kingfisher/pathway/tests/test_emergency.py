"""Police protection and an emergency protection order: who decided, where the child is, and when it ends."""

from datetime import timedelta

import pytest

from kingfisher.chronology import queries as chronology
from kingfisher.meetings.tests.test_pages import when
from kingfisher.pathway import actions, queries
from kingfisher.pathway.actions import NotYet
from kingfisher.pathway.tests.builders import begun, file_of

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
