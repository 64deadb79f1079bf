"""The nine o'clock briefing builds itself, for each worker as the policy lets her see."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from kingfisher.briefing.gathering import gathered, since_when
from kingfisher.disruption import actions
from kingfisher.disruption.actions import Suspect, Wanted
from kingfisher.intelligence import actions as intelligence
from kingfisher.intelligence.actions import Told
from kingfisher.missing.tests.builders import missing


@pytest.fixture
def a_busy_night(be, now):
    """An order near its end and breached, bail that ends, court today, a victim not told, a report from a school."""
    today = now.date()
    with be("ines") as ines:
        plan = actions.begin_plan(ines, harm="He gives girls lifts.", necessity="To protect children from him.",
                                  suspect=Suspect("Kez", "Dorrin", "bailed"), at=now)  # fmt: skip
        actions.say_plan(ines, plan_id=plan, bail_until=today + timedelta(days=2), at=now)
        wanted = Wanted(
            "sro", "He sent pictures to two girls.", "It forbids only contact and places.", "Keep him away."
        )
        tool = actions.consider(ines, plan_id=plan, wanted=wanted, at=now)
        actions.condition(ines, measure_id=tool, kind="place", said="Not in Wharf Street.", at=now)
        actions.apply(ines, measure_id=tool, on=today, at=now)
        actions.grant(ines, measure_id=tool, on=today, expires_on=today + timedelta(days=5), at=now)
        actions.serve(ines, measure_id=tool, on=today, served_how="By hand.", at=now)
        actions.breach(ines, measure_id=tool, on=today, what="Seen in Wharf Street.", done="Arrested.", at=now)
        other = actions.consider(ines, plan_id=plan, wanted=wanted, at=now)
        actions.apply(ines, measure_id=other, on=today, hearing_on=today, at=now)
        crime = actions.track(ines, offence="Meeting a child after grooming", reported_at=now, team="Kingfisher",
                              flags=["cse"], at=now)  # fmt: skip
        actions.crime_step(ines, crime_id=crime, kind="bail", on=today, said="He comes back.", next_on=today, at=now)
    with be("marcus") as marcus:
        told = Told("A silver car waits at the bus stop.", "I saw it.", today)
        intelligence.submit(marcus, told=told, at=now)


def lines(found, code):
    return [one for section in found.sections if section.code == code for one in section.lines]


def test_it_builds_itself_from_what_happened(a_busy_night, be):
    with be("ines") as ines:
        found = gathered(ines)
    assert "Kez Dorrin" in lines(found, "bail")[0].text
    assert len(lines(found, "court")) == 1, "a return on bail is no court"
    (order,) = lines(found, "orders")
    assert (order.tone, order.note) == ("red", "within 7 days")
    assert "Arrested." in lines(found, "breaches")[0].text
    assert len(lines(found, "intelligence")) == 1


def test_who_is_missing_stands_first_for_whoever_may_see_it(cast, be, now):
    missing(cast, now)
    with be("ines") as ines:
        found = gathered(ines)
    (line,) = lines(found, "missing")
    assert line.text.startswith("Maya Reed, since ")
    assert line.person_id
    assert found.sections[0].code == "missing"
    with be("lewis") as lewis:
        assert lines(gathered(lewis), "missing") == []


@pytest.mark.parametrize("name", ["ruth", "priya", "dele"])
def test_nobody_who_is_not_cleared_reads_a_line_or_a_number_of_police(a_busy_night, be, name):
    with be(name) as worker:
        found = gathered(worker)
    for code in ("bail", "court", "orders", "breaches", "intelligence"):
        assert lines(found, code) == []


@pytest.mark.parametrize(
    ("at", "since"),
    [
        (datetime(2026, 3, 4, 9, tzinfo=UTC), datetime(2026, 3, 3, 9, tzinfo=UTC)),
        (datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 2, 27, 9, tzinfo=UTC)),
        (datetime(2026, 4, 7, 8, tzinfo=UTC), datetime(2026, 4, 2, 8, tzinfo=UTC)),
    ],
)
def test_it_begins_at_nine_of_the_working_day_before(at, since):
    assert since_when(at) == since


def test_it_is_read_on_a_screen_and_on_paper_and_what_is_empty_says_so(a_busy_night, cast, now, monkeypatch, be):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    client = Client()
    client.force_login(get_user_model().objects.get(username="ines"))
    session = client.session
    session["placement"], session["purpose"] = str(cast.placements["ines"]), "safeguard_child"
    session.save()
    for page in ("/briefing", "/briefing/print"):
        shown = client.get(page).content.decode()
        assert "Sexual risk order: Kez Dorrin" in shown
        assert "Nobody is missing" in shown
        assert "Nothing new of a child at high risk." in shown
    with be("ines") as ines:
        monkeypatch.setattr("kingfisher.briefing.gathering.find_spec", lambda name: None if "exploit" in name else name)
        codes = [section.code for section in gathered(ines).sections]
    assert "children" not in codes, "what no room was asked about is not said to be nothing"
    assert "missing" in codes
