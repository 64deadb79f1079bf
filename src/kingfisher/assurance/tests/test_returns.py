"""Agencies asked about themselves: answered apart, sent, doubted by a peer, agreed, followed through."""

from datetime import timedelta

import pytest
from django.db import connection

from kingfisher.assurance import actions, queries
from kingfisher.assurance.actions import Lacking, Said
from kingfisher.assurance.tests.builders import (
    WORDS,
    answered,
    asked,
    begun,
    challenged,
    sent,
    with_peer,
)  # fmt: skip
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.verdict import Denied, NotThere


def test_nobody_reads_what_an_agency_writes_before_it_is_sent(be, cast, now):
    key = asked(be, cast, now, begun(be, now))
    answered(be, key, now)
    for name in ("office", "chief"):
        with be(name) as reader:
            assert all(s.answer is None for s in queries.return_of(reader, key).standards)
    for name in ("grace", "tom", "priya"):
        with be(name) as other, pytest.raises(NotThere):
            queries.return_of(other, key)
    with be("office"), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM assurance_answer")
        assert cursor.fetchone() == (0,)
    with be("asha") as asha:
        actions.send(asha, return_id=key, signed_off="Head of nursing", at=now)
    with be("chief") as reader:
        assert {s.answer.words for s in queries.return_of(reader, key).standards} == {WORDS}


def test_a_return_lacks_what_is_not_answered_and_what_will_be_better(be, cast, now):
    key = asked(be, cast, now, begun(be, now))
    with be("asha") as asha:
        actions.answer(asha, return_id=key, standard="voice", answered=Said("partly", WORDS), at=now)
        with pytest.raises(Lacking) as lacking:
            actions.send(asha, return_id=key, signed_off="", at=now)
    assert len(lacking.value.gaps) == 11
    assert "Say what will be better, who answers for it and by when: Children are listened to." in lacking.value.gaps


def test_only_whoever_leads_it_sends_it_and_a_colleague_she_lets_in_writes(be, cast, now):
    key = asked(be, cast, now, begun(be, now))
    with be("grace") as grace, pytest.raises(NotThere):
        actions.answer(grace, return_id=key, standard="voice", answered=Said("met", WORDS), at=now)
    with be("asha") as asha:
        actions.share(asha, return_id=key, helper=cast.placements["grace"], at=now)
        with pytest.raises(Lacking):
            actions.share(asha, return_id=key, helper=cast.placements["tom"], at=now)
    answered(be, key, now, "grace")
    with be("grace") as grace, pytest.raises(Denied):
        actions.send(grace, return_id=key, signed_off="Head of nursing", at=now)


def test_what_is_sent_is_changed_only_when_it_is_given_back(be, cast, now):
    key = sent(be, cast, now)
    with be("asha") as asha, pytest.raises(NotNow):
        actions.answer(asha, return_id=key, standard="voice", answered=Said("not_met", WORDS), at=now)
    with be("asha"), connection.cursor() as cursor:
        cursor.execute("UPDATE assurance_answer SET grade = 'not_met'")
        assert cursor.rowcount == 0
    with be("office") as office:
        actions.give_back(office, return_id=key, why="Say what children said.", at=now)
    with be("asha") as asha:
        actions.answer(asha, return_id=key, standard="voice", answered=Said("met", "They asked for Fridays."), at=now)
        assert queries.return_of(asha, key).row.given_back_why == "Say what children said."
    with be("office", at=now + timedelta(days=90)) as office:
        assert not queries.round_of(office, queries.return_of(office, key).row.round_id).silent


def test_who_is_silent_is_said_and_asked_again_once_a_day(be, cast, now):
    key = begun(be, now, days=1)
    asked(be, cast, now, key)
    sent(be, cast, now, who="owen", agency="schools", round_id=key)
    later = now + timedelta(days=3)
    with be("office", at=later) as office:
        found = queries.round_of(office, key)
        assert [r.agency for r in found.silent] == ["Saltmere Integrated Care Board"]
        assert (found.sent, len(found.returns)) == (1, 2)
        assert [actions.chase(office, round_id=key, at=later) for _ in range(2)] == [1, 0]
        assert any("Silent: 1" in w.title for w in queries.work_waiting(office))
    with be("asha", at=later) as asha:
        assert [w.state for w in queries.work_waiting(asha)] == ["late"]


def test_a_month_of_silence_goes_to_the_three(be, cast, now):
    asked(be, cast, now, begun(be, now, days=1))
    with be("chief", at=now + timedelta(days=20)) as chief:
        assert queries.for_partners(chief) == []
    with be("chief", at=now + timedelta(days=40)) as chief:
        assert [f.title for f in queries.for_partners(chief)] == ["Silent about itself: Health"]
    with be("priya", at=now + timedelta(days=40)) as priya:
        assert queries.for_partners(priya) == []


