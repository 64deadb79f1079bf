"""A tool of the law from the first thought to its end; who works it, and what the street finds."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from kingfisher.disruption import actions, queries
from kingfisher.disruption.actions import NotYet, Wanted
from kingfisher.disruption.rules import Weights
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.people.queries import search

EVERYBODY_ELSE = ("marcus", "ruth", "dele", "priya", "asha", "grace", "owen", "hana", "lewis", "ig_police", "lena")
TABLES = ("plan", "protected", "occurrence", "planstep", "measure", "condition", "measurestep", "breach")


def count(table):
    with connection.cursor() as cursor:
        return cursor.execute(f"SELECT count(*) FROM disruption_{table}").fetchone()[0]


@pytest.mark.parametrize("name", EVERYBODY_ELSE)
def test_nobody_who_is_not_cleared_finds_a_row_or_a_count(served, be, now, name):
    served()
    with be(name) as somebody:
        assert [count(t) for t in TABLES] == [0] * len(TABLES)
        assert queries.plans(somebody) == [] == queries.measures(somebody) == queries.expiring(somebody)
        with pytest.raises(Denied):
            queries.check(somebody, who="Kez")


@pytest.mark.parametrize("name", EVERYBODY_ELSE)
def test_no_table_of_this_room_no_search_no_desk_and_no_morning_tells_anybody_uncleared(served, be, cast, now, name):
    served()
    with be("ines") as ines:
        key = actions.open_operation(
            ines, code_name="Lapwing", kind="network", risk="A leak.", aims={"pursue": "Kez Dorrin"}, command={},
            key_holders=[cast.placements["nils"]], began_on=now.date(), at=now,
        )  # fmt: skip
        actions.decide_policy(ines, operation_id=key, decision="Warn first.", reasons="It protects sooner.", at=now)
        actions.link_to_operation(ines, operation_id=key, kind="child", name="Maya Reed", at=now)
        actions.task(ines, operation_id=key, said="Watch.", owner=cast.placements["nils"], due_on=now.date(), at=now)
        actions.refer_place(ines, name="The Fork", kind="takeaway", where="Wharf Street", why="Men wait.", at=now)
        crime = actions.track(ines, offence="Grooming", reported_at=now, team="Kingfisher", flags=["cse"], at=now)
        actions.add_party(ines, crime_id=crime, role="victim", name="Maya Reed", is_child=True, at=now)
        assert search(ines, "Kez Dorrin"), "his record is there for whoever is cleared"
    with be(name) as somebody:
        assert {m.__name__: m.objects.count() for m in apps.get_app_config("disruption").get_models()}.items() == {
            (m.__name__, 0) for m in apps.get_app_config("disruption").get_models()
        }
        assert search(somebody, "Kez Dorrin") == []
        assert queries.operations(somebody) == queries.places(somebody) == queries.work_waiting(somebody) == []
        assert queries.for_briefing(somebody, since=now - timedelta(days=1)) == []


def test_what_was_thought_of_and_rejected_stays_with_its_reason(considered, be, now):
    key = considered("cawn")
    with be("ines") as ines:
        with pytest.raises(NotYet):
            actions.reject(ines, measure_id=key, why=" ", at=now)
        actions.reject(ines, measure_id=key, why="She is 16 and not in care.", at=now)
        plan = queries.plan(ines, queries.measure(ines, key).row.plan_id)
        assert [(m.state, m.rejected_why) for m in plan.measures] == [("rejected", "She is 16 and not in care.")]
        actions.reconsider(ines, measure_id=key, why="An interim care order was made.", at=now)
        assert queries.measure(ines, key).row.state == "considered"


def test_a_law_not_shown_to_have_begun_cannot_be_applied_for(considered, be, now):
    key = considered("ccepo")
    with be("ines") as ines, pytest.raises(NotYet) as refused:
        actions.apply(ines, measure_id=key, on=now.date(), at=now)
    assert "not shown to be in force" in refused.value.gaps[0]


def test_what_police_make_themselves_is_authorised_by_an_inspector_who_did_not_ask(considered, planned, be, now):
    key = considered("cawn")
    with be("ines") as ines, pytest.raises(Denied):
        actions.grant(ines, measure_id=key, on=now.date(), at=now)
    with be("maeve") as maeve:
        actions.grant(maeve, measure_id=key, on=now.date(), at=now)
        own = actions.consider(maeve, plan_id=planned(), wanted=Wanted("cawn", "He keeps her out at night.",
                               "It only tells him in writing."), at=now)  # fmt: skip
        with pytest.raises(NotYet):
            actions.grant(maeve, measure_id=own, on=now.date(), at=now)


def test_nothing_is_served_without_conditions_and_what_those_harmed_think(considered, be, now):
    key = considered()
    with be("ines") as ines:
        actions.apply(ines, measure_id=key, on=now.date(), at=now)
        with pytest.raises(NotNow):
            actions.serve(ines, measure_id=key, on=now.date(), served_how="By hand.", at=now)
        actions.grant(ines, measure_id=key, on=now.date(), at=now)
        with pytest.raises(NotYet) as refused:
            actions.serve(ines, measure_id=key, on=now.date(), served_how="", at=now)
        assert len(refused.value.gaps) == 3
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE disruption_measure SET state = 'served' WHERE id = %s", [key])


def test_the_street_finds_a_condition_from_service_to_the_end(considered, served, be, now):
    considered()
    with be("callum") as callum:
        assert queries.check(callum, who="kez") == []
    key = served()
    with be("callum") as callum:
        (found,) = queries.check(callum, who="dorrin kez", where="Wharf Street")
        assert found.speaks
        assert "Arrest" in found.breach or "offence" in found.breach
        assert queries.check(callum, who="", where="bus station")
        assert queries.check(callum, who="Dorrin", where="High Street")[0].speaks is False
        assert count("measure") == 0 == count("plan"), "the street learns the condition and no more"
    with be("callum", at=now + timedelta(days=366)) as callum:
        assert queries.check(callum, who="kez") == []
    with be("ines") as ines:
        actions.discharge(ines, measure_id=key, on=now.date(), why="The court discharged it.", at=now)
    with be("callum") as callum:
        assert queries.check(callum, who="kez") == []


def test_a_condition_taken_off_stays_off_when_the_order_is_varied(served, be, now):
    key = served()
    with be("ines") as ines:
        (one,) = queries.measure(ines, key).conditions
        actions.end_condition(ines, condition_id=one.id, at=now)
        actions.vary(ines, measure_id=key, on=now.date(), why="Curfew lifted.", at=now)
    with be("callum") as callum:
        assert queries.check(callum, who="kez") == []


def test_every_question_of_the_street_is_recorded(served, be):
    served()
    with be("callum") as callum:
        queries.check(callum, who="Kez", where="Wharf")
    with be("ig_police"), connection.cursor() as cursor:
        cursor.execute("SELECT facts->>'words' FROM access_auditline WHERE what = 'disruption.condition.checked'")
        assert cursor.fetchone() == ("Kez / Wharf",)


def test_a_breach_says_what_was_done_about_it(served, be, now):
    key = served()
    with be("ines") as ines:
        with pytest.raises(NotYet):
            actions.breach(ines, measure_id=key, on=now.date(), what="Seen at the bus station.", done="", at=now)
        actions.breach(ines, measure_id=key, on=now.date(), what="Seen at the bus station.", done="Arrested.", at=now)
        ((row, breach),) = queries.breached_since(ines, now.date())
        assert (row.state, breach.done) == ("breached", "Arrested.")
    with be("callum") as callum:
        assert queries.check(callum, who="kez"), "a breached order is still in force"


@pytest.mark.parametrize(("ends_in", "listed"), [(5, True), (28, True), (29, False)])
def test_what_ends_within_28_days_is_said_at_the_desk(served, be, now, ends_in, listed):
    served(ends_in=ends_in)
    with be("ines") as ines:
        assert bool(queries.expiring(ines)) is listed
        titles = [w.title for w in queries.work_waiting(ines)]
    assert any(t.startswith("Runs out:") for t in titles) is listed
    assert not any("Kez" in t for t in titles)


def test_a_licensing_officer_sees_the_tool_she_works_and_no_plan_and_no_child(planned, considered, be, cast, now):
    plan = planned()
    with be("ines") as ines:
        actions.protect_child(ines, plan_id=plan, name="Maya Reed", wants="To walk home alone.", at=now)
    key = considered("taxi_driver", plan_id=plan, owner=cast.placements["lewis"])
    with be("lewis") as lewis:
        (mine,) = queries.measures(lewis)
        assert mine.id == key
        file = queries.measure(lewis, key)
        assert not file.plan_seen
        assert "Maya" not in str(file)
        with pytest.raises(NotThere):
            queries.plan(lewis, plan)
        assert count("protected") == 0
        actions.apply(lewis, measure_id=key, on=now.date(), hearing_on=now.date(), at=now)
        actions.say_effect(lewis, measure_id=key, effect="He handed in his badge.", at=now)
    with be("ines") as ines:
        assert queries.hearings_on(ines, now.date())[0].effect == "He handed in his badge."


def test_a_served_copy_is_kept_with_the_tool(served, be, now):
    key = served()
    with be("ines") as ines:
        actions.keep_served_copy(ines, measure_id=key, name="order.txt", content=b"The order as served.", at=now)
        assert [f.name for f in queries.measure(ines, key).files] == ["order.txt"]


def test_a_person_never_charged_has_a_clock_and_is_reported(planned, be, now):
    key = planned()
    with be("ines") as ines:
        file = queries.plan(ines, key)
        assert {c.rule_id for c in file.clocks} == {"disruption_review", "never_charged_review"}
        with pytest.raises(NotYet):
            actions.review_plan(ines, plan_id=key, said="Nothing new.", at=now)
        actions.review_plan(ines, plan_id=key, said="Nothing new.", still_necessary="Two more reports came.", at=now)
        actions.report_to_dpo(ines, plan_id=key, said="Reported with the reasons.", at=now)
        actions.say_plan(ines, plan_id=key, status="charged", at=now)
        assert {c.rule_id for c in queries.plan(ines, key).clocks} == {"disruption_review"}


def test_a_plan_closes_when_nothing_is_left_in_the_air(considered, be, now):
    key = considered()
    with be("ines") as ines:
        plan_id = queries.measure(ines, key).row.plan_id
        with pytest.raises(NotYet) as refused:
            actions.close_plan(ines, plan_id=plan_id, outcome="Done.", at=now)
        assert len(refused.value.gaps) == 2
        actions.reject(ines, measure_id=key, why="He has left the country.", at=now)
        actions.close_plan(ines, plan_id=plan_id, outcome="He left; the girls are safe at home.", at=now)
        assert queries.plans(ines) == []


def test_the_open_list_follows_the_weights_the_reader_chose(planned, be, now):
    first, second = planned(), planned()
    with be("ines") as ines:
        actions.happened(ines, plan_id=first, on=now.date(), severity=1, what="Seen near the school.", at=now)
        actions.happened(ines, plan_id=second, on=now.date() - timedelta(days=200), severity=4, what="Rape.", at=now)
        weigh = lambda w: [p.id for p in queries.plans(ines, weights=w)]  # noqa: E731
        assert weigh(Weights(recency=3, severity=0))[0] == first
        assert weigh(Weights(recency=0, severity=3))[0] == second
