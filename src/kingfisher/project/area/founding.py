"""Found a partnership on this hub, or add what its file has new. What stands is never changed by it."""

import json
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.urls import reverse

from kingfisher.access import actions as access
from kingfisher.access.entry import acting_as, service_of
from kingfisher.accounts import actions as accounts
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere, Refused
from kingfisher.organisations import queries as places
from kingfisher.project import database, env
from kingfisher.project.area.shapes import Area, Body, Person
from kingfisher.project.env import CannotStart

ADMINISTRATOR, LEAD = "agency_administrator", "lead_safeguarding_partner"


@dataclass(frozen=True)
class Link:
    """A one-use way in for somebody who has just been given a place."""

    name: str
    agency: str
    path: str


def found(area: Area, *, at: datetime) -> list[Link]:
    """Everything of the file that is not there yet; the links of those who were added."""
    installer = _installer(area, at)
    links: list[Link] = []
    with acting_as(installer):
        there = {agency.code for agency in places.agencies(installer)}
        for body in area.bodies:
            if body.code not in there:
                access.add_agency(
                    installer, code=body.code, name=body.name, short_name=body.short_name, kind=body.kind,
                    parent_code=body.within, phone=body.phone, answers_checks=body.answers_checks, at=at,
                )  # fmt: skip
        for group in area.groups:
            if places.team(installer, group.code) is None:
                access.add_team(installer, code=group.code, name=group.name, organisation_code=group.host, at=at)
        for body in area.bodies:
            links += _people(installer, body, at)
        access.add_missing_services(installer, at=at)
    _keep_local(area)
    return links


def another_link(email: str, *, at: datetime) -> Link:
    """A new link for somebody this command added, whose first one ran out before she used it."""
    try:
        installer = service_of("installer", at=at, via="command")
    except NotThere:
        raise CannotStart("No partnership is founded here yet.") from None
    with acting_as(installer):
        held = places.worker_by_email(installer, email)
        if held is None:
            raise CannotStart(f"Nobody works here under {email}.")
        token = accounts.invite_first(installer, worker_id=held.id, at=at)
    return Link(held.name, held.places[0].organisation if held.places else "", reverse("accounts:link", args=[token]))


def is_founded(*, at: datetime) -> bool:
    try:
        return bool(service_of("installer", at=at, via="command"))
    except NotThere:
        return False


def _installer(area: Area, at: datetime) -> Actor:
    if not is_founded(at=at):
        with database.as_owner():
            access.found_partnership(name=area.name, at=at)
    return service_of("installer", at=at, via="command")


def _people(installer: Actor, body: Body, at: datetime) -> list[Link]:
    wanted = [(person, ADMINISTRATOR) for person in body.administrators]
    wanted += [(body.lead, LEAD)] if body.lead else []
    return [link for person, role in wanted if (link := _person(installer, body, person, role, at))]


def _person(installer: Actor, body: Body, person: Person, role: str, at: datetime) -> Link | None:
    if places.worker_by_email(installer, person.email):
        return None
    try:
        worker_id: UUID = accounts.add_worker(
            installer, name=person.name, email=person.email, phone=person.phone, at=at
        )
        team = ["safeguarding_partners"] if role == LEAD else []
        access.give_place(installer, worker_id=worker_id, organisation_code=body.code, role_code=role,
                          job_title=person.title, team_codes=team, at=at)  # fmt: skip
        token = accounts.invite_first(installer, worker_id=worker_id, at=at)
    except Refused as why:
        raise CannotStart(f"{person.name}: {why.sentence}") from None
    return Link(person.name, body.short_name, reverse("accounts:link", args=[token]))


def _keep_local(area: Area) -> None:
    """The partnership's own rulebook, name, colour and logo, where the hub looks for them at its start."""
    local = Path(env.text("KINGFISHER_LOCAL") or env.home() / "local")
    public = local / "public"
    public.mkdir(parents=True, exist_ok=True)
    if area.rulebook and area.rulebook.resolve() != (local / "rulebook").resolve():
        shutil.copytree(area.rulebook, local / "rulebook", dirs_exist_ok=True)
    if area.logo:
        shutil.copyfile(area.logo, public / "area-logo.png")
    if area.colour:
        (public / "area.css").write_text(f":root {{ --kf-deep: {area.colour}; }}\n", encoding="utf-8")
    said = {"name": area.name, "exit_url": area.exit_url, "logo_alt": area.logo_alt if area.logo else ""}
    (local / "area.json").write_text(json.dumps(said, indent=1) + "\n", encoding="utf-8")
