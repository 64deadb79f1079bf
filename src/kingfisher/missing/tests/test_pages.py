"""What people see and do on the pages about missing children, without JavaScript; and what systems send."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.accounts.signing import limits
from kingfisher.kernel.timing import LONDON
from kingfisher.missing import actions, queries
from kingfisher.missing.actions import First
from kingfisher.missing.tests.builders import a_child, came_back, missing
from tests.cast import LONG_AGO, gather

pytestmark = pytest.mark.django_db


def moment(prefix: str, at) -> dict[str, str]:
    return {f"{prefix}-day": str(at.day), f"{prefix}-month": str(at.month), f"{prefix}-year": str(at.year),
            f"{prefix}-time": f"{at:%H:%M}"}  # fmt: skip


def test_a_carers_reports_are_counted_by_where_they_come_from_and_no_word_is_lost(signed_in, monkeypatch):
    monkeypatch.setitem(limits.LIMITS, "report", (2, 60))
    where = reverse("missing:public_report")
    for once in ("a", "b"):
        assert Client().post(where, {"name": "Maya Reed", "once": once}, REMOTE_ADDR="192.0.2.7").status_code == 302
    third = Client().post(where, {"name": "Maya Reed", "last_seen_place": "The quay"}, REMOTE_ADDR="192.0.2.7")
    shown = third.content.decode()
    assert third.status_code == 200 and "Ring the police now" in shown and "The quay" in shown
    assert Client().post(where, {"name": "Maya Reed"}, REMOTE_ADDR="192.0.2.8").status_code == 302


def test_a_worker_reports_from_a_childs_page_and_finds_the_child_on_the_board(signed_in, be, now):
    dele, child = signed_in("dele"), a_child(be, now)
    assert f"/missing/report?child={child}" in dele.get(f"/casefile/{child}").content.decode()
    page = f"/missing/report?child={child}"
    assert "Maya Reed" in dele.get(page).content.decode()
    sent = dele.post(page, {"name": "Maya Reed", "last_seen_place": "School gate", "once": "a"})
    assert sent.status_code == 302
    again = dele.post(page, {"name": "Maya Reed", "last_seen_place": "School gate", "once": "a"})
    assert again["Location"] == sent["Location"], "the button pressed twice is one report"
    for address in ("/missing", "/missing/now"):
        assert "Maya Reed" in dele.get(address).content.decode()
    assert "Missing now</strong>" in dele.get(f"/casefile/{child}").content.decode()


def test_an_absence_is_worked_on_one_page(signed_in, cast, now):
    key = missing(cast, now)
    ines, page = signed_in("ines"), f"/missing/{key}"
    assert ines.post(page, {"do": "risk", "risk-risk": "high", "risk-why": "A car."}).status_code == 302
    wrong = ines.post(page, {"do": "find", "find-found_place": "x"}).content.decode()
    assert "Say when the child came back" in wrong
    local = now - timedelta(minutes=2)
    when = moment("find-found_at", local.astimezone(LONDON))
    back = {"do": "find", "find-place": "The quay", "find-how": "police", **when}
    answer = ines.post(page, back)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    shown = ines.get(page).content.decode()
    assert "The quay" in shown
    for doing in ("vanish", "answer:x", "told:01a20758-0dc5-7000-aa56-000000000000", "join", ""):
        assert ines.post(page, {"do": doing}).status_code in (200, 404, 409), doing


def test_a_talk_is_worked_on_one_page_and_told_on_without_typing_again(signed_in, be, cast, now):
    key = missing(cast, now, since=now - timedelta(hours=15))
    came_back(be, key, now, found_at=now - timedelta(hours=10))
    with be("priya") as actor:
        talk = queries.talks_after(actor, [key])[key]
    priya, page = signed_in("priya"), f"/missing/talks/{talk.id}"
    give = {"do": "give", "give-to": str(cast.placements["hana"])}
    offer = {"do": "offer", "offer-way": "school", "offer-answer": "yes"}
    held = {
        "do": "hold", **moment("hold-held_at", (now - timedelta(hours=1)).astimezone(LONDON)), "hold-alone": "yes",
        "hold-interviewer": "Hana Novak", "hold-independent_why": "A charity", "hold-cares_for_child": "no",
        "hold-words": "I got chips.", "hold-where": "Golden Fork", "hold-with_whom": "Kash", "hold-signs": ["car"],
    }  # fmt: skip
    for said in (give, offer, held):
        answer = priya.post(page, said)
        assert answer.status_code == 302, (said, [x for x in answer.content.decode().splitlines() if "error" in x][:5])
    shown = priya.get(page).content.decode()
    assert "I got chips." in shown
    assert "Where: Golden Fork" in shown, "the text for police stands ready"
    tell = {"do": "tell", "tell-at_risk_now": "yes", "tell-what": "Where: Golden Fork", "tell-provenance": "A talk"}
    refused = priya.post(page, tell)
    assert refused.status_code == 200, "while a child is at risk now nothing is taken in; the page says whom to ring"
    told = priya.post(page, tell | {"tell-at_risk_now": "no"})
    assert told.status_code == 302, [x for x in told.content.decode().splitlines() if "error" in x][:5]


def test_a_carer_keeps_a_card_gives_it_and_says_that_the_child_is_back(signed_in, carer, be, now):
    bryn = signed_in("bryn")
    assert "No card yet" in bryn.get("/missing/ours").content.decode()
    made = bryn.post("/missing/cards/write", {"given_name": "Mason", "family_name": "Tull", "looks": "Tall"})
    page = made["Location"]
    assert "Tall" in bryn.get(page).content.decode()
    assert bryn.get(page + "/print").status_code == 200
    assert bryn.post(page, {"do": "write", "looks": "Very tall"}).status_code == 302
    given = bryn.post(page + "/release", {"today": "Grey hoodie"})
    assert given.status_code == 302
    with be("bryn") as actor:
        ref = queries.cards(actor)[0].ref
    assert bryn.post("/missing/report", {"card_ref": ref, "once": "x"})["Location"] == "/missing/ours"
    ours = bryn.get("/missing/ours").content.decode()
    assert "Still missing" in ours
    said = ours.split('value="back:')[1].split('"')[0]
    back = {"do": f"back:{said}", "once": "y", **moment("back-found_at", now.astimezone(LONDON))}
    assert bryn.post("/missing/ours", back).status_code == 302
    assert "Still missing" not in bryn.get("/missing/ours").content.decode()
    for shut in ("/missing", "/missing/overnight", "/missing/plans"):
        assert bryn.get(shut).status_code == 403, "a carer sees no other child"


def test_without_an_account_a_report_is_taken_and_nothing_is_shown(cast, be, now, signed_in):
    visitor = Client()
    assert visitor.get("/missing/tell?card=MC-NONE-SUCH").status_code == 200
    assert "Say which child" in visitor.post("/missing/tell", {"once": "z"}).content.decode()
    sent = visitor.post("/missing/tell", {"name": "Maya Reed", "once": "z"})
    assert sent["Location"] == "/missing/tell/sent"
    shown = visitor.get("/missing/tell/sent").content.decode()
    assert "KF-" in shown
    assert "Maya" not in shown
    assert Client().get("/missing/tell/sent").status_code == 302
    with be("priya") as priya:
        assert queries.missing_now(priya)[0].episode.name == "Maya Reed"


def test_the_first_hour_is_one_plain_page_and_a_paper_card(signed_in, be, now):
    with be("dele") as dele:
        first = First("Silver car.", ("Ring her mother",), ("Karen, 07700 900421",))
        key = actions.write_plan(dele, person_id=a_child(be, now), first=first, at=now)
    with be("ruth") as ruth:
        actions.authorise(ruth, plan_id=key, at=now)
    page = signed_in("ines").get(f"/missing/plans/{key}/card").content.decode()
    assert "Ring her mother" in page
    assert "<script" not in page
    assert "Ring her mother" in signed_in("ines").get(f"/missing/plans/{key}/print").content.decode()


def test_a_plan_is_written_and_authorised_on_its_page(signed_in, be, now):
    dele, child = signed_in("dele"), a_child(be, now)
    made = dele.post(f"/missing/plans/write/{child}", {"why": "Silver car", "first_hour": "Ring\n\nLook", "ring": "K"})
    page = made["Location"]
    assert "Authorise it" not in dele.get(page).content.decode()
    ruth = signed_in("ruth")
    assert ruth.post(page, {"do": "authorise"}).status_code == 302
    assert "In force" in ruth.get(page).content.decode()
    assert "In force" in ruth.get("/missing/plans").content.decode()


def test_every_absence_of_a_child_is_a_picture_with_a_table(signed_in, cast, be, now):
    key = missing(cast, now)
    with be("priya") as priya:
        person = queries.episode_file(priya, key).episode.person_id
    page = signed_in("priya").get(f"/missing/child/{person}").content.decode()
    assert "<svg" in page
    assert "1 absence, each counted once" in page


def test_the_morning_is_read_and_printed(signed_in, be, cast, now):
    with be("ines") as ines:
        seven = queries.morning_of(ines, now.astimezone(LONDON).date())
    missing(cast, now, since=seven - timedelta(days=1, hours=1))
    ines = signed_in("ines")
    for address in ("/missing/overnight", "/missing/overnight/print", "/missing/overnight?day=nonsense",
                    "/missing/overnight?day=2999-01-01"):  # fmt: skip
        assert "Maya Reed" in ines.get(address).content.decode(), address


def test_a_system_reports_over_the_interface_again_and_badly(cast, be, now, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    installer = actor_for(gather.founded, at=LONG_AGO, via="command")
    with acting_as(installer):
        key = access.make_machine_key(installer, placement_id=cast.placements["police_system"], label="feed", at=now)
    said = {"name": "Maya Reed", "born_on": "2012-05-03", "police_ref": "SM-77", "risk": "high"}
    client = Client(headers={"Authorization": f"Bearer {key}"})

    def send(body, **headers):
        return client.post("/api/v1/missing-episodes", body, content_type="application/json", headers=headers)

    first, again = send(json.dumps(said)), send(json.dumps(said))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["episode"] == again.json()["episode"]
    bad = send("{")
    assert (bad.status_code, bad["Content-Type"]) == (422, "application/problem+json")
    assert bad.json()["reference"].startswith("KF-")
    assert Client().post("/api/v1/missing-episodes", "{}", content_type="application/json").status_code == 401
