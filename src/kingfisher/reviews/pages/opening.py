"""The hub's own service opens the folder of what somebody begins."""

from uuid import UUID

from kingfisher.access.entry import acting_as, service_of
from kingfisher.kernel.actor import Actor
from kingfisher.reviews import actions


def let_answer(actor: Actor, folder: UUID, answerer: UUID) -> None:
    """Whoever answers for a promise may keep files that show it."""
    service = service_of("front_door_service", at=actor.at, via=actor.via)
    with acting_as(service):
        actions.let_answer(service, folder=folder, answerer=answerer, at=actor.at)


def folder_for(actor: Actor, kind: str, *to: UUID) -> UUID:
    """A folder for the office, the partners and these placements."""
    service = service_of("front_door_service", at=actor.at, via=actor.via)
    with acting_as(service):
        return actions.open_folder(service, kind=kind, to=to, at=actor.at)
