"""Working with an absence: risk, return, joining, thresholds, and the picture at seven."""

from datetime import timedelta

import pytest

from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.missing import actions, facts, jobs, queries
from kingfisher.missing.actions import Back, Lacking
from kingfisher.missing.tests.builders import before, came_back, missing, talk_held

pytestmark = pytest.mark.django_db


def test_risk_keeps_its_history_and_needs_a_reason(cast, be, now):
    key = missing(cast, now, risk="medium")
    with be("ines") as ines:
        with pytest.raises(Lacking):
            actions.say_risk(ines, episode_id=key, risk="high", why=" ", at=now)
        actions.say_risk(ines, episode_id=key, risk="high", why="A silver car was seen.", at=now)
        file = queries.episode_file(ines, key)
        assert file.episode.risk == "high"
        assert {r.risk for r in file.risks} == {"medium", "high"}


def test_a_return_says_when_where_and_how_and_never_before_or_after_its_time(cast, be, now):
    key = missing(cast, now)
    with be("ines") as ines:
        for back in (Back(None, "", ""), Back(now + timedelta(hours=1), "Quay", "police"),
                     Back(now - timedelta(days=9), "Quay", "police")):  # fmt: skip
            with pytest.raises(Lacking):
                actions.find(ines, episode_id=key, back=back, at=now)
    came_back(be, key, now, with_whom="Zuzanna", condition="Cold")
    with be("ines") as ines:
        with pytest.raises(NotNow):
            actions.find(ines, episode_id=key, back=Back(now, "Quay", "police"), at=now)
        assert queries.missing_now(ines) == []


def test_somebody_who_only_reports_cannot_work_on_an_absence(cast, be, now):
    key = missing(cast, now)
    with be("marcus") as marcus, pytest.raises(Denied):
        actions.say_risk(marcus, episode_id=key, risk="low", why="Is always late.", at=now)
    with be("hana") as hana, pytest.raises((Denied, NotThere)):
        actions.say_risk(hana, episode_id=key, risk="low", why="Is always late.", at=now)


def test_two_absences_are_joined_counted_once_and_taken_apart_again(cast, be, now):
    early, late = before(cast, now, 3), before(cast, now, 2)
    with be("priya") as priya:
        person = queries.episode_file(priya, late).episode.person_id
        actions.join(priya, episode_id=late, into_id=early, why="She never went home between.", at=now)
        assert facts.missing_facts(priya, first=(now - timedelta(days=9)).date(), last=now.date()).episodes == 1
        assert queries.episode_file(priya, early).parts[0].id == late
        with pytest.raises(Lacking):
            actions.join(priya, episode_id=early, into_id=late, why="Round in a circle.", at=now)
        actions.part(priya, episode_id=late, why="She slept at home.", at=now)
        assert facts.missing_facts(priya, first=(now - timedelta(days=9)).date(), last=now.date()).episodes == 2
        assert len(queries.history(priya, {person})) == 2


def test_absences_of_two_children_are_never_joined(cast, be, now):
    one, other = before(cast, now, 3), before(cast, now, 3, name="Noor Ali", born_on="2011-01-01")
    with be("priya") as priya, pytest.raises(Lacking):
        actions.join(priya, episode_id=one, into_id=other, why="Same evening.", at=now)


def test_a_threshold_waits_for_an_answer_and_an_absence_is_not_closed_before(cast, be, now):
    before(cast, now, 20)
    key = before(cast, now, 1)
    with be("ruth") as ruth:
        (waiting,) = queries.crossings_of(ruth, [key])
        assert (waiting.calls_for, waiting.facts, waiting.verified) == ("manager_review", "2 times in 28 days", False)
        assert any("Threshold" in w.title and "Maya" not in w.title for w in queries.work_waiting(ruth))
        with pytest.raises(Lacking):
            actions.close(ruth, episode_id=key, words="", at=now)
        actions.answer_crossing(ruth, crossing_id=waiting.id, answer="meeting_called", words="Thursday at two.", at=now)
        actions.close(ruth, episode_id=key, words="", at=now)
        assert queries.episode_file(ruth, key).episode.state == "closed"


def test_a_mistake_counts_nowhere(cast, be, now):
    key = missing(cast, now)
    with be("priya") as priya:
        actions.mistake(priya, episode_id=key, why="She was in her room.", at=now)
        assert queries.missing_now(priya) == []
        assert facts.missing_facts(priya, first=(now - timedelta(days=1)).date(), last=now.date()).episodes == 0


def test_what_was_not_a_return_is_opened_again_with_its_words_kept(cast, be, now):
    key = missing(cast, now)
    came_back(be, key, now)
    with be("ines") as ines:
        actions.reopen(ines, episode_id=key, why="It was her sister.", at=now)
    with be("door") as door:
        actions.keep_up(door, episode_id=key, at=now)
    with be("ines") as ines:
        file = queries.episode_file(ines, key)
        assert file.episode.is_open
        assert [s.what for s in file.steps] == ["reported", "find", "reopen"]


def test_the_hour_sees_what_a_child_who_is_still_missing_calls_for(cast, be, now):
    key = missing(cast, now, since=now - timedelta(hours=23))
    with be("priya") as priya:
        assert queries.crossings_of(priya, [key]) == []
    later = now + timedelta(hours=2)
    assert jobs.keep_up_the_missing(at=later) == 1
    assert jobs.keep_up_the_missing(at=later) == 1
    with be("priya") as priya:
        assert [c.title for c in queries.crossings_of(priya, [key])] == ["More than 24 hours"]


def test_the_picture_at_seven_is_kept_as_it_was(cast, be, now):
    with be("priya") as priya:
        today = now.astimezone(LONDON).date()
        seven = queries.morning_of(priya, today)
        if seven > now:  # asked in the small hours: the last morning there was
            seven = queries.morning_of(priya, today - timedelta(days=1))
    moment = now if now - seven < timedelta(hours=17) else seven
    gone = missing(cast, moment, since=seven - timedelta(hours=9), name="Noor Ali", born_on="2011-01-01", risk="high")
    back = missing(cast, moment, since=seven - timedelta(hours=8))
    came_back(be, back, moment, found_at=seven - timedelta(hours=2))
    day = seven.date()
    assert jobs.freeze_the_morning(at=moment) is True
    assert jobs.freeze_the_morning(at=moment) is False
    came_back(be, gone, moment, found_at=moment)
    with be("ines", at=moment) as ines:
        picture = queries.overnight(ines, day)
        assert picture.frozen
        assert [(r.name, r.now) for r in picture.rows] == [("Noor Ali", "missing"), ("Maya Reed", "back")]
    with be("hana", at=moment) as hana:
        assert queries.overnight(hana, day).rows == (), "each line is seen as its absence is"


def test_the_figures_count_what_became_of_the_talks(cast, be, now):
    for days in (30, 20, 10):
        before(cast, now, days)
    with be("priya") as priya:
        talks = queries.talks_waiting(priya)
        actions.offer(priya, interview_id=talks[0].id, way="school", answer="no", words="Not to you.", at=now)
        held = talk_held(talks[2].returned_at + timedelta(hours=10))
        actions.hold(priya, interview_id=talks[2].id, talk=held, at=now)
        told = facts.missing_facts(priya, first=(now - timedelta(days=40)).date(), last=now.date())
    assert (told.episodes, told.children, told.repeat_children, told.returned) == (3, 1, 1, 3)
    assert (told.offered, told.offered_in_time, told.held, told.held_in_time, told.declined) == (2, 1, 1, 1, 1)
    assert told.waiting_late == 2
