"""Children discussed together: who could be, and whose papers say that she is not named to the others."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from kingfisher.access.queries import folders_shown
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.pathway.models import Episode, Strategy
from kingfisher.pathway.states import CALLED, OPEN
from kingfisher.people import queries as people
from kingfisher.people.queries import Kin, family_of

# What somebody is to the child, where she too may be a child to discuss.
TIES = {
    "sibling": "brother or sister", "half_sibling": "half brother or sister", "step_sibling": "step brother or sister",
    "cousin": "cousin", "lives_with": "lives in the same home", "friend": "friend", "associate": "seen with the child",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Together:
    """A child who could be discussed with this one, and why; `called` where her own discussion is called already."""

    episode_id: UUID
    name: str
    why: str
    kept: bool
    called: bool


@dataclass(frozen=True, slots=True)
class CallFile:
    """Whom a strategy discussion is called about, and who could be discussed at the same table."""

    episode_id: UUID
    name: str
    folders: tuple[UUID, ...]
    others: tuple[Together, ...]
    without_work: tuple[tuple[UUID, str], ...]


def call_file(actor: Actor, episode_id: UUID) -> CallFile:
    """Whom to discuss with this child: of her family or home, or named in the same contact, with open work the actor
    may see. `without_work` are those of the family nobody works with. The page records the opening.
    """
    row = Episode.objects.filter(id=episode_id, state=OPEN).first()
    if row is None:
        raise NotThere
    family = family_of(actor, row.person_id)
    near = {k.person_id: k for k in (family.kin if family else ()) if k.person_id and k.relationship in TIES}
    groups = people.clusters(actor, near)
    kin_of = {key: one for one, keys in groups.items() for key in keys}
    asked = Q(person_id__in=kin_of)
    if row.because_id:
        asked |= Q(because_id=row.because_id)
    found = list(Episode.objects.filter(asked, state=OPEN).exclude(id=row.id).order_by("name_said", "id"))
    hidden = kept_apart(actor, found)
    called = set(Strategy.objects.filter(episode__in=found, state=CALLED).values_list("episode_id", flat=True))
    others = tuple(Together(e.id, e.name_said, _why(e, near, kin_of), e.id in hidden, e.id in called) for e in found)
    working = {kin_of[e.person_id] for e in found if e.person_id in kin_of}
    idle = tuple((key, k.name) for key, k in near.items() if key not in working and _is_child(k))
    folders = tuple(sorted({row.folder_id, *(e.folder_id for e in found)}))
    return CallFile(row.id, row.name_said, folders, others, idle)


def _why(row: Episode, near: dict, kin_of: dict) -> str:
    tie = near.get(kin_of.get(row.person_id))
    return TIES[tie.relationship] if tie else "named in the same contact"


def _is_child(kin: Kin) -> bool:
    return kin.relationship in ("sibling", "half_sibling", "step_sibling") and (kin.age is None or kin.age < 18)


def kept_apart(actor: Actor, rows: Iterable[Episode]) -> dict[UUID, UUID]:
    """Those of these children some papers of whom are sealed or restricted, with that folder: whoever may not see it
    is not told that she is discussed.
    """
    rows = list(rows)
    known = people.clusters_of(actor, [r.person_id for r in rows]) if rows else {}
    lies = {
        r.id: {r.folder_id, r.protection_folder_id, *(m.folder_id for m in known.get(r.person_id, ()))} - {None}
        for r in rows
    }
    shown = folders_shown(actor, set().union(*lies.values()) if lies else set())
    shut = {key: not f.sealed for key, f in shown.items() if f.sealed or f.restricted}
    return {key: min(ids & shut.keys(), key=shut.__getitem__) for key, ids in lies.items() if ids & shut.keys()}


def discussed_with(actor: Actor, row: Episode, meeting_ids: Iterable[UUID]) -> dict[UUID, list[Strategy]]:
    """For each of these meetings, the strategy discussions of the other children held there that the actor may see."""
    ids = [m for m in meeting_ids if m]
    found: dict[UUID, list[Strategy]] = {}
    if ids:
        rows = Strategy.objects.filter(meeting_id__in=ids).exclude(episode=row).select_related("episode")
        for one in rows.order_by("created_at", "id"):
            found.setdefault(one.meeting_id, []).append(one)
    return found
