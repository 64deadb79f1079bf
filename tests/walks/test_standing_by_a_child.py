"""A nurse screens a girl on her telephone and a panel decides; a teacher raises a pattern and is answered."""

from datetime import UTC, datetime, timedelta

import pytest

from kingfisher.kernel.timing import LONDON

pytestmark = pytest.mark.browser


def screened_in_five_minutes(visit) -> None:
    """One page, no second one; ticks are enough, and a fault keeps what was typed."""
    grace = visit(phone=True).sign_in("grace").say_why()
    grace.see("/exploitation/short", picture="screening-short-phone")
    page = grace.page
    page.get_by_label("First name").fill("Ivy")
    page.get_by_label("Last name").fill("Lowe")
    page.get_by_label("What did you see or hear?").fill("A man of thirty waits for her outside the clinic.")
    page.locator('input[name="basis"][value="seen"]').check()
    page.locator('input[name="risk"][value="high"]').check()
    page.get_by_role("button", name="Give it in").click()
    grace.look()
    assert "Tick at least one thing" in page.inner_text("main")
    assert page.get_by_label("What did you see or hear?").input_value().startswith("A man of thirty")
    page.locator('input[type="checkbox"]').first.check()
    page.get_by_role("button", name="Give it in").click()
    grace.look("screening-given")
    assert "The team that looks at exploitation has it" in page.inner_text("main")


def called_by_its_chair(visit) -> str:
    ruth = visit().sign_in("ruth").say_why()
    ruth.see("/exploitation/panels", picture="panel-waiting")
    page, starts = ruth.page, datetime.now(UTC).astimezone(LONDON) - timedelta(minutes=20)
    page.get_by_label("Ivy Lowe").check()
    for name, said in (("Day", starts.day), ("Month", starts.month), ("Year", starts.year)):
        page.get_by_label(name, exact=True).fill(str(said))
    page.get_by_label("Time", exact=True).fill(f"{starts:%H:%M}")
    page.get_by_label("Where?").fill("Room 2, Quay House")
    page.get_by_role("button", name="Call a panel about these").click()
    ruth.look("panel-agenda")
    assert "Ivy Lowe" in page.inner_text("main")
    assert "A man of thirty" not in page.inner_text("main")
    return page.url


def decided_without_a_script(visit, address: str) -> None:
    ruth = visit(scripts=False).sign_in("ruth").say_why()
    page = ruth.page
    page.goto(address)
    page.get_by_text("Write what was decided").first.click()
    page.get_by_label("What was decided?").fill("Grace stays with her; police ask at the clinic.")
    page.locator('input[name$="reasonable_cause"][value="yes"]').check()
    page.get_by_label("What is done about who or what causes the harm?").fill("Police find out who he is.")
    page.locator('input[name$="risk_after"][value="high"]').check()
    page.get_by_role("button", name="Keep it").first.click()
    assert "strategy discussion" in page.inner_text(".govuk-error-summary").lower()
    assert page.get_by_label("What was decided?").input_value().startswith("Grace stays")
    page.locator('input[name$="reasonable_cause"][value="no"]').check()
    page.get_by_role("button", name="Keep it").first.click()
    assert "Grace stays with her; police ask at the clinic." in page.inner_text("main")


def test_a_nurse_screens_a_girl_and_the_panel_decides(visit, hub):
    screened_in_five_minutes(visit)
    address = called_by_its_chair(visit)
    decided_without_a_script(visit, address)
    dele = visit().sign_in("ruth").say_why()
    dele.see("/exploitation", picture="exploitation-children")
    dele.page.get_by_role("link", name="Ivy Lowe").first.click()
    dele.look("exploitation-child")
    dele.page.get_by_role("link", name="Begin a victim plan").click()
    dele.look()
    dele.page.get_by_role("button", name="Begin").first.click()
    dele.look("victim-plan")
    dele.see("/exploitation/plans", picture="victim-plans")
    assert "Ruth Calloway" in dele.page.inner_text("main")
    phone = visit(phone=True).sign_in("ruth").say_why()
    for place in ("/exploitation", "/exploitation/plans", "/exploitation/panels", address):
        phone.see(place)


def test_a_pattern_is_raised_and_answered_in_writing(visit, hub):
    marcus = visit(scripts=False).sign_in("marcus").say_why()
    page = marcus.page
    page.goto(f"{hub}/patterns/new")
    page.locator('input[name="kind"]').first.check()
    page.get_by_label("In a few words").fill("The kiosk at the pier")
    page.get_by_label("What have you seen, how often, and since when?").fill(
        "Five girls in six weeks were given phones."
    )
    page.get_by_label("What should happen?").fill("Somebody looks at who runs the kiosk.")
    page.get_by_role("button", name="Send it to the partnership’s leaders").click()
    address = page.url
    assert "Answer within" in page.inner_text("main") or "due" in page.inner_text("main")

    lena = visit(phone=True).sign_in("lena").say_why()
    lena.see("/patterns", picture="patterns-to-answer-phone")
    lena.see(address)
    lena.page.locator('input[name="answer-answer"]').first.check()
    lena.page.get_by_label("Your answer").fill(
        "Licensing and police visit the kiosk on Friday; Lena tells you on Monday."
    )
    lena.page.get_by_role("button", name="Send the answer").click()
    lena.look("pattern-answered-phone")

    again = visit().sign_in("marcus").say_why()
    again.see(address, picture="pattern-answered")
    assert "Lena tells you on Monday" in again.page.inner_text("main")
    again.page.get_by_text("The answer settles nothing").click()
    again.look()
