"""A teacher books without signing in; the training coordinator plans, runs the day and reads what it changed."""

import re
from datetime import UTC, datetime, timedelta

import pytest

pytestmark = pytest.mark.browser


def at(days: float) -> datetime:
    return (datetime.now(UTC) + timedelta(days=days)).replace(hour=11, minute=0, second=0, microsecond=0)


def team(moment: datetime):
    from kingfisher.access.entry import acting_as, actor_for
    from tests.cast import gather

    return acting_as(actor_for(gather.cast.placements["terry"], at=moment, via="command"))


def plan(when: datetime, *, people: list, places: int, planned: datetime, code: str) -> tuple:
    """A day as the training team planned it, with those who booked; by actions alone, in the hub's own database."""
    from kingfisher.access.entry import acting_as, service_of
    from kingfisher.learning.actions import booking, offering
    from tests.cast import gather

    with team(planned) as terry:
        course = offering.keep_course(
            terry, code=code, title=f"{code.capitalize()}, and whom to tell", level=2, audience=["teacher"],
            about="What a child who is being harmed may look like, and whom to ring.", minutes_long=180,
            places=places, at=planned,
        )  # fmt: skip
        key = offering.plan_event(terry, course_id=course, starts_at=when, minutes_long=180, way="room",
                                  place="Town hall", places=places, joining="Side door.", at=planned)  # fmt: skip
        offering.open_booking(terry, event_id=key, at=planned)
    service, school = service_of("training_service", at=planned, via="command"), gather.cast.organisations["otterbrook"]
    with acting_as(service):
        applicants = [
            booking.Applicant(name=p, email=f"{p.split()[0].lower()}@walk.example", employer="Otterbrook School",
                              role="teacher", organisation_id=school) for p in people
        ]  # fmt: skip
        given = booking.book(service, event_id=key, applicants=applicants, vouched_by=[school], at=planned)
    return key, given


def held(when: datetime, people: list) -> None:
    """A day that was held, and what was said of it."""
    from kingfisher.learning import queries
    from kingfisher.learning.actions import after, day

    key, given = plan(when, people=people, places=20, planned=when - timedelta(days=30), code="neglect")
    ends = when + timedelta(hours=4)
    with team(ends) as terry:
        for one in given:
            day.mark(terry, booking_id=one.booking_id, how="mark_there", at=ends)
        day.close_register(terry, event_id=key, at=ends)
        for asked_id, _ in queries.to_answer(terry, key):
            after.answer(terry, asked_id=asked_id, before=2, after=4, useful=5, words="More time.", at=ends)


@pytest.fixture
def writes(hub, django_db_blocker):
    """The walk lays its days in the hub's database, which stays as it is left."""
    with django_db_blocker.unblock():
        yield


PEOPLE = ["Nell Hartley", "Orla Quayle", "Petra Rowe", "Hamza Varga", "Joel Lomax", "Kemi Okello"]


def test_a_teacher_books_a_course_without_signing_in(visit, writes):
    plan(at(30), people=[], places=1, planned=at(-1), code="noticing")
    teacher = visit(phone=True, scripts=False)
    teacher.see("/courses", picture="courses-phone")
    visit().see("/courses", picture="courses")
    teacher.page.get_by_role("link", name="Noticing, and whom to tell").first.click()
    teacher.page.get_by_role("button", name="Book").click()
    teacher.page.get_by_text("There is a problem").wait_for()
    teacher.look("course-missing-phone")
    assert "There is a problem" in teacher.page.inner_text("main")
    address = teacher.page.url
    with_axe = visit()
    with_axe.see(address, picture="course")
    with_axe.see(f"{address}?for=staff")
    page = teacher.page
    page.get_by_label("Your name", exact=True).fill("Una Teacher")
    page.get_by_label("Your email address at work").fill("una.teacher@otterbrook.example")
    page.locator('select[name="agency"]').select_option("otterbrook")
    page.locator('select[name="role"]').select_option("teacher")
    page.get_by_role("button", name="Book").click()
    page.get_by_text("One step more").wait_for()
    teacher.look("course-booked-phone")
    page.get_by_role("link", name=re.compile("Confirm the place of Una")).click()
    page.get_by_text("Not confirmed yet").wait_for()
    teacher.look("my-place-phone")
    link = page.url
    page.get_by_role("button", name="Confirm: it was me who booked").click()
    page.get_by_text("How to join").wait_for()
    assert "How to join" in page.inner_text("main")
    with_axe.see(link, picture="my-place")
    with_axe.see("/courses/record", picture="my-record-asked")
    with_axe.page.get_by_label("Email address").fill("una.teacher@otterbrook.example")
    with_axe.page.get_by_role("button", name="Send me the link").click()
    with_axe.look()
    assert "on its way" in with_axe.page.inner_text("main")


