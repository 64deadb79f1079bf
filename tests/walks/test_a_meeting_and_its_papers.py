"""A conference disputed, sent round and signed, with its papers; an emergency, a move; a chronology for court."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.utils import timezone

from kingfisher.access.entry import acting_as, actor_for
from kingfisher.meetings.tests.builders import convened, held
from kingfisher.pathway import queries as pathway
from kingfisher.pathway.tests.builders import assessed, begun
from kingfisher.plans.tests.builders import a_child
from tests.cast import gather

pytestmark = pytest.mark.browser


@contextmanager
def _be(name):
    actor = actor_for(gather.cast.placements[name], at=timezone.now(), purpose="safeguard_child", via="command")
    with acting_as(actor):
        yield actor


@pytest.fixture
def laid(hub, django_db_blocker):
    """`laid(builder)` gives what it builds about a child of this test's own."""

    def build(make):
        with django_db_blocker.unblock():
            at = timezone.now()
            return make(at, a_child(_be, at, given="Wynn", family=f"Calder {at:%H%M%S%f}"))

    return build


def press(someone, words: str) -> None:
    someone.page.get_by_role("button", name=words, exact=True).first.click()
    someone.look()


def unfold(page, words: str) -> None:
    page.locator("summary", has_text=words).first.click()


def test_a_conference_is_decided_disputed_sent_round_changed_and_signed(visit, laid):
    key = laid(lambda at, child: held(_be, gather.cast, at, child=child))
    dele, tom = visit().sign_in("dele").say_why(), visit(phone=True).sign_in("tom").say_why()
    page = f"/meetings/{key}"
    dele.see(page)
    dele.page.get_by_label("What was decided?").fill("A protection plan.")
    dele.page.locator('input[name="decide-family_safe"]').check()
    press(dele, "Keep the decision")
    tom.see(page)
    unfold(tom.page, "Somebody does not agree")
    tom.page.get_by_label("With what, and why?").fill("It is neglect as well.")
    press(tom, "Write it down")
    assert "It is neglect as well." in tom.page.inner_text("main")
    dele.see(page)
    for words in ("Send the decisions", "Send the minutes round", "Sign the minutes"):
        press(dele, words)
    dele.look("meeting-signed")
    unfold(dele.page, "Change the minutes")
    dele.page.locator('textarea[name="change-why"]').fill("A name was wrong.")
    press(dele, "Open them to be changed")
    press(dele, "Send the minutes round")
    assert "Version 2" in dele.page.inner_text("main")
    the_papers(dele, page)
    tom.see(f"{page}/paper?version=1", picture="minutes-phone")


def the_papers(dele, page: str) -> None:
    """The family's paper on screen and as PDF, the minutes as PDF, and a calendar entry that names nobody."""
    dele.see(f"{page}/family", picture="family-paper")
    assert "A protection plan." in dele.page.inner_text("body")
    assert "neglect as well" not in dele.page.inner_text("body")
    for name, kind in (("family.pdf", "application/pdf"), ("minutes.pdf", "application/pdf"),
                       ("invitation.ics", "text/calendar")):  # fmt: skip
        answer = dele.page.context.request.get(f"{dele.hub}{page}/{name}")
        assert (answer.status, answer.headers["content-type"].split(";")[0]) == (200, kind), name
    assert "Calder" not in answer.text(), "whoever reads the calendar over her shoulder learns no name"


def test_somebody_asked_answers_on_a_phone_and_changes_her_mind(visit, laid):
    key = laid(lambda at, child: convened(_be, gather.cast, at, child=child, starts_at=at + timedelta(days=2)))
    asha = visit(phone=True).sign_in("asha").say_why()
    asha.see(f"/meetings/{key}", picture="asked-phone")
    asha.page.get_by_label("Yes", exact=True).first.check()
    press(asha, "Answer")
    unfold(asha.page, "Change your answer")
    asha.page.locator('input[name="answer-availability"][value="report"]').check()
    press(asha, "Answer")
    assert "report" in asha.page.inner_text("#people")


def test_police_protection_is_recorded_and_ended_and_a_child_moves_with_the_other_councils_yes(visit, laid):
    key = laid(lambda at, child: begun(_be, gather.cast, at, child=child))
    dele, steps = visit().sign_in("dele").say_why(), f"/pathway/{key}"
    dele.see(steps)
    page, since = dele.page, timezone.localtime() - timedelta(hours=2)
    unfold(page, "Record police protection")
    press(dele, "Keep it")
    assert "Say who decided it" in page.inner_text(".govuk-error-summary")
    form = page.locator('form:has(button[value="note_emergency"])')
    form.locator('input[value="police_protection"]').check()
    for part, value in (("day", since.day), ("month", since.month), ("year", since.year), ("time", f"{since:%H:%M}")):
        form.locator(f'[name="note_emergency-since-{part}"]').fill(str(value))
    form.locator("textarea").fill("Inspector Vale, designated officer. With the duty carer.")
    form.get_by_role("button", name="Keep it").click()
    dele.look("emergency-running")
    assert "Police protection" in page.inner_text("#emergency")
    unfold(page, "It ended")
    page.locator('form:has(button[value^="end_emergency"]) textarea').fill("Home with Gran, by the inspector.")
    page.locator('button[value^="end_emergency"]').click()
    dele.look()
    moves_away(dele, steps)


def moves_away(dele, steps: str) -> None:
    dele.see(steps)
    page = dele.page
    unfold(page, "Record a move")
    form = page.locator('form:has(button[value="begin_transfer"])')
    form.locator('input[value="out"]').check()
    form.locator('input[name$="other_council"]').fill("Kestrelshire")
    form.get_by_role("button", name="Keep it").click()
    dele.look()
    unfold(page, "They have it")
    page.locator('form:has(button[value^="acknowledge"]) input[name$="name"]').fill("Peg Orrin, duty desk")
    page.locator('button[value^="acknowledge"]').click()
    dele.look("moved-acknowledged")
    assert "Peg Orrin, duty desk confirmed it" in page.inner_text("#moves")


def test_a_chronology_for_court_is_prepared_of_chosen_lines_and_opened_to_one_reader(visit, laid):
    def made(at, child):
        key = assessed(_be, gather.cast, at, key=begun(_be, gather.cast, at, child=child))
        with _be("dele") as dele:
            return pathway.episode_file(dele, key).person_id

    child = laid(made)
    dele = visit().sign_in("dele").say_why()
    dele.see(f"/casefile/{child}/court?none=1", picture="court-choosing")
    page = dele.page
    lines = page.locator('input[name="line"]')
    assert lines.count() >= 2
    lines.first.check()
    press(dele, "Prepare the chronology")
    dele.look("court-prepared")
    text = page.inner_text("body")
    assert "1 paragraph." in text
    assert "left out by choice" in text
    made_at = page.url
    page.get_by_role("link", name="Who may read it").click()
    dele.look("court-readers")
    page.locator("select").first.select_option(index=1)
    press(dele, "Let them read it")
    assert dele.page.context.request.get(f"{made_at}/pdf").status == 200
    dele.see(f"/casefile/{child}/calendar")
    visit(phone=True).sign_in("dele").say_why().see(f"/casefile/{child}/calendar", picture="year-phone")
