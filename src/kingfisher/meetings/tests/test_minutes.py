"""What a meeting decides and writes down: decisions, dissent, minutes and their versions, and actions that chase."""

from datetime import timedelta

import pytest

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.chronology import queries as chronology
from kingfisher.clocks import queries as clocks
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.verdict import Denied
from kingfisher.meetings import actions, queries
from kingfisher.meetings.actions import NeedsWords, NotYet
from kingfisher.meetings.tests.builders import convened, decided, held
from kingfisher.people.actions import state_person
from kingfisher.people.rules import Said
from kingfisher.plans.tests.builders import a_child
from tests.cast import gather

pytestmark = pytest.mark.django_db
KIND = "meetings.meeting"


def running(be, subject):
    with be("dele") as dele:
        return {c.rule_id: c for c in clocks.for_subject(dele, subject, open_only=True)}


def test_decisions_go_out_in_the_childs_history_and_only_when_there_are_any(be, cast, now):
    child = a_child(be, now)
    key = held(be, cast, now, child=child)
    with be("dele") as dele:
        with pytest.raises(NotYet):
            actions.issue_decisions(dele, meeting_id=key, at=now)
        actions.decide(dele, meeting_id=key, decision="A protection plan.", at=now)
        actions.issue_decisions(dele, meeting_id=key, at=now)
        assert "cp_decisions" not in running(be, (KIND, key))
        told = [h for h in chronology.timeline(dele, [child]) if "what was decided" in h.title]
        assert told[0].detail == "1. A protection plan."


def test_somebody_who_does_not_agree_says_so_in_her_own_words_also_afterwards(be, cast, now):
    key = decided(be, cast, now)
    with be("asha") as asha:
        (decision,) = queries.meeting_file(asha, key).decisions
        actions.dissent(asha, meeting_id=key, decision_id=decision.id, said="It is neglect as well.", at=now)
    with be("tom") as tom:
        (decision,) = queries.meeting_file(tom, key).decisions
        assert [(d.who, d.agency, d.words) for d in decision.dissents] == [
            ("Asha Karim", "Health", "It is neglect as well.")
        ]
        with pytest.raises(Denied):
            mine = queries.meeting_file(tom, key).invitations[0]
            actions.dissent(tom, meeting_id=key, invitation_id=mine.id, said="Not so.", at=now)


def test_two_people_typing_at_once_lose_nothing(be, cast, now):
    key = held(be, cast, now)
    with be("dele") as dele:
        first = actions.save_part(dele, meeting_id=key, section="worries", words="Late nights.", revision=0, at=now)
        assert (first.revision, first.aside) == (1, False)
        same = actions.save_part(dele, meeting_id=key, section="worries", words="Late nights.", revision=1, at=now)
        assert same.revision == 1
    with be("ruth") as ruth:
        second = actions.save_part(
            ruth, meeting_id=key, section="worries", words="Late nights, and a car.", revision=1, at=now
        )
        assert second.revision == 2
    with be("dele") as dele:
        late = actions.save_part(
            dele, meeting_id=key, section="worries", words="Late nights. No school.", revision=1, at=now
        )
        assert (late.aside, late.words) == (True, "Late nights, and a car.")
        (part,) = [p for p in queries.meeting_file(dele, key).parts if p.code == "worries"]
        assert part.words == "Late nights, and a car."
        assert [words for _, _, words in part.asides] == ["Late nights. No school."]


def test_closed_parts_are_not_there_for_who_does_not_hear_them(be, cast, now):
    key = convened(be, cast, now, asked=("tom",))
    with be("dele") as dele:
        actions.invite(dele, meeting_id=key, placement_id=cast.placements["hana"], whole=False, at=now)
        actions.save_part(dele, meeting_id=key, section="restricted", words="The car is watched.", revision=0, at=now)
    with be("hana") as hana:
        file = queries.meeting_file(hana, key)
        assert not file.hears_it_all
        assert not any(p.closed for p in file.parts)
        assert queries.minutes_paper(hana, key).closed == {"parts": []}
    with be("tom") as tom:
        assert "The car is watched." in [p["words"] for p in queries.minutes_paper(tom, key).closed["parts"]]


def test_minutes_sent_round_are_a_version_and_a_change_needs_a_reason_and_makes_the_next(be, cast, now):
    key = decided(be, cast, now)
    with be("dele") as dele:
        actions.save_part(dele, meeting_id=key, section="child", words="I want to stay.", revision=0, at=now)
        actions.send_round(dele, meeting_id=key, at=now)
        with pytest.raises(NeedsWords):
            actions.save_part(dele, meeting_id=key, section="child", words="Other.", revision=1, at=now)
        actions.sign(dele, meeting_id=key, at=now)
        with pytest.raises(NotNow):
            actions.sign(dele, meeting_id=key, at=now)
        with pytest.raises(NeedsWords):
            actions.change(dele, meeting_id=key, why="", at=now)
        actions.change(dele, meeting_id=key, why="The child’s words were cut short.", at=now)
        actions.save_part(dele, meeting_id=key, section="child", words="I want to stay with Gran.", revision=1, at=now)
        actions.send_round(dele, meeting_id=key, at=now)
        words = [
            next(p["words"] for p in queries.minutes_paper(dele, key, number=n).open["parts"] if p["code"] == "child")
            for n in (1, 2)
        ]
        assert words == ["I want to stay.", "I want to stay with Gran."]


