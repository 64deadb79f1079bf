"""Deciding to share or not: both recorded whole; the receiver holds a copy, and loses what is retracted."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kingfisher.access import actions as access
from kingfisher.chronology import actions as chronology
from kingfisher.chronology import queries as history
from kingfisher.chronology.actions import Line
from kingfisher.kernel.verdict import NotThere
from kingfisher.people import actions as people
from kingfisher.people.rules import Said
from kingfisher.sharing import actions, queries, rules
from kingfisher.sharing.actions import Basis, CannotDecide, Weighed

BASIS = Basis("ca2004_s10", "art6_e")
SHARED = Weighed(
    decision="share_summary", why="She was seen getting into the silver car.", decided_by="Tom Hargrave",
    summary="Seen twice this week with an adult of interest.", purpose="safeguard_child", method="verbal",
    necessity="Her social worker cannot plan without it.", proportionality="Only what was seen, no names.",
)  # fmt: skip


@pytest.fixture
def mia(be, now):
    """Mia, as police know her, with one line of history."""
    with be("tom") as tom:
        folder = access.open_folder(tom, kind="person", category="general", at=now)
        person = people.state_person(tom, folder_id=folder, said=Said(given_name="Mia", family_name="Reed"), at=now)
        line = Line(folder, person, "missing", date(2026, 10, 3), "Missing overnight", assertion="third_hand")
        return person, chronology.note(tom, line=line, at=now)


@pytest.fixture
def shared(be, cast, mia, now):
    def made(said=SHARED, **more):
        with be("tom") as tom:
            said = replace(said, happened_at=now - timedelta(hours=2), **more)
            to = cast.organisations["council"]
            key = actions.decide(tom, person_id=mia[0], to_organisation=to, said=said, basis=BASIS, at=now)
            return key, queries.decision(tom, key)[0].outline_id

    return made


def test_what_was_said_on_the_telephone_is_with_the_receiver_as_it_was_said(shared, be, now):
    key, outline = shared()
    with be("dele") as dele:
        found = queries.certificate(dele, outline)
        assert found.newest.summary == "Seen twice this week with an adult of interest."
        assert found.method == "verbal"
        with pytest.raises(NotThere):
            queries.decision(dele, key)
    with be("asha") as asha, pytest.raises(NotThere):
        queries.certificate(asha, outline)


def test_a_line_that_is_shared_keeps_how_it_is_known(shared, be, mia):
    _, outline = shared(decision="share_full", lines=(mia[1],))
    with be("dele") as dele:
        (line,) = queries.certificate(dele, outline).newest.lines
    assert (line["title"], line["assertion"]) == ("Missing overnight", "third_hand")


def test_opening_it_is_the_receivers_acknowledgement(shared, be, now):
    _, outline = shared()
    with be("dele") as dele:
        assert [o.id for o in queries.not_had(dele)] == [outline]
        assert actions.had(dele, outline_id=outline, at=now)
        assert not actions.had(dele, outline_id=outline, at=now)
        assert queries.not_had(dele) == []
    with be("tom") as tom:
        ((who, _, number),) = queries.certificate(tom, outline).had
    assert (who.organisation_code, number) == ("council", 1)


def test_a_correction_reaches_whoever_had_it_and_both_stay(shared, be, now):
    key, outline = shared()
    with be("dele") as dele:
        actions.had(dele, outline_id=outline, at=now)
    with be("tom") as tom:
        right = replace(SHARED, summary="Seen once this week.")
        assert actions.correct(tom, decision_id=key, said=right, what_was_wrong="It was once.", at=now) == 2
    with be("dele") as dele:
        assert [o.id for o in queries.not_had(dele)] == [outline]
        assert [g.summary for g in queries.certificate(dele, outline).given] == [SHARED.summary, "Seen once this week."]


def test_what_is_retracted_shuts_the_same_second_and_its_receiver_is_told_why(shared, be, now):
    key, outline = shared()
    with be("tom") as tom:
        actions.retract(tom, decision_id=key, why="It was about another child.", at=now)
    with be("dele") as dele:
        found = queries.certificate(dele, outline)
        assert (found.state, found.retracted_why, found.given) == ("retracted", "It was about another child.", ())
        assert [o.id for o in queries.not_had(dele)] == [outline]
    with be("tom") as tom:
        assert queries.certificate(tom, outline).newest
        with pytest.raises(CannotDecide):
            actions.retract(tom, decision_id=key, why="Again.", at=now)


def test_a_refusal_is_recorded_as_fully_and_counted_by_agency_without_the_child(shared, be, now):
    key, outline = shared(decision="refuse", reason="more_detrimental", greater_harm="He would learn where she is.")
    assert outline is None
    today = now.date()
    with be("ruth") as ruth:
        with pytest.raises(NotThere):
            queries.decision(ruth, key)
        told = {name: (all_, refused) for name, all_, refused, _ in queries.refusals(ruth, first=today, last=today)}
    assert (1, 1) in told.values()


def test_the_childs_own_history_says_it_was_shared_or_not(shared, be, mia):
    shared(decision="refuse", reason="more_detrimental", greater_harm="He would learn where she is.")
    with be("tom") as tom:
        titles = [line.title for line in history.timeline(tom, [mia[0]], filters=history.Filters())]
    assert any(title.startswith("Decided not to share with") for title in titles)


def test_only_what_the_agency_itself_holds_can_be_shared(be, cast, mia, now):
    with be("dele") as dele, pytest.raises(NotThere):
        actions.decide(
            dele, person_id=mia[0], to_organisation=cast.organisations["health"], said=SHARED, basis=BASIS, at=now
        )


def test_somebody_outside_the_hub_is_named(be, mia, now):
    with be("tom") as tom:
        said = replace(SHARED, happened_at=now, method="secure_mail")
        key = actions.decide(tom, person_id=mia[0], to_organisation=None, to_other="Northmere Council", said=said,
                             basis=BASIS, at=now)  # fmt: skip
        outline = queries.decision(tom, key)[0].outline_id
        assert queries.certificate(tom, outline).receiver == "Northmere Council"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"why": " "}, "what this is about"),
        ({"decided_by": ""}, "who decided"),
        ({"summary": ""}, "what is shared"),
        ({"purpose": ""}, "what it is for"),
        ({"necessity": ""}, "why it is necessary"),
        ({"proportionality": ""}, "no more than is needed"),
        ({"decision": "share_redacted"}, "what was taken out"),
        ({"happened_at": None}, "when it was said"),
        ({"decision": "refuse"}, "why it is not shared"),
        ({"decision": "refuse", "reason": "more_detrimental"}, "harm the child more"),
        ({"decision": "defer"}, "decided again"),
    ],
)
def test_what_a_decision_must_say(change, sentence, now):
    said = replace(SHARED, **{"happened_at": now - timedelta(hours=1), **change})
    gaps = rules.decision_gaps(said, duty_commenced=False, to_somebody=True, at=now)
    assert len(gaps) == 1
    assert sentence in gaps[0]


def test_once_the_duty_has_begun_every_refusal_says_how_sharing_would_harm_the_child_more(now):
    said = replace(SHARED, decision="refuse", reason="not_proportionate", happened_at=now)
    assert rules.decision_gaps(said, duty_commenced=False, to_somebody=True, at=now) == ()
    assert len(rules.decision_gaps(said, duty_commenced=True, to_somebody=True, at=now)) == 1
