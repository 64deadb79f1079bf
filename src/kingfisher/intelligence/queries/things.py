"""Finding things of the network, and everything that was ever said of one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from kingfisher.intelligence.models import Identified, Link, PeerMap, Thing
from kingfisher.intelligence.queries.network import Joint, Node, _joints, _nodes
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.people.queries import statements


def things(actor: Actor, *, words: str = "", kind: str = "", at_most: int = 100) -> list[Node]:
    """Things found by words or by their own number, the newest first; the caller shows no count.

    Whoever was written down for a map alone is found no more once the map is closed.
    """
    closed = PeerMap.objects.filter(state="closed").values("folder_id")
    rows = Thing.objects.exclude(folder__in=closed).order_by("-created_at", "-id")
    rows = rows.filter(kind=kind) if kind else rows
    if words.strip():
        number = "".join(c for c in words.upper() if c.isalnum())
        rows = rows.filter(Q(label__icontains=words.strip()) | Q(key=number) & ~Q(key=""))
    return _nodes(actor, list(rows[:at_most]))


def link_history(actor: Actor, thing_id: UUID) -> list[tuple[Joint, str]]:
    """Every link ever made of a thing, with why it was taken back where it was; oldest first."""
    rows = Link.objects.filter(Q(left=thing_id) | Q(right=thing_id)).select_related("taken_back").order_by("created_at")
    joints = {one.id: one for one in _joints(actor, rows)}
    return [(joints[row.id], row.taken_back.why if hasattr(row, "taken_back") else "") for row in rows]


def thing(actor: Actor, thing_id: UUID) -> Node:
    """One thing by itself; NotThere when it is unseen."""
    found = _nodes(actor, list(Thing.objects.filter(id=thing_id)))
    if not found:
        raise NotThere
    return found[0]


def drawn_around(actor: Actor, link_id: UUID) -> UUID:
    """The thing in whose picture a link is best seen: its second end. NotThere when unseen."""
    row = Link.objects.filter(id=link_id).first()
    if row is None or not Thing.objects.filter(id=row.right_id).exists():
        raise NotThere
    return row.right_id


@dataclass(frozen=True, slots=True)
class Saying:
    """Somebody said to be a person: when, why, and why it was taken back. No name where her record is unseen."""

    id: UUID
    person_id: UUID
    person_name: str
    why: str
    at: datetime
    taken_back: str


def identified(actor: Actor, thing_id: UUID) -> list[Saying]:
    """Everybody a thing was ever said to be, oldest first; those taken back say why."""
    rows = list(Identified.objects.filter(thing=thing_id).select_related("taken_back").order_by("created_at", "id"))
    said = statements(actor, {row.person_id for row in rows})
    return [
        Saying(row.id, row.person_id, said[row.person_id].name if row.person_id in said else "", row.why,
               row.created_at, row.taken_back.why if hasattr(row, "taken_back") else "")
        for row in rows
    ]  # fmt: skip


def things_of(actor: Actor, person_ids: Collection[UUID]) -> list[UUID]:
    """The things said to be one of these people."""
    rows = Identified.objects.filter(person_id__in=list(person_ids), taken_back=None)
    return list(rows.values_list("thing_id", flat=True).distinct())
