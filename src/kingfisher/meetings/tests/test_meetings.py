"""From calling a meeting to signed minutes: who sees it, who may decide, which clocks move, and what is kept."""

from datetime import timedelta

import pytest

from kingfisher.access import actions as access
from kingfisher.access import policy
from kingfisher.access.models import Grant
from kingfisher.chronology import queries as chronology
from kingfisher.clocks import actions as clock_actions
from kingfisher.clocks import queries as clocks
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.meetings import actions, queries
from kingfisher.meetings.actions import NeedsWords, NotYet
from kingfisher.meetings.tests.builders import attended, convened, held
from kingfisher.plans.tests.builders import a_child

pytestmark = pytest.mark.django_db
KIND = "meetings.meeting"


def running(be, subject):
    with be("dele") as dele:
        return {c.rule_id: c for c in clocks.for_subject(dele, subject, open_only=True)}


def test_who_is_asked_sees_the_meeting_and_nothing_else_of_the_child_and_who_is_not_sees_nothing(be, cast, now):
    child = a_child(be, now)
    key = convened(be, cast, now, child=child, asked=("hana",))
    with be("hana") as hana:
        assert queries.meeting_file(hana, key).meeting.purpose == "Is Maya safe?"
        assert [h.kind for h in chronology.timeline(hana, [child])] == ["meeting"], "only this meeting's own line"
    for stranger in ("lewis", "marcus"):
        with be(stranger) as other, pytest.raises(NotThere):
            queries.meeting_file(other, key)


def test_an_invitation_taken_back_shuts_the_papers_the_same_second(be, cast, now):
    key = convened(be, cast, now, asked=("hana",))
    with be("dele") as dele:
        (hers,) = [i for i in queries.meeting_file(dele, key).invitations if i.name == "Hana Novak"]
        actions.withdraw(dele, meeting_id=key, invitation_id=hers.id, at=now)
    with be("hana") as hana, pytest.raises(NotThere):
        queries.meeting_file(hana, key)


def test_the_papers_shut_by_themselves_when_their_time_is_over(be, cast, now):
    key = convened(be, cast, now, asked=("hana",), starts_at=now - timedelta(days=400))
    with be("hana") as hana, pytest.raises(NotThere):
        queries.meeting_file(hana, key)


def test_family_is_asked_by_name_and_never_to_a_strategy_discussion(be, cast, now):
    key = convened(be, cast, now, kind="strategy")
    with be("dele") as dele, pytest.raises(NeedsWords, match="Family does not come"):
        actions.invite(dele, meeting_id=key, name="Dana Reed", part="mother", family=True, at=now)
    conference = convened(be, cast, now, child=a_child(be, now, given="Ivo"))
    with be("dele") as dele:
        actions.invite(dele, meeting_id=conference, name="Dana Reed", part="mother", family=True, at=now)
        (dana,) = [i for i in queries.meeting_file(dele, conference).invitations if i.family]
        actions.mark_attendance(
            dele, meeting_id=conference, invitation_id=dana.id, attendance="there", decision_maker=True, at=now
        )
        (dana,) = [i for i in queries.meeting_file(dele, conference).invitations if i.family]
        assert (dana.was_there, dana.decision_maker) == (True, False)


def test_each_answers_for_herself_and_the_convenor_for_who_rang(be, cast, now):
    key = convened(be, cast, now, starts_at=now + timedelta(days=2))
    with be("tom") as tom:
        assert any("Can you come" in w.title for w in queries.work_waiting(tom))
        actions.answer(tom, meeting_id=key, availability="yes", at=now)
        (asha,) = [i for i in queries.meeting_file(tom, key).invitations if i.name == "Asha Karim"]
        with pytest.raises(Denied):
            actions.answer(tom, meeting_id=key, availability="no", invitation_id=asha.id, at=now)
    with be("dele") as dele:
        actions.answer(dele, meeting_id=key, availability="report", invitation_id=asha.id, at=now)
        said = {i.name: i.availability for i in queries.meeting_file(dele, key).invitations}
        assert (said["Tom Hargrave"], said["Asha Karim"]) == ("yes", "report")


