"""Agencies, teams, workers and the places they hold: giving a place is an act of access. Each is recorded."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth import get_user_model

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.access.roles import Role, role
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import Denied, Refused
from kingfisher.organisations import actions as places


def _may_place(actor: Actor) -> None:
    if not actor.has(Permission.PLACE_GIVE):
        raise Denied("Your role does not include giving places.", rule=f"permission:{Permission.PLACE_GIVE}")


def add_agency(
    actor: Actor, *, code: str, name: str, short_name: str, kind: str, parent_code: str = "",
    phone: str = "", answers_checks: bool = False, at: datetime,
) -> UUID:  # fmt: skip
    """Add an agency to the partnership; returns its key."""
    _may_place(actor)
    made = places.add_organisation(
        actor, code=code, name=name, short_name=short_name, kind=kind, parent_code=parent_code,
        phone=phone, answers_checks=answers_checks, at=at,
    )  # fmt: skip
    audit.record(actor, "access.agency.added", facts={"agency": code})
    return made.id


def add_team(actor: Actor, *, code: str, name: str, organisation_code: str, at: datetime) -> UUID:
    """Add a team hosted by an agency; returns its key."""
    _may_place(actor)
    made = places.add_team(actor, code=code, name=name, organisation_code=organisation_code, at=at)
    audit.record(actor, "access.team.added", facts={"team": code, "agency": organisation_code})
    return made.id


def add_worker(
    actor: Actor, *, name: str, email: str = "", phone: str = "", username: str = "", password: str = "",
    is_service: bool = False, at: datetime,
) -> UUID:  # fmt: skip
    """Add a worker, with an account to sign in when `username` is given; returns her key."""
    _may_place(actor)
    user = None
    if username:
        user = get_user_model()(username=username, date_joined=at)
        user.set_password(password) if password else user.set_unusable_password()
        user.save()
    made = places.add_worker(
        actor, name=name, email=email, phone=phone, is_service=is_service,
        user_id=user.pk if user else None, at=at,
    )  # fmt: skip
    audit.record(actor, "access.worker.added", facts={"worker": str(made.id), "account": bool(user)})
    return made.id


class Ungiven(Refused):
    """A place that may not be given as it was asked for."""

    rule = "place_not_given"


def give_place(
    actor: Actor, *, worker_id: UUID, organisation_code: str, role_code: str, job_title: str = "",
    team_codes: Sequence[str] = (), starts_at: datetime | None = None, ends_at: datetime | None = None,
    given_for: str = "", at: datetime,
) -> UUID:  # fmt: skip
    """Give a worker a place in an organisation and in teams; returns the placement's key.

    A visitor's role (an inspector's, a scrutineer's) gets a place that only reads: it must have an end, at most
    `role.visits_days` away, and say what it is `given_for`. Ungiven where it does not, or where it is one's own.
    """
    _may_place(actor)
    what = role(role_code)
    if worker_id == actor.worker_id:
        raise Ungiven("Nobody gives herself a place: ask another administrator of your agency.")
    if what.visits_days:
        _must_be_a_visit(what, starts_at or at, ends_at, given_for)
    placement = places.place(
        actor, worker_id=worker_id, organisation_code=organisation_code, role=role_code, job_title=job_title,
        own_level=what.own_level, clearances=what.clearances, starts_at=starts_at or at, ends_at=ends_at,
        reads_only=bool(what.visits_days), given_for=given_for, at=at,
    )  # fmt: skip
    for code in team_codes:
        places.join_team(actor, team_code=code, placement_id=placement.id, starts_at=starts_at or at, at=at)
    audit.record(actor, "access.place.given", facts={"placement": str(placement.id), "role": role_code})
    return placement.id


def _must_be_a_visit(what: Role, starts_at: datetime, ends_at: datetime | None, given_for: str) -> None:
    if ends_at is None or not given_for.strip():
        raise Ungiven(f"{what.label}: say what the visit is for, and when it ends.")
    if not starts_at < ends_at <= starts_at + timedelta(days=what.visits_days):
        raise Ungiven(f"{what.label}: a visit ends within {what.visits_days} days of its beginning.")


def end_place(actor: Actor, *, placement_id: UUID, at: datetime) -> None:
    """End a place; its holder sees nothing through it from that second."""
    _may_place(actor)
    places.end_placement(actor, placement_id=placement_id, at=at)
    audit.record(actor, "access.place.ended", facts={"placement": str(placement_id)})


def set_validity(
    actor: Actor, *, placement_id: UUID, training_valid_until: datetime | None = None,
    vetting_valid_until: datetime | None = None, at: datetime,
) -> None:  # fmt: skip
    """Say until when training and vetting hold in a place; None leaves what stands. Past it, nothing is seen."""
    _may_place(actor)
    said = {"training_valid_until": training_valid_until, "vetting_valid_until": vetting_valid_until}
    places.set_validity(actor, placement_id=placement_id, until={k: v for k, v in said.items() if v}, at=at)
    audit.record(actor, "access.place.validity", facts={"placement": str(placement_id)})


def training_holds(actor: Actor, *, placement_id: UUID, until: datetime | None, at: datetime) -> None:
    """Until when training holds in a place, as training works it out; None opens it."""
    actor.must(Permission.TRAINING_HOLD)
    places.training_holds(actor, placement_id=placement_id, until=until, at=at)
    audit.record(actor, "access.place.validity", facts={"placement": str(placement_id), "training": str(until or "")})


def suspend_worker(actor: Actor, *, worker_id: UUID, at: datetime) -> None:
    """Suspend a worker in every place she holds."""
    _may_place(actor)
    places.suspend(actor, worker_id=worker_id, at=at)
    audit.record(actor, "access.worker.suspended", facts={"worker": str(worker_id)})


def lift_suspension(actor: Actor, *, worker_id: UUID, at: datetime) -> None:
    """Let a suspended worker back into the places she still holds."""
    _may_place(actor)
    places.lift_suspension(actor, worker_id=worker_id, at=at)
    audit.record(actor, "access.worker.suspension_lifted", facts={"worker": str(worker_id)})


def found_partnership(*, name: str, at: datetime) -> UUID:
    """The first act of a new site: the hub's own organisation and the installer's place. Once only.

    There is no actor before this, so it runs as the database's owner (./kingfisher demo or new-area).
    """
    return places.found(name=name, at=at)
