"""A place turned into an Actor, with what its role may do. Only the doors (entry.py) call this."""

from datetime import datetime

from kingfisher.access.roles import role
from kingfisher.kernel.actor import Actor
from kingfisher.organisations import queries as places


def actor_of(place: places.Place, *, at: datetime, purpose: str, via: str, door: str = "") -> Actor:
    return Actor(
        placement_id=place.id,
        worker_id=place.worker_id,
        worker_name=place.worker_name,
        organisation_id=place.organisation_id,
        organisation_code=place.organisation_code,
        organisation_name=place.organisation_name,
        role=place.role,
        permissions=role(place.role).permissions,
        at=at,
        purpose=purpose,
        via=via,
        team_ids=place.team_ids,
        door=door,
        reads_only=place.reads_only,
        given_for=place.given_for,
    )
