"""An operation from its opening to its end: commanded by a detective, worked by an analyst, read by key holders."""

from datetime import date, timedelta

import pytest

from tests.cast import gather

pytestmark = pytest.mark.browser
AIMS = {
    "Pursue": "Those who pick up girls at Quay Street.", "Prevent": "The back door of the shop.",
    "Protect": "Two girls, each with a worker of her own.", "Prepare": "A room for interviews, and an intermediary.",
}  # fmt: skip
COMMAND = {"Gold": "Supt Wray", "Silver": "DI Rourke", "Bronze": "DC Duarte"}


def drawer(visitor, title: str):
    """Open one fold of the page and return it."""
    visitor.page.locator("summary", has_text=title).first.click()
    return visitor.page.locator("details[open]", has_text=title).first


def day_of(fold, on: date) -> None:
    for part, value in (("Day", on.day), ("Month", on.month), ("Year", on.year)):
        fold.get_by_label(part, exact=True).fill(str(value))


def opened(visit) -> tuple[object, str]:
    ines = visit().sign_in("ines").say_why()
    ines.see("/disruption/operations", picture="operations")
    page = ines.page
    page.get_by_role("link", name="Open an operation").click()
    page.get_by_label("Code name").fill("Turnstone")
    page.get_by_role("button", name="Open it").click()
    ines.look("operation-lacking")
    assert "Say what it starts from" in page.inner_text("main")
    page.get_by_label("A network").check()
    for aim, words in AIMS.items():
        page.get_by_label(aim).fill(words)
    page.get_by_label("Risks").fill("He learns of it; the girls are pressed.")
    for rank, who in COMMAND.items():
        page.get_by_label(rank).fill(who)
    page.get_by_role("checkbox", name="Nils Abara").check()
    page.get_by_role("button", name="Open it").click()
    ines.look("operation-opened")
    said = page.inner_text("main")
    assert "Restricted" in said and all(words in said for words in (*AIMS.values(), *COMMAND.values()))
    return ines, page.url


def decided_named_and_tasked(ines) -> None:
    page = ines.page
    for decision in ("Warn first, arrest on breach.", "No arrest within sight of the school."):
        fold = drawer(ines, "Write a decision")
        fold.get_by_label("What is decided?").fill(decision)
        fold.get_by_label("Why, and what").fill("The girls do not want court.")
        fold.get_by_role("button", name="Put it into the log").click()
    said = page.inner_text("main")
    assert said.index("2. No arrest") < said.index("1. Warn first")
    assert page.locator("main form textarea:visible").count() == 0, "what is in the log is no form"
    for kind, name in (("A child", "Zuzia M"), ("A suspect", "Kash"), ("A place", "Quay Fryer")):
        fold = drawer(ines, "Name one")
        fold.get_by_label(kind, exact=True).check()
        fold.get_by_label("Its name").fill(name)
        fold.get_by_role("button", name="Save").click()
    fold = drawer(ines, "Give a task")
    fold.get_by_label("What is to be done?").fill("Who else uses the car?")
    assert fold.get_by_label("Who does it?").locator("option").count() == 3, "those with a key, and nobody else"
    fold.get_by_label("Who does it?").select_option(value=str(gather.cast.placements["nils"]))
    day_of(fold, date.today() + timedelta(days=7))
    fold.get_by_role("button", name="Give it").click()
    ines.look("operation")


def done_on_a_phone_by_the_analyst(visit, address: str) -> None:
    nils = visit(phone=True).sign_in("nils").say_why()
    nils.see(address, picture="operation-phone")
    page = nils.page
    assert page.locator("summary", has_text="Write a decision").count() == 0, "an analyst commands nothing"
    fold = drawer(nils, "A task is done")
    fold.get_by_label("Which task?").select_option(index=1)
    fold.get_by_label("What came of it?").fill("Two names, both on the map.")
    fold.get_by_role("button", name="Done").click()
    nils.look("operation-done-phone")
    assert "Two names, both on the map." in page.inner_text("main")


def reviewed_and_closed_without_scripts(visit, address: str) -> None:
    ines = visit(scripts=False).sign_in("ines").say_why()
    page = ines.page
    page.goto(address)
    fold = drawer(ines, "Review it")
    fold.get_by_label("What was found").fill("Both girls are safe. It goes on.")
    fold.get_by_role("button", name="Save the review").click()
    assert "3. Reviewed: it goes on." in page.inner_text("main")
    fold = drawer(ines, "Close it")
    fold.get_by_label("What came of it").fill("Two men charged; the shop has a new door and a youth worker.")
    fold.get_by_role("button", name="Close it").click()
    said = page.inner_text("main")
    assert "4. Closed." in said and "Two men charged" in said
    assert page.locator("main summary").count() == 0, "nothing more is written into it"


def test_an_operation_is_opened_tasked_reviewed_and_closed_and_nobody_without_a_key_opens_it(visit, hub):
    ines, address = opened(visit)
    decided_named_and_tasked(ines)
    done_on_a_phone_by_the_analyst(visit, address)
    maeve = visit().sign_in("maeve").say_why()
    assert maeve.page.goto(address).status == 404, "an inspector without a key"
    maeve.see("/disruption/operations")
    assert "TURNSTONE" not in maeve.page.inner_text("main")
    reviewed_and_closed_without_scripts(visit, address)
