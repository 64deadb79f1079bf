"""A referral is gathered from what is held, sent by a person, decided on by others, and asked again."""

from datetime import date, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from kingfisher.clocks import queries as clocks
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.missing import actions as missing_actions
from kingfisher.missing import queries as missing_queries
from kingfisher.missing.tests.builders import came_back, missing, talk_held
from kingfisher.national_referral import actions, queries, rules
from kingfisher.national_referral.actions import Lacking

pytestmark = pytest.mark.django_db


@pytest.fixture
def maya(cast, be, now):
    """Maya, who was missing and told in a talk what happened."""
    key = missing(cast, now, since=now - timedelta(hours=15), police_ref="SM-1", worry="A silver car.")
    came_back(be, key, now, found_at=now - timedelta(hours=10), with_whom="Kash")
    with be("priya") as priya:
        talk = missing_queries.talks_after(priya, [key])[key]
        missing_actions.hold(priya, interview_id=talk.id, talk=talk_held(now, signs=("car",)), at=now)
        return missing_queries.episode_file(priya, key).episode.person_id


@pytest.fixture
def referral(be, now, maya):
    with be("priya") as priya:
        return actions.prepare(priya, person_id=maya, at=now)


def sent(be, now, referral):
    with be("priya") as priya:
        actions.write(priya, referral_id=referral, types=["cse"], at=now)
        actions.send(priya, referral_id=referral, given_ref="NRM/2026/1", at=now)


def rules_running(actor, referral) -> set[str]:
    return {c.rule_id for c in clocks.for_subject(actor, (queries.KIND, referral), open_only=True)}


def test_every_answer_that_is_held_stands_ready_with_its_source(be, referral):
    with be("priya") as priya:
        answers = {a.code: a for a in queries.referral(priya, referral).answers}
    assert answers["name"].lines[0].words == "Maya Reed"
    said = [(line.words, line.source) for line in answers["words"].lines]
    assert any("chips" in words and source.startswith("Talk on return RT-") for words, source in said)
    assert any(line.words == "SM-1" and line.source.startswith("Absence ME-") for line in answers["police"].lines)
    assert any("Golden Fork" in line.words for line in answers["places"].lines)
    assert all(line.source and line.on for a in answers.values() for line in a.lines)


def test_gaps_are_listed_and_hold_nothing_up_and_no_consent_is_among_them(be, now, referral):
    with be("priya") as priya:
        shown = queries.referral(priya, referral)
        assert "Types of exploitation" in shown.gaps
    assert not any("consent" in question.lower() for _, _, question, _ in rules.QUESTIONS)
    sent(be, now, referral)
    with be("priya") as priya:
        assert queries.referral(priya, referral).gaps != ()
        assert queries.referral(priya, referral).state == "referred"


def test_it_is_not_sent_without_the_reference_given_or_a_type(be, now, referral):
    with be("priya") as priya:
        with pytest.raises(Lacking) as lacking:
            actions.send(priya, referral_id=referral, given_ref=" ", at=now)
        assert len(lacking.value.gaps) == 2


@pytest.mark.parametrize(("kind", "name", "may"), [
    ("police", "Saltmere Police", True), ("council", "Saltmere", True), ("district", "West Fen", True),
    ("hospital", "Saltmere General", False), ("school", "Otterbrook", False), ("charity", "Harbour Lights", False),
    ("charity", "Unseen", True), ("gp", "Larkrise", False),
])  # fmt: skip
def test_who_may_refer(kind, name, may):
    listed = [("police", "Police forces", "police"), ("c", "Local authorities", "council"), ("unseen", "Unseen", ""),
              ("d", "Districts", "district")]  # fmt: skip
    assert rules.may_refer(kind, name, listed) is may


