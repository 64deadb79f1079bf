"""A child's history: each line with its source; corrections beside what they correct; nothing seen unopened."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from kingfisher.access import actions as access
from kingfisher.chronology import actions, queries
from kingfisher.chronology.actions import Line, NothingSaid
from kingfisher.people import actions as people
from kingfisher.people.rules import Said


@pytest.fixture
def ada(be, now):
    """Ada: a police folder of missing episodes, open to the front door, and one of intelligence, open to nobody."""
    found = {}
    with be("tom") as tom:
        found["missing"] = access.open_folder(tom, kind="person", category="missing", at=now)
        found["intelligence"] = access.open_folder(tom, kind="person", category="intelligence", at=now)
        found["person"] = people.state_person(
            tom, folder_id=found["missing"], said=Said(given_name="Ada", born_on=date(2011, 5, 6)), at=now
        )
    return found


def write(actor, ada, now, title, day, folder="missing", **more):
    line = Line(ada[folder], ada["person"], "missing", day, title, **more)
    return actions.note(actor, line=line, at=now)


def test_lines_come_in_order_of_when_they_happened_not_of_when_they_were_written(ada, be, now):
    with be("tom") as tom:
        write(tom, ada, now, "second", date(2026, 3, 2))
        write(tom, ada, now, "first", date(2026, 3, 1))
        lines = queries.timeline(tom, [ada["person"]], newest_first=False)
    assert [line.title for line in lines] == ["first", "second"]


def test_a_line_says_when_it_happened_when_it_was_known_and_by_whom(ada, be, now):
    knew = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)
    with be("tom") as tom:
        how = {"known_at": knew, "basis": "told", "assertion": "third_hand"}
        write(tom, ada, now, "seen at the station", date(2026, 3, 1), **how)
        (line,) = queries.timeline(tom, [ada["person"]])
    assert (line.happened_on, line.known_at) == (date(2026, 3, 1), knew)
    assert (line.author_name, line.assertion, line.basis) == ("Tom Hargrave", "third_hand", "told")


def test_a_correction_stands_beside_what_it_corrects_and_both_stay(ada, be, now):
    with be("tom") as tom:
        wrong = write(tom, ada, now, "missing on Monday", date(2026, 3, 2))
        line = Line(ada["missing"], ada["person"], "missing", date(2026, 3, 3), "missing on Tuesday")
        right = actions.correct(tom, entry_id=wrong, line=line, at=now)
        shown = {e.id: e for e in queries.timeline(tom, [ada["person"]])}
    assert shown[wrong].corrected_by == right
    assert shown[right].corrects == wrong


def test_a_line_is_never_changed_even_by_the_database_owner_of_the_words(ada, be, now):
    with be("tom") as tom:
        write(tom, ada, now, "said", date(2026, 3, 2))
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE chronology_entry SET title = 'other'")


def test_the_front_door_sees_missing_episodes_and_no_intelligence(ada, be, now):
    with be("tom") as tom:
        write(tom, ada, now, "missing overnight", date(2026, 3, 2))
        write(tom, ada, now, "named by a source", date(2026, 3, 2), folder="intelligence")
    with be("priya") as priya:
        assert [line.title for line in queries.timeline(priya, [ada["person"]])] == ["missing overnight"]


def test_a_line_without_words_is_refused_and_says_what_to_do(ada, be, now):
    with be("tom") as tom, pytest.raises(NothingSaid, match="what happened"):
        write(tom, ada, now, "  ", date(2026, 3, 2))


def test_nobody_writes_into_another_agencys_folder(ada, be, now):
    with be("priya") as priya, pytest.raises(DatabaseError), transaction.atomic():
        write(priya, ada, now, "mine", date(2026, 3, 2))


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        ({"from_on": date(2026, 3, 2)}, {"two", "three"}),
        ({"until_on": date(2026, 3, 1)}, {"one"}),
        ({"words": "TWO"}, {"two"}),
        ({"kinds": frozenset({"crime"})}, set()),
    ],
)
def test_a_filter_leaves_out_only_what_it_names(filters, left, ada, be, now):
    with be("tom") as tom:
        for day, title in enumerate(("one", "two", "three"), start=1):
            write(tom, ada, now, title, date(2026, 3, day))
        lines = queries.timeline(tom, [ada["person"]], filters=queries.Filters(**filters))
    assert {line.title for line in lines} == left
