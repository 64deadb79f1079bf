"""A disagreement between two agencies: raised, answered, taken up, settled; the partners never learn by whom."""

from datetime import timedelta

import pytest
from django.db import connection

from kingfisher.access.entry import acting_as, service_of
from kingfisher.clocks import queries as clocks
from kingfisher.escalations import actions, queries
from kingfisher.escalations.actions import Challenge, Lacking
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.verdict import Denied, NotThere


def service(now):
    return service_of("front_door_service", at=now, via="page")


@pytest.fixture
def raised(be, cast, now):
    """Marcus, a teacher, disagrees with the council's decision about Kit."""

    def made(**said):
        with be("marcus") as marcus:
            whole = {"receiving_id": cast.organisations["council"], "about": "CO-7K2P-QRST", "topic": "level_of_need",
                     "disagreement": "It leaves him with nobody.", "wanted": "An assessment by Friday."}  # fmt: skip
            service_id = service(now).placement_id
            made = actions.challenge(marcus, said=Challenge(**{**whole, **said}), service=service_id, at=now)
        keep_up(made, now)
        return made

    return made


def keep_up(escalation_id, now):
    door = service(now)
    with acting_as(door):
        actions.keep_up(door, escalation_id=escalation_id, at=now)


def taken_to_partners(be, raised, now):
    made = raised()
    for _ in range(3):
        with be("marcus") as marcus:
            actions.move_up(marcus, escalation_id=made, words="Rang twice; no answer.", at=now)
        keep_up(made, now)
    return made


def test_both_agencies_see_who_said_what_and_a_third_sees_nothing(raised, be, now):
    made = raised()
    with be("ruth") as ruth:
        actions.answer(ruth, escalation_id=made, words="We will look again today.", at=now)
        shown = queries.one(ruth, made)
    assert [s.side for s in shown.steps] == ["raising", "receiving"]
    assert shown.steps[0].by.name == "Marcus Bell"
    with be("tom") as tom:
        assert queries.ours(tom) == []
        with pytest.raises(NotThere):
            queries.one(tom, made)


def test_each_stage_has_its_own_clock_and_the_agency_asked_owns_it(raised, be, cast, now):
    made = raised()
    with be("marcus") as marcus:
        (first,) = clocks.for_subject(marcus, (queries.KIND, made))
        assert (first.rule_id, first.owner_organisation_id) == ("escalation_stage_1", cast.organisations["council"])
        assert actions.move_up(marcus, escalation_id=made, words="No answer.", at=now) == 2
        (second,) = clocks.for_subject(marcus, (queries.KIND, made), open_only=True)
    assert second.rule_id == "escalation_stage_2"


def test_while_a_child_is_at_risk_now_each_stage_has_one_working_day_and_one_step_reaches_the_partners(raised, be, now):
    made = raised(is_immediate=True)
    with be("marcus") as marcus:
        (clock,) = clocks.for_subject(marcus, (queries.KIND, made))
        assert clock.rule_id == "escalation_immediate"
        assert actions.move_up(marcus, escalation_id=made, words="He goes home at three.", at=now) == 4
        assert queries.one(marcus, made).state == "with_partners"


@pytest.mark.parametrize("lacking", ["about", "topic", "disagreement", "wanted"])
def test_what_is_not_said_is_asked_for(raised, lacking):
    with pytest.raises(Lacking) as refused:
        raised(**{lacking: " " if lacking != "topic" else ""})
    assert len(refused.value.gaps) == 1


def test_a_disagreement_within_one_agency_is_for_its_managers(raised, cast):
    with pytest.raises(Lacking, match="cannot be raised"):
        raised(receiving_id=cast.organisations["otterbrook"])


def test_the_partners_read_what_was_said_by_which_agency_and_no_name(raised, be, now):
    made = taken_to_partners(be, raised, now)
    with be("lena") as lena:
        (case,) = queries.cases(lena)
        shown = queries.case(lena, case.id)
        with pytest.raises(NotThere):
            queries.one(lena, made)
    assert {s.by for s in shown.steps} == {None}
    assert {s.side for s in shown.steps} == {"raising"}
    assert shown.stage == 4


def test_no_row_the_partners_can_read_leads_to_whoever_raised_it(raised, be, cast, now):
    taken_to_partners(be, raised, now)
    with be("lena"), connection.cursor() as cursor:
        for table in ("escalations_escalation", "escalations_step", "escalations_case", "escalations_theme"):
            cursor.execute(f"SELECT row_to_json(t)::text FROM {table} t")
            assert str(cast.placements["marcus"]) not in "".join(row[0] for row in cursor.fetchall())


def test_what_the_partners_decide_is_carried_back_to_both_agencies(raised, be, now):
    made = taken_to_partners(be, raised, now)
    with be("lena") as lena:
        (case,) = queries.cases(lena)
        actions.decide(lena, case_id=case.id, words="An assessment starts today.", learning="Ring back.", at=now)
    door = service(now)
    with acting_as(door):
        actions.tell_agencies(door, case_id=case.id, at=now)
    for name in ("marcus", "ruth"):
        with be(name) as worker:
            shown = queries.one(worker, made)
            assert (shown.state, shown.outcome_words) == ("adjudicated", "An assessment starts today.")
            assert shown.steps[-1].side == "partners"
            assert clocks.for_subject(worker, (queries.KIND, made), open_only=True) == []


def test_a_partner_may_take_it_to_the_lead_partners_once(raised, be, now):
    taken_to_partners(be, raised, now)
    with be("lena") as lena:
        (case,) = queries.cases(lena)
        actions.to_lead_partners(lena, case_id=case.id, words="It is about money.", at=now)
        assert queries.case(lena, case.id).clock.rule_id == "escalation_stage_5"
        with pytest.raises(Lacking):
            actions.to_lead_partners(lena, case_id=case.id, words="Again.", at=now)


def test_only_the_side_that_raised_it_may_withdraw_it(raised, be, now):
    made = raised()
    with be("ruth") as ruth, pytest.raises(Denied):
        actions.end(ruth, escalation_id=made, how="withdraw", words="Not ours.", at=now)
    with be("marcus") as marcus:
        actions.end(marcus, escalation_id=made, how="withdraw", words="They rang.", at=now)
        with pytest.raises(NotNow):
            actions.end(marcus, escalation_id=made, how="withdraw", words="Again.", at=now)


def test_settling_it_says_what_others_could_learn(raised, be, now):
    made = raised()
    with be("ruth") as ruth:
        with pytest.raises(Lacking):
            actions.end(ruth, escalation_id=made, how="change_course", words="We assess.", at=now)
        actions.end(ruth, escalation_id=made, how="change_course", words="We assess.", learning="Say why.", at=now)
        assert queries.one(ruth, made).state == "resolved_changed"


def test_the_desk_of_the_agency_asked_says_so_and_the_raisers_when_it_is_late(raised, be, now):
    raised()
    with be("ruth") as ruth:
        (asked,) = queries.work_waiting(ruth)
    assert asked.title.startswith("Answer ")
    assert "Kit" not in asked.title
    with be("marcus", at=now + timedelta(days=6)) as marcus:
        (late,) = queries.work_waiting(marcus)
    assert late.title.startswith("No answer from ")


def test_keeping_up_again_changes_nothing(raised, be, now):
    made = taken_to_partners(be, raised, now)
    keep_up(made, now)
    with be("lena") as lena:
        assert len(queries.cases(lena)) == 1
