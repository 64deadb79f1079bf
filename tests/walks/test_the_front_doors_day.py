"""The front door on a day and through a night: advice without a name, what was done at once, an open case, handover."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from kingfisher.access.entry import acting_as, actor_for
from kingfisher.kernel.timing import LONDON
from kingfisher.people.queries import statement
from kingfisher.plans.tests.builders import a_child, agreed
from kingfisher.referrals import actions, queries
from kingfisher.referrals.tests.builders import decided, sent
from tests.cast import gather

pytestmark = pytest.mark.browser


@contextmanager
def be(name: str):
    actor = actor_for(gather.cast.placements[name], at=datetime.now(UTC), purpose="safeguard_child", via="command")
    with acting_as(actor):
        yield actor


@pytest.fixture
def open_case(hub, django_db_blocker):
    """A contact about a girl about whom Dele holds a plan."""
    with django_db_blocker.unblock():
        now = datetime.now(UTC)
        child = a_child(be, now, given="Nia", family="Orchard")
        agreed(be, now, child=child)
        contact = sent(
            gather.cast, now, key="walk", children=[{"name": "Nia Orchard", "born": "3 May 2012"}]
        ).contact_id
        with be("dele") as dele:
            folder = statement(dele, child).folder_id
        with be("priya") as priya:
            named = queries.contact_file(priya, contact).children[0]
            actions.judge_match(
                priya, contact_id=contact, person_id=named.person_id, other_id=child, other_folder_id=folder,
                answer="same", why="Same name and birth date.", at=now,
            )  # fmt: skip
        return contact


@pytest.fixture
def for_another_council(hub, django_db_blocker):
    with django_db_blocker.unblock():
        now = datetime.now(UTC)
        taken = sent(gather.cast, now, key="moved", children=[{"name": "Ossian Vale", "born": "2015"}])
        decided(be, taken.contact_id, now, outcome="transfer_other_la", level="3")
        return taken


def moment(page, name: str, when: datetime) -> None:
    here = when.astimezone(LONDON)
    for part, said in (("day", here.day), ("month", here.month), ("year", here.year), ("time", f"{here:%H:%M}")):
        page.locator(f'[name="{name}-{part}"]').fill(str(said))


def test_advice_without_a_name_is_written_down_and_a_name_is_pointed_out(visit):
    priya = visit().sign_in("priya").say_why()
    priya.see("/referrals/advice", picture="advice-empty")
    priya.see("/referrals/advice/new")
    page = priya.page
    page.locator('[name="danger_now"][value="no"]').check()
    page.get_by_label("Which agency asks?").select_option(label="Otterbrook School")
    page.get_by_label("What do they do there?").fill("Safeguarding lead")
    page.get_by_label("What is the worry?").select_option("neglect")
    page.get_by_label("What was asked?").fill("A boy of nine is hungry on Mondays. His sister Charlotte is fine.")
    page.get_by_label("What was advised?").fill("Talk with the parents; offer breakfast club.")
    page.locator('[name="advised_to_refer"][value="no"]').check()
    page.get_by_role("button", name="Write it down").click()
    assert "These look like names: Charlotte" in page.inner_text("main")
    priya.look("advice-name")
    page.get_by_label("What was asked?").fill("A boy of nine is hungry on Mondays. His sister is fine.")
    page.get_by_role("button", name="Write it down").click()
    priya.look("advice")
    phone = visit(phone=True, scripts=False).sign_in("priya").say_why()
    phone.see("/referrals/advice", picture="advice-phone")
    phone.see("/referrals/advice/new")
    phone.page.locator('[name="danger_now"][value="yes"]').check()
    phone.page.get_by_label("What was asked?").fill("A girl is on the bridge.")
    phone.page.get_by_role("button", name="Write it down").click()
    phone.look("advice-danger-phone")
    phone.page.get_by_role("button", name="Take it down as a concern").click()
    assert phone.page.get_by_label("What happened, or what is the worry?").input_value() == "A girl is on the bridge."


def test_what_was_done_at_once_is_recorded_and_stands_in_the_handover(visit):
    priya = visit().sign_in("priya").say_why()
    priya.see("/referrals/afterwards", picture="afterwards")
    page, now = priya.page, datetime.now(UTC)
    page.locator('[name="measure"][value="police_protection"]').check()
    moment(page, "done_at", now - timedelta(hours=9))
    page.get_by_label("Who did it?").fill("PS 4121 Marlow")
    page.get_by_label("What was done, and where is the child now?").fill("Taken to the duty foster carer.")
    moment(page, "known_at", now - timedelta(hours=8))
    page.get_by_label("What happened, or what is the worry?").fill("Found by officers at night.")
    page.locator('[name="child-0-name"]').fill("Wren Halloway")
    page.get_by_role("button", name="Make the contact").click()
    assert "recorded afterwards" in page.inner_text("main")
    priya.look("afterwards-contact")
    priya.see("/referrals/handover?part=evening", picture="handover")
    assert "Police protection" in page.inner_text("main")
    page.get_by_role("button", name="I have read it").click()
    assert "Priya Nair" in page.inner_text("main")
    visit(phone=True).sign_in("ruth").say_why().see("/referrals/handover?part=morning", picture="handover-phone")


def test_an_open_case_is_passed_on_in_one_click_and_taken_over(visit, open_case):
    priya = visit().sign_in("priya").say_why()
    priya.see(f"/referrals/contact/{open_case}", picture="open-case")
    page = priya.page
    page.locator('#holders select[name$="manager"]').select_option(label="Ruth Calloway, front door manager")
    page.get_by_role("button", name="Pass it to Dele Adeyemi").click()
    assert "Not taken over yet" in page.inner_text("main")
    priya.look("open-case-passed")
    dele = visit(phone=True).sign_in("dele").say_why()
    dele.see("/desk")
    dele.page.get_by_role("link", name="passed to you").first.click()
    dele.look("open-case-worker-phone")
    dele.page.get_by_label("What do you do next, and by when?").fill("I see Nia today after school.")
    dele.page.get_by_role("button", name="I have it").click()
    dele.look()
    page.reload()
    assert "I see Nia today after school." in page.inner_text("main")


def test_another_council_is_asked_until_it_says_that_it_has_it_and_the_school_may_challenge(visit, for_another_council):
    priya = visit().sign_in("priya").say_why()
    priya.see(f"/referrals/contact/{for_another_council.contact_id}/transfer", picture="transfer")
    page = priya.page
    page.get_by_label("Which council?").fill("Northwick Council")
    page.get_by_label("Who there has it, and how do you reach them?").fill("Jo Marsh, 01632 960 777")
    page.locator('[name="out-how"][value="telephone"]').check()
    page.get_by_label("What were they told or sent?").fill("The family has moved there.")
    page.get_by_role("button", name="It is passed on").click()
    priya.look("transfer-waiting")
    page.get_by_label("Who said so, and when?").fill("Jo Marsh rang back at noon.")
    page.get_by_role("button", name="They have it").click()
    assert "Jo Marsh rang back at noon." in page.inner_text("main")
    marcus = visit(phone=True, scripts=False).sign_in("marcus").say_why()
    marcus.see("/referrals/receipts", picture="receipts-phone")
    marcus.see(f"/referrals/receipts/{for_another_council.ref}", picture="receipt-challenge-phone")
    marcus.page.get_by_role("link", name="Challenge this decision").click()
    assert marcus.page.get_by_label("About whom or what?").input_value() == for_another_council.ref
