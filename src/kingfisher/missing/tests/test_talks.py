"""The talk on return: offered to every child, held by somebody independent, its words carried on."""

from datetime import timedelta

import pytest

from kingfisher.clocks import queries as clocks
from kingfisher.kernel.verdict import NotThere
from kingfisher.missing import actions, queries
from kingfisher.missing.actions import Lacking
from kingfisher.missing.pages.interview_forms import block_of, summary_of
from kingfisher.missing.tests.builders import came_back, missing, talk_held
from kingfisher.sharing import queries as sharing

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk(cast, be, now):
    """The talk with Maya, who came back ten hours ago."""
    key = missing(cast, now, since=now - timedelta(hours=15))
    came_back(be, key, now, found_at=now - timedelta(hours=10))
    with be("priya") as priya:
        return queries.talks_after(priya, [key])[key]


def test_every_child_who_comes_back_has_a_talk_due_within_72_hours(be, talk):
    assert (talk.state, talk.due_at) == ("due", talk.returned_at + timedelta(hours=72))
    with be("priya") as priya:
        (clock,) = clocks.for_subject(priya, (queries.INTERVIEW, talk.id))
        assert (clock.rule_id, clock.due_at) == ("rhi", talk.due_at)


def test_police_and_the_home_do_not_read_the_talk(be, talk, carer):
    for name in ("ines", "bryn", "hana"):
        with be(name) as actor, pytest.raises(NotThere):
            queries.interview_file(actor, talk.id)


def test_the_interviewer_reads_it_by_name(cast, be, now, talk):
    with be("priya") as priya:
        actions.give_to(priya, interview_id=talk.id, placement_id=cast.placements["hana"], at=now)
    with be("hana") as hana:
        assert queries.interview_file(hana, talk.id).talk.interviewer == "Hana Novak"


def test_a_refusal_is_no_end_until_the_third(be, now, talk):
    with be("priya") as priya:
        for n in range(3):
            with pytest.raises(Lacking):
                actions.end(priya, interview_id=talk.id, why="Tried at school and at home.", at=now) if n else (
                    actions.offer(priya, interview_id=talk.id, way="school", answer="no", at=now)
                )  # fmt: skip
            actions.offer(priya, interview_id=talk.id, way="school", answer="no", words=f"No {n}", at=now)
        actions.end(priya, interview_id=talk.id, why="Tried at school and at home.", at=now)
        file = queries.interview_file(priya, talk.id)
        assert (file.talk.state, file.talk.declined) == ("ended", 3)
        assert file.talk.clock_at(now) == "missed", "no talk was held: the 72 hours were not met"


def test_a_talk_that_was_held_stops_one_clock_and_starts_another(be, now, talk):
    with be("priya") as priya:
        actions.hold(priya, interview_id=talk.id, talk=talk_held(now), at=now)
        rules = {c.rule_id: c.state.value for c in clocks.for_subject(priya, (queries.INTERVIEW, talk.id))}
        assert rules == {"rhi": "met", "rhi_shared": "running"}


@pytest.mark.parametrize("wrong", [{"words": ""}, {"independent_why": ""}, {"cares_for_child": True},
                                   {"held_at": None}, {"interviewer": " "}])  # fmt: skip
def test_a_talk_lacks_something(be, now, talk, wrong):
    with be("priya") as priya, pytest.raises(Lacking):
        actions.hold(priya, interview_id=talk.id, talk=talk_held(now, **wrong), at=now)


def test_what_was_said_is_shared_on_as_a_recorded_disclosure_without_typing_it_again(cast, be, now, talk):
    with be("priya") as priya:
        actions.hold(priya, interview_id=talk.id, talk=talk_held(now), at=now)
        file = queries.interview_file(priya, talk.id)
        key = actions.share_on(
            priya, interview_id=talk.id, to_organisation=cast.organisations["police"], summary=summary_of(file),
            why="What Maya said", necessity="To find who drove her.", proportionality="Only what helps to find him.",
            at=now,
        )  # fmt: skip
        row, _ = sharing.decision(priya, key)
        assert (row.decision, row.gateway) == ("share_summary", "ca2004_s10")
    with be("tom") as tom:
        (outline,) = sharing.given_to_us(tom)
        assert "Kash" in sharing.certificate(tom, outline.id).newest.summary


def test_an_agency_that_holds_no_record_of_the_child_cannot_share_for_another(cast, be, now, talk):
    with be("priya") as priya:
        actions.hold(priya, interview_id=talk.id, talk=talk_held(now), at=now)
        actions.give_to(priya, interview_id=talk.id, placement_id=cast.placements["asha"], at=now)
    with be("asha") as asha, pytest.raises((Lacking, Exception)) as refused:
        actions.share_on(asha, interview_id=talk.id, to_organisation=cast.organisations["police"], summary="x", why="x",
                         necessity="x", proportionality="x", at=now)  # fmt: skip
    assert refused.value


def test_police_are_told_in_confidence_and_the_child_is_kept_out_of_it(be, now, talk):
    with be("priya") as priya:
        said = talk_held(now, where="Golden Fork, where Maya waited")
        actions.hold(priya, interview_id=talk.id, talk=said, at=now)
        block = block_of(queries.interview_file(priya, talk.id))
        assert "Maya" not in block
        assert "Kash" in block
        ref = actions.tell_police(priya, interview_id=talk.id, what=block, provenance="Heard in a talk.", at=now)
        assert ref.startswith("IT-")
