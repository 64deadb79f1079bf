"""Who else is involved: whom to ring, from a child's record in one step; what never answers, never does."""

from datetime import date, timedelta

import pytest

from kingfisher.access import actions as access
from kingfisher.kernel.base import EXISTS
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.people import actions, jobs, queries
from kingfisher.people.actions import Known
from kingfisher.people.actions.calls import NeedsOutcome
from kingfisher.people.models import Call
from kingfisher.people.queries.involved import who_else
from kingfisher.people.rules import AddressSaid, InvolvementSaid, Said

BORN = date(2011, 6, 2)
SARA = InvolvementSaid("Sara Finn", "School nursing", "School nurse", "01632 960188", date(2025, 1, 6))
IVO = InvolvementSaid("PC Ivo Lund", "Missing team", "Constable", "01632 960141", date(2026, 2, 1))


def known(be, who, now, category="general", marking="", **said):
    with be(who) as actor:
        folder = access.open_folder(actor, kind="person", category=category, marking=marking, at=now)
        said = Said(**({"given_name": "Isla", "family_name": "Brook", "born_on": BORN, "sex": "F",
                        "addresses": (AddressSaid("2 Eel Lane", "Saltmere", "ZZ4 1EL"),)} | said))  # fmt: skip
        return actions.state_person(actor, folder_id=folder, said=said, at=now), folder


def linked(be, now, one, *others):
    with be("priya") as priya:
        for other in others:
            actions.judge(
                priya, left_id=one[0], left_folder_id=one[1], right_id=other[0], right_folder_id=other[1],
                answer="same", why="Rang both.", at=now,
            )  # fmt: skip


@pytest.fixture
def isla(be, now):
    """Isla Brook: the council's own record, a school nurse's, police's missing team's, all linked."""
    council = known(be, "dele", now)
    nurse = known(be, "asha", now, involvements=(SARA,))
    police = known(be, "tom", now, involvements=(IVO,))
    linked(be, now, council, nurse, police)
    return {"council": council, "nurse": nurse, "police": police}


def names(hits):
    return {hit.worker_name for hit in hits if hit.worker_name}


def asked(be, who, key):
    with be(who) as actor:
        return who_else(actor, key)


def test_one_step_gives_agency_service_worker_telephone_and_since_when(isla, be):
    found = {hit.worker_name: hit for hit in asked(be, "priya", isla["council"][0])}
    assert {"Sara Finn", "PC Ivo Lund"} <= set(found)
    sara = found["Sara Finn"]
    assert (sara.service, sara.phone, sara.since_on) == ("School nursing", "01632 960188", date(2025, 1, 6))
    assert sara.is_certain


def test_a_service_known_only_to_exist_answers_with_its_agencys_number(isla, be, now):
    linked(be, now, isla["council"], known(be, "asha", now, "mental_health"))
    found = [hit for hit in asked(be, "priya", isla["council"][0]) if hit.service == "Mental health"]
    assert [(hit.worker_name, hit.phone) for hit in found] == [("", "01632 960100")]


@pytest.mark.parametrize("category", ["sexual_health", "refuge", "adoption", "intelligence"])
def test_what_never_answers_does_not_even_where_its_owner_let_it_be_known_to_exist(category, isla, be, cast, now):
    before = asked(be, "priya", isla["council"][0])
    with be("asha") as asha:
        folder = access.open_folder(asha, kind="person", category=category, at=now)
        worker = InvolvementSaid("Nobody To Be Named", "Clinic", "Nurse", "01632 960199")
        actions.add_known_by(asha, known=[Known(isla["nurse"][0], folder, worker)], at=now)
        access.grant(asha, folder_id=folder, to=access.Receiver(team_id=cast.teams["front_door"]), level=EXISTS,
                     basis="ca2004_s11", because="a slip", at=now)  # fmt: skip
    assert asked(be, "priya", isla["council"][0]) == before


def test_a_sealed_record_does_not_answer(isla, be, cast, now):
    with be("asha") as asha:
        access.seal(asha, folder_id=isla["nurse"][1], why="A relative works here",
                    key_holders=[cast.placements["asha"]], at=now)  # fmt: skip
    assert names(asked(be, "priya", isla["council"][0])) == {"PC Ivo Lund"}


def test_whoever_no_longer_works_with_the_child_is_not_named(isla, be, now):
    gone = InvolvementSaid("Old Hand", "Early help", until_on=now.date() - timedelta(days=2))
    linked(be, now, isla["council"], known(be, "owen", now, involvements=(gone,)))
    assert "Old Hand" not in names(asked(be, "priya", isla["council"][0]))


