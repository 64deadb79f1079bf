"""What people see and do on a plan's pages, without JavaScript."""

import re

import pytest

from kingfisher.plans import queries
from kingfisher.plans.tests.builders import WORDS, a_child, agreed, drafted

pytestmark = pytest.mark.django_db


def test_a_plan_is_begun_from_a_childs_page_and_written_on_one_page(signed_in, be, now):
    dele, child = signed_in("dele"), a_child(be, now)
    assert f"/plans/begin/{child}" in dele.get(f"/casefile/{child}").content.decode()
    assert dele.get(f"/plans/begin/{child}").status_code == 200
    begun = dele.post(f"/plans/begin/{child}", {"kind": "child_in_need", "pathway": "extra_familial"})
    page = begun["Location"]
    for heading, words in WORDS.items():
        assert dele.post(page, {"do": f"say:{heading}", f"say-{heading}-said": words}).status_code == 302
    for said in (
        {"do": "goal", "goal-goal": "Home by nine."},
        {"do": "task", "task-task": "Weekly meeting", "task-owner_name": "Hana", "task-due_on-day": "1",
         "task-due_on-month": "12", "task-due_on-year": "2030"},
        {"do": "visit", "visit-seen": "alone", "visit-visited_on-day": str(now.day),
         "visit-visited_on-month": str(now.month), "visit-visited_on-year": str(now.year),
         "visit-childs_words": "I am all right."},
        {"do": "member", "member-name": "Gran", "member-part": "grandmother"},
    ):  # fmt: skip
        answer = dele.post(page, said)
        assert answer.status_code == 302, re.findall(r'error-message">(.*?)<', answer.content.decode()) or said
    shown = dele.get(page).content.decode()
    for words in (*WORDS.values(), "Home by nine.", "Weekly meeting", "Child seen alone", "Gran"):
        assert words.replace("’", "&#39;").split("&")[0] in shown
    assert "Agree the plan" not in shown, "Dele is no manager"
    ruth = signed_in("ruth")
    assert ruth.post(page, {"do": "agree"}).status_code == 302
    assert "Agreed" in ruth.get(page).content.decode()


def test_what_is_lacking_is_said_beside_the_button(signed_in, be, now):
    plan_id = drafted(be, now)
    shown = signed_in("ruth").get(f"/plans/{plan_id}").content.decode()
    assert "Before you can do this:" in shown
    assert "Who or what causes the harm" in shown


def test_what_was_typed_stays_when_it_is_refused(signed_in, be, now):
    page = f"/plans/{agreed(be, now)}"
    said = {"do": "end", "end-reason": "goals_met", "end-reduced_risk": "Better."}
    shown = signed_in("ruth").post(page, said).content.decode()
    assert "Better." in shown
    assert "See the child before the plan ends." in shown


def test_a_forged_button_or_key_is_refused_in_words(signed_in, be, now):
    dele, page = signed_in("dele"), f"/plans/{agreed(be, now)}"
    for doing in ("vanish", "say:nonsense", "settle:x", "leave:01a20758-0dc5-7000-aa56-000000000000", ""):
        assert dele.post(page, {"do": doing, "settle-outcome": "x"}).status_code in (200, 404, 409), doing


def test_the_list_puts_what_stands_still_first_and_the_paper_has_the_childs_words(signed_in, be, now):
    plan_id = agreed(be, now)
    dele = signed_in("dele")
    assert f"/plans/{plan_id}" in dele.get("/plans").content.decode()
    assert "own bed" in dele.get(f"/plans/{plan_id}/print").content.decode()
    with be("dele") as actor:
        assert len(queries.open_plans(actor, mine=True)) == 1


def test_a_desk_title_names_no_child(be, now):
    drafted(be, now)
    with be("ruth") as ruth:
        titles = [w.title for w in queries.work_waiting(ruth)]
    assert titles
    assert not any("Maya" in t for t in titles)
