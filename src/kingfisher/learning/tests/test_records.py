"""One record follows a learner; a lead sees her own people; lapsed training closes access only when told."""

from collections import Counter
from datetime import date, timedelta

import pytest

from kingfisher.access.entry import acting_as
from kingfisher.kernel.timing import add_months, local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.learning import facts, queries
from kingfisher.learning.actions import after, learners, reminding
from kingfisher.learning.actions.lacking import Lacking
from kingfisher.learning.tests.builders import a_day, asked_for, confirmed, held, service, who
from kingfisher.rulebook import ask, courses
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
        manager = queries.changed(terry, [course], first=now.date() - timedelta(days=120), last=now.date())[1]
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


def test_agencies_are_counted_in_the_database_as_the_rule_counts_each_person(cast, be, now):
    """At every edge: the last day it holds, the day after, the last day it is due soon, a month's end; and never."""
    with be("terry") as terry:
        on = local_day(terry.at, ask.calendar())
        soon = max(courses.training_terms(on=on).due_days)
        need = courses.need_of("teacher", on=on)
    edges = [add_months(on + timedelta(days=d), -need.valid_months) for d in (-40, -1, 0, 1, soon, soon + 1)]
    edges += [date(2024, 2, 29), date(2023, 8, 31), None]
    known = confirmed(now, a_day(be, now, places=20), *[at_school(cast, f"Asha {n}", email=f"a{n}@school.example")
                                                        for n in range(len(edges))])  # fmt: skip
    with acting_as(service(now)) as door:
        for given, day in zip(known, edges, strict=True):
            key = queries.booking_of(door, given.booking_id).learner_id
            if day:
                learners.keep_elsewhere(door, learner_id=key, title="Level 2", level=2, elsewhere="x", completed_on=day,
                                        at=now)  # fmt: skip
    with be("terry") as terry:
        one_by_one = Counter(p.standing.state for p in queries.people_standing(terry, ask_page=Ask(size=50)).rows)
        (school,) = [a for a in queries.agencies_standing(terry) if a.name == "Otterbrook School"]
    assert one_by_one == {k: v for k, v in (("in_date", school.in_date), ("due_soon", school.due_soon),
                                            ("lapsed", school.lapsed), ("never", school.never)) if v}  # fmt: skip
    assert len(one_by_one) == 4 and school.asked == len(edges)
