"""Reaching each state of a plan through the room's own actions, as a worker would."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from kingfisher.access import actions as access
from kingfisher.people import actions as people
from kingfisher.people.rules import Said
from kingfisher.plans import actions

WORDS = {
    "child": "I want to sleep in my own bed and not be shouted at.",
    "parents": "Dana says she needs somebody to ring at night.",
    "worry": "Maya is out after midnight with grown men she will not name.",
    "source_of_harm": "Police are working on the man with the silver car; the flat on Quay Street is watched.",
}


def a_child(be, now: datetime, *, given: str = "Maya", family: str = "Reed", born: date = date(2012, 5, 3)) -> UUID:
    """A child the council knows."""
    with be("dele") as dele:
        folder = access.open_folder(dele, kind="person", category="general", at=now)
        return people.state_person(
            dele, folder_id=folder, said=Said(given_name=given, family_name=family, born_on=born), at=now
        )


def drafted(be, now: datetime, *, child: UUID | None = None, kind: str = "child_in_need", **more: Any) -> UUID:
    """A plan drafted by Dele, who holds it; a protection plan as if of a conference."""
    child = child or a_child(be, now)
    if kind == "child_protection":
        more = {"category": "sexual", "because": ("pathway.conference", uuid4()), **more}
    with be("dele") as dele:
        return actions.draft(dele, person_id=child, kind=kind, at=now, **more)


def filled(be, plan_id: UUID, now: datetime) -> None:
    """Everything a plan needs before it is agreed."""
    with be("dele") as dele:
        for heading, words in WORDS.items():
            actions.say(dele, plan_id=plan_id, heading=heading, said=words, at=now)
        goal = actions.write_goal(dele, plan_id=plan_id, goal="Maya is home by nine.", at=now)
        actions.write_task(
            dele, plan_id=plan_id, goal_id=goal, task="Meet Maya each week after school.", owner_name="Hana Novak",
            due_on=(now + timedelta(days=7)).date(), at=now,
        )  # fmt: skip


def agreed(be, now: datetime, **more: Any) -> UUID:
    plan_id = drafted(be, now, **more)
    filled(be, plan_id, now)
    with be("ruth") as ruth:
        actions.agree(ruth, plan_id=plan_id, at=now)
    return plan_id
