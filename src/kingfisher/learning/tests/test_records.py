"""One record follows a learner; a lead sees her own people; lapsed training closes access only when told."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from kingfisher.access.entry import acting_as
from kingfisher.access.policy import place_rules
from kingfisher.kernel.verdict import NotThere
from kingfisher.learning import facts, queries
from kingfisher.learning.actions import after, holding, learners, reminding
from kingfisher.learning.actions.lacking import Lacking
from kingfisher.learning.tests.builders import a_day, asked_for, confirmed, held, service, who
from kingfisher.ui.paging import Ask


def at_school(cast, name, **more):
    return who(name, organisation=cast.organisations["otterbrook"], **more)


def people(actor) -> dict[str, str]:
    return {p.name: p.standing.state for p in queries.people_standing(actor, ask_page=Ask()).rows}


def test_a_lead_sees_her_own_people_and_nobody_elses(cast, be, now):
    held(be, now, at_school(cast, "Asha"), who("Bea", organisation=cast.organisations["police"], employer="Police",
                                              role="police_officer"))  # fmt: skip
    with be("ivy") as ivy:
        assert people(ivy) == {"Asha": "in_date"}, "her schools are parts of her agency; police are not"
    with be("terry") as terry:
        other = next(x.id for x in queries.learners(terry, ask_page=Ask()).rows if x.name == "Bea")
        assert len(queries.agencies_standing(terry)) == 2
    with be("ivy") as ivy, pytest.raises(NotThere):
        queries.record(ivy, other)


def test_when_she_leaves_her_lead_sees_her_no_more_and_she_keeps_what_she_learned(cast, be, now):
    held(be, now, at_school(cast, "Asha"))
    with be("terry") as terry:
        (asha,) = queries.learners(terry, ask_page=Ask()).rows
        post = queries.record(terry, asha.id).posts[0]
        learners.leave_post(terry, post_id=post.id, on=now.date(), at=now)
        learners.take_post(terry, learner_id=asha.id, organisation_id=cast.organisations["police"], employer="Police",
                           role="detective", at=now)  # fmt: skip
        found = queries.record(terry, asha.id)
    assert [p.employer for p in found.posts if not p.ended_on] == ["Police"]
    assert len(found.completions) == 1
    with be("ivy") as ivy:
        assert people(ivy) == {}
        with pytest.raises(NotThere):
            queries.record(ivy, asha.id)


def test_an_older_address_continues_as_the_newer_one_with_all_that_was_learned(cast, be, now):
    held(be, now, at_school(cast, "Asha"))
    event = a_day(be, now)
    confirmed(now, event, at_school(cast, "Asha", email="asha@new.example"))
    with acting_as(service(now)) as door:
        old, new = (next(x.id for x in queries.learners(door, words=w, ask_page=Ask()).rows)
                    for w in ("asha@school", "asha@new"))  # fmt: skip
        learners.follow(door, from_id=old, to_id=new, at=now)
        found = queries.record(door, old)
        assert (found.id, found.email, len(found.completions)) == (new, "asha@new.example", 1)
        assert [p.standing.state for p in found.posts if not p.ended_on] == ["in_date"]
        assert learners.follow(door, from_id=new, to_id=old, at=now) == new, "the other way round it is done already"
    with be("ivy") as ivy:
        assert people(ivy) == {"Asha": "in_date"}
        assert queries.record(ivy, new).completions


def test_a_lead_cannot_read_a_strangers_record_by_booking_for_her(cast, be, now):
    held(be, now, who("Bea", organisation=cast.organisations["police"], employer="Police", role="detective"))
    event = a_day(be, now)
    school = cast.organisations["otterbrook"]
    bea, new = asked_for(now, event, at_school(cast, "Bea"), at_school(cast, "Una"), vouched=school)
    assert (bea.is_confirmed, new.is_confirmed) == (False, True)
    with be("ivy") as ivy:
        assert people(ivy) == {"Una": "never"}


def test_what_was_learned_elsewhere_counts_and_a_mistake_is_withdrawn_with_its_reason(cast, be, now):
    confirmed(now, a_day(be, now), at_school(cast, "Asha"))
    with be("terry") as terry:
        (asha,) = queries.learners(terry, ask_page=Ask()).rows
        with pytest.raises(Lacking):
            learners.keep_elsewhere(terry, learner_id=asha.id, title="Level 2", level=2, elsewhere="", at=now,
                                    completed_on=now.date())  # fmt: skip
        key = learners.keep_elsewhere(terry, learner_id=asha.id, title="Level 2", level=2, at=now,
                                      elsewhere="West Fen, certificate seen", completed_on=now.date())  # fmt: skip
        assert queries.record(terry, asha.id).posts[0].standing.state == "in_date"
        learners.withdraw(terry, completion_id=key, why="It was another Asha", at=now)
        assert queries.record(terry, asha.id).posts[0].standing.state == "never"
        with pytest.raises(NotThere):
            queries.certificate(terry, key)


def test_the_board_counts_places_and_reads_no_name(cast, be, now):
    held(be, now, *[at_school(cast, f"Asha {n}", email=f"a{n}@school.example") for n in range(6)], absent=1)
    with be("office") as office:
        assert queries.learners(office, ask_page=Ask()).rows == []
        said = dict(facts.for_report(office, now.date() - timedelta(days=40), now.date()))
    assert said["People who came"] == "5 (62 % of the places)"
    assert said["Booked and not there"] == "1 (17 %)"
    assert said["Trained for what they do: Otterbrook School"] == "83 % of 6"


def test_of_agencies_with_few_people_the_board_reads_one_figure_together(cast, be, now):
    police = {"organisation": cast.organisations["police"], "employer": "Police", "role": "police_officer"}
    held(be, now, *[at_school(cast, f"Asha {n}", email=f"a{n}@school.example") for n in range(5)],
         *[who(f"Bea {n}", email=f"b{n}@police.example", **police) for n in range(2)])  # fmt: skip
    with be("terry") as terry:
        assert [(a.name, a.asked) for a in queries.agencies_standing(terry)] == [
            ("Otterbrook School", 5), ("Saltmere Police", 2)]  # fmt: skip
    with be("office") as office:
        assert [(a.name, a.asked) for a in queries.agencies_standing(office)] == [
            ("Agencies with few people, together", 7)]  # fmt: skip


def test_a_year_without_training_says_nothing(be, now):
    with be("office") as office:
        assert facts.for_report(office, date(2001, 4, 1), date(2002, 3, 31)) == []


def test_the_learner_and_her_manager_are_asked_once_after_three_months_and_answers_name_nobody(cast, be, now):
    held(be, now, *[
        at_school(cast, f"Asha {n}", email=f"a{n}@school.example", manager_email="head@school.example",
                  manager_name="Head")
        for n in range(5)
    ], ago=95)  # fmt: skip
    with acting_as(service(now)) as door:
        assert after.ask_again(door, at=now) == 10
        assert after.ask_again(door, at=now) == 0
        from kingfisher.learning.models import Asked, Said

        for at, one in enumerate(Asked.objects.filter(kind="manager")):
            after.answer(door, asked_id=one.id, changed="practice", words=f"Example {at}", at=now)
        assert not {f.name for f in Said._meta.get_fields()} & {"booking", "learner", "asked"}
    with be("terry") as terry:
        (course,) = queries.figures_of(terry, first=now.date() - timedelta(days=120), last=now.date())
        assert [s.changed for s in course.said] == [None] * 3, "of one course it could be subtracted from the rest"
        manager = queries.changed(terry, first=now.date() - timedelta(days=120), last=now.date())[1]
        assert (manager.asked, manager.answered, manager.changed) == (5, 5, {"practice": 5})
        assert len(queries.words_of(terry, first=now.date() - timedelta(days=120), last=now.date())) == 5


def test_whose_training_ends_in_ninety_days_is_told_on_that_day_alone(cast, be, now):
    confirmed(now, a_day(be, now), at_school(cast, "Asha"))
    ends = now.date() + timedelta(days=90)
    with acting_as(service(now)) as door:
        (asha,) = queries.learners(door, ask_page=Ask()).rows
        began = ends.replace(year=ends.year - 3)
        learners.keep_elsewhere(door, learner_id=asha.id, title="Level 2", level=2, elsewhere="West Fen", at=now,
                                completed_on=began)  # fmt: skip
        assert reminding.remind_of_lapse(door, at=now) == 1
        assert reminding.remind_of_lapse(door, at=now + timedelta(days=1)) == 0


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


def test_the_service_may_say_until_when_training_holds_and_change_nothing_else_of_a_place(cast, be, now):
    dele = [cast.placements["dele"]]
    for change in ("own_level = 0", "ends_at = now()", "role = 'front_door_manager'"):
        with acting_as(service(now)), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE organisations_placement SET {change} WHERE id = %s", dele)
    with be("terry"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE organisations_placement SET training_valid_until = now() WHERE id = %s", dele)
