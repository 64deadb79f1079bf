"""Reaching each state of a meeting through the room's own actions, as a worker would."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from kingfisher.meetings import actions, queries
from kingfisher.plans.tests.builders import a_child

COMING = ("tom", "asha", "owen")


def convened(be, cast, now: datetime, *, kind: str = "initial_conference", child: UUID | None = None, asked=COMING,
             **more: Any) -> UUID:  # fmt: skip
    """A meeting called by Dele for a quarter of an hour ago, to which police, health and education are asked."""
    child = child or a_child(be, now)
    with be("dele") as dele:
        key = actions.convene(
            dele, kind=kind, person_ids=[child], purpose="Is Maya safe?", place="Room 3, Quay House",
            starts_at=more.pop("starts_at", now - timedelta(minutes=15)), at=now, **more,
        )  # fmt: skip
        for name in asked:
            actions.invite(dele, meeting_id=key, placement_id=cast.placements[name], at=now)
    return key


def attended(be, key: UUID, now: datetime, *, away=(), may_not_decide=()) -> None:
    """Everyone asked was there, but for those named."""
    with be("dele") as dele:
        for one in queries.meeting_file(dele, key).invitations:
            first = one.name.split()[0].lower()
            actions.mark_attendance(
                dele, meeting_id=key, invitation_id=one.id, attendance="apologies" if first in away else "there",
                decision_maker=first not in may_not_decide, brought_information=True, at=now,
            )  # fmt: skip


def held(be, cast, now: datetime, **more: Any) -> UUID:
    key = convened(be, cast, now, **more)
    attended(be, key, now)
    with be("dele") as dele:
        actions.hold(dele, meeting_id=key, at=now)
    return key


def decided(be, cast, now: datetime, **more: Any) -> UUID:
    key = held(be, cast, now, **more)
    with be("dele") as dele:
        actions.decide(dele, meeting_id=key, decision="A protection plan, sexual abuse.", family_safe=True, at=now)
        actions.issue_decisions(dele, meeting_id=key, at=now)
    return key
