"""Several children in one strategy discussion: one set of minutes, each child's own decision, and a seal that holds."""

from datetime import timedelta

import pytest

from kingfisher.access import actions as access
from kingfisher.chronology import queries as chronology
from kingfisher.clocks import queries as clocks
from kingfisher.meetings import actions as meetings
from kingfisher.meetings import queries as held
from kingfisher.meetings.tests.test_pages import when
from kingfisher.pathway import actions, queries
from kingfisher.pathway.actions import NotYet
from kingfisher.pathway.tests.builders import DECISION, begun, file_of, hold
from kingfisher.people import actions as people
from kingfisher.people.queries import statement
from kingfisher.plans.tests.builders import a_child

pytestmark = pytest.mark.django_db
SAID = {"shared": "Police: both girls were in the flat on Quay Street.", "safety": "Gran has both tonight."}


def sisters(be, cast, now, *names: str):
    """Open work with each of these children of one family."""
    children = {name: a_child(be, now, given=name) for name in names}
    return {name: begun(be, cast, now, child=child) for name, child in children.items()}


def called(be, now, first, *others):
    with be("dele") as dele:
        return actions.call_strategy(
            dele, episode_id=first, together_with=others, starts_at=now - timedelta(minutes=15), place="By telephone",
            at=now,
        )  # fmt: skip


def decide(be, now, key, **changed):
    with be("ruth") as ruth:
        one = queries.episode_file(ruth, key).strategies[-1].id
        said = {**DECISION, "seen_by": now.date(), **changed}
        return actions.decide_strategy(ruth, episode_id=key, strategy_id=one, at=now, **said)


def test_one_discussion_with_one_set_of_minutes_stands_with_each_child(be, cast, now):
    work = sisters(be, cast, now, "Maya", "Noor")
    meeting = called(be, now, work["Maya"], work["Noor"])
    hold(be, cast, meeting, now, minutes=SAID)
    for key in work.values():
        file = file_of(be, key)
        assert [t.meeting.id for t in file.strategies] == [meeting]
        words = [one.words for one in file.said]
        assert all(words.count(said) == 1 for said in SAID.values())


def test_each_child_has_a_decision_and_an_enquiry_of_its_own(be, cast, now):
    work = sisters(be, cast, now, "Maya", "Noor")
    hold(be, cast, called(be, now, work["Maya"], work["Noor"]), now)
    decide(be, now, work["Maya"])
    noor = {"decision": "no_s47_continue_assessment", "harm": "neither", "nrm": "no", "nrm_why_not": "No sign of it."}
    assert decide(be, now, work["Noor"], **noor) is None
    maya, other = file_of(be, work["Maya"]), file_of(be, work["Noor"])
    assert (len(maya.enquiries), len(other.enquiries)) == (1, 0)
    (beside,) = next(iter(maya.together.values()))
    assert (beside.episode_id, beside.decision) == (work["Noor"], "no_s47_continue_assessment")


def test_holding_it_stops_every_childs_clock_as_of_its_own_time(be, cast, now):
    work = sisters(be, cast, now, "Maya", "Noor", "Sami")
    meeting = called(be, now, work["Maya"], work["Noor"], work["Sami"])
    hold(be, cast, meeting, now)
    with be("dele") as dele:
        for key in work.values():
            one = queries.episode_file(dele, key).strategies[0].id
            (clock,) = clocks.for_subject(dele, ("pathway.strategy", one))
            assert clock.stopped_at == now - timedelta(minutes=15)


def test_a_child_whose_discussion_is_called_already_is_not_called_again(be, cast, now):
    work = sisters(be, cast, now, "Maya", "Noor")
    called(be, now, work["Noor"])
    with pytest.raises(NotYet):
        called(be, now, work["Maya"], work["Noor"])
    assert file_of(be, work["Maya"]).strategies == ()


def sealed_sister(be, cast, now):
    """Maya and Noor, of whom Noor's papers are sealed: Dele and Ruth hold the key, police and health do not."""
    work = sisters(be, cast, now, "Maya", "Noor")
    with be("dele") as dele:
        noor = statement(dele, queries.episode_file(dele, work["Noor"]).person_id)
        keys = [cast.placements[name] for name in ("dele", "ruth")]
        access.seal(dele, folder_id=noor.folder_id, why="Moved to a refuge.", key_holders=keys, at=now)
    return work


