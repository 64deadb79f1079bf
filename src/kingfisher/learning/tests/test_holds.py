"""Lapsed training closes access only where it is turned on and she was told; training again opens it at once."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as
from kingfisher.access.models import AuditLine
from kingfisher.access.policy import place_rules
from kingfisher.learning import queries
from kingfisher.learning.actions import booking, holding, learners
from kingfisher.learning.tests.builders import a_day, service, who
from kingfisher.people.actions import state_person
from kingfisher.people.rules import Said


def a_child_of(be, now):
    """A child of whom Dele writes, in a folder of her council."""
    with be("dele") as dele:
        folder = access.open_folder(dele, kind="person", category="general", at=now)
        said = Said(given_name="Kit", family_name="Rowe", born_on=date(2013, 2, 28))
        return state_person(dele, folder_id=folder, said=said, at=now)


def _dele_trained(cast, be, now, on: date) -> None:
    """Dele, a social worker of the council, with level 3 completed on a day."""
    with be("dele") as dele:
        who_is = dele.worker_id
    with acting_as(service(now)) as door:
        key = learners.know_worker(door, worker_id=who_is, name="Dele Adeyemi", email="dele@council.example", at=now)
        learners.take_post(door, learner_id=key, organisation_id=cast.organisations["council"], employer="Council",
                           role="social_worker", at=now)  # fmt: skip
        learners.keep_elsewhere(door, learner_id=key, title="Level 3", level=3, elsewhere="x", completed_on=on, at=now)


@pytest.fixture
def turned_on(monkeypatch):
    from kingfisher.rulebook import ask

    real = ask.is_on
    monkeypatch.setattr(ask, "is_on", lambda code, *, on: code == "training_closes_access" or real(code, on=on))


def _validity(cast) -> object:
    with connection.cursor() as cursor:
        asked = "SELECT training_valid_until FROM organisations_placement WHERE id = %s"
        return cursor.execute(asked, [cast.placements["dele"]]).fetchone()[0]


def test_lapsed_training_closes_nothing_where_it_is_not_turned_on(cast, be, now):
    _dele_trained(cast, be, now, date(2020, 1, 1))
    with acting_as(service(now)) as door:
        assert holding.keep_holds(door, at=now) == 0
    assert _validity(cast) is None


def test_turned_on_she_is_told_thirty_days_before_and_training_again_keeps_it_open(cast, be, now, turned_on):
    _dele_trained(cast, be, now, date(2020, 1, 1))
    with acting_as(service(now)) as door:
        assert holding.keep_holds(door, at=now) == 1
        assert holding.keep_holds(door, at=now) == 0
    assert _validity(cast).date() == now.date() + timedelta(days=30)
    with be("dele") as dele:
        assert queries.my_hold(dele) == now.date() + timedelta(days=30)
        assert "Train again" in queries.work_waiting(dele)[0].title
    _dele_trained(cast, be, now, now.date())
    with acting_as(service(now)) as door:
        assert holding.keep_holds(door, at=now) == 1
    assert _validity(cast).year == now.year + 2


def test_turned_off_again_what_was_closed_opens(cast, be, now, monkeypatch, turned_on):
    _dele_trained(cast, be, now, date(2020, 1, 1))
    with acting_as(service(now)) as door:
        holding.keep_holds(door, at=now)
    monkeypatch.undo()
    with acting_as(service(now)) as door:
        assert holding.keep_holds(door, at=now) == 1
    assert _validity(cast) is None


def test_whose_access_closed_sees_no_folder_and_can_still_book(cast, be, now, signed_in, turned_on):
    _dele_trained(cast, be, now - timedelta(days=60), date(2020, 1, 1))
    with acting_as(service(now - timedelta(days=60))) as door:
        holding.keep_holds(door, at=now - timedelta(days=60))
    assert _validity(cast) < now
    with be("terry"):
        assert "training_lapsed" in place_rules(cast.placements["dele"])
    page = signed_in("dele").get("/training")
    assert page.status_code == 200
    assert "Dele" in page.content.decode()


def test_a_lapsed_workers_child_closes_to_her_and_opens_the_moment_the_register_says_she_trained(
    cast, be, now, signed_in, turned_on
):
    child = a_child_of(be, now)
    dele = signed_in("dele")
    assert dele.get(f"/casefile/{child}").status_code == 200
    then = now - timedelta(days=60)
    _dele_trained(cast, be, then, date(2020, 1, 1))
    with acting_as(service(then)) as door:
        holding.keep_holds(door, at=then)
    for address in (f"/casefile/{child}", "/desk", "/people/search?q=Kit"):
        answer = dele.get(address)
        assert answer.status_code == 403 and "Book a course under My training" in answer.content.decode(), address
    assert "you see no record of a child" in dele.get("/training").content.decode()
    coming = a_day(be, now, in_days=20, code="three", level=3)
    with be("terry") as terry:
        ref = queries.event(terry, coming).ref
    assert ref in dele.get("/training/courses").content.decode()
    assert dele.post(f"/training/courses/{ref}", {"do": "me", "me-role": "social_worker"}).status_code == 302
    event = a_day(be, then, in_days=59, code="late-three", level=3)
    with be("dele") as actor:
        worker = actor.worker_id
    with acting_as(service(then)) as door:
        (given,) = booking.book(door, event_id=event, at=then, applicants=[
            who("Dele Adeyemi", email="dele@council.example", organisation=cast.organisations["council"],
                employer="Council", role="social_worker", worker_id=worker)])  # fmt: skip
    terry, register = signed_in("terry"), f"/training/office/days/{event}/register"
    terry.post(register, {"how": "mark_there", "booking_id": str(given.booking_id)})
    assert terry.post(register, {"do": "close"}).status_code == 302
    assert dele.get(f"/casefile/{child}").status_code == 200
    assert dele.get("/desk").status_code == 200
    with be("dele"):
        assert AuditLine.objects.filter(what="access.person.refused").count() == 3, (
            "that she was turned away is on record"
        )


def test_the_service_may_say_until_when_training_holds_and_change_nothing_else_of_a_place(cast, be, now):
    dele = [cast.placements["dele"]]
    for change in ("own_level = 0", "ends_at = now()", "role = 'front_door_manager'"):
        with acting_as(service(now)), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE organisations_placement SET {change} WHERE id = %s", dele)
    with be("terry"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE organisations_placement SET training_valid_until = now() WHERE id = %s", dele)
