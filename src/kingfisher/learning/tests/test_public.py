"""Without an account: a teacher books, confirms, comes, and takes her record with her. By links nobody can forge."""

import re
from datetime import UTC

import pytest
from django.core import signing
from django.test import Client

from kingfisher.access.entry import acting_as
from kingfisher.learning import queries
from kingfisher.learning.actions import booking
from kingfisher.learning.actions.letters import ASKED, BOOKING, FOLLOW, RECORD
from kingfisher.learning.models import Asked, Letter
from kingfisher.learning.pages.calendar import _folded, _text
from kingfisher.learning.tests.builders import a_day, asked_for, confirmed, held, service, who
from kingfisher.ui.paging import Ask

SAID = {
    "name": "Nell Hart", "email": "nell@school.example", "agency": "otterbrook", "role": "teacher",
    "manager_name": "Head", "manager_email": "head@school.example", "needs": "A seat by the door", "website": "",
}  # fmt: skip


@pytest.fixture
def clock(now, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)


@pytest.fixture
def day(be, now, clock):
    key = a_day(be, now, places=1)
    with be("terry") as terry:
        return queries.event(terry, key)


def learner(now, words="") -> object:
    with acting_as(service(now)) as door:
        return queries.learners(door, words=words, ask_page=Ask()).rows[0]


def test_a_teacher_books_without_an_account_and_confirms_by_her_link(day, now):
    browser = Client()
    assert day.course.title in browser.get("/courses").content.decode()
    answer = browser.post(f"/courses/days/{day.ref}", SAID, follow=True)
    shown = answer.content.decode()
    link = re.search(r'href="(/courses/bookings/[^"]+)"', shown)[1]
    page = Client().get(link).content.decode()
    assert "Not confirmed yet" in page
    assert "side door" not in page, "how to join is for those who confirmed"
    assert Client().get(link).status_code == 200, "opening it, as a machine does, confirms nothing"
    assert "Not confirmed yet" in Client().get(link).content.decode()
    browser.post(link, {"do": "confirm"})
    assert "side door" in browser.get(link).content.decode()


def test_what_is_wrong_is_said_and_nothing_is_booked(day, now):
    wrong = {**SAID, "name": "", "email": "nell", "agency": "other", "employer": ""}
    shown = Client().post(f"/courses/days/{day.ref}", wrong).content.decode()
    assert "There is a problem" in shown
    with acting_as(service(now)) as door:
        assert queries.event(door, day.id).taken == 0


def test_a_manager_books_for_her_staff_one_to_a_line(day, now):
    said = {**SAID, "staff": "Asha Karim, asha@school.example\nnonsense"}
    assert "Write “nonsense”" in Client().post(f"/courses/days/{day.ref}?for=staff", said).content.decode()
    said["staff"] = "Asha Karim, asha@school.example\nBea Lock, bea@school.example"
    shown = Client().post(f"/courses/days/{day.ref}?for=staff", said, follow=True).content.decode()
    assert "a place is kept" in shown and "on the waiting list" in shown


def test_of_an_address_the_hub_knows_nothing_is_shown(day, now):
    confirmed(now, day.id, who("Nell Hart", email="nell@school.example"))
    shown = Client().post(f"/courses/days/{day.ref}", SAID, follow=True).content.decode()
    assert "/courses/bookings/" not in shown
    assert "reference" not in shown


def test_where_letters_are_sent_the_link_is_in_the_letter_alone(day, now, settings):
    settings.SENDS_MAIL = True
    shown = Client().post(f"/courses/days/{day.ref}", SAID, follow=True).content.decode()
    assert "/courses/bookings/" not in shown
    with acting_as(service(now)):
        assert "/courses/bookings/" in Letter.objects.get(kind="confirm").body


def test_a_machine_that_fills_in_every_box_books_nothing_and_learns_nothing(day, now):
    answer = Client().post(f"/courses/days/{day.ref}", {**SAID, "website": "http://spam.example"}, follow=True)
    assert answer.status_code == 200
    with acting_as(service(now)) as door:
        assert queries.event(door, day.id).taken == 0


