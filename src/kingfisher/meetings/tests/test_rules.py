"""Who must be there, what leaves the hub in a calendar file, when an action is asked after."""

from datetime import UTC, date, datetime

import pytest

from kingfisher.meetings.rules import AtTable, calendar_file, days_late, late_words, quorum_gaps, seats_open
from kingfisher.rulebook import ask

COUNCIL, POLICE = AtTable("council", "council", True), AtTable("police", "police", True)
GP, SCHOOL = AtTable("gp", "gp", True), AtTable("school", "school", True)


@pytest.mark.parametrize(
    ("kind", "there", "gaps"),
    [
        # Working Together 2023, chapter 3: social care, police and health at the least
        ("strategy", [COUNCIL, POLICE, GP], ()),
        ("strategy", [COUNCIL, POLICE], ("Health is not there.",)),
        ("strategy", [COUNCIL, GP, AtTable("police", "police", False)], ("Nobody from police may decide for it.",)),
        ("strategy", [], ("Social care is not there.", "Police is not there.", "Health is not there.")),
        # commonly social care and two other agencies
        ("initial_conference", [COUNCIL, SCHOOL, GP], ()),
        ("initial_conference", [COUNCIL, SCHOOL], ("1 more agency must be there.",)),
        ("initial_conference", [SCHOOL, GP, POLICE], ("Social care is not there.",)),
        ("review_conference", [COUNCIL], ("2 more agencies must be there.",)),
        ("core_group", [COUNCIL, SCHOOL], ()),
        ("core_group", [COUNCIL, COUNCIL], ("1 more agency must be there.",)),
    ],
)
def test_a_meeting_may_decide_with_those_who_must_be_there(kind, there, gaps):
    assert quorum_gaps(ask.meeting_kind(kind), there) == gaps


def test_two_people_of_one_agency_fill_one_seat_and_either_may_decide():
    two = [COUNCIL, AtTable("police", "police", False), POLICE, GP]
    assert quorum_gaps(ask.meeting_kind("strategy"), two) == ()


def test_needed_seats_nobody_was_asked_for_come_first():
    assert seats_open(ask.meeting_kind("strategy"), [COUNCIL]) == ("Police", "Health", "School or education")


def entry(**changed) -> str:
    said = {
        "ref": "MT-7K2P-M4QX", "starts_at": datetime(2026, 7, 1, 9, 30, tzinfo=UTC),
        "place": "Room 3; Quay House, first floor",
        "ends_at": datetime(2026, 7, 1, 10, 30, tzinfo=UTC), "sequence": 2, "called_off": False,
        "made_at": datetime(2026, 6, 1, tzinfo=UTC),
    }  # fmt: skip
    return calendar_file(**{**said, **changed})


def test_a_calendar_entry_carries_a_reference_a_place_and_a_time():
    assert entry().split("\r\n")[5:13] == [
        "BEGIN:VEVENT", "UID:MT-7K2P-M4QX@kingfisher", "DTSTAMP:20260601T000000Z", "DTSTART:20260701T093000Z",
        "DTEND:20260701T103000Z", "SEQUENCE:2", "SUMMARY:Meeting MT-7K2P-M4QX",
        "LOCATION:Room 3\\; Quay House\\, first floor",
    ]  # fmt: skip
    assert "METHOD:CANCEL" in entry(called_off=True)
    assert "STATUS:CANCELLED" in entry(called_off=True)


def test_a_place_cannot_write_lines_of_its_own_into_a_calendar():
    lines = entry(place="Room\r\nATTENDEE:mailto:x@example.org\x00" + "å" * 90).split("\r\n")
    assert not any(line.startswith("ATTENDEE") for line in lines)
    assert all(len(line.encode()) <= 75 for line in lines)


@pytest.mark.parametrize(
    ("due_on", "days", "words"),
    [
        (date(2026, 11, 26), 0, ""),
        (date(2026, 11, 25), 0, ""),
        (date(2026, 11, 24), 1, "1 day late"),
        (date(2026, 11, 20), 5, "5 days late"),
    ],
)
def test_an_action_is_late_from_the_day_after_it_was_due(due_on, days, words):
    assert (days_late(due_on, date(2026, 11, 25)), late_words(days)) == (days, words)
