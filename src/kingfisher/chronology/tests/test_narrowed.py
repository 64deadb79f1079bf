"""Lines of a history that a conflict of interest or a field class keeps from some."""

from datetime import date

from kingfisher.access import actions as access
from kingfisher.access import policy
from kingfisher.chronology import actions as chronology
from kingfisher.chronology.actions import Line
from kingfisher.chronology.queries import timeline
from kingfisher.people import actions as people
from kingfisher.people.rules import Said

BORN = date(2013, 4, 9)


def _stated(ruth, now):
    folder = access.open_folder(ruth, kind="person", category="child_in_need", at=now)
    return folder, people.state_person(ruth, folder_id=folder, said=Said(given_name="Joss", born_on=BORN), at=now)


def test_a_folder_that_only_writes_about_somebody_is_shut_too(be, now):
    with be("dele") as dele:
        about = access.About("Joss", "Marsh", BORN)
        access.declare_conflict(dele, worker_id=dele.worker_id, relation="family", about=about, why="", at=now)
    with be("ruth") as ruth:
        home = access.open_folder(ruth, kind="person", category="child_in_need", at=now)
        said = Said(given_name="Joss", family_name="Marsh", born_on=BORN)
        person = people.state_person(ruth, folder_id=home, said=said, at=now)
        other = access.open_folder(ruth, kind="person", category="looked_after", at=now)
        chronology.note(ruth, line=Line(other, person, "visit", BORN, "Seen at school"), at=now)
    with be("dele") as dele:
        assert policy.levels(dele, [home, other]) == {}


def test_a_line_about_a_third_party_is_read_by_the_cleared_alone(be, now):
    with be("ruth") as ruth:
        folder, person = _stated(ruth, now)
        chronology.note_many(ruth, lines=[
            Line(folder, person, "visit", BORN, "Seen at school"),
            Line(folder, person, "visit", BORN, "His aunt is ill", marking="third_party"),
        ], at=now)  # fmt: skip
        assert len(timeline(ruth, [person])) == 2
    with be("dele") as dele:
        assert [line.title for line in timeline(dele, [person])] == ["Seen at school"]
