"""From a decided contact to a protection plan at three browsers; and minutes that outlast a lost connection."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.utils import timezone

from kingfisher.access.entry import acting_as, actor_for
from kingfisher.meetings import queries as meetings
from kingfisher.meetings.tests.builders import held as a_meeting_held
from kingfisher.plans.tests.builders import a_child
from kingfisher.referrals.actions import AgencyAsked, ask_agencies
from kingfisher.referrals.tests.builders import decided, rated, sent
from kingfisher.sharing.actions import answer
from kingfisher.sharing.tests.builders import FURTHER, TEAM
from tests.cast import gather

pytestmark = pytest.mark.browser
CHILD = [{"name": "Robin Marsh", "born": "9 September 2012", "school": "Otterbrook School"}]


@contextmanager
def _be(name):
    actor = actor_for(gather.cast.placements[name], at=timezone.now(), purpose="safeguard_child", via="command")
    with acting_as(actor):
        yield actor


def answered(key, at) -> None:
    """The front door has asked police, who say one thing that may go further and one for the deciding team alone."""
    rated(_be, key, at, "red")
    with _be("priya") as priya:
        (asked,) = ask_agencies(priya, contact_id=key, asked=[AgencyAsked(gather.cast.organisations["police"])], at=at)
    with _be("tom") as tom:
        answer(tom, request_id=asked, status="known", further=FURTHER, team_only=TEAM, at=at)


@pytest.fixture(scope="module")
def contact(hub, django_db_blocker):
    """A contact about Robin Marsh, for which a manager has decided on a strategy discussion."""
    with django_db_blocker.unblock():
        at = timezone.now()
        key = sent(
            gather.cast, at, key="robin", children=CHILD, what_happened="Robin came in with a bruise."
        ).contact_id
        answered(key, at)
        decided(_be, key, at, outcome="strategy_discussion", level="4")
        return key


@pytest.fixture
def conference(hub, django_db_blocker):
    """A conference Dele has held, to be minuted."""
    with django_db_blocker.unblock():
        at = timezone.now()
        child = a_child(_be, at, given="Ash", family=f"Fenn {at:%H%M%S%f}")
        return a_meeting_held(_be, gather.cast, at, child=child)


def fill_day(page, prefix, moment):
    for part, value in (("day", moment.day), ("month", moment.month), ("year", moment.year)):
        page.locator(f'[name="{prefix}-{part}"]').fill(str(value))


def unfold(page, words):
    page.locator("summary", has_text=words).first.click()


def call(page, what, words):
    begins = timezone.localtime() - timedelta(minutes=20)
    unfold(page, words)
    form = page.locator(f'form:has(button[value="{what}"])')
    fill_day(page, f"{what}-starts_at", begins)
    form.locator(f'[name="{what}-starts_at-time"]').fill(f"{begins:%H:%M}")
    form.locator(f'[name="{what}-place"]').fill("Quay House")
    form.locator(f'button[value="{what}"]').click()


def invite_and_hold(page, wanted):
    for agency in wanted:
        unfold(page, "Ask a worker")
        choice = page.locator('select[name="invite-worker"] option', has_text=agency).first.get_attribute("value")
        page.select_option('select[name="invite-worker"]', choice)
        page.locator('button[value="invite"]').click()
    for one in page.locator('select[name^="there-"]').all():
        one.select_option("there")
    for one in page.locator('input[name^="decides-"]').all():
        one.check()
    page.locator('button[value="attendance"]').click()
    page.locator('button[value="hold"]').click()
    assert "Held" in page.inner_text("main")


def today(form, name):
    for part, value in zip(("day", "month", "year"), f"{timezone.now():%d %m %Y}".split(), strict=True):
        form.locator(f'[name$="{name}-{part}"]').fill(value)


def discuss(dele, ruth, steps):
    dele.see(steps)
    call(dele.page, "call_strategy", "Call a strategy discussion")
    dele.look("strategy-meeting")
    meeting = dele.page.url.split("#")[0]
    dele.see(f"{meeting}/minutes", picture="strategy-minutes")
    assert FURTHER.summary in dele.page.locator("#words-shared").input_value(), "what police answered opens them"
    assert TEAM.concerns not in dele.page.content()
    dele.see(meeting)
    invite_and_hold(dele.page, ("Police", "Health"))
    ruth.see(steps)
    form = ruth.page.locator('form:has(button[value^="decide_strategy"])')
    form.locator('input[value="s47_joint"]').check()
    form.locator('input[value="actual"]').check()
    form.locator('textarea[name$="sees_child"]').fill("Dele with police, at school")
    today(form, "seen_by")
    form.locator('textarea[name$="disruption"]').fill("Nobody outside the home; bail conditions asked for.")
    form.locator('input[name$="nrm"][value="no"]').check()
    form.locator('textarea[name$="nrm_why_not"]').fill("Nothing speaks of exploitation.")
    form.get_by_role("button", name="Record the decision").click()
    ruth.look("steps")


def enquire(dele, ruth, steps):
    dele.see(steps)
    form = dele.page.locator('form:has(input[value^="write_enquiry"])')
    today(form, "child_seen_on")
    form.locator('textarea[name$="childs_account"]').fill("I don't want to go home.")
    form.locator('textarea[name$="findings"]').fill("Hit with a belt.")
    form.locator('input[value="continuing_risk"]').check()
    form.get_by_role("button", name="Give it to a manager").click()
    ruth.page.goto(steps)
    ruth.page.get_by_role("button", name="Agree the outcome").click()


def confer(dele, steps) -> str:
    dele.page.goto(steps)
    call(dele.page, "call_conference", "Call the conference")
    invite_and_hold(dele.page, ("Police", "Health"))
    meeting = dele.page.url.split("#")[0]
    dele.page.goto(f"{meeting}/minutes")
    assert "Hit with a belt." in dele.page.locator("#words-reports").input_value(), "what was found opens the minutes"
    dele.page.locator("#words-child").fill("I want to stay with Gran.")
    dele.page.get_by_role("button", name="Save the minutes").click()
    dele.see(steps)
    form = dele.page.locator('form:has(button[value^="record_conference"])')
    form.locator('input[value="cp_plan"]').check()
    form.locator('input[value="physical"]').check()
    form.locator('textarea[name$="reasons"]').fill("Robin is not safe at home yet.")
    form.get_by_role("button", name="Record the outcome").click()
    return meeting


def test_a_decided_contact_becomes_a_protection_plan_and_nothing_is_typed_twice(visit, contact):
    priya, dele, ruth = (visit().sign_in(name).say_why() for name in ("priya", "dele", "ruth"))
    priya.page.goto(f"{priya.hub}/referrals/contact/{contact}")
    priya.page.get_by_role("button", name="Begin: strategy discussion").click()
    steps = priya.page.url
    assert "Robin came in with a bruise." in priya.page.inner_text("#said")
    discuss(dele, ruth, steps)
    enquire(dele, ruth, steps)
    meeting = confer(dele, steps)
    dele.page.get_by_role("link", name="Child protection plan").first.click()
    dele.look("plan")
    text = dele.page.inner_text("main")
    assert "I want to stay with Gran." in text
    assert "Robin came in with a bruise." in text
    phone = visit(phone=True).sign_in("dele").say_why()
    for address in (steps, dele.page.url, meeting, f"{meeting}/minutes", f"{meeting}/paper", f"{meeting}/family"):
        phone.see(address)
    phone.see("/pathway")


def test_minutes_typed_without_a_connection_are_sent_when_it_is_back(visit, conference):
    dele = visit().sign_in("dele").say_why()
    dele.see(f"/meetings/{conference}/minutes", picture="minutes")
    page = dele.page
    page.locator("#words-child").fill("I want to stay with Gran.")
    page.locator("[data-status=child]", has_text="Saved at").wait_for()
    page.context.set_offline(True)
    page.locator("#words-child").fill("I want to stay with Gran. And keep my dog.")
    page.locator("[data-status=child]", has_text="No connection").wait_for()
    kept = page.evaluate("Object.entries(localStorage).filter(([k]) => k.startsWith('kf-minutes')).map(([, v]) => v)")
    assert len(kept) == 1
    assert "dog" not in kept[0], "what waits in the browser is sealed"
    page.context.set_offline(False)
    page.locator("[data-status=child]", has_text="Saved at").wait_for()
    assert page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('kf-minutes')).length") == 0
    assert "keep my dog" in written(conference)["child"]


def test_minutes_outlast_a_closed_window_and_a_colleague_who_typed_meanwhile(visit, conference):
    dele = visit().sign_in("dele").say_why()
    page = dele.page
    page.goto(f"{dele.hub}/meetings/{conference}/minutes")
    page.locator('form[data-ready="yes"]').wait_for()
    page.context.set_offline(True)
    page.locator("#words-family").fill("Dana: nobody rang us back.")
    page.locator("#words-change").fill("Somebody rings each night.")
    page.locator("[data-status=change]", has_text="sealed").wait_for()
    page.close(run_before_unload=False)
    ruth = visit().sign_in("ruth").say_why()
    ruth.page.goto(f"{ruth.hub}/meetings/{conference}/minutes")
    ruth.page.locator("#words-family").fill("Dana: we were told nothing.")
    ruth.page.locator("[data-status=family]", has_text="Saved at").wait_for()
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(f"{dele.hub}/meetings/{conference}/minutes")
    again.locator("[data-status=change]", has_text="Saved at").wait_for()
    again.locator("[data-status=family]", has_text="kept beside it").wait_for()
    again.reload()
    text = again.inner_text("#part-family")
    assert "nobody rang us back" in text, "what she typed stands beside"
    assert again.locator("#words-family").input_value() == "Dana: we were told nothing."
    assert written(conference)["change"] == "Somebody rings each night."


def test_minutes_are_taken_without_scripts(visit, conference):
    plain = visit(scripts=False).sign_in("dele").say_why()
    plain.page.goto(f"{plain.hub}/meetings/{conference}/minutes")
    plain.page.locator("#words-worries").fill("He is out at night.")
    plain.page.get_by_role("button", name="Save the minutes").click()
    assert plain.page.locator("#words-worries").input_value() == "He is out at night."


def written(key) -> dict[str, str]:
    with _be("dele") as dele:
        return {part.code: part.words for part in meetings.meeting_file(dele, key).parts}
