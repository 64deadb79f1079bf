"""Telling the front door of a concern when signed in, and following what became of it."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kingfisher.referrals import queries
from kingfisher.referrals.actions import take_in
from kingfisher.referrals.tests.builders import concern, decided, sent, third_contact_in_a_year
from kingfisher.ui.paging import Ask

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def page_of(contact) -> str:
    return f"/referrals/contact/{contact}"


@pytest.fixture
def contact(cast, now):
    return sent(cast, now).contact_id


def test_a_concern_is_sent_on_one_page_and_its_sender_gets_a_receipt(signed_in, be):
    marcus = signed_in("marcus")
    said = {"children": "1", "child-0-name": "Jack Thorne", "child-0-born": "9", "what_happened": "No coat again.",
            "others": "Kim Thorne, mum", "told": "yes", "categories": ["neglect"], "once": "a"}  # fmt: skip
    note = SimpleUploadedFile("note.txt", b"What he said.")
    answer = marcus.post("/referrals/concern", {**said, "files": [note]}, follow=True)
    shown = answer.content.decode()
    assert "We have your concern" in shown
    assert "How far it has got" in shown
    with be("priya") as priya:
        (row,) = queries.queue(priya, queries.Wanted(), Ask()).rows
        file = queries.contact_file(priya, row.id)
        assert (row.names, row.raised_by) == ("Jack Thorne", "Otterbrook School")
        assert [p.relationship for p in file.people] == ["", "mother"]
        assert [n.words for n in file.of("addition")] == ["A file was added: note.txt"]


def test_a_worker_whose_role_opens_no_folders_sends_adds_and_follows_a_concern(signed_in):
    lewis = signed_in("lewis")
    said = {
        "children": "1",
        "child-0-name": "A girl at the taxi rank",
        "what_happened": "Out late each night.",
        "once": "l",
    }
    shown = lewis.post("/referrals/concern", said, follow=True)
    assert "We have your concern" in shown.content.decode()
    address = shown.redirect_chain[-1][0].split("?")[0]
    assert lewis.post(address, {"words": "Again last night."}).status_code == 302
    assert "You added something" in lewis.get(address).content.decode()
    assert address in lewis.get("/referrals/receipts").content.decode()
    assert signed_in("marcus").get(address).status_code == 404


def test_adding_a_child_keeps_all_that_was_typed(signed_in):
    said = {"children": "1", "child-0-name": "Jack Thorne", "what_happened": "No coat again.", "add_child": "1"}
    shown = signed_in("marcus").post("/referrals/concern", said).content.decode()
    assert 'value="Jack Thorne"' in shown
    assert "No coat again." in shown
    assert 'name="child-1-name"' in shown


def kept_as(form, window="w1"):
    return {"_form": form, "_window": window, "_title": "x"}


def test_two_windows_of_one_concern_keep_both_and_as_many_children_as_either_holds(signed_in):
    marcus, form = signed_in("marcus"), "/referrals/concern#concern"
    first = {"children": "2", "child-0-name": "Jack", "child-1-name": "Nell", "what_happened": "First window."}
    marcus.post("/drafts/save", first | kept_as(form))
    told = marcus.post("/drafts/save", {"children": "1", "what_happened": "Second."} | kept_as(form, "w2")).json()
    assert [one["answers"]["what_happened"] for one in told["others"]] == [["First window."]]
    page = marcus.get("/referrals/concern").content.decode()
    assert "Second." in page and 'name="child-1-name"' in page
    assert 'name="_went_on_with" value="w2:1"' in page
    sent = {"children": "1", "what_happened": "Second.", "_went_on_with": "w2:1", "once": "k"} | kept_as(form, "w3")
    assert marcus.post("/referrals/concern", sent).status_code == 302
    left = marcus.get("/referrals/concern").content.decode()
    assert "First window." in left and "Second." not in left, "what was sent is gone; the other window's is kept"


def test_what_was_sent_and_not_taken_is_kept_without_scripts(signed_in):
    marcus = signed_in("marcus")
    said = {"children": "1", "child-0-name": "Jack", "where": "At the quay"} | kept_as(
        "/referrals/concern#concern", "plain"
    )
    assert marcus.post("/referrals/concern", said).status_code == 200
    assert "At the quay" in signed_in("marcus").get("/referrals/concern").content.decode()


def test_a_half_written_concern_is_there_again_the_next_day(signed_in):
    marcus = signed_in("marcus")
    said = {"children": "1", "child-0-name": "Jack", "what_happened": "He was"}
    assert marcus.post("/drafts/save", said | kept_as("/referrals/concern#concern")).status_code == 200
    assert "He was" in signed_in("marcus").get("/referrals/concern").content.decode()
    assert "He was" not in signed_in("priya").get("/referrals/concern").content.decode()


def test_words_sent_after_the_session_has_ended_are_there_after_signing_in_again(cast, signed_in):
    visitor = Client()
    answer = visitor.post("/referrals/concern", {"children": "1", "what_happened": "He was out all night."})
    assert answer.status_code == 302
    held = re.search(r"held%3D([^&]+)", answer["Location"])[1].replace("%253A", ":").replace("%3A", ":")
    marcus = signed_in("marcus")
    shown = marcus.get(f"/referrals/concern?held={held}", follow=True).content.decode()
    assert "He was out all night." in shown


def test_my_concerns_say_how_far_each_has_got_and_what_was_decided(signed_in, contact, be, now):
    decided(be, contact, now)
    priya, marcus = signed_in("priya"), signed_in("marcus")
    assert "looked at and decided" in marcus.get("/referrals/receipts").content.decode()
    said = {"told": "The family will be offered early help.", "way": "", "close_now": "on"}
    assert priya.post(f"{page_of(contact)}/feedback", said).status_code == 302
    listed = marcus.get("/referrals/receipts").content.decode()
    assert "Feedback to read" in listed
    ref = re.search(r"/referrals/receipts/(KF-[\w-]+)", listed)[1]
    assert "offered early help" in marcus.get(f"/referrals/receipts/{ref}").content.decode()
    marcus.post(f"/referrals/receipts/{ref}", {"do": "had"})
    assert "You said that you have read it" in marcus.get(f"/referrals/receipts/{ref}").content.decode()


def test_nobody_opens_anothers_receipt_by_its_reference(signed_in, cast, now):
    ref = sent(cast, now).ref
    assert signed_in("hana").get(f"/referrals/receipts/{ref}").status_code in (403, 404)
    assert signed_in("priya").get(f"/referrals/receipts/{ref}").status_code == 404


def test_a_school_that_hears_nothing_is_told_from_when_it_may_ask_and_then_that_it_may(signed_in, cast, now):
    marcus = signed_in("marcus")
    fresh, old = sent(cast, now, key="new"), sent(cast, now - timedelta(days=9), key="old")
    listed = marcus.get("/referrals/receipts").content.decode()
    assert "Heard nothing? Ask after" in listed
    assert "You may ask us" in listed
    assert "If you have heard nothing by the end of" in marcus.get(f"/referrals/receipts/{fresh.ref}").content.decode()
    assert "You should have heard by now" in marcus.get(f"/referrals/receipts/{old.ref}").content.decode()


def test_a_referrer_who_is_not_satisfied_is_led_to_challenge_what_was_decided(signed_in, contact, be, now):
    marcus = signed_in("marcus")
    ref = re.search(r"/referrals/receipts/(KF-[\w-]+)", marcus.get("/referrals/receipts").content.decode())[1]
    assert "Challenge this" not in marcus.get(f"/referrals/receipts/{ref}").content.decode()
    decided(be, contact, now, outcome="nfa", level="1")
    shown = marcus.get(f"/referrals/receipts/{ref}").content.decode()
    address = re.search(r'href="(/escalations/new\?[^"]+)"', shown)[1].replace("&amp;", "&")
    assert f"about={ref}" in address
    form = marcus.get(address).content.decode()
    assert f'value="{ref}"' in form
    assert re.search(r'value="level_of_need"[^>]*checked', form)


def test_a_safeguarding_lead_sees_what_her_schools_own_system_sent_as_well(signed_in, be, cast, now):
    with be("school_system") as system:
        taken = take_in(system, body=concern(), content_type="application/json", door="api", at=now)
    marcus = signed_in("marcus")
    assert taken.ref in marcus.get("/referrals/receipts").content.decode().replace("\u2011", "-")
    assert marcus.get(f"/referrals/receipts/{taken.ref}").status_code == 200
    assert signed_in("hana").get(f"/referrals/receipts/{taken.ref}").status_code == 404


def test_a_third_contact_shows_the_earlier_two_where_it_is_decided(signed_in, be, cast, now):
    contact = third_contact_in_a_year(be, cast, now)
    page = signed_in("priya").get(page_of(contact)).content.decode()
    repeat = page.split('id="repeat"')[1].split("</div>")[0]
    assert "Contact 3 about this child in twelve months" in repeat
    assert repeat.count("/referrals/contact/") == 2
