"""Words typed and not yet sent: kept window by window, read by their writer alone, let go when the form was taken."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client

from kingfisher.drafts import actions, jobs, queries
from kingfisher.drafts.actions import TooMuch, Written

FORM = "/referrals/contact/1#rate"


def written(*words: str, window: str = "one", went_on_with: tuple[str, int] | None = None) -> Written:
    return Written(FORM, "Mia Reed", window, {"why": list(words)}, went_on_with)


@pytest.fixture
def priya_at_her_desk(cast) -> Client:
    browser = Client()
    assert browser.post("/sign-in", {"persona": "priya"}).status_code == 302
    assert browser.post("/access/purpose", {"purpose": "safeguard_child", "next": "/desk"}).status_code == 302
    return browser


def test_what_one_window_typed_last_is_what_is_kept(be, now):
    with be("priya") as priya:
        actions.keep(priya, written=written("Collected by"), at=now)
        version = actions.keep(priya, written=written("Collected by an adult", "a silver car"), at=now)
        (kept,) = queries.of_form(priya, FORM)
    assert (version, kept.version, kept.title) == (2, 2, "Mia Reed")
    assert kept.answers == {"why": ["Collected by an adult", "a silver car"]}


def test_a_window_saved_twice_at_once_is_saved_one_after_the_other(be, now, beside):
    with be("priya") as priya, beside("app") as first:
        window = f"{priya.placement_id} one {FORM}"
        first.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 8))", [window])
        with pytest.raises(OperationalError, match="lock timeout"), transaction.atomic():
            connection.cursor().execute("SET LOCAL lock_timeout = '50ms'")
            actions.keep(priya, written=written("pressed again"), at=now)
        actions.keep(priya, written=written("another window", window="two"), at=now)
        first.commit()
        assert actions.keep(priya, written=written("pressed again"), at=now) == 1


def test_two_windows_never_write_over_each_other(be, now):
    with be("priya") as priya:
        actions.keep(priya, written=written("first"), at=now)
        actions.keep(priya, written=written("second", window="two"), at=now + timedelta(seconds=1))
        found = queries.of_form(priya, FORM)
    assert [(one.window, one.answers["why"]) for one in found] == [("two", ["second"]), ("one", ["first"])]


def test_a_window_that_went_on_with_anothers_words_takes_their_place(be, now):
    with be("priya") as priya:
        actions.keep(priya, written=written("begun"), at=now)
        actions.keep(priya, written=written("begun and ended", window="two", went_on_with=("one", 1)), at=now)
        assert [one.window for one in queries.of_form(priya, FORM)] == ["two"]


def test_unless_the_other_went_on_too_and_then_both_are_kept(be, now):
    with be("priya") as priya:
        actions.keep(priya, written=written("begun"), at=now)
        actions.keep(priya, written=written("begun again elsewhere"), at=now)
        actions.keep(priya, written=written("begun and ended", window="two", went_on_with=("one", 1)), at=now)
        assert {one.window for one in queries.of_form(priya, FORM)} == {"one", "two"}


def test_nobody_else_reads_them_not_even_a_manager_of_the_same_team(be, now):
    with be("priya") as priya:
        actions.keep(priya, written=written("mine"), at=now)
    for other in ("ruth", "tom", "matching"):
        with be(other) as somebody, connection.cursor() as cursor:
            assert queries.of_form(somebody, FORM) == []
            cursor.execute("SELECT count(*) FROM drafts_draft")
            assert cursor.fetchone() == (0,)


def test_the_words_lie_sealed(be, now):
    with be("priya") as priya, connection.cursor() as cursor:
        actions.keep(priya, written=written("silver car"), at=now)
        cursor.execute("SELECT sealed FROM drafts_draft")
        kept = bytes(cursor.fetchone()[0])
    assert b"silver" not in kept
    assert b"Mia" not in kept


def test_more_than_any_form_holds_is_refused_with_a_sentence(be, now):
    with be("priya") as priya, pytest.raises(TooMuch, match="more than a draft can hold"):
        actions.keep(priya, written=written("x" * 500_000), at=now)


def test_a_draft_goes_fourteen_days_after_it_was_last_touched(be, now):
    with be("priya") as priya:
        actions.keep(priya, written=written("old"), at=now - timedelta(days=15))
        actions.keep(priya, written=written("young", window="two"), at=now)
        assert [one.window for one in queries.of_form(priya, FORM)] == ["two"]
    assert jobs.forget_old(at=now) == 1
    assert jobs.forget_old(at=now) == 0
    with be("priya") as priya:
        assert [one.window for one in queries.mine(priya)] == ["two"]


def sent_by(browser: Client, **fields: str):
    return browser.post("/drafts/save", {"_form": FORM, "_window": "one", "_title": "A page", **fields})


def test_a_page_saves_and_finds_again_and_hears_of_another_window(priya_at_her_desk):
    first = sent_by(priya_at_her_desk, why="one")
    assert first.json()["others"] == []
    second = priya_at_her_desk.post("/drafts/save", {"_form": FORM, "_window": "two", "why": "two"})
    assert [one["answers"] for one in second.json()["others"]] == [{"why": ["one"]}]
    kept = priya_at_her_desk.get("/drafts/kept", {"form": FORM}).json()["drafts"]
    assert [one["answers"]["why"] for one in kept] == [["two"], ["one"]]
    assert "A page" in priya_at_her_desk.get("/drafts").content.decode()


def test_a_form_that_was_taken_leaves_no_draft_and_one_shown_again_keeps_it(priya_at_her_desk):
    form = {"_form": FORM, "_window": "one", "purpose": "", "next": "/desk"}
    sent_by(priya_at_her_desk, why="kept")
    assert priya_at_her_desk.post("/access/purpose", form).status_code == 200
    assert priya_at_her_desk.get("/drafts/kept", {"form": FORM}).json()["drafts"]
    assert priya_at_her_desk.post("/access/purpose", {**form, "purpose": "safeguard_child"}).status_code == 302
    assert priya_at_her_desk.get("/drafts/kept", {"form": FORM}).json()["drafts"] == []


def test_what_does_not_say_which_form_it_is_is_not_kept(priya_at_her_desk):
    assert priya_at_her_desk.post("/drafts/save", {"why": "words"}).status_code == 400
    assert priya_at_her_desk.post("/drafts/save", {"_form": "javascript:", "_window": "a"}).status_code == 400
    assert Client().post("/drafts/save", {"_form": FORM, "_window": "a"}).status_code == 302
