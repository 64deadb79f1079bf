"""What people see and do on a meeting's pages, without JavaScript unless it is said."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kingfisher.meetings import actions, queries
from kingfisher.meetings.tests.builders import convened, decided, held
from kingfisher.plans.tests.builders import a_child

pytestmark = pytest.mark.django_db


def when(prefix, moment):
    return {
        f"{prefix}-day": str(moment.day), f"{prefix}-month": str(moment.month), f"{prefix}-year": str(moment.year),
        f"{prefix}-time": "10:30",
    }  # fmt: skip


def test_a_meeting_is_called_from_a_childs_page_and_people_are_asked(signed_in, be, cast, now):
    dele, child = signed_in("dele"), a_child(be, now)
    assert dele.get(f"/meetings/call/{child}").status_code == 200
    assert f"/meetings/call/{child}" in dele.get(f"/casefile/{child}").content.decode()
    said = {"kind": "other", "purpose": "Who does what?", "minutes_long": "45", "place": "Room 3",
            **when("starts_at", now + timedelta(days=5))}  # fmt: skip
    called = dele.post(f"/meetings/call/{child}", said)
    assert called.status_code == 302, called.content.decode()
    page = called["Location"]
    invited = dele.post(page, {"do": "invite", "invite-worker": str(cast.placements["hana"])})
    assert invited.status_code == 302
    dele.post(page, {"do": "named", "named-name": "Dana Reed", "named-part": "mother", "named-family": "on"})
    shown = dele.get(page).content.decode()
    assert "Hana Novak" in shown
    assert "Dana Reed" in shown
    hana = signed_in("hana")
    assert page in hana.get("/meetings").content.decode()
    assert hana.post(page, {"do": "answer", "answer-availability": "yes"}).status_code == 302
    assert hana.get(page + "/invitation.ics")["Content-Type"].startswith("text/calendar")


def test_attendance_holding_deciding_sending_and_signing_on_one_page(signed_in, be, cast, now):
    key = convened(be, cast, now)
    dele, page = signed_in("dele"), f"/meetings/{key}"
    with be("dele") as actor:
        invited = queries.meeting_file(actor, key).invitations
    there = {f"there-{i.id}": "there" for i in invited} | {f"decides-{i.id}": "on" for i in invited}
    for said in (
        {"do": "attendance", **there}, {"do": "hold"},
        {"do": "decide", "decide-decision": "A plan.", "decide-family_safe": "on"},
        {"do": "task", "task-task": "Ring.", "task-owner_name": "Dana", "task-due_on-day": "1",
         "task-due_on-month": "2", "task-due_on-year": "2030"},
        {"do": "dissent", "dissent-said": "Not enough.", "dissent-who": str(invited[-1].id)},
        {"do": "issue_decisions"}, {"do": "send_round"}, {"do": "sign"},
    ):  # fmt: skip
        answer = dele.post(page, said)
        assert answer.status_code == 302, said
    shown = dele.get(page).content.decode()
    for words in ("Signed", "A plan.", "does not agree", "Version 1"):
        assert words in shown


def test_what_is_lacking_to_hold_it_is_said_and_what_was_typed_stays(signed_in, be, cast, now):
    key = convened(be, cast, now, kind="strategy")
    shown = signed_in("dele").post(f"/meetings/{key}", {"do": "hold", "hold-short_of_quorum": "No."}).content.decode()
    assert "Police is not there." in shown
    assert "No." in shown


def test_the_plain_form_saves_every_part_and_says_when_somebody_was_quicker(signed_in, be, cast, now):
    key = held(be, cast, now)
    dele, page = signed_in("dele"), f"/meetings/{key}/minutes"
    parts = {"words-child": "I want to stay.", "revision-child": "0", "safe-child": "on",
             "words-restricted": "Watched.", "revision-restricted": "0"}  # fmt: skip
    assert dele.post(page, parts).status_code == 302
    shown = dele.get(page).content.decode()
    assert "I want to stay." in shown
    assert "Watched." in shown
    with be("ruth") as ruth:
        actions.save_part(ruth, meeting_id=key, section="child", words="I want to go to Gran.", revision=1, at=now)
    dele.post(page, {"words-child": "I want to stay. I like school.", "revision-child": "1", "safe-child": "on"})
    shown = dele.get(page).content.decode()
    assert "I want to go to Gran." in shown
    assert "Also typed by Dele Adeyemi" in shown
    assert "I like school." in shown


def test_each_part_is_saved_by_itself_as_it_is_typed(signed_in, be, cast, now):
    key = held(be, cast, now)
    dele, address = signed_in("dele"), f"/meetings/{key}/minutes/save"
    first = dele.post(address, {"section": "child", "words-child": "I", "revision-child": "0"}).json()
    assert first == {"revision": 1, "words": "I", "aside": False}
    again = dele.post(address, {"section": "child", "words-child": "I want", "revision-child": "1"}).json()
    assert again["revision"] == 2
    for odd in ("x", "-1", "99999999999", "\u00b2"):
        said = dele.post(address, {"section": "child", "words-child": f"odd {odd}", "revision-child": odd}).json()
        assert said["aside"]
    assert dele.post(address, {"section": "nothing", "words-nothing": "x"}).status_code in (404, 409)
    assert dele.get(address).status_code == 405


@pytest.mark.parametrize("who", ["tom", "marcus", "lewis"])
def test_who_takes_no_minutes_writes_none(signed_in, be, cast, now, who):
    key = held(be, cast, now)
    answer = signed_in(who).post(
        f"/meetings/{key}/minutes/save", {"section": "child", "words-child": "x", "revision-child": "0"}
    )
    assert answer.status_code in (403, 404)


def test_the_key_that_seals_unsent_words_is_another_for_each_worker_and_meeting(be, cast, now):
    from kingfisher.meetings.pages.minutes import sealing_key

    one, other = held(be, cast, now), held(be, cast, now, child=a_child(be, now, given="Ivo"))
    with be("dele") as dele:
        hers = {sealing_key(dele, one), sealing_key(dele, other)}
        assert sealing_key(dele, one) in hers
    with be("ruth") as ruth:
        assert len(hers | {sealing_key(ruth, one)}) == 3


def test_papers_are_kept_and_a_closed_one_is_not_there_for_who_hears_not_all(signed_in, be, cast, now):
    key = convened(be, cast, now, asked=())
    with be("dele") as dele:
        actions.invite(dele, meeting_id=key, placement_id=cast.placements["hana"], whole=False, at=now)
    for name, closed in (("open.txt", ""), ("shut.txt", "on")):
        said = {"do": "paper", "paper-paper": SimpleUploadedFile(name, b"What we know."), "paper-closed": closed}
        assert signed_in("dele").post(f"/meetings/{key}", said).status_code == 302
    shown = signed_in("hana").get(f"/meetings/{key}").content.decode()
    assert "open.txt" in shown
    assert "shut.txt" not in shown


def test_a_forged_button_is_refused_in_words(signed_in, be, cast, now):
    key = decided(be, cast, now)
    dele = signed_in("dele")
    for doing in ("vanish", "settle:x", "withdraw:", "", "settle:01a20758-0dc5-7000-aa56-000000000000"):
        assert dele.post(f"/meetings/{key}", {"do": doing, "settle-outcome": "x"}).status_code in (200, 404, 409)


def test_who_said_that_she_comes_may_change_her_answer(signed_in, be, cast, now):
    key = convened(be, cast, now, starts_at=now + timedelta(days=3))
    tom, page = signed_in("tom"), f"/meetings/{key}"
    for said, shown in (("yes", "You said: yes"), ("no", "You said: no")):
        assert tom.post(page, {"do": "answer", "answer-availability": said}).status_code == 302
        assert shown in tom.get(page).content.decode()


def test_a_meeting_the_family_does_not_come_to_asks_nothing_about_the_familys_paper(signed_in, be, cast, now):
    key = convened(be, cast, now, kind="strategy")
    for page in (f"/meetings/{key}", f"/meetings/{key}/minutes"):
        assert "May stand in the family’s paper" not in signed_in("dele").get(page).content.decode()