def test_more_than_thirty_places_an_hour_from_one_address_are_refused(day, now):
    lines = [f"Person {n}, p{n}@school.example" for n in range(20)]
    for part in (lines[:20], [x.replace("p", "q") for x in lines[:10]]):
        Client().post(f"/courses/days/{day.ref}?for=staff", {**SAID, "staff": "\n".join(part)})
    assert "Very many places" in Client().post(f"/courses/days/{day.ref}", SAID).content.decode()
    elsewhere = Client(REMOTE_ADDR="10.1.2.3").post(f"/courses/days/{day.ref}", SAID)
    assert elsewhere.status_code == 302


def test_a_place_is_put_into_a_calendar_by_its_link_alone(day, now):
    (asked,) = asked_for(now, day.id, who("Nell Hart", email="nell@school.example"))
    link = f"/courses/bookings/{signing.dumps(str(asked.booking_id), salt=BOOKING)}"
    assert Client().get(f"{link}/calendar.ics").status_code == 404, "not confirmed yet"
    with acting_as(service(now)) as door:
        booking.confirm(door, booking_id=asked.booking_id, at=now)
    answer = Client().get(f"{link}/calendar.ics")
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.decode().split("\r\n")
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    assert f"DTSTART:{day.starts_at.astimezone(UTC):%Y%m%dT%H%M%SZ}" in lines
    assert f"UID:{asked.booking_id}@kingfisher" in lines
    for bad in ("x", link[:-2] + "xx", str(asked.booking_id)):
        assert Client().get(f"/courses/bookings/{bad}/calendar.ics").status_code == 404


def test_no_words_of_a_course_begin_a_line_of_their_own_in_a_calendar():
    assert _text("Neglect; what, to\r\nATTENDEE:mailto:x") == r"Neglect\; what\, to\nATTENDEE:mailto:x"
    folded = _folded("SUMMARY:" + "Förderung " * 20)
    assert all(len(line) <= 75 for line in folded.split(b"\r\n"))
    assert folded.replace(b"\r\n ", b"").decode().startswith("SUMMARY:Förderung Förderung")


def test_a_forged_or_old_link_opens_nothing(day, now, monkeypatch):
    (given,) = confirmed(now, day.id, who("Nell Hart", email="nell@school.example"))
    good = signing.dumps(str(given.booking_id), salt=BOOKING)
    assert Client().get(f"/courses/bookings/{good}").status_code == 200
    for bad in (str(given.booking_id), good[:-2] + "xx", signing.dumps(str(given.booking_id), salt=RECORD)):
        assert Client().get(f"/courses/bookings/{bad}").status_code == 404
    record = signing.dumps(str(learner(now).id), salt=RECORD)
    assert Client().get(f"/courses/record/{record}").status_code == 200
    assert Client().get(f"/courses/record/{good}").status_code == 404
    real = signing.time.time
    monkeypatch.setattr(signing.time, "time", lambda: real() + 86_500)
    assert Client().get(f"/courses/record/{record}").status_code == 404, "after a day"
    assert Client().get(f"/courses/bookings/{good}").status_code == 200


def test_the_page_says_the_same_of_any_address_and_writes_to_known_ones(day, now):
    confirmed(now, day.id, who("Nell Hart", email="nell@school.example"))
    known, unknown = (
        re.sub(r"(?i)token\S+ \S+|value=\S+", "", Client().post("/courses/record", {"email": e}).content.decode())
        for e in ("nell@school.example", "nobody@school.example")
    )
    assert known == unknown
    with acting_as(service(now)):
        assert Letter.objects.filter(kind="record").count() == 1
    for _ in range(10):
        shown = Client().post("/courses/record", {"email": "nell@school.example"}).content.decode()
    assert "Too many tries" in shown