def test_the_clocks_follow_each_decision(be, now, referral):
    sent(be, now, referral)
    today = now.date()
    with be("priya") as priya:
        assert rules_running(priya, referral) == {"nrm_reasonable_grounds"}
        actions.move(priya, referral_id=referral, name="rg_no", happened_on=today, words="Not credible.", at=now)
        assert rules_running(priya, referral) == {"nrm_reconsideration"}
        with pytest.raises(Lacking):
            actions.move(priya, referral_id=referral, name="ask_again", happened_on=today, at=now)
        actions.move(priya, referral_id=referral, name="ask_again", happened_on=today, words="New words.", at=now)
        assert rules_running(priya, referral) == set()
        actions.move(priya, referral_id=referral, name="rg_yes", happened_on=today, at=now)
        assert rules_running(priya, referral) == {"nrm_recovery_period"}
        actions.move(priya, referral_id=referral, name="cg_yes", happened_on=today, at=now)
        assert rules_running(priya, referral) == set()
        assert [s.move for s in queries.referral(priya, referral).steps] == [
            "send", "rg_no", "ask_again", "rg_yes", "cg_yes"
        ]  # fmt: skip


def test_a_decision_is_not_recorded_out_of_turn_or_for_tomorrow(be, now, referral):
    with be("priya") as priya:
        with pytest.raises(NotNow):
            actions.move(priya, referral_id=referral, name="rg_yes", happened_on=now.date(), at=now)
        for name, on in (("rg_yes", now.date() + timedelta(days=2)), ("nonsense", now.date()), ("send", now.date())):
            with pytest.raises(Lacking):
                actions.move(priya, referral_id=referral, name=name, happened_on=on, at=now)


def test_what_was_sent_stays_as_it_was(be, now, referral):
    sent(be, now, referral)
    with be("priya") as priya, pytest.raises(Lacking):
        actions.write(priya, referral_id=referral, code="happened", words="Other words", at=now)


def test_a_child_has_one_referral_in_hand(be, now, maya, referral):
    with be("priya") as priya:
        assert actions.prepare(priya, person_id=maya, at=now) == referral


def test_only_those_who_work_on_it_see_it(be, now, referral):
    with be("marcus") as marcus, pytest.raises((Denied, NotThere)):
        queries.referral(marcus, referral)
    with be("marcus") as marcus, pytest.raises(Denied):
        actions.prepare(marcus, person_id=referral, at=now)
    with be("hana") as hana, pytest.raises(NotThere):
        queries.referral(hana, referral)


def test_it_is_worked_on_one_page_and_printed(cast, be, now, maya, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    client = Client()
    client.force_login(get_user_model().objects.get(username="priya"))
    session = client.session
    session["placement"], session["purpose"] = str(cast.placements["priya"]), "safeguard_child"
    session.save()
    assert "first responder" in client.get(f"/national-referrals/begin/{maya}").content.decode()
    page = client.post(f"/national-referrals/begin/{maya}")["Location"]
    assert client.post(page, {"do": "write:control", "write-words": "Chips and rides"}).status_code == 302
    assert client.post(page, {"do": "types", "types-types": ["cse", "trafficking_uk"]}).status_code == 302
    assert "Give the reference" in client.post(page, {"do": "send"}).content.decode()
    assert client.post(page, {"do": "send", "send-given_ref": "NRM-9"}).status_code == 302
    today: date = now.date()
    day = {"day": today.day, "month": today.month, "year": today.year}
    said = {f"move-happened_on-{part}": str(value) for part, value in day.items()}
    assert client.post(page, {"do": "move", "move-name": "rg_yes", **said}).status_code == 302
    shown = client.get(page).content.decode()
    assert "Chips and rides" in shown
    assert "Reasonable grounds: yes" in shown
    paper = client.get(page + "/print").content.decode()
    assert "Chips and rides" in paper
    assert "consent is not needed" in paper
    assert "NRM-9" in client.get("/national-referrals").content.decode()
    for doing in ("vanish", "write:nonsense", ""):
        assert client.post(page, {"do": doing}).status_code in (200, 404, 409)
