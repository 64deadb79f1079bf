"""A contact about a child somebody works with already goes to that worker and the manager, in one click."""

import re
from datetime import timedelta

import pytest

from kingfisher.access import actions as access
from kingfisher.clocks import queries as clocks
from kingfisher.kernel.verdict import NotThere
from kingfisher.people import actions as people
from kingfisher.people.queries import statement
from kingfisher.people.rules import InvolvementSaid, Said
from kingfisher.plans import actions as plans
from kingfisher.plans.queries import plan_file
from kingfisher.plans.tests.builders import a_child, agreed
from kingfisher.referrals import actions, queries
from kingfisher.referrals.actions import NeedsWords
from kingfisher.referrals.tests.builders import sent

pytestmark = pytest.mark.django_db
KIND = "referrals.contact"


def judged_the_same(be, contact, other, now) -> None:
    """The front door says that the child of the contact is the child of this record."""
    with be("dele") as dele:
        folder = people_folder(dele, other)
    with be("priya") as priya:
        child = queries.contact_file(priya, contact).children[0]
        actions.judge_match(
            priya, contact_id=contact, person_id=child.person_id, other_id=other, other_folder_id=folder,
            answer="same", why="Same name and birth date.", at=now,
        )  # fmt: skip


def people_folder(actor, person):
    return statement(actor, person).folder_id


@pytest.fixture
def open_case(be, cast, now):
    """A contact about Maya, about whom Dele holds a plan."""
    child = a_child(be, now - timedelta(days=30))
    agreed(be, now - timedelta(days=30), child=child)
    contact = sent(cast, now).contact_id
    judged_the_same(be, contact, child, now)
    return contact


def task_of(actor, plan):
    return plan_file(actor, plan).goals[0].tasks[0].id


def holders(be, contact):
    with be("priya") as priya:
        return queries.holders_of(priya, queries.picture_of(priya, queries.contact_file(priya, contact)))


def passed(be, cast, contact, now, **more):
    with be("priya") as priya:
        actions.pass_on(
            priya, contact_id=contact, worker_id=cast.placements["dele"], manager_id=cast.placements["ruth"],
            because="holds the plan", at=now, **more,
        )  # fmt: skip


def test_whoever_holds_an_open_plan_about_the_child_is_shown_with_the_contact(be, open_case):
    (holder,) = holders(be, open_case)
    assert (holder.name, holder.ended_on) == ("Dele Adeyemi", None)
    assert holder.because.startswith("holds Child in need")


def test_a_record_nobody_has_linked_says_nothing_of_who_works_with_the_child(be, cast, now):
    child = a_child(be, now)
    agreed(be, now, child=child)
    assert holders(be, sent(cast, now).contact_id) == []


def test_a_worker_named_for_the_child_by_another_agency_is_shown_with_her_number_and_rung(be, cast, now):
    contact = sent(cast, now).contact_id
    with be("hana") as hana:
        folder = access.open_folder(hana, kind="person", category="general", at=now)
        key = people.state_person(
            hana, folder_id=folder, at=now,
            said=Said(given_name="Maya", family_name="Reed", involvements=(
                InvolvementSaid(worker_name="Hana Novak", phone="01632 960 444"),)),
        )  # fmt: skip
        access.grant(
            hana, folder_id=folder, to=access.Receiver(organisation_id=cast.organisations["council"]), level=2,
            basis="ca2004_s10", because="They work together.", at=now,
        )  # fmt: skip
    with be("priya") as priya:
        child = queries.contact_file(priya, contact).children[0]
        actions.judge_match(
            priya, contact_id=contact, person_id=child.person_id, other_id=key, other_folder_id=folder,
            answer="same", why="Her worker says so.", at=now,
        )  # fmt: skip
    (holder,) = holders(be, contact)
    assert (holder.name, holder.phone, holder.placement_id) == ("Hana Novak", "01632 960 444", None)