def test_the_standards_are_those_of_the_day_it_was_asked(be, cast, now):
    key = sent(be, cast, now, voice="partly", online="not_ours")
    with be("office") as office:
        shown = queries.return_of(office, key)
    assert [s.code for s in shown.standards][:3] == ["leadership", "policies", "voice"]
    assert shown.score.words == "17 of 18 points"


def test_a_peer_of_another_agency_doubts_and_the_agency_answers(be, cast, now):
    key = challenged(be, cast, now)
    with be("office") as office, pytest.raises(Lacking):
        actions.agree(office, return_id=key, words="Good on the whole.", at=now)
    with be("asha") as asha:
        (one,) = [s for s in queries.return_of(asha, key).standards if s.challenge]
        actions.reply(asha, challenge_id=one.challenge.id, accepts=True, words="", at=now)
        assert [s.grade for s in queries.return_of(asha, key).standards if s.code == "voice"] == ["partly"]
    with be("office") as office:
        actions.agree(office, return_id=key, words="Good on the whole.", at=now)
        assert queries.return_of(office, key).score.words == "19 of 20 points"


def test_nobody_challenges_her_own_agency_and_a_peer_reads_nothing_before_she_is_asked(be, cast, now):
    key = sent(be, cast, now)
    with be("owen") as owen, pytest.raises(NotThere):
        queries.return_of(owen, key)
    with be("office") as office, pytest.raises(Lacking):
        actions.ask_peer(office, return_id=key, organisation_id=cast.organisations["health"],
                         peer=cast.placements["grace"], at=now)  # fmt: skip


def test_a_challenge_says_something_else_than_the_agency_and_why(be, cast, now):
    key = with_peer(be, cast, now)
    with be("owen") as owen:
        for grade, words in (("met", "We do not think that it is."), ("partly", "No.")):
            with pytest.raises(Lacking):
                actions.challenge(owen, return_id=key, standard="voice", grade=grade, words=words, at=now)
        with pytest.raises(NotThere):
            actions.challenge(owen, return_id=key, standard="fishing", grade="partly", words="We saw no fish in it.",
                              at=now)  # fmt: skip
    with be("asha") as asha, pytest.raises(Denied):
        actions.finish_challenge(asha, return_id=key, words="We think we are splendid.", at=now)


def test_what_will_be_better_is_followed_until_something_shows_it(be, cast, now):
    key = sent(be, cast, now, voice="partly")
    with be("asha") as asha:
        (one,) = [s.improvement for s in queries.return_of(asha, key).standards if s.improvement]
        with pytest.raises(Lacking):
            actions.improved(asha, improvement_id=one.id, evidence="Discussed.", at=now)
        assert [w.title for w in queries.work_waiting(asha)] == ["Show that it is better: Section 11, 2026"]
        actions.improved(asha, improvement_id=one.id, evidence="The form, and forty filled in since May.", at=now)
        assert queries.work_waiting(asha) == []
    with be("chief") as chief:
        assert [s.improvement.done_at for s in queries.return_of(chief, key).standards if s.improvement] == [now]


def test_a_file_that_shows_it_is_read_by_the_office_and_not_by_other_agencies(be, cast, now):
    from kingfisher.documents.queries import open_document

    key = asked(be, cast, now, begun(be, now))
    with be("asha") as asha:
        file = actions.attach(asha, return_id=key, standard="voice", name="survey.txt", content=b"Fridays", at=now)
    with be("office") as office:
        assert open_document(office, file).content == b"Fridays"
    for name in ("tom", "priya", "owen", "grace"):
        with be(name) as other, pytest.raises(NotThere):
            open_document(other, file)


def test_somebody_else_answers_when_the_one_asked_has_left(be, cast, now):
    key = asked(be, cast, now, begun(be, now))
    with be("office") as office:
        with pytest.raises(Lacking):
            actions.change_lead(office, return_id=key, lead=cast.placements["tom"], at=now)
        actions.change_lead(office, return_id=key, lead=cast.placements["grace"], at=now)
    with be("grace") as grace:
        assert [w.title for w in queries.work_waiting(grace)] == ["Answer for your agency: Section 11, 2026"]


def test_an_agency_is_asked_once_and_nobody_after_the_round_is_closed(be, cast, now):
    key = begun(be, now)
    asked(be, cast, now, key)
    with pytest.raises(Lacking):
        asked(be, cast, now, key, who="grace")
    with be("office") as office:
        actions.close_round(office, round_id=key, words="One agency of one stayed silent.", at=now)
    with pytest.raises(NotNow):
        asked(be, cast, now, key, who="tom", agency="police")
