"""A worker of one agency in a team another hosts: her own administrator asks, the host's answers, either ends it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from kingfisher.access import actions as access
from kingfisher.access import queries
from kingfisher.access.actions import NotJoined
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.access.policy import levels
from kingfisher.kernel.verdict import Denied, NotThere
from tests.cast import gather

pytestmark = pytest.mark.django_db
WHY = "She researches police's systems for the front door."


@pytest.fixture
def administrators(cast, now):
    """Gita keeps the council's people, Pavel those of police."""
    with acting_as(actor_for(gather.founded, at=now, via="command")) as installer:
        for called, name, agency in (("gita", "Gita Rao", "council"), ("pavel", "Pavel Horn", "police")):
            worker = access.add_worker(installer, name=name, username=f"{called}_teams", at=now)
            cast.placements[called] = access.give_place(
                installer, worker_id=worker, organisation_code=agency, role_code="agency_administrator", at=now
            )
    yield
    for called in ("gita", "pavel"):
        del cast.placements[called]


@pytest.fixture
def asked(administrators, be, cast, now):
    """Pavel asks the council's front door to take in Ines, a detective."""
    with be("pavel") as pavel:
        return access.ask_to_join(
            pavel, placement_id=cast.placements["ines"], team_id=cast.teams["front_door"], why=WHY, at=now
        )


@pytest.fixture
def papers(be, cast, now):
    """A folder of the council's in which the front door works."""
    with be("ruth") as ruth:
        key = access.open_folder(ruth, kind="person", category="child_in_need", at=now)
        access.grant(ruth, folder_id=key, to=access.Receiver(team_id=cast.teams["front_door"]), level=3,
                     basis="ca2004_s10", because="the front door works in it", at=now)  # fmt: skip
    return key


def level(be, name, folder):
    with be(name) as actor:
        return levels(actor, [folder]).get(folder, 0)


def test_what_is_asked_opens_nothing_until_the_host_takes_her_in(be, asked, papers, now):
    assert level(be, "ines", papers) == 0
    with be("gita") as gita:
        (waiting,) = queries.work_waiting(gita)
        assert waiting.title == "Police asks Front door to take somebody in"
        access.answer_ask(gita, ask_id=asked, is_accepted=True, at=now)
        assert queries.work_waiting(gita) == []
    assert level(be, "ines", papers) == 3


@pytest.mark.parametrize("by", ["gita", "pavel"])
def test_either_ends_it_and_it_shuts_the_same_second(be, asked, papers, now, by):
    with be("gita") as gita:
        access.answer_ask(gita, ask_id=asked, is_accepted=True, at=now)
    with be(by) as administrator:
        theirs, ours = queries.members_across(administrator)
        (one,) = [m for m in (*theirs, *ours) if m.name == "Ines Duarte"]
        access.end_membership(administrator, membership_id=one.id, at=now)
    assert level(be, "ines", papers) == 0


def test_her_place_ends_and_with_it_her_work_in_the_team(be, asked, papers, cast, now):
    with be("gita") as gita:
        access.answer_ask(gita, ask_id=asked, is_accepted=True, at=now)
    with be("pavel") as pavel:
        access.end_place(pavel, placement_id=cast.placements["ines"], at=now)
        assert [m for m in queries.members_across(pavel)[1] if m.name == "Ines Duarte"] == []


def test_nobody_answers_for_a_team_she_does_not_host_or_asks_for_somebody_elses_people(be, asked, cast, now):
    with be("pavel") as pavel:
        with pytest.raises(NotThere):
            access.answer_ask(pavel, ask_id=asked, is_accepted=True, at=now)
        with pytest.raises(NotThere):
            access.ask_to_join(pavel, placement_id=cast.placements["asha"], team_id=cast.teams["front_door"], why=WHY,
                               at=now)  # fmt: skip
    with be("ruth") as ruth, pytest.raises(Denied):
        access.answer_ask(ruth, ask_id=asked, is_accepted=True, at=now)
    with be("ruth") as ruth:
        assert queries.team_asks(ruth) == []


def test_sql_as_the_application_answers_for_no_team_it_does_not_host_and_puts_nobody_back(be, asked, cast, now):
    settle = """INSERT INTO access_teamasksettled (id, ask_id, outcome, words, created_at, created_by)
                VALUES (gen_random_uuid(), %s, 'accepted', '', now(), access_me())"""
    with be("pavel"), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(settle, [asked])
    with be("gita") as gita:
        access.answer_ask(gita, ask_id=asked, is_accepted=True, at=now)
    with be("pavel") as pavel:
        (one,) = [m for m in queries.members_across(pavel)[1] if m.name == "Ines Duarte"]
        access.end_membership(pavel, membership_id=one.id, at=now)
        for change in ("ends_at = NULL", "team_id = (SELECT id FROM organisations_team WHERE code = 'partnership')"):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"UPDATE organisations_membership SET {change} WHERE id = %s", [one.id])


def test_what_is_declined_says_why_and_what_is_answered_is_answered_once(be, asked, cast, now):
    with be("gita") as gita:
        with pytest.raises(NotJoined, match="why not"):
            access.answer_ask(gita, ask_id=asked, is_accepted=False, words="No.", at=now)
        access.answer_ask(gita, ask_id=asked, is_accepted=False, words="We have two researchers already.", at=now)
        with pytest.raises(NotJoined, match="already"):
            access.answer_ask(gita, ask_id=asked, is_accepted=True, at=now)
    with be("pavel") as pavel:
        (one,) = queries.team_asks(pavel)
        assert (one.outcome, one.words) == ("declined", "We have two researchers already.")
        again = access.ask_to_join(pavel, placement_id=cast.placements["ines"], team_id=cast.teams["front_door"],
                                   why=WHY, at=now + timedelta(seconds=1))  # fmt: skip
        with pytest.raises(NotJoined, match="asked already"):
            access.ask_to_join(pavel, placement_id=cast.placements["ines"], team_id=cast.teams["front_door"], why=WHY,
                               at=now)  # fmt: skip
        access.withdraw_ask(pavel, ask_id=again, at=now)


def test_asked_answered_and_ended_on_the_page(signed_in, administrators, cast, now, monkeypatch):
    from django.contrib.auth import get_user_model

    for called in ("gita", "pavel"):
        get_user_model().objects.filter(username=f"{called}_teams").update(username=called)
    pavel, gita, page = signed_in("pavel"), signed_in("gita"), "/workers/teams"
    said = {"do": "ask", "placement": str(cast.placements["ines"]), "team": str(cast.teams["front_door"]), "why": WHY}
    assert "Choose" in pavel.post(page, {"do": "ask", "why": WHY}).content.decode()
    assert pavel.post(page, said).status_code == 302
    shown = gita.get(page).content.decode()
    assert "Ines Duarte, Police" in shown and "researches police&#39;s systems" in shown
    key = shown.split('name="key" value="')[1][:36]
    assert "why not" in gita.post(page, {"do": "decline", "key": key}, follow=True).content.decode()
    assert "Taken in" in gita.post(page, {"do": "accept", "key": key}, follow=True).content.decode()
    assert "answered already" in gita.post(page, {"do": "accept", "key": key}, follow=True).content.decode()
    assert gita.post(page, {"do": "end", "key": "nothing"}).status_code in (302, 404)
    assert "accepted" in pavel.get(page).content.decode()
    assert signed_in("ruth").get(page).status_code == 403
