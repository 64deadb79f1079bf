"""A school tells police something; a man is stopped from coming near; an officer on the street finds that out."""

from datetime import date, timedelta

import pytest

pytestmark = pytest.mark.browser


TODAY = date.today()


def told_by_a_teacher(visit) -> None:
    marcus = visit(phone=True).sign_in("marcus").say_why()
    marcus.see("/intelligence/tell", picture="tell-police-phone")
    page = marcus.page
    page.locator('input[name="at_risk_now"][value="yes"]').check()
    page.get_by_role("button", name="Send it to police").click()
    marcus.look("tell-stop-phone")
    said = page.inner_text("main")
    assert "Ring 999" in said and "There is a problem" not in said, "nobody is asked for more while a child is at risk"
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


def press(visitor, summary: str, fill: dict[str, str], button: str, **on: date) -> None:
    """Open a drawer, fill its boxes, press its button."""
    page = visitor.page
    page.locator("summary", has_text=summary).first.click()
    for name, words in fill.items():
        page.locator(f'[name="{name}"]').fill(words)
    for name, when in on.items():
        day_of(page, name, when)
    page.locator("details[open]").get_by_role("button", name=button).click()


def planned(visit):
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
    press(ines, "Apply for it", {}, "Apply for it", **{"apply-on": TODAY})
    ends = {"grant-on": TODAY, "grant-expires_on": TODAY + timedelta(days=5)}
    press(ines, "It was granted", {}, "It was granted", **ends)
    served = {"serve-served_how": "By hand at his door.", "serve-victims_view": "They want him kept away."}
    press(ines, "It was served", served, "It was served", **{"serve-on": TODAY})
    ines.look("tool-served")
    said = page.inner_text("main")
    assert "found on the street" in said and "It ends within 7 days" in said and "None kept" in said
    return ines, page.url


def its_copy_is_kept(ines) -> None:
    page = ines.page
    page.locator("summary", has_text="Keep a copy").click()
    copy = {"name": "order.txt", "mimeType": "text/plain", "buffer": b"The order, as served."}
    page.locator('input[type="file"]').first.set_input_files(copy)
    page.get_by_role("button", name="Keep it").click()
    assert page.get_by_role("link", name="order.txt").is_visible()


def another_is_rejected(ines, tool: str) -> None:
    """A tool thought of and not used stays in the plan, with the reason."""
    page = ines.page
    page.get_by_role("link", name="The plan").click()
    plan = page.url
    page.goto(f"{plan}/consider/cawn")
    page.get_by_label("Why this tool").fill("A girl of 14 gets into his car.")
    page.get_by_label("Why is it proportionate?").fill("It only tells him in writing.")
    page.get_by_role("button", name="Save it as considered").click()
    press(ines, "Reject it", {"reject-why": "Her mother does not wish it; the order reaches the same."}, "Reject it")
    page.goto(plan)
    ines.look("plan-with-rejected")
    assert "Rejected: Her mother does not wish it" in page.inner_text("main")
    page.goto(tool)


def broken_and_weighed(ines) -> None:
    page = ines.page
    broken = {"breach-what": "Seen in the silver car at Wharf Street.", "breach-done": "Arrested, crime 4411/26."}
    press(ines, "It was breached", broken, "It was breached", **{"breach-on": TODAY})
    ines.look("tool-breached")
    assert "In force, breached" in page.inner_text("main") and "Arrested, crime 4411/26." in page.inner_text("main")
    press(ines, "Write it", {"effect-effect": "Three quiet weeks; the girls took the bus home."}, "Save")
    assert "the girls took the bus home" in page.inner_text("main")
    ines.see("/briefing", picture="briefing-breach")
    said = page.inner_text("main")
    for section in ("Breaches", "Notices and orders that end within 28 days", "Overdue", "New intelligence"):
        assert section in said, section
    assert "Seen in the silver car at Wharf Street." in said and "within 7 days" in said


def asked_on_the_street_in_two_taps(visit) -> None:
    callum = visit(phone=True).sign_in("callum").say_why()
    callum.see("/desk", picture="officers-desk-phone")
    page = callum.page
    page.locator("main").get_by_role("link", name="May they be here tonight?").click()
    callum.look("street-check-phone")
    page.get_by_label("Who?").fill("Dorrin")
    page.get_by_label("Where?").fill("bus station")
    page.get_by_role("button", name="Look").click()
    callum.look("street-check-found-phone")
    assert "Not within 100 metres" in page.inner_text("main")


def test_from_a_schools_word_to_an_order_an_officer_finds_on_the_street_and_its_breach(visit, hub):
    told_by_a_teacher(visit)
    report = graded_by_the_desk(visit)
    approved_by_another(visit, report)
    ines, tool = planned(visit)
    its_copy_is_kept(ines)
    asked_on_the_street_in_two_taps(visit)
    another_is_rejected(ines, tool)
    broken_and_weighed(ines)
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
