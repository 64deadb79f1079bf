"""What must not be found about the people a thing concerns. Asked as the guard, which tells nobody what it knows."""

import json
from uuid import UUID

from django.db import connection

from kingfisher.access.entry import acting_as, service_of
from kingfisher.guard.rules import Danger, Shields
from kingfisher.guard.scan import Secret
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere

SECRETS = ("home", "school", "gp", "phone", "email")


def shields_about(actor: Actor, *, people: set[UUID], folders: set[UUID]) -> Shields:
    """The shields of these people, and of all whose statements lie in these folders; whatever the actor may see.

    NotThere on a site without a guard: then nothing leaves.
    """
    if not people and not folders:
        return Shields()
    rows = _rows(actor, people, folders)
    secrets = tuple(Secret(what, said["text"], person, said.get("postcode") or "") for what, said, person, _ in rows
                    if what in SECRETS)  # fmt: skip
    places = [(Secret("home", said["text"], person, said["postcode"] or ""), said["past"]) for what, said, person, near
              in rows if what == "place" and not near]  # fmt: skip
    return Shields(
        secrets=tuple(dict.fromkeys(secrets)),
        dangers=tuple(_danger(said, person) for what, said, person, _ in rows if what == "danger"),
        past=tuple(home for home, past in places if past),
        present=tuple(home for home, past in places if not past),
    )


def one_with(actor: Actor, person_id: UUID | None) -> frozenset[UUID]:
    """Every statement judged to be this person, whichever agency made it."""
    if person_id is None:
        return frozenset()
    rows = _rows(actor, {person_id}, set())
    return frozenset(person for what, _, person, near in rows if what == "member" and not near)


def _rows(actor: Actor, people: set[UUID], folders: set[UUID]) -> list[tuple]:
    try:
        guard = service_of("safe_address_guard", at=actor.at, via=actor.via)
    except NotThere:
        raise NotThere("Nothing can leave: this hub has no safe-address guard. Tell whoever runs it.") from None
    with acting_as(guard), connection.cursor() as cursor:
        cursor.execute("SELECT what, said::text, person, near FROM guard_shields(%s, %s)",
                       [sorted(people), sorted(folders)])  # fmt: skip
        found = cursor.fetchall()
    return [(what, json.loads(said), person, near) for what, said, person, near in found]


def _danger(said: dict, person: UUID | None) -> Danger:
    homes = tuple(Secret("home", h["text"] or "", person, h["postcode"] or "") for h in said["homes"])
    return Danger(said["name"] or "", person, homes, tuple(said["phones"]), said["email"] or "")
