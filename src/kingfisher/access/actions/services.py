"""The systems that act for the partnership itself: each site has them, whichever version founded it."""

from datetime import datetime
from uuid import UUID

from kingfisher.access.actions.places import add_worker, give_place
from kingfisher.access.roles import role
from kingfisher.kernel.actor import Actor
from kingfisher.organisations import queries as places

HUB, DOOR = "hub", "front_door"
# Role; where it sits: the hub itself, whoever hosts the front door, or the first agency of a kind; in the front door?
SERVICES = (
    ("audit_witness", HUB, False),
    ("safe_address_guard", HUB, False),
    ("matching_service", HUB, False),
    ("finding_service", HUB, True),
    ("front_door_service", DOOR, True),
    ("intelligence_service", "police", False),
)


def add_missing_services(actor: Actor, *, at: datetime) -> list[str]:
    """Give each service that has no place yet its own; returns their roles. For the installer; asking twice adds none.

    One whose agency or team is not there yet is left for the next time.
    """
    added = []
    for code, where, in_team in SERVICES:
        if places.service_place(code, now=at) is not None:
            continue
        host = _host(actor, where)
        if host is None or (in_team and places.team(actor, DOOR) is None):
            continue
        worker_id: UUID = add_worker(actor, name=role(code).label, is_service=True, at=at)
        give_place(actor, worker_id=worker_id, organisation_code=host, role_code=code, job_title=role(code).label,
                   team_codes=[DOOR] if in_team else [], at=at)  # fmt: skip
        added.append(code)
    return added


def _host(actor: Actor, where: str) -> str | None:
    """The code of the agency a service sits in."""
    if where == HUB:
        return HUB
    if where == DOOR:
        return places.team_host(actor, DOOR)
    return next((one.code for one in places.agencies(actor) if one.kind == where), None)
