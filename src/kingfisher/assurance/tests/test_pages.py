"""The pages of assurance, as those who use them open them."""

from datetime import timedelta

from kingfisher.assurance import queries
from kingfisher.assurance.tests.builders import (
    CODES,
    WORDS,
    asked,
    begun,
    cases,
    challenged,
    drawn,
    finding_asked,
    found,
    graded,
    looked,
    planned,
    sent,
    with_peer,
)


def day(name, on):
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def test_the_office_begins_a_round_and_sends_it_on_the_page(signed_in, be, cast, now):
    browser = signed_in("office")
    due = (now + timedelta(days=40)).date()
    said = {"do": "begin", "begin-kind": "section_175", "begin-title": "Schools, autumn", **day("begin-due_on", due)}
    assert browser.post("/assurance/self-assessments", said).status_code == 302
    with be("office") as office:
        (row,) = queries.rounds(office)
    here = f"/assurance/self-assessments/{row.row.id}"
    assert browser.post(here, {"do": "send_all", "send_all-leads": [str(cast.placements["marcus"])]}).status_code == 302
    assert "Otterbrook School" in browser.get(here).content.decode()
    assert browser.post(here, {"do": "chase"}).status_code == 302
    assert "asked again 1 time" in browser.get(here).content.decode()


def test_a_school_answers_on_the_page_and_sends_it(signed_in, be, cast, now):
    key = asked(be, cast, now, begun(be, now, kind="section_175"), who="marcus", agency="otterbrook")
    marcus, other = signed_in("marcus"), signed_in("owen")
    with be("marcus") as worker:
        codes = [s.code for s in queries.return_of(worker, key).standards]
    for n, code in enumerate(codes):
        here = f"/assurance/returns/{key}/{code}"
        assert marcus.get(here).status_code == 200
        answer = marcus.post(here, {"do": "answer", "how": "next", "answer-grade": "met", "answer-words": WORDS})
        after = f"/assurance/returns/{key}/{codes[n + 1]}" if n + 1 < len(codes) else f"/assurance/returns/{key}"
        assert answer["Location"] == after
        assert other.get(here).status_code == 404
    page = marcus.post(f"/assurance/returns/{key}", {"do": "send", "send-signed_off": ""})
    assert page.status_code == 200
    assert marcus.post(f"/assurance/returns/{key}", {"do": "send", "send-signed_off": "Head"}).status_code == 302
    assert marcus.get(f"/assurance/returns/{key}/{codes[0]}").status_code == 404
    assert WORDS in signed_in("chief").get(f"/assurance/returns/{key}").content.decode()


def test_a_half_filled_answer_is_kept_and_a_file_beside_it(signed_in, be, cast, now):
    from django.core.files.uploadedfile import SimpleUploadedFile

    key = asked(be, cast, now, begun(be, now))
    browser, here = signed_in("asha"), f"/assurance/returns/{key}/voice"
    assert browser.post(here, {"do": "answer", "how": "keep", "answer-words": "So far."}).status_code == 302
    file = SimpleUploadedFile("survey.txt", b"Fridays", content_type="text/plain")
    assert browser.post(here, {"do": "attach", "attach-file": file}).status_code == 302
    page = browser.get(here).content.decode()
    assert "So far." in page and "survey.txt" in page
    bad = SimpleUploadedFile("run.exe", b"MZ\x90\x00", content_type="application/octet-stream")
    assert "Save it as a PDF" in browser.post(here, {"do": "attach", "attach-file": bad}).content.decode()


def test_an_agency_that_is_not_finished_is_told_what_is_missing(signed_in, be, cast, now):
    key = asked(be, cast, now, begun(be, now))
    page = signed_in("asha").get(f"/assurance/returns/{key}").content.decode()
    assert page.count("Not answered yet:") == len(CODES)
    assert "Not sent yet" in signed_in("office").get(f"/assurance/returns/{key}").content.decode()


def test_a_peer_challenges_and_the_agency_replies_on_the_page(signed_in, be, cast, now):
    key = with_peer(be, cast, now)
    here, peer = f"/assurance/returns/{key}", signed_in("owen")
    doubt = {
        "do": "doubt",
        "doubt-standard": "voice",
        "doubt-grade": "partly",
        "doubt-words": "No child is heard in it.",
    }
    assert peer.post(here, doubt).status_code == 302
    assert peer.post(here, {"do": "done", "done-words": "Convincing but for one."}).status_code == 302
    with be("asha") as asha:
        (one,) = [s.challenge for s in queries.return_of(asha, key).standards if s.challenge]
    reply = {"do": "reply", "reply-challenge_id": str(one.id), "reply-accepts": "yes", "reply-words": ""}
    assert signed_in("asha").post(here, reply).status_code == 302
    assert signed_in("office").post(here, {"do": "agree", "agree-words": "Good."}).status_code == 302


