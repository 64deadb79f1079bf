"""Whoever teaches marks who is there by the link in her letter, and nothing else opens by it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kingfisher.access.entry import acting_as
from kingfisher.kernel.tokens import token_of
from kingfisher.kernel.verdict import Denied
from kingfisher.learning import queries
from kingfisher.learning.actions import day, offering
from kingfisher.learning.actions.letters import BOOKING, TEACHING
from kingfisher.learning.tests.builders import a_day, confirmed, service, who
from kingfisher.postroom.queries import to_deliver


def a_trainer(terry, now, email="tess@council.example"):
    return offering.keep_trainer(
        terry, name="Tess Ward", email=email, employer="Council", courses=["neglect"], watched_on=now.date(),
        watched_who="Terry", at=now,
    )  # fmt: skip


def taught(be, now, *people, in_days=0.0, ago=10):
    """A day with a trainer, planned `ago` days ago, held today unless said otherwise; its key and her link."""
    before = now - timedelta(days=ago)
    event = a_day(be, before, in_days=ago + in_days)
    with be("terry", at=before) as terry:
        trainer = a_trainer(terry, before)
        offering.give_to_trainer(terry, event_id=event, trainer_id=trainer, at=before)
        ((key, _),) = queries.links_of(terry, event)
    given = confirmed(before, event, *people)
    return event, given, reverse("learning:teaching", args=[token_of(key, TEACHING)])


def test_a_trainer_marks_who_is_there_by_her_link_and_no_other_day(be, cast, now, signed_in):
    signed_in("terry")  # the doors' clock stands at `now`
    event, given, link = taught(be, now, who("Asha", needs="A hearing loop"), who("Bea"))
    elsewhere = other_day(be, now)
    browser = Client()
    page = browser.get(link).content.decode()
    assert "Asha" in page and "2 people to mark" in page
    assert "hearing loop" not in page and "asha@" not in page, "the training team’s to know"
    for one, how in zip(given, ("mark_there", "mark_absent"), strict=True):
        assert browser.post(link, {"booking_id": str(one.booking_id), "how": how}).status_code == 302
    assert browser.post(link, {"booking_id": str(elsewhere.booking_id), "how": "mark_there"}).status_code == 404
    assert browser.post(link, {"booking_id": "no key", "how": "mark_there"}).status_code == 404
    assert browser.post(link, {"booking_id": str(given[0].booking_id), "how": "close"}).status_code == 404
    with be("terry") as terry:
        assert [x.state for x in queries.event_file(terry, event).register] == ["attended", "no_show"]
        day.close_register(terry, event_id=event, at=now + timedelta(hours=20))
    assert "The register is closed" in browser.get(link).content.decode()
    again = browser.post(link, {"booking_id": str(given[0].booking_id), "how": "mark_absent"})
    assert "Correct it" in again.content.decode()


def other_day(be, now):
    before = now - timedelta(days=10)
    event = a_day(be, before, in_days=10)
    return confirmed(before, event, who("Cleo"))[0]


def test_before_the_day_she_reads_who_comes_and_marks_nobody(be, now, signed_in):
    signed_in("terry")
    _, given, link = taught(be, now, who("Asha"), in_days=8)
    browser = Client()
    page = browser.get(link).content.decode()
    assert "The register opens on the day" in page and "Asha" in page
    answer = browser.post(link, {"booking_id": str(given[0].booking_id), "how": "mark_there"})
    assert "The register opens on the day" in answer.content.decode()


def test_a_forged_link_or_one_to_something_else_opens_nothing(be, now, signed_in):
    signed_in("terry")
    event, given, link = taught(be, now, who("Asha"))
    for bad in (link + "x", reverse("learning:teaching", args=[token_of(given[0].booking_id, BOOKING)]),
                reverse("learning:teaching", args=[token_of(event, TEACHING)])):  # fmt: skip
        assert Client().get(bad).status_code == 404


def test_a_link_dies_with_the_day_and_with_her_place_in_the_pool(be, now, signed_in):
    signed_in("terry")
    _, _, link = taught(be, now, who("Asha"), in_days=8)
    with be("terry") as terry:
        (trainer,) = queries.trainers(terry)
        offering.end_trainer(terry, trainer_id=trainer.id, on=now.date(), at=now)
    assert Client().get(link).status_code == 404


def test_nobody_marks_by_a_teaching_but_the_service(be, now):
    event, given, _ = taught(be, now, who("Asha"))
    with be("terry") as terry, pytest.raises(Denied):
        day.mark(terry, booking_id=given[0].booking_id, how="mark_there", teaching=event, at=now)
    with be("priya") as priya, pytest.raises(Denied):
        day.mark(priya, booking_id=given[0].booking_id, how="mark_there", at=now)


def test_her_letter_carries_the_link_and_she_hears_when_the_day_is_changed_or_called_off(be, now):
    from kingfisher.learning.actions import reminding

    event, _, link = taught(be, now, in_days=8)
    with be("terry") as terry:
        offering.change_event(terry, event_id=event, starts_at=now + timedelta(days=9), minutes_long=180,
                              place="The library", places=5, joining="", at=now)  # fmt: skip
        offering.call_off(terry, event_id=event, why="The room flooded.", at=now)
    with acting_as(service(now)) as door:
        reminding.hand_over(door, site="https://hub.example", at=now)
        letters = to_deliver(door)
    said = {one.title.split(":")[0]: one for one in letters}
    assert set(said) == {"You teach Neglect", "Changed, and you teach it", "Called off"}
    assert f"https://hub.example{link}" in said["You teach Neglect"].body
    assert "The library" in said["Changed, and you teach it"].body
    assert "The room flooded." in said["Called off"].body
    assert {one.to_address for one in letters} == {"tess@council.example"}
