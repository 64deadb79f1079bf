"""What people see and do on the front door's pages, without JavaScript unless it is said."""

import re

import pytest
from django.test import Client

from kingfisher.referrals import queries
from kingfisher.referrals.tests.builders import family_settled, from_the_public, proposed, rated, sent
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
        {"do": "family", "family-told": "no", "family-not_told_why": "She is afraid.", "family-agreement_sought": "no"},
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
