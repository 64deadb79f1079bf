"""A threshold of a missing child calls the meeting: one press, and its facts are typed by nobody."""

from datetime import timedelta

import pytest
from django.urls import reverse

from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.meetings import actions, queries
from kingfisher.meetings.actions import NeedsWords
from kingfisher.meetings.tests.test_pages import when
from kingfisher.missing import queries as missing
from kingfisher.missing.tests.builders import before

pytestmark = pytest.mark.django_db


@pytest.fixture
def third(cast, now):
    """Maya's third absence in ninety days."""
    before(cast, now, 60, found_place="Golden Fork")
    before(cast, now, 40)
    return before(cast, now, 1)


def called(be, now, episode, who="dele"):
    with be(who) as actor:
        return actions.convene_for_absence(
            actor, episode_id=episode, starts_at=now + timedelta(days=1), place="By video call", at=now
        )


def test_the_meeting_answers_its_thresholds_and_begins_with_what_happened(be, now, third):
    key = called(be, now, third)
    with be("dele") as dele:
        file = queries.meeting_file(dele, key)
        written = next(p.words for p in file.parts if p.code == "absences")
        assert "Golden Fork" in written
        assert written.count("ME-") == 3
        assert file.meeting.ref in missing.crossings_of(dele, [third])[0].answer_words
        assert not missing.episode_file(dele, third).calls_for_meeting
        with pytest.raises(NeedsWords, match="No threshold"):
            actions.convene_for_absence(
                dele, episode_id=third, starts_at=now + timedelta(days=2), place="By video call", at=now
            )


def test_nobody_calls_it_of_an_absence_she_may_not_see(cast, be, now, third, signed_in):
    with be("marcus") as marcus, pytest.raises((NotThere, Denied)):
        missing.episode_file(marcus, third)
    with pytest.raises((NotThere, Denied)):
        called(be, now, third, who="owen")
    assert signed_in("owen").get(reverse("meetings:convene_absence", args=[third])).status_code in (403, 404)


def test_the_desk_leads_to_a_page_that_calls_it_with_one_press(signed_in, be, now, third):
    dele, address = signed_in("dele"), reverse("meetings:convene_absence", args=[third])
    assert address in dele.get("/desk").content.decode()
    assert "Three times in 90 days" in dele.get(address).content.decode()
    sent = {"minutes_long": "60", "place": "By video call", **when("starts_at", now + timedelta(days=1))}
    given = dele.post(address, sent)
    assert given.status_code == 302, given.content.decode()
    assert "Strategy meeting about a missing child" in dele.get(given["Location"]).content.decode()
    assert address not in dele.get("/desk").content.decode()
    assert "Nothing waits for a meeting" in dele.get(address).content.decode()
