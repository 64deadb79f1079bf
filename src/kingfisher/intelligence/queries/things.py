"""Finding things of the network, and everything that was ever said of one."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q

from kingfisher.intelligence.models import Identified, Link, Thing
from kingfisher.intelligence.queries.network import Joint, Node, _joints, _nodes
from kingfisher.kernel.actor import Actor


def things(actor: Actor, *, words: str = "", kind: str = "", at_most: int = 100) -> list[Node]:
    """Things found by words or by their own number, the newest first; the caller shows no count."""
    rows = Thing.objects.order_by("-created_at", "-id")
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


def identifications(actor: Actor, thing_id: UUID) -> list[tuple[UUID, UUID, str]]:
    """Who somebody is said to be: key of the saying, of the statement, and why. Those taken back are left out."""
    rows = Identified.objects.filter(thing=thing_id, taken_back=None).order_by("created_at")
    return [(row.id, row.person_id, row.why) for row in rows]


def things_of(actor: Actor, person_ids: Collection[UUID]) -> list[UUID]:
    """The things said to be one of these people."""
    rows = Identified.objects.filter(person_id__in=list(person_ids), taken_back=None)
    return list(rows.values_list("thing_id", flat=True).distinct())
