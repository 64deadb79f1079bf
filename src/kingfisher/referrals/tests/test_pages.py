"""What people see and do on the front door's pages, without JavaScript unless it is said."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from kingfisher.referrals import queries
from kingfisher.referrals.tests.builders import decided, family_settled, from_the_public, proposed, rated, sent
from kingfisher.ui.paging import Ask

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


def page_of(contact) -> str:
    return f"/referrals/contact/{contact}"


@pytest.fixture
def contact(cast, now):
    return sent(cast, now).contact_id


def test_the_queue_shows_each_child_once_and_leads_to_the_contact(signed_in, contact):
    shown = signed_in("priya").get("/referrals/queue").content.decode()
    assert shown.count("Maya Reed</a>") == 1
    assert page_of(contact) in shown
    assert "not rated yet" in shown


def test_refreshing_the_queue_sends_nothing_while_nothing_has_changed(signed_in, contact, be, now):
    priya = signed_in("priya")
    first = priya.get("/referrals/queue", **HTMX)
    assert "<html" not in first.content.decode()
    seen = re.search(r"seen=(\w+)", first.content.decode())[1]
    assert priya.get(f"/referrals/queue?seen={seen}", **HTMX).status_code == 204
    rated(be, contact, now, "red")
    assert "Red" in priya.get(f"/referrals/queue?seen={seen}", **HTMX).content.decode()


def test_a_teacher_has_no_queue_and_no_contact(signed_in, contact):
    marcus = signed_in("marcus")
    assert marcus.get("/referrals/queue").status_code == 403
    assert marcus.get(page_of(contact)).status_code == 403


def test_a_worker_who_is_not_of_the_front_door_sees_as_little_as_if_there_were_none(signed_in, contact):
    ines = signed_in("ines")
    there, not_there = ines.get(page_of(contact)), ines.get(page_of("01a20758-0dc5-7000-aa56-000000000000"))
    assert there.status_code == not_there.status_code == 404
    clean = lambda page: re.sub(rb"\w{64}", b"", page.content)  # noqa: E731
    assert clean(there) == clean(not_there)


def test_one_page_rates_notes_records_the_family_and_proposes(signed_in, contact, be):
    priya, page = signed_in("priya"), page_of(contact)
    for said in (
        {"do": "rate", "rate-rating": "amber", "rate-why": "A second phone."},
        {"do": "note", "note-note": "Rang the school.", "note-telephone": "on"},
        {"do": "family", "family-told": "no", "family-not_told_why": "She is afraid."},
        {"do": "propose", "propose-outcome": "early_help", "propose-need_level": "2", "propose-reasons": "As above."},
    ):
        assert priya.post(page, said).status_code == 302, said
    with be("priya") as actor:
        shown = queries.contact_file(actor, contact)
        assert shown.contact.state == "decision_waiting"
        assert shown.of("telephone")[0].words == "Rang the school."


def test_what_is_lacking_for_a_proposal_is_said_beside_it_and_what_was_typed_stays(signed_in, contact, be, now):
    rated(be, contact, now)
    said = {"do": "propose", "propose-outcome": "strategy_discussion", "propose-need_level": "2",
            "propose-reasons": "My long reasons."}  # fmt: skip
    shown = signed_in("priya").post(page_of(contact), said).content.decode()
    assert "This outcome is for need level 4." in shown
    assert "My long reasons." in shown


def test_a_manager_signs_off_on_the_same_page(signed_in, contact, be, now):
    proposed(be, contact, now)
    ruth = signed_in("ruth")
    assert "Maya Reed" in ruth.get("/referrals/sign-offs").content.decode()
    assert ruth.post(page_of(contact), {"do": "sign_off", "sign-why": ""}).status_code == 302
    with be("ruth") as actor:
        assert queries.contact_by_id(actor, contact).state == "decided"


def test_all_usual_agencies_are_asked_by_one_click_and_shown_as_asked(signed_in, contact, be, now):
    rated(be, contact, now)
    priya = signed_in("priya")
    page = priya.get(page_of(contact)).content.decode()
    asked = re.findall(r'name="agency" value="([0-9a-f-]{36})"', page.split("Ask one,")[0])
    assert len(asked) == 3
    priya.post(page_of(contact), {"do": "ask", "agency": asked})
    part = priya.get(page_of(contact) + "/checks", **HTMX).content.decode()
    assert part.count("asked just now") == 3
    assert "hx-trigger" in part


def test_one_agency_is_asked_in_other_words_with_its_basis_laid_ready(signed_in, contact, be, now, cast):
    rated(be, contact, now)
    priya = signed_in("priya")
    address = f"{page_of(contact)}/ask/{cast.organisations['police']}"
    page = priya.get(address).content.decode()
    assert "Has the child been missing" in page
    said = dict(re.findall(r'name="(basis-\d+)"', page) and [])
    with be("priya") as actor:
        people = [str(p.person_id) for p in queries.contact_file(actor, contact).people]
    said |= {"about": people, "why": "A phone she cannot explain.", "questions": "Is the number known?",
             "purpose": "safeguard_child", "gateway": "ca2004_s10", "art6": "art6_e", "art9": "art9_g",
             "sch1": "sch1_18"}  # fmt: skip
    assert priya.post(address, said).status_code == 302
    assert "Police" in priya.get(page_of(contact)).content.decode()


def test_a_record_found_is_linked_on_the_page_with_the_reasons_it_was_shown_for(signed_in, be, cast, now):
    first, second = sent(cast, now, key="1").contact_id, sent(cast, now, key="2").contact_id
    priya = signed_in("priya")
    page = priya.get(page_of(second)).content.decode()
    fields = {n: re.search(rf'name="{n}" value="([^"]+)"', page)[1] for n in ("person", "other", "prefix")}
    done = priya.post(page_of(second), {**fields, "do": "match", "answer": "same", f"{fields['prefix']}-why": "Same."})
    assert done.status_code == 302
    with be("priya") as actor:
        child = queries.contact_file(actor, second).children[0]
        known = queries.picture_of(actor, queries.contact_file(actor, second)).known[0]
        assert known.child.person_id == child.person_id
        assert [e.id for e in known.earlier] in ([], [first])
        assert known.answered[0].judged == "same"


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


def test_a_half_written_concern_is_there_again_the_next_day(signed_in):
    marcus = signed_in("marcus")
    said = {"children": "1", "child-0-name": "Jack", "what_happened": "He was"}
    assert marcus.post("/referrals/concern/draft", said).status_code == 204
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


def test_something_nobodys_program_could_read_is_typed_in_by_hand_and_settled(signed_in, be, cast, now):
    from kingfisher.postroom import queries as postroom
    from kingfisher.referrals import actions

    with be("school_system") as system:
        taken = actions.take_in(system, body=b"<x>Maya", content_type="text/xml", door="api", at=now)
    priya = signed_in("priya")
    assert "&lt;x&gt;Maya" in priya.get(f"/referrals/arrival/{taken.arrival_id}/type-in").content.decode()
    said = {"children": "1", "child-0-name": "Maya Reed", "what_happened": "A phone.", "my_agency": "Otterbrook School"}
    assert priya.post(f"/referrals/arrival/{taken.arrival_id}/type-in", said).status_code == 302
    with be("priya") as actor:
        assert postroom.waiting_arrivals(actor) == []
        assert queries.queue(actor, queries.Wanted(), Ask()).rows[0].names == "Maya Reed"


def test_a_concern_told_on_the_telephone_is_taken_down(signed_in, be, cast):
    said = {"children": "1", "child-0-name": "Jack Thorne", "what_happened": "Alone at night.", "once": "z",
            "my_name": "A neighbour", "my_phone": "01632 960001"}  # fmt: skip
    answer = signed_in("priya").post("/referrals/telephone", said)
    assert answer.status_code == 302
    assert "/referrals/contact/" in answer["Location"]


def test_a_contact_is_ended_with_advice_and_the_public_hear_only_that_it_was_dealt_with(signed_in, be, cast, now):
    contact = from_the_public(now).contact_id
    rated(be, contact, now, "green")
    priya = signed_in("priya")
    said = {"how": "give_advice", "give_advice-advice": "The caller will ring again if it goes on."}
    assert priya.post(f"{page_of(contact)}/ending", said)["Location"].endswith("/feedback")
    assert (
        "looked at what you told us and decided what to do"
        in priya.get(f"{page_of(contact)}/feedback").content.decode()
    )


def test_a_worker_with_no_session_is_asked_to_sign_in(db, cast):
    assert Client().get("/referrals/queue")["Location"].startswith("/sign-in")


def test_a_family_recorded_is_shown_in_the_same_words(signed_in, contact, be, now):
    with be("priya") as priya:
        family_settled(priya, contact, now)
    shown = signed_in("priya").get(page_of(contact)).content.decode()
    assert "Asking would put the child at more risk" in shown
    assert "consent" not in shown.lower()
