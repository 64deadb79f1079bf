"""The business manager and the board write the arrangements together, from the first word to what everybody reads."""

import re
from datetime import UTC, datetime

import pytest

from kingfisher.access.entry import acting_as, actor_for
from kingfisher.partnership import queries
from kingfisher.partnership.actions import publishing
from kingfisher.partnership.tests.builders import CHIEFS, LONG, lay_shelf, seated
from tests.cast import gather

pytestmark = pytest.mark.browser

TITLE = "How Saltmere keeps children safe, written in this walk"


def be(name: str):
    return acting_as(actor_for(gather.cast.placements[name], at=datetime.now(UTC), purpose="run_service", via="demo"))


def begins(office) -> str:
    """The office begins it; the address of its edition."""
    office.see("/partnership/publications", picture="shelf")
    office.page.get_by_text("Begin something new").click()
    office.page.get_by_label("Safeguarding arrangements").check()
    office.page.get_by_label("Title, as the public reads it").fill(TITLE)
    office.page.get_by_role("button", name="Begin", exact=True).click()
    office.look()
    row = office.page.locator("tr", has_text=TITLE)
    row.get_by_role("link").first.click()
    office.look("edition-begun")
    assert "Must be written" in office.page.inner_text("main")
    return office.page.url


def writes(visit, words: str) -> None:
    visit.page.get_by_label("The words").fill(words)
    visit.page.get_by_role("button", name="Keep it", exact=True).first.click()
    visit.look()


def fill_the_rest(address: str, but: str) -> None:
    """The sections nobody writes in this walk, by the room's own actions."""
    key, now = address.rsplit("/", 1)[-1], datetime.now(UTC)
    with be("office") as office:
        for s in queries.edition(office, key).sections:
            if s.topic.code != but:
                publishing.write(office, edition_id=key, section=s.topic.code, words=f"{s.topic.title}. {LONG}",
                                 seen=s.seen, at=now)  # fmt: skip


def two_write_at_once(office, member, section: str) -> None:
    """A member of the board comments and writes while the office has an older page open: nothing is lost."""
    office.see(section)
    member.see(section, picture="section-phone")
    member.page.locator("details", has_text="Comment").locator("summary").first.click()
    member.page.get_by_label("Your comment").fill("Say how the three meet between the board’s days.")
    member.page.locator("details", has_text="Your comment").get_by_role("button", name="Keep it").click()
    member.look()
    writes(member, f"The three partners meet each month, alone. {LONG}")
    writes(office, f"The three partners answer for it together. {LONG}")
    assert "Both are kept" in office.page.inner_text("body")
    assert "Written meanwhile by" in office.page.inner_text("main")
    office.look("section-beside")
    writes(office, f"The three partners answer for it together, and meet each month. {LONG}")
    office.page.get_by_text("Settle a comment").click()
    office.page.get_by_label("Which comment").select_option(index=1)
    office.page.get_by_label("What was made of it").fill("They meet each month: it stands there now.")
    office.page.get_by_role("button", name="Settle it").click()
    office.look()
    office.page.locator("details", has_text=re.compile(r"^\s*2:")).locator("summary").click()
    office.look("section-settled")
    assert "Made of it:" in office.page.inner_text("main")


def others_are_asked(office, address: str) -> None:
    office.see(address)
    office.page.get_by_text("Somebody was asked").click()
    office.page.get_by_label("Who was asked").fill("Saltmere schools forum")
    day = datetime.now(UTC)
    for part, value in (("day", "28"), ("month", "12"), ("year", str(day.year + 1))):
        office.page.locator(f"input[name=consult-answer_by-{part}]").fill(value)
    office.page.get_by_role("button", name="Note it").click()
    office.look()
    office.page.get_by_text("An answer came in").click()
    office.page.get_by_label("Who answered").select_option(index=1)
    office.page.get_by_label("What was answered").fill("Welcome; ask special schools too.")
    office.page.get_by_label("What was made of it").fill("Special schools are named now.")
    office.page.get_by_role("button", name="Keep it", exact=True).last.click()
    office.look("edition-asked")
    assert "ask special schools too" in office.page.inner_text("main")


def test_arrangements_are_written_together_signed_by_three_and_read_by_everybody(visit, hub, django_db_blocker):
    with django_db_blocker.unblock():
        seated(be, datetime.now(UTC))
        lay_shelf(datetime.now(UTC))
    office, member = visit().sign_in("office").say_why(), visit(phone=True).sign_in("lena").say_why()
    address = begins(office)
    office.page.locator("main table").first.get_by_role("link").first.click()
    section = office.page.url
    two_write_at_once(office, member, section)
    others_are_asked(office, address)
    with django_db_blocker.unblock():
        fill_the_rest(address, section.rsplit("/", 1)[-1])
    office.see(address)
    office.page.get_by_role("button", name="Put it to signature").click()
    office.look("edition-to-sign")
    for number, (_, name) in enumerate(CHIEFS):
        chief = visit(phone=number == 1, scripts=number != 2).sign_in(name).say_why()
        chief.see(address)
        chief.page.get_by_label("I have read it, and sign it for the safeguarding partner I lead").check()
        chief.page.get_by_role("button", name="Sign it").click()
        assert "You have signed it" in chief.page.inner_text("body")
    office.see(address)
    office.page.get_by_role("button", name="Publish it").click()
    office.look("edition-published")
    assert "Who must be sent it" in office.page.inner_text("main")
    office.page.get_by_text("It was sent", exact=True).click()
    office.page.get_by_label("To whom").select_option(index=1)
    office.page.get_by_label("How it was sent").fill("By e-mail")
    office.page.get_by_role("button", name="Note it").last.click()
    office.look()
    assert "By e-mail" in office.page.inner_text("main")
    anybody = visit(phone=True)
    anybody.see("/published")
    anybody.page.get_by_role("link", name=TITLE).first.click()
    anybody.look("arrangements-phone")
    assert "answer for it together, and meet each month" in anybody.page.inner_text("main")
