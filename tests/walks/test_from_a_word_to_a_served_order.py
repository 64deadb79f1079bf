"""A school tells police something; a man is stopped from coming near; an officer on the street finds that out."""

from datetime import date

import pytest

pytestmark = pytest.mark.browser


def told_by_a_teacher(visit) -> None:
    marcus = visit(phone=True).sign_in("marcus").say_why()
    marcus.see("/intelligence/tell", picture="tell-police-phone")
    page = marcus.page
    page.locator('input[name="at_risk_now"][value="no"]').check()
    page.get_by_label("What happened, or what is so?").fill("A pupil told me of a silver car at Wharf Street.")
    page.locator('input[name="about_a_child"][value="yes"]').check()
    page.get_by_label("How is it known?").fill("She said so in form time.")
    page.locator('input[name="may_be_contacted"][value="yes"]').check()
    page.get_by_role("button", name="Send it to police").click()
    marcus.look()
    assert "looks like how it is known" in page.inner_text("main")
    page.get_by_label("What happened, or what is so?").fill("A silver car waits for girls at Wharf Street.")
    page.get_by_role("button", name="Send it to police").click()
    marcus.look("told-police-phone")
    assert "Your receipt is" in page.inner_text("main")


def graded_by_the_desk(visit) -> str:
    nils = visit().sign_in("nils").say_why()
    nils.see("/intelligence", picture="intelligence-desk")
    nils.page.get_by_role("link", name="IR-").first.click()
    nils.look("report-ungraded")
    page = nils.page
    for name, value in (("source", "2"), ("information", "A"), ("handling", "P"), ("classification", "OFFICIAL")):
        page.locator(f'input[name="grade-{name}"][value="{value}"]').check()
    page.locator('input[name="grade-priority"][value="high"]').check()
    page.get_by_label("Which police purpose").fill("To protect children from sexual exploitation.")
    page.get_by_label("Is a life at risk").fill("No risk to life known.")
    page.get_by_role("button", name="Save the grade").click()
    page.get_by_label("The text that may leave").fill("A silver car is used to pick up girls at Wharf Street.")
    page.get_by_role("button", name="Put it up to a second person").click()
    nils.look("report-waits")
    return page.url


def approved_by_another(visit, address: str) -> None:
    oskar = visit(scripts=False).sign_in("oskar").say_why()
    oskar.page.goto(address)
    oskar.page.get_by_role("button", name="Approve the text").click()
    assert "Approved" in oskar.page.inner_text("main")


def day_of(page, name: str, on: date) -> None:
    for part in ("day", "month", "year"):
        page.locator(f'input[name="{name}-{part}"]').fill(str(getattr(on, part)))


def press(visitor, summary: str, fill: dict[str, str], button: str, on: str = "") -> None:
    """Open a drawer, fill its boxes, press its button."""
    page = visitor.page
    page.locator("summary", has_text=summary).first.click()
    for name, words in fill.items():
        page.locator(f'[name="{name}"]').fill(words)
    if on:
        day_of(page, on, date.today())
    page.locator("details[open]").get_by_role("button", name=button).click()


def planned(visit) -> str:
    ines = visit().sign_in("ines").say_why()
    ines.see("/disruption", picture="disruption-empty")
    page = ines.page
    page.get_by_role("link", name="Begin a plan").click()
    ines.look("plan-new")
    page.get_by_label("Given name").fill("Kez")
    page.get_by_label("Family name").fill("Dorrin")
    page.locator('input[name="status"][value="suspect"]').check()
    page.get_by_label("What harm to children").fill("He gives girls lifts from Wharf Street.")
    page.get_by_label("Why is holding this").fill("To protect children from him; nothing less would do.")
    page.get_by_role("button", name="Begin the plan").click()
    ines.look("disruption-plan")
    page.get_by_role("link", name="Which tools are open").click()
    page.get_by_label("A sexual act, approach").check()
    page.get_by_role("button", name="Show the tools").click()
    ines.look("tools-open")
    page.locator("a[href$='/consider/sro']").click()
    ines.look("tool-weighed")
    page.get_by_label("Why this tool").fill("He sent pictures to two girls.")
    page.get_by_label("Why is it proportionate?").fill("It forbids only contact and places.")
    page.get_by_role("button", name="Save it as considered").click()
    page.locator("summary", has_text="Write a condition").click()
    page.locator('select[name="condition-kind"]').select_option("place")
    page.locator('[name="condition-said"]').fill("Not within 100 metres of the bus station.")
    page.locator('[name="condition-where"]').fill("Wharf Street bus station")
    page.get_by_role("button", name="Save it").click()
    press(ines, "Apply for it", {}, "Apply for it", on="apply-on")
    press(ines, "It was granted", {}, "It was granted", on="grant-on")
    served = {"serve-served_how": "By hand at his door.", "serve-victims_view": "They want him kept away."}
    press(ines, "It was served", served, "It was served", on="serve-on")
    ines.look("tool-served")
    assert "found on the street" in page.inner_text("main")
    return page.url


def asked_on_the_street(visit) -> None:
    callum = visit(phone=True).sign_in("callum").say_why()
    callum.see("/disruption/check", picture="street-check-phone")
    page = callum.page
    page.get_by_label("Who?").fill("Dorrin")
    page.get_by_label("Where?").fill("bus station")
    page.get_by_role("button", name="Look").click()
    callum.look("street-check-found-phone")
    assert "Not within 100 metres" in page.inner_text("main")


def test_from_a_schools_word_to_an_order_an_officer_finds_on_the_street(visit, hub):
    told_by_a_teacher(visit)
    report = graded_by_the_desk(visit)
    approved_by_another(visit, report)
    tool = planned(visit)
    asked_on_the_street(visit)
    phone = visit(phone=True).sign_in("ines").say_why()
    for address, picture in (
        (report, "report-phone"), (tool, "tool-phone"), ("/disruption", "disruption-phone"),
        ("/briefing", "briefing-phone"), ("/disruption/law", ""), ("/disruption/places/new", ""),
        ("/disruption/operations/new", "operation-new-phone"), ("/disruption/crimes/new", ""),
        ("/disruption/crimes", ""),
    ):  # fmt: skip
        phone.see(address, picture=picture)
    wide = visit(scripts=False).sign_in("ines").say_why()
    for address, picture in (
        ("/briefing", "briefing"), ("/disruption/law/cawn", "power"), ("/disruption/crimes/profile", "profile"),
        ("/briefing/print", "briefing-paper"),
    ):  # fmt: skip
        wide.see(address, picture=picture)
