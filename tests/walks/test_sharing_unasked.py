"""An officer shares what he saw; the council has it, hears that it was wrong, then that it is taken back."""

from datetime import date

import pytest

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.chronology import actions as chronology
from kingfisher.chronology.actions import Line
from kingfisher.people import actions as people
from kingfisher.people.rules import Said
from tests.cast import gather

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def ines(hub, django_db_blocker) -> str:
    """Ines Marr, 14, as police know her; the key of their statement."""
    from django.utils import timezone

    at = timezone.now()
    with django_db_blocker.unblock():
        tom = actor_for(gather.cast.placements["tom"], at=at, purpose="safeguard_child", via="command")
        with acting_as(tom):
            folder = access.open_folder(tom, kind="person", category="general", at=at)
            said = Said(given_name="Ines", family_name="Marr", born_on=date(2012, 4, 4))
            person = people.state_person(tom, folder_id=folder, said=said, at=at)
            line = Line(folder, person, "missing", date(2026, 11, 2), "Missing overnight", assertion="third_hand")
            chronology.note(tom, line=line, at=at)
        return str(person)


def read_on_a_phone(dele) -> str:
    """What waits on her desk, opened; its address."""
    dele.see("/desk")
    dele.page.get_by_role("link", name="gave us").first.click()
    dele.look("disclosure-phone")
    assert "Seen twice this week." in dele.page.inner_text("main")
    return dele.page.url


def recorded(tom) -> str:
    """Fill in and record the decision; its address."""
    page = tom.page
    page.get_by_role("button", name="Record the decision").click()
    assert "Say what it is about" in page.inner_text("main")
    page.get_by_label("With which agency?").select_option(label="Saltmere County Council")
    page.get_by_label("What is it about, and why now?").fill("Seen getting into the silver car again.")
    page.locator('input[name="line"]').first.check()
    page.get_by_label("What you share, in words").fill("Seen twice this week.")
    page.get_by_label("Why is it necessary?").fill("Her worker cannot plan without it.")
    page.get_by_label("Why is it no more than is needed?").fill("What was seen, no names.")
    page.get_by_role("button", name="Record the decision").click()
    tom.look("sharing-decision")
    assert "What was shared is with them now" in page.inner_text("main")
    return page.url


def test_an_officer_shares_corrects_and_takes_back(visit, ines):
    tom = visit().sign_in("tom").say_why()
    tom.see(f"/casefile/{ines}")
    tom.page.get_by_role("link", name="Share", exact=True).click()
    tom.look("disclose")
    address = recorded(tom)
    page = tom.page

    dele = visit(phone=True).sign_in("dele").say_why()
    certificate = read_on_a_phone(dele)

    page.goto(address)
    page.get_by_label("What was wrong?").fill("It was once.")
    page.get_by_label("What is right?").fill("Seen once this week.")
    page.get_by_role("button", name="Send the correction").click()
    tom.look()
    page.get_by_label("Why is it taken back").fill("It was another girl. Destroy any copy.")
    page.get_by_role("button", name="Take it back").click()
    tom.look("sharing-taken-back")

    dele.page.goto(certificate)
    said = dele.page.inner_text("main")
    assert "It was another girl" in said
    assert "Seen twice" not in said
    for address in (certificate + "/print", "/sharing/decisions", "/sharing/refusals"):
        dele.see(address)
