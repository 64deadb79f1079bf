"""Every page opens for those it is for, does what its forms say, and asks no more of the database at ten thousand."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kingfisher.access.entry import acting_as
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.learning import queries
from kingfisher.learning.models import Booking, Completion, Event, Learner, Post
from kingfisher.learning.tests.builders import a_day, confirmed, held, service, who
from kingfisher.ui.paging import Ask

RUN = (
    "/office",
    "/office?past=1",
    "/office/trainers",
    "/office/learners",
    "/office/fees",
    "/agencies",
    "/figures",
    "/people",
)


@pytest.mark.parametrize("page", RUN)
def test_the_training_team_reads_every_page_of_its_work(signed_in, be, now, page):
    held(be, now, who("Asha"), who("Bea"), absent=1)
    assert signed_in("terry").get(f"/training{page}").status_code == 200
    assert signed_in("priya").get(f"/training{page}").status_code == 403


@pytest.mark.parametrize("name", ["priya", "office", "ivy", "tom"])
def test_everybody_finds_a_course_and_her_own_training(signed_in, be, now, name):
    a_day(be, now)
    for page in ("", "/courses"):
        assert signed_in(name).get(f"/training{page}").status_code == 200


def test_only_the_training_team_sees_who_comes(signed_in, be, now):
    key = a_day(be, now)
    confirmed(now, key, who("Asha"))
    for page in (f"/training/office/days/{key}", f"/training/office/days/{key}/register"):
        assert "Asha" in signed_in("terry").get(page).content.decode()
        for other in ("priya", "ivy", "office"):
            assert signed_in(other).get(page).status_code == 403
    assert signed_in("terry").get(f"/training/office/days/{uuid4()}").status_code == 404


def test_the_training_team_plans_a_course_and_a_day_on_the_page(signed_in, be, now):
    terry = signed_in("terry")
    course = {"do": "course", "course-title": "Neglect", "course-level": "2", "course-about": "What to notice.",
              "course-minutes_long": "180", "course-places": "20"}  # fmt: skip
    assert terry.post("/training/office", course).status_code == 302
    with be("terry") as actor:
        ((key, _),) = queries.course_choices(actor)
    event = {"do": "event", "event-course_id": key, "event-starts_at-day": "3", "event-starts_at-month": "3",
             "event-starts_at-year": str(now.year + 1), "event-starts_at-time": "10am", "event-minutes_long": "180",
             "event-way": "room", "event-place": "Town hall", "event-places": "12"}  # fmt: skip
    assert terry.post("/training/office", event).status_code == 302
    assert "Say where" not in terry.post("/training/office", {**event, "event-place": ""}).content.decode()
    with be("terry") as actor:
        (one,) = queries.coming(actor, all_states=True, ask_page=Ask()).rows
    assert terry.post(f"/training/office/days/{one.id}", {"do": "open"}).status_code == 302
    assert "Open for booking" in terry.get(f"/training/office/days/{one.id}").content.decode()


def test_a_worker_books_for_herself_and_gives_it_back(signed_in, be, now):
    key = a_day(be, now)
    with be("terry") as terry:
        ref = queries.event(terry, key).ref
    priya = signed_in("priya")
    said = {
        "do": "me",
        "me-role": "social_worker",
        "me-manager_name": "Ruth",
        "me-manager_email": "ruth@council.example",
    }
    assert priya.post(f"/training/courses/{ref}", said).status_code == 302
    mine = priya.get("/training").content.decode()
    assert "Has a place" in mine and "side door" in mine
    booking = re.search(r'name="give_back-booking_id" value="([^"]+)"', mine)[1]
    assert signed_in("tom").post("/training", {"do": "give_back", "give_back-booking_id": booking}).status_code == 200
    assert "Has a place" in priya.get("/training").content.decode(), "nobody else gives it back"
    assert priya.post("/training", {"do": "give_back", "give_back-booking_id": booking}).status_code == 302
    assert "You have no place" in priya.get("/training").content.decode()


def test_a_lead_books_for_her_own_people_alone(signed_in, cast, be, now):
    key = a_day(be, now, places=5)
    with be("terry") as terry:
        ref = queries.event(terry, key).ref
    ivy = signed_in("ivy")
    said = {"do": "staff", "staff-staff": "Una Reid, una@school.example", "staff-agency": "otterbrook",
            "staff-role": "teacher"}  # fmt: skip
    assert ivy.post(f"/training/courses/{ref}", said).status_code == 302
    assert "Una Reid" in ivy.get("/training/people").content.decode()
    assert (
        "There is a problem"
        in ivy.post(f"/training/courses/{ref}", {**said, "staff-agency": "police"}).content.decode()
    )


def test_one_press_marks_one_person_on_the_register(signed_in, be, now):
    before = now - timedelta(days=10)
    key = a_day(be, before, in_days=10)
    (asha,) = confirmed(before, key, who("Asha"))
    page = f"/training/office/days/{key}/register"
    terry = signed_in("terry")
    answer = terry.post(page, {"how": "mark_there", "booking_id": str(asha.booking_id)})
    assert answer["Location"].endswith(f"#b-{asha.booking_id}")
    assert "0 to mark" in terry.get(page).content.decode()
    assert terry.post(page, {"how": "mark_there", "booking_id": str(uuid4())}).status_code == 404


def test_a_certificate_is_ones_own_or_the_training_teams(signed_in, be, now):
    _, (asha,) = held(be, now, who("Asha"))
    with acting_as(service(now)) as door:
        key = queries.booking_of(door, asha.booking_id).completion_id
    page = f"/training/certificates/{key}.pdf"
    assert signed_in("terry").get(page).content[:5] == b"%PDF-"
    assert signed_in("priya").get(page).status_code == 404


def test_fees_go_out_as_a_spreadsheet_without_a_learners_name(signed_in, be, now):
    held(be, now, who("Asha Karim"), who("=Bea", employer="=cmd()"), absent=2)
    text = signed_in("terry").get("/training/office/fees.csv").content.decode("utf-8-sig")
    assert "Asha" not in text
    assert "'=cmd()" in text


def test_an_inspector_reads_figures_and_is_offered_no_place(signed_in, be, now):
    a_day(be, now)
    assert signed_in("office").get("/training/figures").status_code == 200


def _asked(client, page: str) -> int:
    assert client.get(page).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    return sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE")) for one in asked.captured_queries)


def test_ten_thousand_learners_and_a_hundred_and_fifty_days_take_no_more_questions(
    signed_in, cast, be, now, monkeypatch
):
    pages = ("/office", "/office?past=1", "/office/learners", "/agencies", "/figures", "/people", "/courses")
    held(be, now, who("Asha", organisation=cast.organisations["otterbrook"]))
    few = {page: _asked(signed_in("terry"), f"/training{page}") for page in pages}
    lead = _asked(signed_in("ivy"), "/training/people")
    with acting_as(service(now)) as door:
        _many(door, cast, now)
    assert {page: _asked(signed_in("terry"), f"/training{page}") for page in pages} == few
    assert _asked(signed_in("ivy"), "/training/people") == lead


def _many(door, cast, now) -> None:
    """Ten thousand learners with a post and a course each; 150 days held. Laid in bulk: only their number counts."""
    by = {"created_at": now, "created_by": door.placement_id}
    event = Event.objects.get()
    days = [Event(id=new_id(), ref=new_ref("TR"), course=event.course, starts_at=event.starts_at, ends_at=event.ends_at,
                  way="room", place="x", places=99, state="held", held_on=event.held_on, **by)
            for _ in range(150)]  # fmt: skip
    Event.objects.bulk_create(days)
    people = [Learner(id=new_id(), name=f"Learner {n:05}", email=f"l{n}@x.example", **by) for n in range(10_000)]
    Learner.objects.bulk_create(people, batch_size=2000)
    school, police = cast.organisations["otterbrook"], cast.organisations["police"]
    Post.objects.bulk_create([
        Post(id=new_id(), learner=p, organisation_id=school if n % 2 else police, employer="x", role="teacher",
             begins_on=now.date(), **by) for n, p in enumerate(people)
    ], batch_size=2000)  # fmt: skip
    places = [Booking(id=new_id(), event=days[n % 150], learner=p, organisation_id=school, ref=f"TB{n}",
                      state="attended",
                      **by) for n, p in enumerate(people)]  # fmt: skip
    Booking.objects.bulk_create(places, batch_size=2000)
    Completion.objects.bulk_create([
        Completion(id=new_id(), learner=b.learner, booking=b, ref=f"TC{n}", title="x", level=2,
                   completed_on=now.date(), **by)
        for n, b in enumerate(places)
    ], batch_size=2000)  # fmt: skip