def test_an_action_chases_its_owner_by_itself_until_it_is_settled(be, cast, now):
    key = held(be, cast, now)
    with be("dele") as dele:
        for name in ("tom", "hana"):
            actions.write_task(
                dele, meeting_id=key, task="Ring the school.", owner_id=cast.placements[name],
                due_on=(now - timedelta(days=1)).date(), at=now,
            )  # fmt: skip
    with be("hana") as hana:
        titles = [w.title for w in queries.work_waiting(hana)]
        assert any(t.startswith("Your action from meeting") and t.endswith("1 day late") for t in titles)
        (task,) = [t for t in queries.meeting_file(hana, key).tasks if t.owner_name == "Hana Novak"]
        actions.settle_task(hana, task_id=task.id, outcome="They expect her on Monday.", at=now)
    with be("dele") as dele, pytest.raises(NotYet):
        actions.settle_task(dele, task_id=task.id, outcome="Again.", at=now)


def asked(be, name: str, at) -> list[str]:
    with be(name, at=at) as actor:
        return [w.title for w in queries.work_waiting(actor) if "ction" in w.title]


def coordinator(cast, now):
    """Missing coordinator of police, who calls meetings of her own; `be("vera")` from then on."""
    with acting_as(actor_for(gather.founded, at=now)) as installer:
        worker = access.add_worker(installer, name="Vera Moss", username="vera", at=now)
        cast.placements["vera"] = access.give_place(
            installer, worker_id=worker, organisation_code="police", role_code="missing_coordinator", at=now
        )


def called_by_police(be, cast, now):
    """Police's own meeting, chaired by an inspector, with actions for social care, a charity and somebody by name."""
    coordinator(cast, now)
    with be("vera") as vera:
        folder = access.open_folder(vera, kind="person", category="missing", at=now)
        child = state_person(vera, folder_id=folder, said=Said(given_name="Maya", family_name="Reed"), at=now)
        key = actions.convene(
            vera, kind="other", person_ids=[child], purpose="Who does what?", place="Police station",
            chair=cast.placements["maeve"], starts_at=now + timedelta(minutes=5), at=now,
        )  # fmt: skip
        for who in ({"owner_id": cast.placements["dele"]}, {"owner_id": cast.placements["hana"]}, {"owner_name": "Jo"}):
            due = (now + timedelta(days=2)).date()
            actions.write_task(vera, meeting_id=key, task="Visit on Friday.", due_on=due, at=now, **who)
    return key


def test_a_late_action_of_another_agencys_meeting_stands_on_the_desks_of_its_owner_and_its_chair(be, cast, now):
    key, late = called_by_police(be, cast, now), now + timedelta(days=5)
    assert any(t.startswith("Your action") and t.endswith("3 days late") for t in asked(be, "dele", late))
    to_chair = asked(be, "maeve", late)
    assert sorted(t.split(" from meeting")[0] for t in to_chair) == [
        "Action 1, Dele Adeyemi,", "Action 2, Hana Novak,", "Action 3",
    ], "somebody asked by name may be of the family: no desk says the name"  # fmt: skip
    assert asked(be, "tom", late) == [], "a colleague of police who was not asked hears nothing of it"
    with be("dele", at=late) as dele:
        (mine,) = [t for t in queries.meeting_file(dele, key).tasks if t.owner_name == "Dele Adeyemi"]
        assert mine.days_late == 3
        actions.settle_task(dele, task_id=mine.id, outcome="Visited.", at=late)
    assert len(asked(be, "maeve", late)) == 2


def test_what_is_a_week_late_is_put_before_whoever_called_the_meeting(be, cast, now):
    called_by_police(be, cast, now)
    assert asked(be, "vera", now + timedelta(days=5)) == []
    assert len(asked(be, "vera", now + timedelta(days=10))) == 3


def test_an_action_has_a_person_and_a_day(be, cast, now):
    key = held(be, cast, now)
    with be("dele") as dele:
        for lacking in ({"due_on": None, "owner_name": "Tom"}, {"due_on": now.date()}):
            with pytest.raises(NeedsWords):
                actions.write_task(dele, meeting_id=key, task="Ring.", at=now, **lacking)


def test_a_meeting_called_off_says_why_and_its_clocks_stop(be, cast, now):
    key = convened(be, cast, now, starts_at=now + timedelta(days=20))
    assert set(running(be, (KIND, key))) == {"icpc_report_to_family"}
    with be("dele") as dele:
        actions.cancel(dele, meeting_id=key, why="Held by telephone today instead.", at=now)
        assert "METHOD:CANCEL" in queries.calendar_entry(dele, key)[1]
    assert running(be, (KIND, key)) == {}


def test_a_calendar_entry_names_no_child_and_no_worker(be, cast, now):
    key = convened(be, cast, now)
    with be("tom") as tom:
        _, text = queries.calendar_entry(tom, key)
    for name in ("Maya", "Reed", "Dele", "Tom", "conference"):
        assert name not in text


def test_a_desk_title_names_no_child(be, cast, now):
    convened(be, cast, now, starts_at=now + timedelta(days=1))
    decided(be, cast, now, child=a_child(be, now, given="Ivo"))
    with be("dele") as dele:
        titles = [w.title for w in queries.work_waiting(dele)]
    assert len(titles) >= 2
    assert not any("Maya" in t or "Ivo" in t for t in titles)
