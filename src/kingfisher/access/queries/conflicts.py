"""Conflicts of interest declared by this worker, or by those she manages."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kingfisher.access.models import Bar, Conflict
from kingfisher.kernel.actor import Actor
from kingfisher.organisations.queries import colleagues
from kingfisher.rulebook import ask


@dataclass(frozen=True, slots=True)
class Declared:
    """One conflict: who is kept out, of whose papers, since when, and whether it is over."""

    id: UUID
    worker_id: UUID
    worker: str
    relation: str
    name: str
    born_on: date | None
    address: str
    why: str
    declared_by: str
    declared_at: datetime
    ended_at: datetime | None
    is_mine: bool
    is_quiet: bool


@dataclass(frozen=True, slots=True)
class Near:
    """To whom or to which house a worker is too near, as it was declared."""

    relation: str
    given_name: str
    family_name: str
    lines: str
    house: str
    postcode: str


def too_near(actor: Actor) -> dict[UUID, list[Near]]:
    """Live conflicts the actor may read, by the key of the worker each keeps out."""
    found: dict[UUID, list[Near]] = {}
    for r in Conflict.objects.filter(ended__isnull=True):
        near = Near(r.relation, r.given_name, r.family_name, r.lines, r.house_key, r.postcode_key)
        found.setdefault(r.worker_id, []).append(near)
    return found


def conflicts(actor: Actor) -> list[Declared]:
    """The actor's own, and those of her agency if she minds them; live ones first, the newest before the older."""
    rows = list(Conflict.objects.select_related("worker", "ended").order_by("-created_at")[:300])
    who = colleagues(actor, {r.created_by for r in rows})
    found = [
        Declared(
            r.id, r.worker_id, r.worker.name, ask.label("conflict_relation", r.relation),
            f"{r.given_name} {r.family_name}".strip(), r.born_on,
            ", ".join(p for p in (r.lines, r.postcode) if p), r.why,
            who[r.created_by].name if r.created_by in who else "", r.created_at,
            r.ended.created_at if hasattr(r, "ended") else None, r.worker_id == actor.worker_id,
            r.quiet,
        )
        for r in rows
    ]  # fmt: skip
    return sorted(found, key=lambda d: d.ended_at is not None)


def kept_out(actor: Actor, worker_ids: set[UUID]) -> set[tuple[UUID, UUID]]:
    """Of these workers, who is kept out of which folder: (worker, folder), of folders the actor knows of."""
    rows = Bar.objects.filter(worker_id__in=worker_ids).exclude(ends_at__lte=actor.at)
    return set(rows.values_list("worker_id", "folder_id"))