def test_a_likely_record_nobody_has_judged_answers_and_says_it_may_be_another_child(be, now):
    council = known(be, "dele", now)
    known(be, "asha", now, involvements=(SARA,))
    (sara,) = [hit for hit in asked(be, "priya", council[0]) if hit.worker_name == "Sara Finn"]
    assert not sara.is_certain


def test_a_record_judged_to_be_another_childs_does_not_answer(be, now):
    council, nurse = known(be, "dele", now), known(be, "asha", now, involvements=(SARA,))
    with be("priya") as priya:
        actions.judge(
            priya, left_id=council[0], left_folder_id=council[1], right_id=nurse[0], right_folder_id=nurse[1],
            answer="different", why="Her cousin.", at=now,
        )  # fmt: skip
    assert "Sara Finn" not in names(asked(be, "priya", council[0]))


def test_nobody_asks_from_a_record_not_open_to_her_or_in_a_role_without_children(isla, be):
    with pytest.raises(NotThere):
        asked(be, "hana", isla["council"][0])
    with pytest.raises(Denied):
        asked(be, "lewis", isla["council"][0])


def calls(be, who, isla, now):
    with be(who) as actor:
        actions.list_calls(actor, person_id=isla["council"][0], at=now)
        return {hit.worker_name: hit for hit in who_else(actor, isla["council"][0]) if hit.call}


def test_every_hit_becomes_one_small_task_and_asking_again_makes_no_second(isla, be, now):
    made = calls(be, "priya", isla, now)
    assert made.keys() == {hit.worker_name for hit in asked(be, "priya", isla["council"][0])}
    with be("priya") as priya:
        assert actions.list_calls(priya, person_id=isla["council"][0], at=now) == 0
    assert len(made) >= 2


def test_the_calls_are_one_line_on_her_desk_without_a_name_and_nobody_elses(isla, be, now):
    calls(be, "priya", isla, now)
    with be("priya") as priya:
        (line,) = [p for p in queries.work_waiting(priya) if "Speak to" in p.title]
        assert "Isla" not in line.title
        assert line.due_at > now
    with be("dele") as dele:
        assert not [p for p in queries.work_waiting(dele) if "Speak to" in p.title]


def test_other_agencies_cannot_see_whom_the_council_has_still_to_ring(isla, be, now):
    calls(be, "priya", isla, now)
    with be("tom"):
        assert not Call.objects.exists()


@pytest.mark.parametrize("outcome", ["spoken_to", "already_known", "wrong_person"])
def test_a_call_is_closed_with_what_became_of_it_and_can_be_opened_again(outcome, isla, be, now):
    call = calls(be, "priya", isla, now)["Sara Finn"].call
    with be("priya") as priya:
        assert actions.close_calls(priya, call_ids=[call.id], outcome=outcome, at=now) == 1
        assert len([p for p in queries.work_waiting(priya) if "Speak to a worker" in p.title]) == 1
        actions.reopen_call(priya, call_id=call.id, at=now)
        assert len([p for p in queries.work_waiting(priya) if "Speak to 2 workers" in p.title]) == 1


def test_not_needed_wants_a_reason(isla, be, now):
    call = calls(be, "priya", isla, now)["Sara Finn"].call
    with be("priya") as priya:
        for outcome, words in (("not_needed", "  "), ("", ""), ("nonsense", "x")):
            with pytest.raises(NeedsOutcome):
                actions.close_calls(priya, call_ids=[call.id], outcome=outcome, words=words, at=now)
        actions.close_calls(priya, call_ids=[call.id], outcome="not_needed", words="Met at conference.", at=now)


def test_an_unclosed_call_is_chased_once_a_day_and_then_stands_on_the_managers_desk(isla, be, now):
    calls(be, "priya", isla, now)
    late = now + timedelta(days=9)
    assert jobs.chase_calls(at=now) == 0, "nothing is late yet"
    first = jobs.chase_calls(at=late)
    assert first == 2
    assert jobs.chase_calls(at=late) == 0
    assert jobs.chase_calls(at=late + timedelta(days=1)) == 2
    with be("ruth", at=late) as ruth:
        (line,) = [p for p in queries.work_waiting(ruth) if "has not yet spoken" in p.title]
        assert "Isla" not in line.title


def test_a_closed_call_is_chased_no_more(isla, be, now):
    made = calls(be, "priya", isla, now)
    with be("priya") as priya:
        ids = [hit.call.id for hit in made.values()]
        actions.close_calls(priya, call_ids=ids, outcome="spoken_to", at=now)
    assert jobs.chase_calls(at=now + timedelta(days=9)) == 0


def test_asking_who_is_involved_changes_nobodys_record(isla, be, now):
    with be("priya") as priya:
        before = queries.cluster_of(priya, isla["council"][0])
    calls(be, "priya", isla, now)
    with be("priya") as priya:
        assert queries.cluster_of(priya, isla["council"][0]) == before
