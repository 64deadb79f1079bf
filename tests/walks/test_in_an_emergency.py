"""At night a worker opens one folder because it cannot wait; its owner is told, a second person reviews it."""

from datetime import date

import pytest

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.people import actions as people
from kingfisher.people.rules import IdentifierSaid, Said
from tests.cast import gather

pytestmark = pytest.mark.browser
BORN = date(2011, 2, 3)
WHY = "Her mother rang: he is at the door and she is alone. Police control did not pick up."


@pytest.fixture(scope="module")
def ada(hub, django_db_blocker):
    """Ada Fenn: the council knows her; police hold something of crime and safety of which only that is said."""
    from django.utils import timezone

    at = timezone.now()
    found = {}
    number = (IdentifierSaid("nhs_number", "9000000068", True),)

    def keep(name, category):
        actor = actor_for(gather.cast.placements[name], at=at, purpose="safeguard_child", via="command")
        with acting_as(actor):
            folder = access.open_folder(actor, kind="person", category=category, at=at)
            said = Said(given_name="Ada", family_name="Fenn", born_on=BORN, sex="F", identifiers=number)
            found[name] = (folder, people.state_person(actor, folder_id=folder, said=said, at=at))

    with django_db_blocker.unblock():
        keep("dele", "general")
        keep("tom", "crime_and_safety")
        matcher = actor_for(gather.cast.placements["matching"], at=at, via="command")
        with acting_as(matcher):
            people.link_decisive(matcher, at=at)
    return found


def test_a_folder_is_opened_in_an_emergency_told_to_its_owner_and_reviewed(visit, ada):
    folder, _ = ada["tom"]
    _, child = ada["dele"]
    priya = visit().sign_in("priya").say_why()
    priya.see(f"/casefile/{child}")
    priya.page.get_by_role("link", name="Open it in an emergency").first.click()
    priya.look("break-glass")
    priya.page.click("main button.govuk-button--warning")
    priya.look("break-glass-asked-why")
    assert "Say why it cannot wait" in priya.page.inner_text("main")
    priya.page.fill("textarea", WHY)
    priya.page.check("input[name=sure]")
    priya.page.click("main button.govuk-button--warning")
    priya.look("break-glass-open")
    assert "Open to you now" in priya.page.inner_text("body")
    priya.see("/access/emergency", picture="emergencies-mine")

    owner = visit().sign_in("ig_police")
    owner.see("/desk", picture="desk-told")
    owner.page.get_by_role("link", name="Review an emergency opening").first.click()
    owner.look("emergency-review")
    assert WHY in owner.page.inner_text("main")
    owner.page.check("input[name=outcome][value=justified]")
    owner.page.fill("textarea", "Rang her at eight. She read one line and told the duty sergeant.")
    owner.page.click("main form button:has-text('Record the review')")
    owner.look("emergencies-reviewed")
    owner.see("/access/emergency/months", picture="emergency-months")

    phone = visit(phone=True, scripts=False).sign_in("priya").say_why()
    phone.page.goto(f"{phone.hub}/access/emergency")
    assert "Justified" in phone.page.inner_text("main")
    small = visit(phone=True).sign_in("ig_police")
    small.see("/access/emergency", picture="emergencies-phone")
    small.see("/access/emergency/months", picture="emergency-months-phone")
    assert str(folder) not in small.page.inner_text("body")


def test_a_worker_is_told_why_and_whoever_must_not_know_is_told_nothing(visit, ada):
    folder, _ = ada["tom"]
    lead = visit().sign_in("ig_police")
    lead.see(f"/access/why?folder={folder}&who=&field=", picture="why")
    ines = lead.page.locator("select[name=who] option", has_text="Ines").first.get_attribute("value")
    lead.see(f"/access/why?folder={folder}&who={ines}&field=people.address:protected_address", picture="why-field")
    said = lead.page.inner_text("main")
    assert "Ines Duarte cannot see" in said
    assert "01632" in said
    small = visit(phone=True).sign_in("ig_police")
    small.see(f"/access/why?folder={folder}&who={ines}&field=", picture="why-phone")
    other = visit().sign_in("hana").say_why()
    answer = other.page.goto(f"{other.hub}/access/why?folder={folder}&who=&field=")
    told = other.page.inner_text("main")
    missing = other.page.goto(f"{other.hub}/access/why?folder=00000000-0000-7000-8000-000000000000&who=&field=")
    assert (answer.status, told) == (missing.status, other.page.inner_text("main"))
    assert answer.status == 404


def test_a_conflict_of_interest_is_declared_and_ended_by_a_manager(visit, ada):
    _, child = ada["dele"]
    dele = visit().sign_in("dele").say_why()
    assert dele.page.goto(f"{dele.hub}/casefile/{child}").status == 200
    dele.see("/people/own-life", picture="own-life")
    dele.see("/access/conflicts", picture="conflicts-empty")
    dele.page.check("input[name=relation][value=family]")
    dele.page.fill("input[name=given_name]", "Ada")
    dele.page.fill("input[name=family_name]", "Fenn")
    for part, value in (("day", "3"), ("month", "2"), ("year", "2011")):
        dele.page.fill(f"input[name=born_on-{part}]", value)
    dele.page.click("main form button:has-text('Declare it')")
    dele.look("conflicts-declared")
    assert dele.page.goto(f"{dele.hub}/casefile/{child}").status == 404
    ruth = visit().sign_in("ruth").say_why()
    ruth.see("/access/conflicts", picture="conflicts-manager")
    ruth.page.click("text=End it")
    ruth.page.fill("input[name=why]", "It was another child of that name.")
    ruth.page.click("details form button")
    ruth.look()
    assert dele.page.goto(f"{dele.hub}/casefile/{child}").status == 200
    small = visit(phone=True).sign_in("ruth").say_why()
    small.see("/access/conflicts", picture="conflicts-phone")


def test_a_manager_shuts_a_folder_and_opens_it_again(visit, ada):
    folder, child = ada["dele"]
    ruth = visit().sign_in("ruth").say_why()
    ruth.see(f"/access/folder/{folder}", picture="who-can-see")
    ruth.page.get_by_role("link", name="Shut it").click()
    ruth.look("seal")
    ruth.page.check("input[name=reason][value=staff_or_relative]")
    ruth.page.fill("textarea[name=words]", "Her aunt works in the contact centre.")
    ruth.page.click("main button.govuk-button--warning")
    ruth.look("sealed")
    dele = visit().sign_in("dele").say_why()
    assert dele.page.goto(f"{dele.hub}/casefile/{child}").status == 404
    ruth.page.get_by_role("link", name="Open it again").click()
    ruth.page.fill("textarea", "She has left.")
    ruth.page.click("main form button:has-text('Open it again')")
    assert dele.page.goto(f"{dele.hub}/casefile/{child}").status == 200
    small = visit(phone=True).sign_in("ruth").say_why()
    small.see(f"/access/folder/{folder}/seal", picture="seal-phone")
