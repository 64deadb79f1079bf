"""Every page of the board's work opens for those it is for; each form does what it says."""

import pytest
from django.test import Client

from kingfisher.partnership import queries
from kingfisher.partnership.tests.builders import published, seated, waiting, written

BOARD = ("", "/publications", "/who", "/actions", "/risks", "/money", "/money/2025", "/engagement")


@pytest.mark.parametrize("page", BOARD)
@pytest.mark.parametrize("name", ["office", "lena", "chief"])
def test_the_board_reads_every_page_of_its_work(signed_in, page, name):
    assert signed_in(name).get(f"/partnership{page}").status_code == 200


@pytest.mark.parametrize("page", (*BOARD, "/three", "/prevention"))
def test_a_triage_worker_is_refused(signed_in, page):
    assert signed_in("priya").get(f"/partnership{page}").status_code == 403


def test_a_chief_signs_on_the_page_and_the_next_one_sees_it(signed_in, be, now):
    key = waiting(be, now)
    page = f"/partnership/publications/{key}"
    with be("chief") as chief:
        words = queries.edition(chief, key).words_hash
    said = {"do": "sign", "sign-words_hash": words, "sign-read_it": "on", "sign-code": ""}
    assert signed_in("chief").post(page, {**said, "sign-read_it": ""}).status_code == 200
    assert signed_in("chief").post(page, said).status_code == 302
    assert "Lead council, Chief" in signed_in("chief_police").get(page).content.decode()


def test_the_public_reads_a_document_and_its_pdf_without_an_account(be, now):
    published(be, now)
    page = Client().get("/published/threshold")
    assert page.status_code == 200
    assert "Levels of need" in page.content.decode()
    pdf = Client().get("/published/threshold/1.pdf")
    assert pdf.content[:5] == b"%PDF-"
    assert Client().get("/published/threshold/1").status_code == 200
    assert Client().get("/published/threshold/2").status_code == 404
    assert Client().get("/published/not-there").status_code == 404


def test_every_page_of_an_edition_opens(signed_in, be, now):
    key = waiting(be, now, kind="arrangements", title="Arrangements")
    office = signed_in("office")
    for more in ("", "/whole", "/partners", "/funding"):
        assert office.get(f"/partnership/publications/{key}{more}").status_code == 200
    assert office.get(f"/partnership/publications/{key}/nothing").status_code == 404


def test_the_office_plans_a_meeting_on_the_page(signed_in, be, now):
    seated(be, now)
    office = signed_in("office")
    group = {"do": "group", "group-name": "Executive", "group-tier": "2", "group-remit": "Run it",
             "group-begins_on-day": "1", "group-begins_on-month": "1", "group-begins_on-year": "2025"}  # fmt: skip
    assert office.post("/partnership", group).status_code == 302
    with be("office") as actor:
        key = queries.who_is_who(actor, on=now.date()).groups[0].id
    plan = {"do": "plan", "plan-group_id": str(key), "plan-starts_at-day": "3", "plan-starts_at-month": "3",
            "plan-starts_at-year": "2027", "plan-starts_at-time": "10:00", "plan-minutes_long": "60",
            "plan-place": "Town hall"}  # fmt: skip
    assert office.post("/partnership", plan).status_code == 302
    with be("office") as actor:
        (sitting,) = queries.sittings(actor)
    for more in ("", "/paper"):
        assert office.get(f"/partnership/meetings/{sitting.id}{more}").status_code == 200
        assert signed_in("priya").get(f"/partnership/meetings/{sitting.id}{more}").status_code == 403


def test_the_chiefs_page_opens_and_a_typed_sum_that_is_none_is_said_so(signed_in):
    assert signed_in("chief").get("/partnership/three").status_code == 200
    assert signed_in("lewis").get("/partnership/prevention").status_code == 200
    said = {"do": "money", "money-sort": "cash", "money-who": "Police", "money-pounds": "a lot"}
    answer = signed_in("office").post("/partnership/money", said)
    assert "like 12,500 or 12500.50" in answer.content.decode()


@pytest.mark.parametrize("sent", ["", "null", "[]", "{", '{"id": 1}', "\x00"])
def test_whatever_a_browser_sends_for_a_passkey_signs_nothing(signed_in, be, now, sent):
    key = waiting(be, now)
    page = f"/partnership/publications/{key}"
    with be("chief") as chief:
        words = queries.edition(chief, key).words_hash
    said = {"do": "by_passkey", "by_passkey-words_hash": words, "by_passkey-read_it": "on", "passkey": sent}
    answer = signed_in("chief").post(page, said)
    assert "Your passkey was not recognised" in answer.content.decode()
    with be("chief") as chief:
        assert not any(s.counts for s in queries.edition(chief, key).signatures)


def test_two_wordings_written_at_once_are_both_on_the_page_until_they_are_brought_together(signed_in, be, now):
    key = written(be, now)
    with be("office") as office:
        one = queries.edition(office, key).sections[0]
    page = f"/partnership/publications/{key}/{one.topic.code}"
    said = {"do": "write", "write-seen": str(one.seen)}
    for name, words in (("lena", "Hers stands first."), ("office", "Theirs came beside it.")):
        assert signed_in(name).post(page, {**said, "write-words": words}).status_code == 302
    shown = signed_in("office").get(page).content.decode()
    assert "Written meanwhile by" in shown and "Theirs came beside it." in shown and "Hers stands first." in shown
    with be("office") as office:
        seen = queries.edition(office, key).sections[0].seen
    signed_in("office").post(page, {**said, "write-seen": str(seen), "write-words": "Both in one."})
    assert "Written meanwhile by" not in signed_in("office").get(page).content.decode()