@pytest.mark.parametrize("first", ["Maya", "Noor"])
def test_a_sealed_sister_is_discussed_and_named_to_nobody_who_may_not_know_her(signed_in, be, cast, now, first):
    work = sealed_sister(be, cast, now)
    order = (work["Maya"], work["Noor"]) if first == "Maya" else (work["Noor"], work["Maya"])
    meeting = called(be, now, *order)
    hold(be, cast, meeting, now, minutes=SAID)
    with be("tom") as tom:
        file = held.meeting_file(tom, meeting)
        assert [name for _, name in file.children] == ["Maya Reed"]
        assert file.meeting.about == ("pathway.strategy", file_of(be, work["Maya"]).strategies[0].id)
        maya = file_of(be, work["Maya"]).person_id
        assert not any("Noor" in f"{h.title} {h.detail}" for h in chronology.timeline(tom, [maya]))
    for page in (f"/meetings/{meeting}", f"/meetings/{meeting}/paper", "/meetings"):
        assert b"Noor" not in signed_in("tom").get(page).content, page
    paper = signed_in("dele").get(f"/meetings/{meeting}/paper").content
    assert b"Noor" not in paper, "a paper goes from hand to hand"
    with be("dele") as dele:
        assert {name for _, name in held.meeting_file(dele, meeting).children} == {"Maya Reed", "Noor Reed"}
        assert {*held.about(dele, meeting)[0]} == {file_of(be, key).person_id for key in work.values()}


def test_no_paper_of_the_discussion_finds_the_home_of_a_sister_its_reader_may_not_know(be, cast, now):
    work = sealed_sister(be, cast, now)
    meeting = called(be, now, work["Maya"], work["Noor"])
    hold(be, cast, meeting, now)
    with be("tom") as tom:
        people_, _ = held.about(tom, meeting)
        assert file_of(be, work["Noor"]).person_id in people_


def test_what_was_written_for_one_child_begins_the_next_ones_decision_and_what_was_decided_does_not(
    signed_in, be, cast, now
):
    work = sisters(be, cast, now, "Maya", "Noor")
    hold(be, cast, called(be, now, work["Maya"], work["Noor"]), now)
    decide(be, now, work["Maya"], interview="Friday at ten, DC Duarte.")
    with be("dele") as dele:  # who decides hears it all
        meeting = file_of(be, work["Noor"]).strategies[0].meeting.id
        meetings.invite(dele, meeting_id=meeting, placement_id=cast.placements["ruth"], part="decides", at=now)
    form = signed_in("ruth").get(f"/pathway/{work['Noor']}").content.decode()
    assert "Friday at ten, DC Duarte." in form
    assert DECISION["disruption"] in form
    assert "checked" not in form.split('id="strategy"')[1].split("What was considered")[0]


def test_what_was_written_of_a_sealed_child_serves_nobody_elses_form(be, cast, now):
    work = sealed_sister(be, cast, now)
    hold(be, cast, called(be, now, work["Maya"], work["Noor"]), now)
    decide(be, now, work["Noor"], interview="At the refuge.")
    (other,) = next(iter(file_of(be, work["Maya"], "ruth").together.values()))
    assert (other.decision, other.words) == ("s47_joint", {})


def test_brothers_and_sisters_with_open_work_are_offered_and_one_page_calls_it(signed_in, be, cast, now):
    work = sisters(be, cast, now, "Maya", "Noor")
    with be("dele") as dele:
        maya, noor = (queries.episode_file(dele, work[name]).person_id for name in ("Maya", "Noor"))
    zain = a_child(be, now, given="Zain")
    with be("dele") as dele:
        for other in (noor, zain):
            people.add_tie(dele, person_id=maya, other_id=other, relationship="sibling", at=now)
    dele, page = signed_in("dele"), f"/pathway/{work['Maya']}/together"
    assert page in dele.get(f"/pathway/{work['Maya']}").content.decode()
    shown = dele.get(page).content.decode()
    assert "brother or sister" in shown
    assert f"/pathway/begin/{zain}" in shown, "of Zain, with whom nobody works, it says how to begin"
    said = {"together-place": "By telephone", "together-minutes_long": "60",
            **when("together-starts_at", now + timedelta(days=1))}  # fmt: skip
    assert "at least one other child" in dele.post(page, said).content.decode()
    answer = dele.post(page, {**said, "together-together_with": str(work["Noor"])})
    assert answer.status_code == 302
    assert file_of(be, work["Noor"]).strategies[0].state == "called"
    assert signed_in("tom").get(page).status_code in (403, 404)
