"""Found the partnership through access: its organisations, teams, workers, places and systems."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, actor_for
from kingfisher.access.roles import role
from kingfisher.kernel.actor import Actor
from kingfisher.project.database import as_owner

from .place import HUB
from .shapes import PlacementSeed
from .world import World

FOUNDED_DAYS_AGO = 760
PARTNERSHIP = "Saltmere Safeguarding Children Partnership"
PURPOSE = "safeguard_child"
SIGNER = "information_governance_lead"


@dataclass
class Places:
    """Who is who in the database, by the names the seeds use."""

    organisations: dict[str, UUID] = field(default_factory=dict)
    teams: dict[str, UUID] = field(default_factory=dict)
    workers: dict[str, UUID] = field(default_factory=dict)  # username to worker
    placements: dict[str, UUID] = field(default_factory=dict)  # username to placement
    systems: dict[str, UUID] = field(default_factory=dict)  # organisation to its system's placement
    signers: dict[str, UUID] = field(default_factory=dict)  # organisation to who signs its agreements
    services: dict[str, UUID] = field(default_factory=dict)  # role to placement, for the hub's own

    def worker(self, username: str, *, at: datetime) -> Actor:
        """The actor of a worker at a moment of the story."""
        return actor_for(self.placements[username], at=at, purpose=PURPOSE, via="demo")

    def system(self, organisation: str, *, at: datetime) -> Actor:
        """The actor of an organisation's own system, which brings in what it holds."""
        return actor_for(self.systems[organisation], at=at, purpose=PURPOSE, via="demo")

    def signer(self, organisation: str, *, at: datetime) -> Actor:
        return actor_for(self.signers[organisation], at=at, purpose="run_service", via="demo")

    def service(self, role: str, *, at: datetime) -> Actor:
        return actor_for(self.services[role], at=at, purpose=PURPOSE, via="demo")


def founded(world: World) -> tuple[UUID, datetime]:
    """Found the partnership as the database's owner; the installer's placement and the moment of founding."""
    at = world.now - timedelta(days=FOUNDED_DAYS_AGO)
    with as_owner():
        return access.found_partnership(name=PARTNERSHIP, at=at), at


def furnish(world: World, installer_id: UUID, at: datetime) -> Places:
    """Everything of organisations: runs as the application, acting as the installer."""
    places = Places()
    installer = actor_for(installer_id, at=at, via="demo")
    places.organisations[HUB] = installer.organisation_id
    with acting_as(installer):
        for body in world.organisations:
            places.organisations[body.code] = access.add_agency(
                installer, code=body.code, name=body.name, short_name=body.short or body.name, kind=body.kind,
                parent_code=body.within, phone=body.phone, answers_checks=body.answers_checks, at=at,
            )  # fmt: skip
        for team in world.teams:
            places.teams[team.code] = access.add_team(
                installer, code=team.code, name=team.name, organisation_code=team.host, at=at
            )
        add_workers(world, installer, places, at)
        add_services(world, installer, places, at)
    return places


def add_workers(world: World, installer: Actor, places: Places, at: datetime) -> None:
    for worker in world.workers:
        worker_id = access.add_worker(
            installer,
            name=worker.name,
            email=worker.email,
            phone=worker.phone,
            username=worker.username,
            at=at,
        )
        places.workers[worker.username] = worker_id
        for place in worker.placements:
            begins, ends = visit_of(place, world.now) if place.visit else (at, None)
            places.placements[worker.username] = access.give_place(
                installer, worker_id=worker_id, organisation_code=place.organisation, role_code=place.role,
                job_title=place.title, team_codes=[place.team] if place.team in places.teams else [],
                starts_at=begins, ends_at=ends, given_for=place.visit, at=at,
            )  # fmt: skip
            if place.role == SIGNER:
                places.signers[place.organisation] = places.placements[worker.username]


def visit_of(place: PlacementSeed, now: datetime) -> tuple[datetime, datetime]:
    """A visitor came yesterday and stays as long as her role may."""
    begins = now - timedelta(days=1)
    return begins, begins + timedelta(days=role(place.role).visits_days)


def add_services(world: World, installer: Actor, places: Places, at: datetime) -> None:
    names = {body.code: body.short or body.name for body in world.organisations}
    for service in world.services:
        if service.role == SIGNER and service.organisation in places.signers:
            continue
        whose = names.get(service.organisation)
        name = f"{whose}: {service.name.lower()}" if whose else service.name
        worker_id = access.add_worker(installer, name=name, is_service=True, at=at)
        placement = access.give_place(
            installer, worker_id=worker_id, organisation_code=service.organisation, role_code=service.role,
            team_codes=[service.team] if service.team else [], at=at,
        )  # fmt: skip
        if service.role == "agency_system":
            places.systems[service.organisation] = placement
        elif service.role == SIGNER:
            places.signers[service.organisation] = placement
        else:
            places.services[service.role] = placement