def register_on_a_phone(visit, key) -> None:
    phone = visit(phone=True).sign_in("terry").say_why()
    phone.see(f"/training/office/days/{key}/register", picture="register-phone")
    for name in PEOPLE[:3]:
        phone.page.locator("li", has_text=name).get_by_role("button", name=re.compile("^There")).click()
    phone.look("register-half-phone")
    assert "3 to mark" in phone.page.inner_text("main")
    for name in PEOPLE[3:]:
        phone.page.locator("li", has_text=name).get_by_role("button", name=re.compile("^Not there")).click()
    phone.page.get_by_role("button", name="Close the register").click()
    phone.look("register-closed-phone")
    assert "3 certificates" in phone.page.inner_text("body")


def test_a_trainer_marks_the_register_by_the_link_in_her_letter(visit, writes):
    """Three hours into the day she teaches, on the telephone in her hand, without an account and without scripts."""
    from kingfisher.learning.actions import offering

    began = datetime.now(UTC) - timedelta(hours=3)
    key, _ = plan(began, people=PEOPLE[:3], places=10, planned=at(-30), code="taught-by-tess")
    with team(at(-29)) as terry:
        trainer = offering.keep_trainer(
            terry, name="Tess Ward", email="tess@walk.example", employer="Council", courses=["taught-by-tess"],
            watched_on=at(-40).date(), watched_who="Terry", at=at(-29),
        )  # fmt: skip
        offering.give_to_trainer(terry, event_id=key, trainer_id=trainer, at=at(-29))
    office = visit().sign_in("terry").say_why()
    office.see(f"/training/office/days/{key}", picture="training-day-trainer")
    link = office.page.get_by_role("link", name="Register for Tess Ward").get_attribute("href")
    visit(phone=True).see(link, picture="trainer-register-phone")
    visit().see(link, picture="trainer-register")
    tess = visit(phone=True, scripts=False)
    tess.see(link)
    for name in PEOPLE[:3]:
        tess.page.locator("li", has_text=name).get_by_role("button", name=re.compile("^There")).click()
        tess.page.wait_for_load_state()
    assert "Everybody is marked" in tess.page.inner_text("main")


def test_the_training_coordinators_day(visit, writes):
    held(at(-60), PEOPLE)
    soon, _ = plan(at(20), people=PEOPLE[:3], places=2, planned=at(-5), code="waited-for")
    today = datetime.now(UTC) - timedelta(hours=4)
    now_on, _ = plan(today, people=PEOPLE, places=10, planned=at(-30), code="held-today")
    terry = visit().sign_in("terry").say_why()
    terry.see("/desk")
    assert "Close the register" in terry.page.inner_text("main")
    terry.see("/training/office", picture="training-office")
    terry.see(f"/training/office/days/{soon}", picture="training-day")
    visit(phone=True).sign_in("terry").see(f"/training/office/days/{soon}", picture="training-day-phone")
    terry.page.get_by_role("button", name=f"Give back the place of {PEOPLE[0]}").click()
    assert "Waiting: " not in terry.page.inner_text("main"), "whoever waited has the place"
    register_on_a_phone(visit, now_on)
    for page in ("agencies", "figures", "office/learners", "office/fees", "office/trainers"):
        terry.see(f"/training/{page}", picture=f"training-{page.split('/')[-1]}")
    ivy = visit(phone=True).sign_in("ivy").say_why()
    ivy.see("/training/people", picture="training-people-phone")
    ivy.page.get_by_role("link", name=PEOPLE[1]).click()
    ivy.look("training-learner-phone")
    priya = visit().sign_in("priya").say_why()
    priya.see("/training/courses")
    priya.page.get_by_role("link", name="Waited-for, and whom to tell").click()
    priya.look("training-book")
