"""A teacher and the council disagree about a boy; a safeguarding partner decides, told no name."""

import pytest

pytestmark = pytest.mark.browser


def answered_on_a_phone(visit, address: str) -> None:
    ruth = visit(phone=True).sign_in("ruth").say_why()
    ruth.see("/desk")
    assert "Answer " in ruth.page.inner_text("main")
    ruth.see(address, picture="disagreement-phone")
    ruth.page.get_by_label("What do you want to say?").fill("We will look again.")
    ruth.page.get_by_role("button", name="Send").first.click()
    ruth.look()


def decided_by_a_partner(visit) -> None:
    lena = visit(scripts=False).sign_in("lena").say_why()
    lena.page.goto(f"{lena.hub}/escalations/partners")
    lena.page.get_by_role("link", name="CO-7K2P-QRST").first.click()
    said = lena.page.inner_text("main")
    assert "He goes home at three" in said
    assert "Marcus" not in said
    lena.page.get_by_label("What is decided, and why?").fill("The council assesses today.")
    lena.page.get_by_label("What could others learn from it?").fill("Ring the school back.")
    lena.page.get_by_role("button", name="Decide it").click()
    assert "Decided" in lena.page.inner_text("main")


def test_a_disagreement_goes_from_a_school_to_the_partners_and_back(visit, hub):
    marcus = visit().sign_in("marcus").say_why()
    marcus.see("/escalations", picture="disagreements-empty")
    marcus.see("/escalations/new?agency=council&about=CO-7K2P-QRST&topic=level_of_need", picture="disagreement-new")
    page = marcus.page
    page.locator('input[name="is_immediate"][value="yes"]').check()
    page.get_by_label("What do you disagree with, and why?").fill("No further action leaves him with nobody.")
    page.get_by_role("button", name="Send it to the other agency").click()
    marcus.look()
    assert "There is a problem" in page.inner_text("main")
    page.get_by_label("What should happen instead, and by when?").fill("An assessment by Friday.")
    page.get_by_role("button", name="Send it to the other agency").click()
    marcus.look("disagreement")
    address = page.url

    answered_on_a_phone(visit, address)
    page.goto(address)
    page.get_by_label("What was tried, and why is it not settled?").fill("He goes home at three and nobody rang.")
    page.get_by_role("button", name="Take it to delegated safeguarding partners").click()
    marcus.look()
    assert "The safeguarding partners have it" in page.inner_text("main")

    decided_by_a_partner(visit)
    page.goto(address)
    assert "The council assesses today." in page.inner_text("main")
    marcus.look("disagreement-settled")
