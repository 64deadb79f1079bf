"""A school reports a girl missing; police find her; the talk on return is offered; the first hour is read at night."""

import pytest

pytestmark = pytest.mark.browser


def found_by_police_on_a_phone(visit) -> None:
    ines = visit(phone=True).sign_in("ines").say_why()
    ines.see("/missing", picture="missing-now-phone")
    ines.page.get_by_role("link", name="Iris Vane").first.click()
    ines.look()
    ines.page.get_by_text("Say how great the risk is").click()
    ines.page.locator('input[name="risk-risk"][value="high"]').check()
    ines.page.locator('textarea[name="risk-why"]').fill("A silver car was waiting.")
    ines.page.get_by_role("button", name="Keep the risk").click()
    ines.look()
    ines.page.locator("#do-find summary").click()
    ines.page.locator('input[name="find-place"]').fill("The quay")
    ines.page.locator('input[name="find-how"][value="police"]').check()
    ines.page.get_by_role("button", name="The child is back").click()
    ines.look("missing-back-phone")
    assert "The quay" in ines.page.inner_text("main")


def offered_without_javascript(visit) -> None:
    priya = visit(scripts=False).sign_in("priya").say_why()
    priya.see("/missing", picture="missing-now")
    priya.page.locator("#talks").get_by_role("link", name="Iris Vane").first.click()
    priya.page.locator("#do-offer summary").click()
    priya.page.locator('input[name="offer-way"][value="school"]').check()
    priya.page.locator('input[name="offer-answer"][value="no"]').check()
    priya.page.locator('textarea[name="offer-words"]').fill("Not today. Perhaps with Hana.")
    priya.page.get_by_role("button", name="Keep the offer").click()
    priya.look("talk-on-return")
    assert "Perhaps with Hana" in priya.page.inner_text("main")
    priya.see("/missing/overnight", picture="picture-at-seven")
    priya.see("/missing/overnight/print")


def test_a_child_goes_missing_and_comes_back(visit, hub):
    marcus = visit().sign_in("marcus").say_why()
    marcus.see("/missing/report")
    page = marcus.page
    page.get_by_role("button", name="Report the child missing").click()
    marcus.look()
    assert "Say which child" in page.inner_text("main")
    page.get_by_label("The child’s name").fill("Iris Vane")
    page.get_by_label("Where, and with whom?").fill("School gate")
    page.get_by_role("button", name="Report the child missing").click()
    marcus.look("missing-reported")
    assert "Still missing" in page.inner_text("main")

    found_by_police_on_a_phone(visit)
    offered_without_javascript(visit)
    page.goto(f"{hub}/missing/ours")
    assert "Still missing" not in page.inner_text("main")
    visit(phone=True).see("/missing/tell", picture="missing-public-phone")
