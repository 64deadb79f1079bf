"""From a draft to an ended plan: who may do what, which clocks run, what the child's history says."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from kingfisher.chronology import queries as chronology
from kingfisher.clocks import queries as clocks
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.plans import actions, queries
from kingfisher.plans.actions import NeedsWords, NotYet
from kingfisher.plans.tests.builders import WORDS, a_child, agreed, drafted, filled

pytestmark = pytest.mark.django_db
KIND = "plans.plan"


def running(be, plan_id, who="dele"):
    with be(who) as actor:
        return {c.rule_id: c for c in clocks.for_subject(actor, (KIND, plan_id), open_only=True)}


def test_a_protection_plan_runs_from_its_conference_and_another_from_its_agreement(be, now):
    three_days = now - timedelta(days=3)
    protection = drafted(be, now, kind="child_protection", since=three_days)
    assert set(running(be, protection)) == {
        "cp_visit",
        "first_core_group",
        "first_review_conference",
        "cp_plan_written",
    }
    assert {c.started_at for c in running(be, protection).values()} == {three_days}
    need = drafted(be, now, child=a_child(be, now, given="Ivo"))
    assert running(be, need) == {}


def test_a_protection_plan_without_a_conference_or_a_category_is_refused(be, now):
    child = a_child(be, now)
    with be("dele") as dele:
        for more in ({"category": "sexual"}, {"because": ("pathway.conference", child), "category": "exploited"}):
            with pytest.raises(NeedsWords, match="comes of a conference"):
                actions.draft(dele, person_id=child, kind="child_protection", at=now, **more)


def test_family_help_is_offered_only_where_it_has_begun(be, now):
    with be("dele") as dele, pytest.raises(NeedsWords, match="has not begun"):
        actions.draft(dele, person_id=a_child(be, now), kind="family_help", at=now)


def test_a_child_has_one_open_plan_of_a_kind(be, now):
    child = a_child(be, now)
    drafted(be, now, child=child)
    with pytest.raises(NeedsWords, match="open plan of this kind"):
        drafted(be, now, child=child)


def test_a_plan_is_agreed_by_somebody_else_when_it_says_what_it_must(be, now):
    plan_id = drafted(be, now)
    with be("ruth") as ruth, pytest.raises(NotYet) as lacking:
        actions.agree(ruth, plan_id=plan_id, at=now)
    assert "Say: what the child wants." in lacking.value.gaps
    assert "Say: who or what causes the harm, and what is done about them." in lacking.value.gaps
    filled(be, plan_id, now)
    with be("dele") as dele, pytest.raises(Denied):
        actions.agree(dele, plan_id=plan_id, at=now)
    with be("ruth") as ruth:
        actions.agree(ruth, plan_id=plan_id, at=now)
        assert queries.plan_shown(ruth, plan_id).state == "agreed"
    assert set(running(be, plan_id)) == {"cin_plan_review"}


def test_nobody_agrees_a_plan_she_holds(be, cast, now):
    plan_id = drafted(be, now)
    filled(be, plan_id, now)
    with be("ruth") as ruth:
        actions.hand_over(ruth, plan_id=plan_id, to=cast.placements["ruth"], why="Dele is on leave.", at=now)
        with pytest.raises(NotYet, match="needed before"):
            actions.agree(ruth, plan_id=plan_id, at=now)


def test_the_childs_words_are_in_the_plan_and_in_the_history_and_what_stood_before_is_kept(be, now):
    child = a_child(be, now)
    plan_id = drafted(be, now, child=child)
    filled(be, plan_id, now)
    with be("dele") as dele:
        for _ in range(2):
            actions.say(dele, plan_id=plan_id, heading="child", said="I want it to stop.", at=now + timedelta(hours=1))
        file = queries.plan_file(dele, plan_id)
        (wants,) = [s for s in file.said if s.code == "child"]
        assert wants.words == "I want it to stop."
        assert [words for _, words in wants.earlier] == [WORDS["child"]]
        told = [h.detail for h in chronology.timeline(dele, [child]) if h.kind == "childs_words"]
        assert sorted(told) == sorted([WORDS["child"], "I want it to stop."])


def test_only_a_child_who_was_seen_stops_the_visiting_clock(be, now):
    plan_id = drafted(be, now, kind="child_protection", since=now - timedelta(days=5))
    due = running(be, plan_id)["cp_visit"].due_on
    with be("dele") as dele:
        with pytest.raises(NeedsWords, match="why the child was not seen"):
            actions.record_visit(dele, plan_id=plan_id, visited_on=now.date(), child_seen=False, at=now)
        actions.record_visit(
            dele, plan_id=plan_id, visited_on=now.date(), child_seen=False, why_not="Nobody in; back tonight.", at=now
        )
    assert running(be, plan_id)["cp_visit"].due_on == due
    with be("dele") as dele:
        actions.record_visit(
            dele, plan_id=plan_id, visited_on=now.date() - timedelta(days=1), child_seen=True, alone=True,
            childs_words="I feel safe at Gran’s.", at=now,
        )  # fmt: skip
        assert queries.plan_shown(dele, plan_id).last_seen_on == now.date() - timedelta(days=1)
    assert running(be, plan_id)["cp_visit"].due_on > due


def test_a_visit_still_to_come_is_not_recorded(be, now):
    plan_id = drafted(be, now)
    with be("dele") as dele, pytest.raises(NeedsWords):
        actions.record_visit(dele, plan_id=plan_id, visited_on=now.date() + timedelta(days=2), child_seen=True, at=now)


def test_an_action_has_a_person_and_a_day_and_is_done_with_what_came_of_it(be, now):
    plan_id = drafted(be, now)
    with be("dele") as dele:
        for lacking in ({"due_on": None, "owner_name": "Hana"}, {"due_on": now.date()}):
            with pytest.raises(NeedsWords):
                actions.write_task(dele, plan_id=plan_id, task="See the school nurse.", at=now, **lacking)
        task = actions.write_task(
            dele, plan_id=plan_id, task="See the school nurse.", due_on=now.date(), owner_name="Dana", at=now
        )
        with pytest.raises(NeedsWords):
            actions.settle_task(dele, task_id=task, outcome=" ", at=now)
        actions.settle_task(dele, task_id=task, outcome="Seen on Tuesday; sleeps better.", at=now)
        with pytest.raises(NotYet):
            actions.settle_task(dele, task_id=task, outcome="Again.", at=now)


def test_whoever_has_an_action_sees_the_plan_and_settles_it_until_the_plan_ends(be, cast, now):
    plan_id = agreed(be, now)
    with be("hana") as hana, pytest.raises(NotThere):
        queries.plan_file(hana, plan_id)
    with be("dele") as dele:
        task = actions.write_task(
            dele, plan_id=plan_id, task="A place to talk.", due_on=now.date(), owner_id=cast.placements["hana"], at=now
        )
    with be("hana") as hana:
        assert [w.title.split(" PL")[0] for w in queries.work_waiting(hana)] == ["Your action in plan"]
        with pytest.raises(Denied):
            actions.write_goal(hana, plan_id=plan_id, goal="Another.", at=now)
        actions.settle_task(hana, task_id=task, outcome="She comes every week.", at=now)
        assert queries.plan_file(hana, plan_id).plan.ref
    end_it(be, plan_id, now)
    with be("hana") as hana, pytest.raises(NotThere):
        queries.plan_file(hana, plan_id)


def end_it(be, plan_id, now):
    with be("dele") as dele:
        actions.record_visit(dele, plan_id=plan_id, visited_on=now.date(), child_seen=True, at=now)
        for task in queries.plan_file(dele, plan_id).open_tasks:
            actions.settle_task(dele, task_id=task.id, outcome="Done, and it helps.", at=now)
    with be("ruth") as ruth:
        actions.end(
            ruth, plan_id=plan_id, reason="goals_met", at=now,
            reduced_risk="The man is on remand and Maya is home each night.",
        )  # fmt: skip


def test_a_plan_ends_only_with_what_reduced_the_risk_and_its_clocks_stop(be, now):
    plan_id = agreed(be, now)
    with be("ruth") as ruth, pytest.raises(NotYet) as lacking:
        actions.end(ruth, plan_id=plan_id, reason="goals_met", reduced_risk="", at=now)
    assert len(lacking.value.gaps) == 3
    end_it(be, plan_id, now)
    assert running(be, plan_id) == {}
    with be("dele") as dele, pytest.raises(NotYet, match="has ended"):
        actions.write_goal(dele, plan_id=plan_id, goal="More.", at=now)


def test_a_review_says_what_changed_and_the_next_one_is_due(be, now):
    plan_id = agreed(be, now)
    later = now + timedelta(days=20)
    with be("dele", at=later) as dele:
        actions.begin_review(dele, plan_id=plan_id, at=later)
        with pytest.raises(NeedsWords):
            actions.finish_review(dele, plan_id=plan_id, changed="", at=later)
        actions.finish_review(dele, plan_id=plan_id, changed="She is home by ten.", at=later)
    assert set(running(be, plan_id)) == {"cin_plan_next_review"}


def test_the_database_itself_refuses_a_plan_ended_without_words(be, now):
    from kingfisher.plans.models import Plan

    plan_id = agreed(be, now)
    with be("dele"), pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(id=plan_id).update(state="ended")


@pytest.mark.parametrize("who", ["tom", "hana", "marcus", "grace", "lewis"])
def test_a_plan_is_as_if_it_were_not_there_for_who_is_not_of_its_group(be, now, who):
    plan_id = drafted(be, now)
    with be(who) as actor:
        with pytest.raises(NotThere):
            queries.plan_file(actor, plan_id)
        assert queries.open_plans(actor) == []
