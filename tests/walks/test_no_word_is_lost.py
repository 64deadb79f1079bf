"""Half a form is typed; then the browser, the connection, the session or a second window gets in the way."""

import pytest

from kingfisher.access.entry import acting_as, service_of
from kingfisher.referrals import actions as referrals

pytestmark = pytest.mark.browser
WORDS = {
    "note-text": "Rang the school: he was not in on Tuesday either.\nThe head will ring back; £20 note, “new phone”.",
    "rate-why": "Collected by an adult nobody knows, for the third time.",
}


@pytest.fixture(scope="module")
def contact(hub, django_db_blocker) -> str:
    """One contact at the front door, as a neighbour told it; its page's address."""
    from django.utils import timezone

    with django_db_blocker.unblock():
        door = service_of("front_door_service", at=timezone.now(), via="public")
        body = b'{"what_happened": "A boy waits at the bus stop until midnight.", "children": [{"name": "Wren Lowe"}]}'
        taken = referrals.take_in(door, body=body, content_type="application/json", door="public", at=timezone.now())
        with acting_as(door):
            return f"/referrals/contact/{taken.contact_id}"


def at_work(visit, contact: str):
    priya = visit().sign_in("priya").say_why()
    priya.see(contact)
    priya.page.evaluate("() => document.querySelectorAll('main details').forEach(folded => { folded.open = true; })")
    return priya


def fields(priya) -> dict:
    """Everything to type in on the page, by its form and name."""
    return priya.page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll('main form')].flatMap((form, n) =>
             [...form.elements]
               .filter(f => f.name && ['text', 'textarea', 'radio', 'checkbox', 'select-one'].includes(f.type))
               .map(f => [`${n} ${f.name} ${f.type === 'radio' || f.type === 'checkbox' ? f.value : ''}`,
                          f.type === 'radio' || f.type === 'checkbox' ? f.checked : f.value])))"""
    )


def fill(priya) -> dict:
    """Type something into every box and choose something of every choice; returns what then stands there."""
    page = priya.page
    for number, box in enumerate(page.locator('main form textarea, main form input[type="text"]').all()):
        if box.is_visible():
            box.fill(f"{number}. {list(WORDS.values())[number % 2]}" if box.evaluate("e => e.tagName") == "TEXTAREA"
                     else f"Words {number}, 01632 960{number:03}")  # fmt: skip
    for choice in page.locator('main form[method="post"] input[type="radio"]').all():
        if choice.is_visible():
            choice.check()
    saved(page)
    return fields(priya)


def saved(page) -> None:
    """Until every form on the page has nothing left that is not kept."""
    page.wait_for_timeout(1_400)
    page.wait_for_function("() => fetch('/drafts').then(r => r.text()).then(t => t.includes('Throw away'))")
    page.wait_for_timeout(1_200)


def opened_again(priya, contact: str) -> dict:
    priya.page.goto(priya.hub + contact)
    priya.page.wait_for_selector(".kf-draft-told")
    priya.page.wait_for_timeout(600)
    return fields(priya)


def test_a_browser_that_dies_loses_no_field(visit, contact):
    priya = at_work(visit, contact)
    typed = fill(priya)
    assert len(typed) >= 20, "a page with too few fields would show too little"
    priya.page.context.close()
    again = visit().sign_in("priya").say_why()
    assert opened_again(again, contact) == typed
    again.look("unsent-words-put-back")
    again.see("/drafts", picture="unsent-forms")


def test_without_a_connection_the_page_says_so_and_saves_when_it_is_back(visit, contact):
    priya = at_work(visit, contact)
    page = priya.page
    box = page.locator("main form textarea").last
    page.route("**/drafts/save", lambda route: route.abort())
    box.fill("Typed while the line was down.")
    page.get_by_text("Not saved yet: there is no connection").wait_for()
    page.unroute("**/drafts/save")
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.get_by_text("Draft saved at").first.wait_for()


def test_when_the_session_has_ended_the_page_says_so_and_saves_once_signed_in_again(visit, contact):
    priya = at_work(visit, contact)
    page = priya.page
    page.context.clear_cookies()
    page.locator("main form textarea").last.fill("Typed after the session had ended.")
    page.get_by_text("You have been signed out. Keep this page open and sign in again in another window").wait_for()


def test_two_windows_both_kept_and_shown_to_choose_from(visit, contact):
    priya = at_work(visit, contact)
    other = priya.page.context.new_page()
    other.goto(priya.page.url)
    for page, words in ((priya.page, "Said in the first window."), (other, "Said in the second window.")):
        box = page.locator("main form textarea").last
        page.evaluate("() => document.querySelectorAll('main details').forEach(folded => { folded.open = true; })")
        box.fill(words)
        page.wait_for_timeout(1_800)
    told = other.locator(".kf-draft-told").last
    told.get_by_text("Both are kept").wait_for()
    told.locator("summary").first.click()
    assert "Said in the first window." in told.inner_text()
    told.get_by_role("button", name="Go on with this one").first.click()
    assert other.locator("main form textarea").last.input_value() == "Said in the first window."