def test_one_click_opens_it_to_the_worker_and_the_manager_and_to_no_colleague(be, cast, open_case, now):
    passed(be, cast, open_case, now)
    with be("priya") as priya:
        assert queries.contact_by_id(priya, open_case).state == "open_case_routed"
        assert clocks.for_subject(priya, (KIND, open_case), open_only=True) == []
    for who in ("dele", "ruth"):
        with be(who) as actor:
            assert [w.title.split(",")[1] for w in queries.work_waiting(actor) if "Take over" in w.title] == [
                " passed to you"
            ]
            assert "second phone" in queries.contact_file(actor, open_case).contact.said.what_happened
    with be("nadia") as nadia, pytest.raises(NotThere):
        queries.passed_to_me(nadia, open_case)


def test_it_need_not_be_rated_but_where_a_child_is_in_danger_it_says_how_the_worker_was_spoken_with(
    be, cast, now
):  # fmt: skip
    contact = sent(cast, now, danger_now="yes").contact_id
    with pytest.raises(NeedsWords, match="how you spoke with the worker"):
        passed(be, cast, contact, now)
    passed(be, cast, contact, now, why="Rang Dele at once; he is on his way.")


def test_it_is_passed_to_nobody_whose_role_does_not_take_contacts_over_or_of_another_agency(be, cast, open_case, now):
    with be("priya") as priya:
        for worker, manager in (("nadia", "ruth"), ("dele", "dele"), ("dele", "nadia"), ("ines", "ruth")):
            with pytest.raises(NeedsWords):
                actions.pass_on(
                    priya, contact_id=open_case, worker_id=cast.placements[worker],
                    manager_id=cast.placements[manager], because="", at=now,
                )  # fmt: skip


def test_the_worker_takes_it_over_and_the_front_door_sees_what_comes_next(be, cast, open_case, now):
    passed(be, cast, open_case, now)
    with be("dele") as dele:
        with pytest.raises(NeedsWords):
            actions.take_over(dele, contact_id=open_case, answer=" ", at=now)
        actions.take_over(dele, contact_id=open_case, answer="I see Maya today after school.", at=now)
        assert queries.work_waiting(dele) == []
    with be("priya") as priya:
        (one,) = queries.passed_of(priya, [open_case])
        assert (one.taken_by.name, one.answer) == ("Dele Adeyemi", "I see Maya today after school.")
        assert one.clock.state.value == "met"


def test_the_page_passes_it_on_and_the_workers_own_page_takes_it_over(signed_in, be, cast, open_case):
    priya = signed_in("priya")
    page = priya.get(f"/referrals/contact/{open_case}").content.decode()
    assert "Somebody works with the child already" in page
    worker = re.search(r'name="worker" value="([^"]+)"', page)[1]
    field = re.search(r'name="(p\w+-manager)"', page)[1]
    said = {"do": "pass", "worker": worker, field: str(cast.placements["ruth"])}
    assert priya.post(f"/referrals/contact/{open_case}", said).status_code == 302
    assert "Not taken over yet" in priya.get(f"/referrals/contact/{open_case}").content.decode()
    dele = signed_in("dele")
    own = f"/referrals/passed/{open_case}"
    assert own in dele.get("/desk").content.decode()
    assert "second phone" in dele.get(own).content.decode()
    assert dele.post(own, {"answer": "I ring her mother now."}).status_code == 302
    assert "I ring her mother now." in dele.get(own).content.decode()
    assert signed_in("priya").get(own).status_code == 404
    assert dele.get(f"/referrals/contact/{open_case}").status_code in (403, 404)


def test_a_plan_that_ended_within_four_weeks_is_said_to_be_closed_lately(be, cast, now):
    child = a_child(be, now - timedelta(days=60))
    plan = agreed(be, now - timedelta(days=60), child=child)
    with be("ruth") as ruth:
        ended = now - timedelta(days=5)
        plans.give_up_task(ruth, task_id=task_of(ruth, plan), outcome="They moved away.", at=ended)
        plans.end(ruth, plan_id=plan, reason="moved_area", reduced_risk="She lives with her aunt now.", at=ended)
    contact = sent(cast, now).contact_id
    judged_the_same(be, contact, child, now)
    (holder,) = holders(be, contact)
    assert holder.ended_on
    assert "which has ended" in holder.because