def test_moving_a_meeting_asks_everyone_again(be, cast, now):
    key = convened(be, cast, now, starts_at=now + timedelta(days=2))
    with be("tom") as tom:
        actions.answer(tom, meeting_id=key, availability="yes", at=now)
    with be("dele") as dele:
        actions.move(dele, meeting_id=key, starts_at=now + timedelta(days=3), place="Room 4", at=now)
        file = queries.meeting_file(dele, key)
        assert {i.availability for i in file.invitations} == {""}
        assert file.meeting.sequence == 1


def test_proposals_put_who_knows_the_child_first_and_open_nothing(be, cast, now):
    from kingfisher.people import actions as people
    from kingfisher.people.rules import InvolvementSaid, Said

    with be("dele") as dele:
        folder = access.open_folder(dele, kind="person", category="general", at=now)
        said = Said(
            given_name="Ivo",
            family_name="Lund",
            involvements=(InvolvementSaid("Ruth Calloway"), InvolvementSaid("Jo Gone")),
        )
        child = people.state_person(dele, folder_id=folder, said=said, at=now)
        seats = {p.seat: p for p in queries.proposals(dele, kind="strategy", person_ids=[child])}
        assert seats["Social care"].workers[0].name == "Ruth Calloway"
        assert seats["Social care"].knows == ("Jo Gone",)
        assert {w.organisation_code for w in seats["Police"].workers} == {"police"}
        assert not any("service" in w.name.lower() or "system" in w.name for p in seats.values() for w in p.workers)


def test_a_meeting_without_everyone_who_must_be_there_says_why_for_good(be, cast, now):
    key = convened(be, cast, now, kind="strategy")
    attended(be, key, now, away=("tom",))
    with be("dele") as dele:
        with pytest.raises(NotYet) as missing:
            actions.hold(dele, meeting_id=key, at=now)
        assert missing.value.gaps == ("Police is not there.",)
        actions.hold(dele, meeting_id=key, short_of_quorum="Police rang in their view at once.", at=now)
        assert queries.minutes_paper(dele, key).short_of_quorum == "Police rang in their view at once."


def test_a_meeting_to_come_cannot_have_been_held(be, cast, now):
    key = convened(be, cast, now, starts_at=now + timedelta(hours=1))
    with be("dele") as dele, pytest.raises(NeedsWords, match="not begun"):
        actions.hold(dele, meeting_id=key, at=now)


def test_a_conference_stops_the_clock_it_was_called_for_as_of_its_own_time(be, cast, now):
    child = a_child(be, now)
    with be("dele") as dele:
        folder = access.open_folder(dele, kind="person", category="child_protection", at=now)
        about = ("pathway.section47", child)
        clock_actions.start(dele, rule="icpc", subject=about, folder=folder, since=now - timedelta(days=4), at=now)
    key = held(be, cast, now, child=child, about=about, about_folder=folder)
    with be("dele") as dele:
        (stopped,) = clocks.for_subject(dele, about)
        assert stopped.stopped_at == queries.meeting_shown(dele, key).starts_at
    assert set(running(be, (KIND, key))) == {"cp_decisions", "cp_minutes"}


def test_a_core_group_starts_the_clock_for_the_next(be, cast, now):
    child = a_child(be, now)
    with be("dele") as dele:
        folder = access.open_folder(dele, kind="person", category="child_protection", at=now)
        about = ("plans.plan", child)
        for rule in ("first_core_group", "cp_plan_written"):
            clock_actions.start(dele, rule=rule, subject=about, folder=folder, since=now, at=now)
    held(be, cast, now, kind="core_group", child=child, about=about, about_folder=folder)
    assert set(running(be, about)) == {"core_group_repeat"}


def test_a_colleague_who_was_not_asked_reads_nothing_of_the_closed_part_and_who_was_keeps_it(be, cast, now):
    key = held(be, cast, now)
    with be("dele") as dele:
        closed = queries.meeting_file(dele, key).meeting.closed_folder_id
    with be("ruth") as ruth:
        assert not queries.meeting_file(ruth, key).hears_it_all
        assert policy.levels(ruth, [closed]) == {closed: 1}, "that it exists, so that an emergency can open it"
    with be("dele") as dele:
        grants = Grant.objects.filter(folder_id=closed, ended_at=None)
        assert list(grants.filter(ends_at=None).values_list("to_placement_id", flat=True)) == [dele.placement_id]
