"""From a teacher's worry to a signed decision and an answer to the teacher, as five people at five browsers do it."""

from datetime import date

import pytest

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.chronology import actions as chronology
from kingfisher.chronology.actions import Line
from kingfisher.people import actions as people
from kingfisher.people.rules import AddressSaid, Said
from tests.cast import gather

pytestmark = pytest.mark.browser
BORN = date(2013, 11, 2)


@pytest.fixture(scope="module")
def tamsin(hub, django_db_blocker):
    """Tamsin Vale, 13: known to police (missing) and to education (attendance), each in its own words."""
    from django.utils import timezone

    at = timezone.now()
    with django_db_blocker.unblock():
        for who, category, title in (("tom", "missing", "Missing for a night"), ("owen", "attendance", "Away 9 days")):
            actor = actor_for(gather.cast.placements[who], at=at, purpose="safeguard_child", via="command")
            with acting_as(actor):
                general = access.open_folder(actor, kind="person", category="general", at=at)
                said = Said(given_name="Tamsin", family_name="Vale", born_on=BORN, sex="F", school="Otterbrook School",
                            addresses=(AddressSaid("8 Weir Row", "Saltmere", "ZZ6 2WR"),))  # fmt: skip
                person = people.state_person(actor, folder_id=general, said=said, at=at)
                folder = access.open_folder(actor, kind="person", category=category, at=at)
                kind = "missing" if category == "missing" else "attendance"
                chronology.note(actor, line=Line(folder, person, kind, date(2026, 10, 20), title), at=at)


def submit(marcus) -> str:
    marcus.see("/referrals/concern")
    page = marcus.page
    page.get_by_label("Name", exact=False).first.fill("Tamsin Vale")
    page.get_by_label("Birth date or age").first.fill("2 November 2013")
    page.get_by_label("What happened", exact=False).first.fill(
        "Collected from school by an adult in a silver car for the third time. New phone. Will not say who he is."
    )
    page.locator('input[name$="how_known"][value="seen"]').check()
    page.get_by_role("button", name="Send to the front door").click()
    marcus.look()
    assert "We have your concern" in page.inner_text("main")
    return page.url


def triage(priya) -> str:
    priya.see("/referrals/queue", picture="queue")
    priya.page.get_by_role("link", name="Tamsin Vale").first.click()
    priya.look("triage")
    address = priya.page.url
    priya.page.get_by_role("button", name="Take it on").click()
    link_all = priya.page.get_by_role("button", name="Link all", exact=False)
    assert link_all.count() == 1, "two agencies know her under one name and birth date"
    link_all.click()
    text = priya.page.inner_text("main")
    assert "Missing for a night" in text, "a standing agreement puts the police line in the picture with no request"
    assert "Away 9 days" in text
    priya.page.locator('input[name$="rating"][value="red"]').check()
    priya.page.locator('form:has(input[value="rate"]) textarea').fill("Collected by an unknown adult; missing before.")
    priya.page.get_by_role("button", name="Rate it").click()
    assert "Red" in priya.page.inner_text("main")
    return address


def ask_and_answer(priya, tom, address: str) -> None:
    priya.page.goto(address)
    ask = priya.page.locator("#checks button", has_text="Ask Police")
    ask.first.click()
    tom.see("/sharing/requests")
    tom.page.get_by_role("link", name="Tamsin Vale", exact=False).first.click()
    tom.page.goto(tom.page.url.rstrip("/") + "/answer")
    tom.look("answer")
    tom.page.locator('input[name="status"][value="known"]').check()
    tom.page.get_by_label("What you know").fill("Two missing episodes this autumn, returned by bus each time.")
    tom.page.get_by_label("What only those deciding should read").fill("The silver car is of interest to officers.")
    tom.page.get_by_role("button", name="Send the answer").click()
    priya.page.goto(address)
    said = priya.page.inner_text("#checks")
    assert "Two missing episodes" in said
    assert "silver car is of interest" in said


def say_what_the_family_knows(priya, address: str) -> None:
    priya.page.goto(address)
    priya.page.locator("summary", has_text="Record what the family knows").click()
    form = priya.page.locator('form:has(input[value="family"])')
    form.locator('input[name$="told"][value="no"]').check()
    form.locator('textarea[name$="not_told_why"]').fill("The adult may be close to the family.")
    form.locator('select[name$="dispense_reason"]').select_option(index=1)
    form.locator('textarea[name$="dispense_why"]').fill("She could be moved before she is seen.")
    form.get_by_role("button").last.click()
    assert "The adult may be close to the family." in priya.page.inner_text("main")


def decide(priya, ruth, address: str) -> None:
    say_what_the_family_knows(priya, address)
    priya.page.goto(address)
    form = priya.page.locator('form:has(input[value="propose"])')
    form.locator('input[name$="outcome"][value="strategy_discussion"]').check()
    form.locator('input[name$="need_level"]').last.check()
    form.locator('textarea[name$="reasons"]').fill("Missing, an unknown adult, a new phone. Threshold for section 47.")
    form.get_by_role("button", name="Propose", exact=False).click()
    ruth.page.goto(address)
    ruth.look()
    ruth.page.locator('button[value="sign_off"]').click()
    assert "Decided" in ruth.page.inner_text("main")


def test_a_teachers_worry_becomes_a_joined_up_decision_and_she_is_told(visit, tamsin):
    marcus = visit().sign_in("marcus").say_why()
    receipt = submit(marcus)
    priya, tom, ruth = (visit().sign_in(name).say_why() for name in ("priya", "tom", "ruth"))
    address = triage(priya)
    ask_and_answer(priya, tom, address)
    decide(priya, ruth, address)

    priya.page.goto(address.rstrip("/") + "/feedback")
    priya.page.get_by_role("button", name="Tell them").click()
    priya.see("/desk", picture="desk")
    marcus.page.goto(receipt)
    told = marcus.page.inner_text("main")
    assert "What was decided" in told
    assert "silver car is of interest" not in told, "the referrer is told what was decided, never what was found"
    assert "Two missing episodes" not in told


def test_nobody_outside_the_team_finds_the_contact_by_its_address_or_her_name(visit, tamsin):
    hana = visit().sign_in("hana").say_why()
    assert "Tamsin" not in (hana.page.goto(f"{hana.hub}/people/search?q=tamsin+vale") and hana.page.inner_text("#hits"))
    assert hana.page.goto(f"{hana.hub}/referrals/queue").status == 403
