"""The picture: everything this worker may see of one child, and not a word more; opening it is recorded once."""

from datetime import date

import pytest

from kingfisher.access import actions as access
from kingfisher.access.models import AuditLine
from kingfisher.casefile.picture import picture_of
from kingfisher.chronology import actions as chronology
from kingfisher.chronology.actions import Line
from kingfisher.chronology.queries import Filters
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.people import actions as people
from kingfisher.people.rules import IdentifierSaid, Said

NUMBER = (IdentifierSaid("nhs_number", "9000000025", True),)


@pytest.fixture
def kit(be, now):
    """Kit: a summary open from police, urgent care in full, mental health known only to exist, all linked."""
    found = {}

    def keep(actor, category, title):
        folder = access.open_folder(actor, kind="person", category=category, at=now)
        said = Said(given_name="Kit", family_name="Rowe", born_on=date(2013, 2, 28), identifiers=NUMBER)
        person = people.state_person(actor, folder_id=folder, said=said, at=now)
        chronology.note(actor, line=Line(folder, person, "other", date(2026, 1, 2), title), at=now)
        return person

    with be("dele") as dele:
        found["council"] = keep(dele, "general", "council line")
    with be("tom") as tom:
        found["police"] = keep(tom, "general", "police line")
    with be("asha") as asha:
        found["urgent"] = keep(asha, "urgent_care", "urgent care line")
        found["mental"] = keep(asha, "mental_health", "therapy line")
    with be("matching") as matcher:
        people.link_decisive(matcher, at=now)
    return found


def picture(actor, kit):
    return picture_of(actor, kit["council"], filters=Filters())


def test_each_line_is_there_exactly_as_far_as_its_folder_is_open(kit, be):
    with be("priya") as priya:
        shown = picture(priya, kit)
    assert {line.title for line in shown.lines} == {"council line", "urgent care line"}


def test_what_others_hold_is_said_without_what_it_says(kit, be):
    with be("priya") as priya:
        held = {h.agency.code: h for h in picture(priya, kit).holdings}
    assert set(held) == {"council", "police", "health"}
    assert held["health"].holds_more
    assert held["health"].categories == ("urgent_care",)


def test_opening_a_picture_writes_one_line_that_names_every_folder_shown(kit, be):
    with be("priya") as priya:
        shown = picture(priya, kit)
        lines = AuditLine.objects.filter(what="casefile.child.opened")
        (line,) = lines
    assert line.purpose == "safeguard_child"
    assert {e.folder_id for e in shown.lines} <= set(line.folder_ids)


def test_a_worker_of_the_same_council_outside_the_team_sees_her_own_agencys_lines_only(kit, be):
    with be("dele") as dele:
        assert {line.title for line in picture(dele, kit).lines} == {"council line"}


def test_a_missing_child_and_an_unseen_one_are_answered_alike(kit, be, cast):
    with be("hana") as hana:
        for wanted in (kit["council"], cast.organisations["council"]):
            with pytest.raises(NotThere) as told:
                picture_of(hana, wanted, filters=Filters())
            assert told.value.sentence == NotThere().sentence


def test_a_chief_executive_is_told_her_role_does_not_include_it(kit, be):
    with be("chief") as chief, pytest.raises(Denied):
        picture(chief, kit)


def test_ending_an_agreement_takes_its_lines_out_of_the_picture_that_second(kit, be, now):
    with be("ig_health") as signer:
        access.end_standing(signer, agreement_ref="ISA-1", at=now)
    with be("priya") as priya:
        assert "urgent care line" not in {line.title for line in picture(priya, kit).lines}