def test_a_link_opens_its_own_certificate_and_no_other(be, now, clock):
    _, (asha, bea) = held(be, now, who("Asha"), who("Bea"))
    with acting_as(service(now)) as door:
        hers = {g.name: queries.booking_of(door, g.booking_id).completion_id for g in (asha, bea)}
    token = signing.dumps(str(asha.booking_id), salt=BOOKING)
    mine = Client().get(f"/courses/certificates/{token}/{hers['Asha']}.pdf")
    assert mine.content[:5] == b"%PDF-"
    assert Client().get(f"/courses/certificates/{token}/{hers['Bea']}.pdf").status_code == 404
    record = signing.dumps(str(learner(now, "asha").id), salt=RECORD)
    assert Client().get(f"/courses/certificates/{record}/{hers['Asha']}.pdf").status_code == 200


def test_her_record_follows_her_when_both_addresses_say_so(be, now, clock):
    held(be, now, who("Asha"))
    asha = learner(now, "asha")
    record = signing.dumps(str(asha.id), salt=RECORD)
    assert (
        Client().post(f"/courses/record/{record}", {"do": "follow", "follow-email": "asha@new.example"}).status_code
        == 302
    )
    with acting_as(service(now)):
        letter = Letter.objects.get(kind="follow")
        assert letter.to_address == "asha@new.example"
    link = re.search(r"/courses/follow/\S+", letter.body)[0]
    assert Client().get(link).status_code == 200
    with acting_as(service(now)) as door:
        assert queries.record(door, asha.id).email == "asha@school.example", "a look changes nothing"
    Client().post(link)
    with acting_as(service(now)) as door:
        assert queries.record(door, asha.id).email == "asha@new.example"
    forged = link.replace(link.split("/")[3], signing.dumps(str(asha.id), salt=BOOKING))
    assert Client().post(forged).status_code == 404
    assert FOLLOW != RECORD


def test_she_says_that_she_has_left_and_cannot_say_it_for_another(be, now, clock):
    held(be, now, who("Asha"), who("Bea"))
    with acting_as(service(now)) as door:
        asha, bea = (queries.record(door, x.id) for x in queries.learners(door, ask_page=Ask()).rows)
    page = f"/courses/record/{signing.dumps(str(asha.id), salt=RECORD)}"
    assert Client().post(page, {"do": "leave", "leave-post_id": str(bea.posts[0].id)}).status_code == 404
    assert Client().post(page, {"do": "leave", "leave-post_id": "nonsense"}).status_code == 404
    assert Client().post(page, {"do": "leave", "leave-post_id": str(asha.posts[0].id)}).status_code == 302
    with acting_as(service(now)) as door:
        assert queries.record(door, asha.id).posts[0].ended_on
        assert not queries.record(door, bea.id).posts[0].ended_on


def test_questions_are_answered_once_by_their_link(be, now, clock):
    held(be, now, who("Asha"))
    with acting_as(service(now)):
        one = Asked.objects.get()
    page = f"/courses/questions/{signing.dumps(str(one.id), salt=ASKED)}"
    assert "Answer at least one" in Client().post(page, {}).content.decode()
    assert Client().post(page, {"before": "2", "after": "4", "words": "More time"}).status_code == 302
    assert "Thank you" in Client().get(page).content.decode()
    assert "Thank you" in Client().post(page, {"before": "1"}).content.decode()
    with acting_as(service(now)) as door:
        (course,) = queries.figures_of(door, first=now.date().replace(year=now.year - 1), last=now.date())
    assert course.said[0].answered == 1


def test_a_day_that_is_not_open_is_not_there(be, now, clock):
    from kingfisher.learning.actions import offering
    from kingfisher.learning.tests.builders import a_course

    with be("terry") as terry:
        course = a_course(terry, now)
        key = offering.plan_event(terry, course_id=course, starts_at=now.replace(year=now.year + 1), minutes_long=60,
                                  way="online", place="Teams", places=5, at=now)  # fmt: skip
        ref = queries.event(terry, key).ref
    assert Client().get(f"/courses/days/{ref}").status_code == 404
    assert Client().get("/courses/days/TR-NONE-NONE").status_code == 404
