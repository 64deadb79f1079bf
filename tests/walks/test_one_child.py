"""A worker finds a child and sees the whole picture; a worker of another agency sees nothing and is told nothing."""

from datetime import date

import pytest

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.chronology import actions as chronology
from kingfisher.chronology.actions import Line
from kingfisher.people import actions as people
from kingfisher.people.rules import AddressSaid, IdentifierSaid, InvolvementSaid, Said
from tests.cast import gather

pytestmark = pytest.mark.browser
BORN = date(2012, 9, 14)


@pytest.fixture(scope="module")
def wren(hub, django_db_blocker):
    """Wren Tallis, 14: known to police, health and the council under two spellings. Linked by her NHS number."""
    from django.utils import timezone

    at = timezone.now()
    found = {}
    number = (IdentifierSaid("nhs_number", "9000000041", True),)

    def keep(name, category, lines=(), **said):
        actor = actor_for(gather.cast.placements[name], at=at, purpose="safeguard_child", via="command")
        with acting_as(actor):
            folder = access.open_folder(actor, kind="person", category=category, at=at)
            said = Said(born_on=BORN, sex="F", identifiers=number, **said)
            person = people.state_person(actor, folder_id=folder, said=said, at=at)
            for more_of, line in lines:
                kept_in = access.open_folder(actor, kind="person", category=more_of, at=at) if more_of else folder
                chronology.note(actor, line=Line(kept_in, person, **line), at=at)
            return person

    with django_db_blocker.unblock():
        found["police"] = keep(
            "tom", "general", given_name="Wren", family_name="Tallis",
            addresses=(AddressSaid("3 Eel Lane", "Saltmere", "ZZ4 1EL"),),
            involvements=(InvolvementSaid("PC Ivo Lund", "Missing team", "Constable", "01632 960141"),),
            lines=[("missing", {"kind": "missing", "happened_on": date(2026, 10, 3), "title": "Missing overnight"})],
        )  # fmt: skip
        found["health"] = keep(
            "asha", "general", given_name="Ren", family_name="Tallis",
            lines=[("urgent_care", {"kind": "urgent_care", "happened_on": date(2026, 11, 1),
                                    "title": "Cut hand seen at urgent care", "warning": "an injury to a child",
                                    "detail": "Came with an adult who gave no name."})],
        )  # fmt: skip
        found["council"] = keep("dele", "general", given_name="Wren", family_name="Tallis")
        matcher = actor_for(gather.cast.placements["matching"], at=at, via="command")
        with acting_as(matcher):
            people.link_decisive(matcher, at=at)
    return found


def test_priya_finds_wren_by_a_mistyped_name_and_sees_what_three_agencies_know(visit, wren):
    priya = visit().sign_in("priya").say_why()
    priya.see("/people/search?q=tallis+wren")
    priya.page.get_by_role("link", name="Wren Tallis").first.click()
    priya.look("one-child")
    text = priya.page.inner_text("main")
    assert "Missing overnight" in text
    assert "PC Ivo Lund" in text
    assert "Cut hand seen at urgent care" in text
    assert "no name" not in text, "distressing words are shown only when asked for"
    priya.page.click("text=Show it")
    assert "gave no name" in priya.page.inner_text("main")


def test_the_picture_reads_the_same_without_scripts_and_on_a_phone(visit, wren):
    plain = visit(scripts=False, phone=True).sign_in("priya").say_why()
    plain.page.goto(f"{plain.hub}/casefile/{wren['council']}")
    assert "Missing overnight" in plain.page.inner_text("main")
    phone = visit(phone=True).sign_in("priya").say_why()
    phone.see(f"/casefile/{wren['council']}", picture="one-child-phone")
    phone.see(f"/casefile/{wren['council']}/print")


@pytest.mark.parametrize("who", ["hana", "lewis", "chief", "marcus"])
def test_the_same_childs_name_leads_nowhere_for_those_who_must_not_see(visit, wren, who):
    other = visit().sign_in(who)
    seen = other.page.goto(f"{other.hub}/casefile/{wren['council']}")
    if "purpose" in other.page.url:
        other.say_why()
        seen = other.page.goto(f"{other.hub}/casefile/{wren['council']}")
    assert seen.status in (403, 404)
    told = other.page.inner_text("main")
    missing = other.page.goto(f"{other.hub}/casefile/00000000-0000-7000-8000-000000000000")
    assert missing.status == seen.status
    assert other.page.inner_text("main") == told
    assert "Tallis" not in told
