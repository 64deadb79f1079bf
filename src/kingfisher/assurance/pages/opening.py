"""The hub's own service opens folders, draws cases and shuts them again: nobody in the office sees a record."""

from collections.abc import Callable, Collection
from uuid import UUID

from kingfisher.access.entry import acting_as, service_of
from kingfisher.assurance import actions
from kingfisher.kernel.actor import Actor
from kingfisher.organisations.queries import Colleague, agencies, working_in

LEADS = ("designated_safeguarding_lead", "delegated_safeguarding_partner")


def as_service(actor: Actor, act: Callable[[Actor], object]) -> object:
    """Have the service do it, at the actor's own moment."""
    service = service_of("front_door_service", at=actor.at, via=actor.via)
    with acting_as(service):
        return act(service)


def folder_for(actor: Actor, *to: UUID) -> UUID:
    return as_service(actor, lambda s: actions.open_folder(s, to=to, at=s.at))


def folder_with_service(actor: Actor) -> UUID:
    """A folder in which the service keeps what is sent by a link, beside the office."""
    return as_service(actor, lambda s: actions.open_folder(s, to=(s.placement_id,), at=s.at))


def people(actor: Actor, kinds: tuple[str, ...] = ()) -> tuple[list[tuple[str, str]], dict[str, UUID]]:
    """Everybody who works in an agency (of these kinds), to choose from, and the agency of each."""
    bodies = {a.code: a for a in agencies(actor) if not kinds or a.kind in kinds}
    there = working_in(actor, {a.id for a in bodies.values()})
    homes = {str(p.placement_id): bodies[p.organisation_code].id for p in there if p.organisation_code in bodies}
    names = sorted((f"{p.organisation}: {p.name}, {p.job_title}", str(p.placement_id)) for p in there)
    return [(key, name) for name, key in names], homes


def likely_leads(actor: Actor, kinds: tuple[str, ...], *, but: Collection[UUID]) -> list[tuple[str, str]]:
    """Of each agency of these kinds (`but` those), whom to ask: its designated lead, else the first by name."""
    bodies = {a.code: a for a in agencies(actor) if a.kind in kinds and a.id not in but}
    found: dict[str, Colleague] = {}
    for one in working_in(actor, {a.id for a in bodies.values()}):
        known = found.get(one.organisation_code)
        if known is None or (one.role in LEADS and known.role not in LEADS):
            found[one.organisation_code] = one
    names = sorted((bodies[code].name, c) for code, c in found.items())
    return [(str(c.placement_id), f"{name}: {c.name}, {c.job_title}") for name, c in names]
