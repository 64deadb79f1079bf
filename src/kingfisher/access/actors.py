"""A place turned into an Actor, with what its role may do and why it may not. Only the doors (entry.py) call this."""

from datetime import datetime

from kingfisher.access.permissions import Permission
from kingfisher.access.roles import role
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import Denied
from kingfisher.organisations import queries as places

# Whoever's training lapsed reaches what ends that; PostgreSQL shows her no record, and a page would be empty untold.
OPEN_TO_THE_SHUT_OUT = frozenset({Permission.LEARNING_BOOK})
SHUT_OUT = {
    "training": "Your training for this work has ended, so your place opens no record. Book a course under My "
    "training: it opens again as soon as the register says that you trained.",
    "vetting": "Your vetting has ended, so your place opens no record. Ask your agency’s administrator.",
}


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
        shut_out=place.shut_out,
    )


def may_open(actor: Actor, permission: Permission) -> None:
    """Denied where the actor may not open a page that asks for this: shut out, or of a role without it."""
    if actor.shut_out and permission not in OPEN_TO_THE_SHUT_OUT:
        raise Denied(SHUT_OUT[actor.shut_out], rule=f"{actor.shut_out}_lapsed")
    if not actor.has(permission):
        raise Denied("Your role does not include this page.", rule=f"permission:{permission}")
