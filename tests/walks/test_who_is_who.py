"""Telling who is who: two people judge a pair without each other's answer; who else is involved; a child's family."""

from datetime import date

import pytest

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.people import actions as people
from kingfisher.people import jobs
from kingfisher.people.rules import AddressSaid, InvolvementSaid, Said
from tests.cast import gather

pytestmark = pytest.mark.browser
BORN = date(2014, 2, 17)
HOME = (AddressSaid("5 Sluice Lane", "Saltmere", "ZZ5 5SL"),)
NURSE = InvolvementSaid("Noor Haddad", "School nursing", "School nurse", "01632 960177", date(2025, 9, 1))


@pytest.fixture(scope="module")
def juno(hub, django_db_blocker):
    """Juno Marsh: known to police by her father's name, to health by both; and her mother."""
    from django.utils import timezone

    at = timezone.now()
    found = {}

    def keep(name, **said):
        actor = actor_for(gather.cast.placements[name], at=at, purpose="safeguard_child", via="command")
        with acting_as(actor):
            folder = access.open_folder(actor, kind="person", category="general", at=at)
            return people.state_person(actor, folder_id=folder, said=Said(addresses=HOME, **said), at=at)

    with django_db_blocker.unblock():
        child = {"born_on": BORN, "sex": "F", "given_name": "Juno"}
        found["police"] = keep("tom", family_name="Marsh", **child)
        found["health"] = keep("asha", family_name="Marsh-Oyelaran", involvements=(NURSE,), **child)
        found["council"] = keep("priya", family_name="Marsh", **child)
        found["mother"] = keep("priya", given_name="Tola", family_name="Oyelaran", kind="adult", sex="F",
                               born_on=date(1988, 1, 5))  # fmt: skip
        priya = actor_for(gather.cast.placements["priya"], at=at, via="command")
        with acting_as(priya):
            people.add_tie(priya, person_id=found["council"], other_id=found["mother"], relationship="mother",
                           parental_responsibility=True, at=at)  # fmt: skip
            people.add_tie(priya, person_id=found["council"], other_name="Rob Marsh", relationship="father",
                           no_contact=True, at=at)  # fmt: skip
        while jobs.propose_pairs(at=at, at_most=500).weighed:
            pass
        jobs.count_figures(at=at)
    return found


def test_two_people_judge_a_pair_and_one_of_them_takes_it_back(visit, juno):
    priya, ruth = visit().sign_in("priya").say_why(), visit().sign_in("ruth").say_why()
    priya.see("/people/review", picture="review")
    priya.see(f"/people/compare/{juno['police']}/{juno['health']}", picture="compare")
    priya.page.keyboard.press("s")
    assert priya.page.locator('input[name="answer"][value="same"]').is_checked()
    priya.page.get_by_label("Why do you think so?").fill("Half of a double name; same house and birth date.")
    priya.page.get_by_label("Ask for a second opinion", exact=False).check()
    priya.page.get_by_role("button", name="Record my answer").click()
    ruth.see("/people/review")
    asked = ruth.page.locator("#asked-of-you a", has_text="Juno Marsh")
    assert asked.count() == 1
    asked.click()
    ruth.look("second-opinion")
    assert "Half of a double name" not in ruth.page.content(), "the first answer is not told before the second is given"
    ruth.page.locator('input[name="answer"][value="same"]').check()
    ruth.page.get_by_label("Why do you think so?").fill("Rang the school: one girl.")
    ruth.page.get_by_role("button", name="Record my answer").click()
    assert "You both gave the same answer" in ruth.page.inner_text("main")
    ruth.page.locator("#your-answers a").first.click()
    ruth.look("undo")
    ruth.page.get_by_label("Why do you take it back?").fill("A slip.")
    ruth.page.get_by_role("button", name="Take it back").click()
    assert "stand as they did before" in ruth.page.inner_text("main")


def test_who_else_is_involved_is_one_step_from_the_childs_page_and_each_has_an_outcome(visit, juno):
    priya = visit().sign_in("priya").say_why()
    priya.see(f"/casefile/{juno['council']}")
    priya.page.get_by_role("link", name="Who else is involved?").click()
    priya.look("involved")
    text = priya.page.inner_text("main")
    assert "Noor Haddad" in text and "01632 960177" in text and "since 1 September 2025" in text
    assert "May be another child" in text, "nobody has judged the nurse's record to be hers"
    priya.page.get_by_role("button", name="on my list", exact=False).click()
    call = priya.page.locator("li.kf-card", has_text="Noor Haddad")
    call.locator("summary", has_text="Say what became of it").click()
    call.locator("select").select_option("not_needed")
    call.get_by_role("button", name="Close it").click()
    priya.look("involved-needs-why")
    assert "Say why it is not needed" in priya.page.inner_text("main")
    call = priya.page.locator("li.kf-card", has_text="Noor Haddad")
    call.locator('input[type="text"]').fill("Met her at this morning's meeting.")
    call.get_by_role("button", name="Close it").click()
    assert "Not needed" in priya.page.locator("li.kf-card", has_text="Noor Haddad").inner_text()
    priya.see("/desk")


def test_the_family_is_a_picture_and_the_same_in_words_on_a_phone_and_without_scripts(visit, juno):
    for how in ({"phone": True}, {"scripts": False}):
        priya = visit(**how).sign_in("priya").say_why()
        if how.get("scripts") is False:
            priya.page.goto(f"{priya.hub}/people/{juno['council']}/family")
        else:
            priya.see(f"/people/{juno['council']}/family", picture="family-phone")
        table = priya.page.locator("table", has_text="The same in words").inner_text()
        assert "Tola Oyelaran" in table and "parental responsibility" in table and "Same home" in table
        assert "Rob Marsh" in table and "No contact allowed" in table
    desk = visit().sign_in("priya").say_why()
    desk.see(f"/people/{juno['council']}/family", picture="family")


def test_the_figures_of_the_matching_name_nobody(visit, juno):
    ruth = visit().sign_in("ruth").say_why()
    ruth.see("/people/matching", picture="matching")
    text = ruth.page.inner_text("main")
    assert "By agency" in text
    assert "Juno" not in text
    tom = visit().sign_in("tom").say_why()
    assert tom.page.goto(f"{tom.hub}/people/matching").status == 403