def test_the_office_asks_a_peer_gives_back_and_lets_a_colleague_help(signed_in, be, cast, now):
    key = sent(be, cast, now)
    here, office = f"/assurance/returns/{key}", signed_in("office")
    assert office.post(here, {"do": "back", "back-why": "Say more."}).status_code == 302
    share = {"do": "share", "share-helper": str(cast.placements["grace"])}
    assert signed_in("asha").post(here, share).status_code == 302
    assert signed_in("grace").get(f"{here}/voice").status_code == 200
    assert signed_in("asha").post(here, {"do": "send", "send-signed_off": "Head"}).status_code == 302
    assert office.post(here, {"do": "peer", "peer-peer": str(cast.placements["owen"])}).status_code == 302
    assert signed_in("owen").get(here).status_code == 200
    assert signed_in("tom").get(here).status_code == 404


def test_a_challenge_is_read_with_both_sides(signed_in, be, cast, now):
    page = signed_in("chief").get(f"/assurance/returns/{challenged(be, cast, now)}").content.decode()
    assert "A peer finds it partly met" in page and "Not answered by the agency yet" in page


def test_the_office_plans_draws_and_finishes_an_audit_on_the_page(signed_in, be, cast, now):
    key = planned(be, cast, now)
    office = signed_in("office")
    assert (
        "There is no such case in those days"
        in office.post(f"/assurance/audits/{key}", {"do": "draw"}).content.decode()
    )
    said = {"do": "plan", "plan-theme": "Feedback", "plan-questions": "Was it given?\nIn time?", "plan-wanted": "3",
            "plan-population": "contacts", "plan-first_grader": str(cast.placements["ines"]),
            "plan-second_grader": str(cast.placements["hana"]), **day("plan-first_day", now.date() - timedelta(90)),
            **day("plan-last_day", now.date())}  # fmt: skip
    assert office.post("/assurance/audits", said).status_code == 302
    assert "Feedback" in office.get("/assurance/audits").content.decode()


def test_a_reader_grades_on_the_page_and_the_office_sees_no_record(signed_in, be, cast, now):
    key = drawn(be, cast, now)
    case = cases(be, key)[0]
    here = f"/assurance/cases/{case}"
    assert "Open the record" in signed_in("ines").get(here).content.decode()
    said = {"do": "grade", "grade-grade_0": "good", "grade-grade_1": "improve", "grade-words": "Her words are on it."}
    assert signed_in("ines").post(here, said).status_code == 302
    office = signed_in("office")
    page = office.get(here).content.decode()
    assert "Open the record" not in page and "Requires improvement" not in page
    graded(be, case, now, "hana")
    agree = {"do": "agree", "agree-grade_0": "good", "agree-grade_1": "good", "agree-words": "Both say so now."}
    assert office.post(here, agree).status_code == 302
    assert "kappa" in office.get(f"/assurance/audits/{key}").content.decode().lower()
    assert signed_in("priya").get(here).status_code == 404


def test_an_audit_leads_to_a_recommendation(signed_in, be, cast, now):
    key = drawn(be, cast, now)
    said = {
        "do": "recommend",
        "recommend-theme": "voice",
        "recommend-words": "Front doors should ask the child herself.",
    }
    office = signed_in("office")
    assert office.post(f"/assurance/audits/{key}", said).status_code == 302
    assert "ask the child herself" in office.get(f"/assurance/audits/{key}").content.decode()


def test_the_office_keeps_a_look_and_an_agency_answers_on_the_page(signed_in, be, cast, now):
    office = signed_in("office")
    said = {"do": "keep", "keep-sort": "inspection", "keep-by": "ofsted", "keep-title": "Inspection of the council",
            "keep-organisation_id": str(cast.organisations["council"]), "keep-grade": "Good",
            **day("keep-began_on", now.date() - timedelta(days=400))}  # fmt: skip
    assert office.post("/assurance/looks", said).status_code == 302
    with be("office") as actor:
        look = queries.looks(actor)[0].id
    here = f"/assurance/looks/{look}"
    assert office.post(here, {"do": "find", "find-words": "Feedback reaches too few."}).status_code == 302
    assert "Good" in signed_in("chief").get("/assurance/looks").content.decode()
    key = finding_asked(be, cast, now, found(be, now, looked(be, now)))
    answer = {"do": "respond", "respond-accepted": "yes", "respond-words": "A letter within three days.",
              "respond-owner": "Head of nursing", **day("respond-due_on", now.date() + timedelta(days=40))}  # fmt: skip
    asha = signed_in("asha")
    assert asha.post(f"/assurance/responses/{key}", answer).status_code == 302
    done = {"do": "done", "done-evidence": "Thirty letters of June, in time."}
    assert asha.post(f"/assurance/responses/{key}", done).status_code == 302
    assert signed_in("tom").get(f"/assurance/responses/{key}").status_code == 404


def test_a_triage_worker_is_refused_the_boards_pages(signed_in, now):
    for address in ("/assurance/self-assessments", "/assurance/audits", "/assurance/looks"):
        assert signed_in("priya").get(address).status_code == 403
