"""Workers with all the places they hold or held, as whoever keeps an agency's people sees them."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kingfisher.kernel.actor import Actor
from kingfisher.organisations.models import Organisation, Placement, Team, Worker
from kingfisher.organisations.queries.agencies import Agency, _agency
from kingfisher.ui.paging import Ask, Page, keyed


@dataclass(frozen=True, slots=True)
class PlaceHeld:
    """A place of a worker as her administrator sees it; ended and coming ones included."""

    id: UUID
    organisation_id: UUID
    organisation: str
    role: str
    job_title: str
    teams: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime | None
    reads_only: bool
    given_for: str
    is_live: bool


@dataclass(frozen=True, slots=True)
class WorkerHeld:
    """A worker with her places, the living first."""

    id: UUID
    name: str
    email: str
    phone: str
    username: str
    user_id: int | None
    suspended_at: datetime | None
    suspended_by: UUID | None
    places: tuple[PlaceHeld, ...]


def parts_of(actor: Actor, organisation_id: UUID) -> list[Agency]:
    """An organisation and all its parts, the whole first: the trust and its schools."""
    found, level = [], list(Organisation.objects.filter(id=organisation_id))
    while level:
        found += level
        level = list(Organisation.objects.filter(parent_id__in=[o.id for o in level]).order_by("name"))
    return [_agency(o) for o in found]


def teams_of(actor: Actor, organisation_ids: set[UUID]) -> list[tuple[str, str]]:
    """Code and name of the teams these organisations host."""
    rows = Team.objects.filter(organisation_id__in=organisation_ids).order_by("name")
    return list(rows.values_list("code", "name"))


def staff_of(
    actor: Actor, organisation_ids: set[UUID], *, words: str = "", services: bool = False, ask: Ask
) -> Page[WorkerHeld]:  # fmt: skip
    """Those who hold or held a place in these organisations, by name; systems instead when asked for `services`."""
    rows = Worker.objects.filter(is_service=services, id__in=Placement.objects.filter(
        organisation_id__in=organisation_ids).values("worker_id")).select_related("user")  # fmt: skip
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(email__icontains=words))
    page = keyed(rows, ask, order=("name", "id"))
    return replace(page, rows=[_held(row, actor.at) for row in page.rows])


def worker_of(actor: Actor, worker_id: UUID, organisation_ids: set[UUID]) -> WorkerHeld | None:
    """One of those `staff_of` shows, or None."""
    row = Worker.objects.filter(id=worker_id, placements__organisation_id__in=organisation_ids).first()
    return _held(row, actor.at) if row else None


def worker_by_email(actor: Actor, email: str) -> WorkerHeld | None:
    """Whoever works in the partnership under this e-mail address, in whichever agency."""
    row = Worker.objects.filter(email__iexact=email.strip(), is_service=False).order_by("created_at").first()
    return _held(row, actor.at) if row else None


def _held(row: Worker, now: datetime) -> WorkerHeld:
    places = Placement.objects.filter(worker=row).select_related("organisation").order_by("-starts_at")
    shown = [
        PlaceHeld(
            p.id, p.organisation_id, p.organisation.short_name, p.role, p.job_title,
            tuple(m.team.name for m in p.memberships.select_related("team") if m.ends_at is None or m.ends_at > now),
            p.starts_at, p.ends_at, p.reads_only, p.given_for, p.ends_at is None or p.ends_at > now,
        )
        for p in places
    ]  # fmt: skip
    username, user_id = (row.user.username, row.user_id) if row.user else ("", None)
    ordered = tuple(sorted(shown, key=lambda p: not p.is_live))
    return WorkerHeld(
        row.id, row.name, row.email, row.phone, username, user_id, row.suspended_at, row.suspended_by, ordered
    )


def worker_anywhere(actor: Actor, worker_id: UUID) -> WorkerHeld | None:
    """A worker by key, in whichever agency; None where there is none. Systems are not workers."""
    row = Worker.objects.filter(id=worker_id, is_service=False).select_related("user").first()
    return _held(row, actor.at) if row else None


def live_places_of(actor: Actor, worker_ids: set[UUID]) -> dict[UUID, list[tuple[UUID, UUID]]]:
    """The live places of these workers: key of each place and of its organisation."""
    rows = Placement.objects.filter(worker_id__in=worker_ids, starts_at__lte=actor.at).exclude(ends_at__lte=actor.at)
    found: dict[UUID, list[tuple[UUID, UUID]]] = {}
    for worker, placement, organisation in rows.values_list("worker_id", "id", "organisation_id"):
        found.setdefault(worker, []).append((placement, organisation))
    return found
