"""What people see and do on the pages of intelligence, without JavaScript."""

import pytest

from kingfisher.intelligence import queries
from kingfisher.intelligence.tests.conftest import CLEAN, GRADE

pytestmark = pytest.mark.django_db

SAID = {
    "at_risk_now": "no", "what": "A silver car waits at Wharf Street.", "about_a_child": "yes",
    "provenance": "I saw it from the gate.", "known_on-day": "2", "known_on-month": "3", "known_on-year": "2026",
    "may_be_contacted": "yes",
}  # fmt: skip
GRADED = {
    "do": "grade", "grade-source": "2", "grade-information": "B", "grade-handling": "C",
    "grade-conditions": GRADE.conditions, "grade-classification": "OFFICIAL", "grade-priority": "high",
    "grade-necessity": GRADE.necessity, "grade-risk_to_life": GRADE.risk_to_life,
}  # fmt: skip


def test_a_teacher_tells_police_and_the_desk_works_on_it(signed_in, be, cast):
    marcus = signed_in("marcus")
    assert "Ring <strong>999" in marcus.get("/intelligence/tell").content.decode()
    refused = marcus.post("/intelligence/tell", {**SAID, "at_risk_now": "yes"}).content.decode()
    assert "do not send this" in refused
    assert marcus.post("/intelligence/tell", SAID).status_code == 302
    assert "IT-" in marcus.get("/intelligence/mine").content.decode()
    with be("nils") as actor:
        key = queries.reports(actor)[0].id
    page, nils, oskar = f"/intelligence/{key}", signed_in("nils"), signed_in("oskar")
    assert "Save the grade" in nils.get(page).content.decode()
    assert nils.post(page, GRADED).status_code == 302
    assert nils.post(page, {"do": "sanitise", "text-text": "Marcus saw a silver car."}).status_code == 200
    assert nils.post(page, {"do": "sanitise", "text-text": CLEAN}).status_code == 302
    assert "You wrote it" in nils.get(page).content.decode()
    assert oskar.post(page, {"do": "approve"}).status_code == 302
    chosen = nils.get(page + "?agency=westfen").content.decode()
    assert "Lewis Tran" in chosen
    to = {"do": "let_go", "to-to": str(cast.placements["lewis"]), "to-purpose": "To check the badge."}
    assert nils.post(page + "?agency=westfen", to).status_code == 302
    lewis = signed_in("lewis")
    with be("lewis") as actor:
        (given,) = queries.given_to_me(actor)
    assert "KX21 ZZZ" in lewis.get(f"/intelligence/given/{given.id}").content.decode()
    assert lewis.get(page).status_code == 403


def test_the_register_asks_why(signed_in, reported):
    nils, page = signed_in("nils"), f"/intelligence/{reported()}/source"
    assert "Jodie" not in nils.get(page).content.decode()
    assert "Jodie Farr" in nils.post(page, {"why": "to ring them back"}).content.decode()
    assert signed_in("ines").get(page).status_code == 403


def test_a_forged_button_is_not_there(signed_in, reported):
    nils, page = signed_in("nils"), f"/intelligence/{reported()}"
    for do in ("", "vanish", "__class__", "submit"):
        assert nils.post(page, {"do": do, "why-why": "x"}).status_code == 404, do
    assert nils.post(page, {"do": "approve"}).status_code == 409


def test_nobody_who_is_not_cleared_has_a_link_or_a_page(signed_in, reported):
    key = reported()
    for name in ("ruth", "marcus", "asha"):
        client = signed_in(name)
        assert client.get("/intelligence").status_code == 403
        assert client.get(f"/intelligence/{key}").status_code == 403


def test_the_desk_searches_and_keeps_an_old_report(signed_in, reported):
    reported()
    nils = signed_in("nils")
    assert "silver" in nils.get("/intelligence?q=silver").content.decode()
    assert "No live report" in nils.get("/intelligence?q=purple").content.decode()
    assert nils.get("/intelligence?state=nonsense&from=x").status_code == 200
    old = {"text": "Men meet there.", "old_grade": "B2 4", "known_on-day": "1", "known_on-month": "5",
           "known_on-year": "2014"}  # fmt: skip
    shown = nils.post("/intelligence/old", old, follow=True).content.decode()
    assert "B2 4" in shown
