"""Whose a folder is and who has been let into it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.access.models import Folder, Grant, StandingGrant
from kingfisher.kernel.actor import Actor
from kingfisher.organisations.queries import Agency, agencies_by_id


@dataclass(frozen=True, slots=True)
class FolderShown:
    id: UUID
    owner_id: UUID
    kind: str
    category: str
    sealed: bool
    restricted: bool
    sealed_for: str


@dataclass(frozen=True, slots=True)
class AccessGiven:
    """One reason somebody can see a folder. `id` is of the single grant; `placement_id` of whom it names."""

    receiver: str
    level: int
    because: str
    basis: str
    starts_at: datetime
    ends_at: datetime | None
    ended_at: datetime | None
    id: UUID | None = None
    placement_id: UUID | None = None
    writes: bool = False


def folders_shown(actor: Actor, folder_ids: set[UUID]) -> dict[UUID, FolderShown]:
    """Of these folders, those the actor may at least know of."""
    rows = Folder.objects.filter(id__in=folder_ids)
    return {r.id: FolderShown(r.id, r.owner_id, r.kind, r.category, r.sealed, r.restricted, r.sealed_for) for r in rows}


def owner_of(actor: Actor, folder_id: UUID) -> Agency | None:
    """The agency whose folder it is, if this actor may know that there is one."""
    shown = folders_shown(actor, {folder_id}).get(folder_id)
    return agencies_by_id(actor, {shown.owner_id})[shown.owner_id] if shown else None


def who_can_see(actor: Actor, folder_id: UUID) -> list[AccessGiven]:
    """Who else has been let into a folder, and why: single grants first, then standing agreements."""
    folder = Folder.objects.filter(id=folder_id).first()
    if folder is None:
        return []
    grants = Grant.objects.filter(folder=folder).select_related("to_organisation", "to_team", "to_placement__worker")
    given = [
        AccessGiven(_receiver(g), g.level, g.because, g.basis, g.starts_at, g.ends_at, g.ended_at, g.id,
                    g.to_placement_id, g.writes)
        for g in grants.order_by("created_at")
    ]  # fmt: skip
    standing = StandingGrant.objects.filter(owner_id=folder.owner_id, category=folder.category).select_related(
        "to_organisation", "to_team"
    )
    return given + [
        AccessGiven(_receiver(s), s.level, f"Standing agreement {s.agreement_ref}", "standing_agreement",
                    s.starts_at, s.ends_at, s.ended_at)
        for s in standing.order_by("created_at")
    ]  # fmt: skip


def _receiver(row: Grant | StandingGrant) -> str:
    if row.to_organisation:
        return row.to_organisation.short_name
    if row.to_team:
        return row.to_team.name
    return row.to_placement.worker.name
