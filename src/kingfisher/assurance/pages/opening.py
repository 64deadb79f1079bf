"""The hub's own service opens folders, draws cases and shuts them again: nobody in the office sees a record."""

from collections.abc import Callable
from uuid import UUID

from kingfisher.access.entry import acting_as, service_of
from kingfisher.assurance import actions
from kingfisher.kernel.actor import Actor
from kingfisher.organisations.queries import agencies, working_in


def as_service(actor: Actor, act: Callable[[Actor], object]) -> object:
    """Have the service do it, at the actor's own moment."""
    service = service_of("front_door_service", at=actor.at, via=actor.via)
    with acting_as(service):
        return act(service)


def folder_for(actor: Actor, *to: UUID) -> UUID:
    return as_service(actor, lambda s: actions.open_folder(s, to=to, at=s.at))


def people(actor: Actor, kinds: tuple[str, ...] = ()) -> tuple[list[tuple[str, str]], dict[str, UUID]]:
    """Everybody who works in an agency (of these kinds), to choose from, and the agency of each."""
    bodies = {a.code: a for a in agencies(actor) if not kinds or a.kind in kinds}
    there = working_in(actor, {a.id for a in bodies.values()})
    homes = {str(p.placement_id): bodies[p.organisation_code].id for p in there if p.organisation_code in bodies}
    names = sorted((f"{p.organisation}: {p.name}, {p.job_title}", str(p.placement_id)) for p in there)
    return [("", "Choose a person"), *((key, name) for name, key in names)], homes
