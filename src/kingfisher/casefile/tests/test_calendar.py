"""A year of one child's dates on paper: what was due, how it stands, and nothing this worker may not see."""

from datetime import UTC, date, datetime

import pytest

from kingfisher.access import actions as access
from kingfisher.casefile.pages.calendar import first_month
from kingfisher.clocks import actions as clocks
from kingfisher.clocks import queries
from kingfisher.kernel.ids import new_id
from kingfisher.people import actions as people
from kingfisher.people.rules import Said


@pytest.mark.parametrize(
    ("said", "first"),
    [("", date(2025, 12, 1)), ("2026-05", date(2026, 5, 1)), ("May", date(2025, 12, 1)), ("0001-01", date(1990, 1, 1))],
)
def test_the_year_begins_three_months_back_or_where_asked(said: str, first: date) -> None:
    assert first_month(said, date(2026, 3, 20)) == first


def test_a_stopped_clock_stays_on_its_day_and_a_stranger_sees_none(be, now) -> None:
    began = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    with be("dele") as dele:
        folder = access.open_folder(dele, kind="person", category="general", at=now)
        people.state_person(dele, folder_id=folder, said=Said(given_name="Fern", family_name="Ash"), at=now)
        thing = ("casefile.child", new_id())
        clocks.start(dele, rule="first_core_group", subject=thing, folder=folder, at=now, since=began)
        clocks.stop(dele, subject=thing, at=now)
        due = queries.due_between(dele, [folder], date(2026, 3, 1), date(2026, 3, 31))
        assert [(one.rule_id, one.due_on) for one in due] == [("first_core_group", date(2026, 3, 16))]
        assert queries.due_between(dele, [folder], date(2026, 4, 1), date(2026, 4, 30)) == []
    with be("marcus") as marcus:
        assert queries.due_between(marcus, [folder], date(2026, 3, 1), date(2026, 3, 31)) == []
