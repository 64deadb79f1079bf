"""A family's own meeting, moves between councils, and many children under one enquiry."""

from datetime import timedelta

import pytest

from kingfisher.clocks import queries as clocks
from kingfisher.kernel.verdict import Denied
from kingfisher.meetings import queries as meetings
from kingfisher.pathway import actions, queries
from kingfisher.pathway.actions import NeedsWords, NotYet
from kingfisher.pathway.tests.builders import begun, file_of, hold
from kingfisher.plans.tests.builders import a_child

pytestmark = pytest.mark.django_db


def test_the_offer_of_a_familys_own_meeting_and_what_it_decided_are_kept(be, cast, now):
    key = begun(be, cast, now)
    with be("dele") as dele:
        with pytest.raises(NeedsWords):
            actions.offer_family_meeting(dele, episode_id=key, answer="perhaps", at=now)
        offer = actions.offer_family_meeting(dele, episode_id=key, answer="not_yet", said="After Eid.", at=now)
        actions.answer_family_meeting(
            dele, episode_id=key, offer_id=offer, held_on=now.date(), decided="Gran has her at weekends.", at=now
        )
    (kept,) = file_of(be, key).offers
    assert (kept.said["answer"], kept.said["decided"]) == ("accepted", "Gran has her at weekends.")


def test_a_child_who_moves_here_with_a_plan_has_a_conference_counted_from_when_we_were_told(be, cast, now):
    key, told = begun(be, cast, now), now - timedelta(days=2)
    with be("dele") as dele:
        moved = actions.begin_transfer(
            dele, episode_id=key, direction="in", other_council="Kestrelshire", with_plan=True, told_at=told, at=now
        )
        (clock,) = clocks.for_subject(dele, ("pathway.transfer", moved), open_only=True)
        assert (clock.rule_id, clock.started_at) == ("transfer_in_conference", told)
        meeting = actions.call_conference(
            dele, episode_id=key, starts_at=now - timedelta(minutes=1), place="Quay House", at=now
        )
    hold(be, cast, meeting, now)
    with be("dele") as dele:
        assert clocks.for_subject(dele, ("pathway.transfer", moved), open_only=True) == []


def test_a_move_is_not_over_until_somebody_of_the_other_council_confirmed_it_by_name(be, cast, now):
    key = begun(be, cast, now)
    with be("dele") as dele:
        with pytest.raises(NeedsWords, match="which council"):
            actions.begin_transfer(dele, episode_id=key, direction="out", other_council=" ", at=now)
        moved = actions.begin_transfer(dele, episode_id=key, direction="out", other_council="Kestrelshire", at=now)
        with pytest.raises(NeedsWords, match="by name"):
            actions.acknowledge(dele, episode_id=key, transfer_id=moved, name="", at=now)
        actions.acknowledge(dele, episode_id=key, transfer_id=moved, name="Jo Fell", at=now)
        actions.take_over(dele, episode_id=key, transfer_id=moved, at=now)
    (kept,) = file_of(be, key).transfers
    assert (kept.state, kept.said["acknowledged_name"]) == ("taken_over", "Jo Fell")


def test_many_children_stand_under_one_enquiry_and_each_ones_own_work_goes_on(be, cast, now):
    keys = [begun(be, cast, now, child=a_child(be, now, given=given)) for given in ("Maya", "Ivo", "Lena")]
    with be("dele") as dele, pytest.raises(Denied):
        actions.begin_complex(dele, title="Harrow", families="One worker each.", at=now)
    with be("ruth") as ruth:
        enquiry = actions.begin_complex(ruth, title="Harrow", families="One worker for each family.", at=now)
        with pytest.raises(NotYet, match="children under it"):
            actions.call_complex_meeting(ruth, complex_id=enquiry, starts_at=now, place="Here", at=now)
        for key in keys:
            actions.add_child(ruth, complex_id=enquiry, episode_id=key, why="The same car.", at=now)
        with pytest.raises(NotYet):
            actions.add_child(ruth, complex_id=enquiry, episode_id=keys[0], why="Again.", at=now)
        meeting = actions.call_complex_meeting(
            ruth, complex_id=enquiry, starts_at=now + timedelta(days=1), place="Quay House", at=now
        )
        assert len(meetings.meeting_file(ruth, meeting).children) == 3
        actions.end_complex(ruth, complex_id=enquiry, learned="Two men charged.", at=now)
        assert queries.complex_file(ruth, enquiry).ended_at == now
    assert file_of(be, keys[0]).complexes == ((enquiry, "Harrow"),)
    assert file_of(be, keys[0]).is_open
