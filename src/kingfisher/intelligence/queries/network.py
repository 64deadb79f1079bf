"""The network as this actor may see it: things near one another, ways between two, what holds groups together.

Every ring is read from the database, so a thing or link that is not seen is not walked over and leaves no gap.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from uuid import UUID

from django.db import connection

from kingfisher.access import audit
from kingfisher.intelligence import network
from kingfisher.intelligence.models import Identified, Link, Role, Thing
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import agencies_by_id
from kingfisher.people.queries import statements

audit.can_record(
    intelligence__network__opened="looked at a network of people and things",
    intelligence__network__connected="asked how two people or things are connected",
)
MOST = 300  # things in one picture

# One question a ring, each table once, because each table's policy is worked out anew in every question (ADR 0037).
# The end that was asked for is seen already; the other, the link and its not having been taken back are asked here.
_RING = """
SELECT l.id, l.left_id, l.right_id FROM intelligence_link l
JOIN intelligence_thing o ON o.id = CASE WHEN l.left_id = ANY(%(keys)s::uuid[]) THEN l.right_id ELSE l.left_id END
WHERE (l.left_id = ANY(%(keys)s::uuid[]) OR l.right_id = ANY(%(keys)s::uuid[]))
  AND (%(basis)s = '{}' OR l.basis = ANY(%(basis)s::text[]))
  AND (%(kinds)s = '{}' OR o.kind = ANY(%(kinds)s::text[]))
  AND (%(since)s::date IS NULL OR l.last_on >= %(since)s) AND (%(until)s::date IS NULL OR l.first_on <= %(until)s)
  AND NOT EXISTS (SELECT 1 FROM intelligence_takenback t WHERE t.link_id = l.id)
"""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What to leave out of a picture; empty leaves nothing out."""

    kinds: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody or something. `person_id` is a statement she is said to be, which this actor sees."""

    id: UUID
    folder_id: UUID
    kind: str
    sort: str
    label: str
    detail: str
    happened_on: date | None
    at: tuple[int, int] | None
    roles: tuple[str, ...] = ()
    person_id: UUID | None = None
    person_name: str = ""


@dataclass(frozen=True, slots=True)
class Joint:
    """One link as it is drawn and told."""

    id: UUID
    folder_id: UUID
    left: UUID
    right: UUID
    kind: str
    basis: str
    grade: str
    confidence: str
    first_on: date
    last_on: date
    asserted_by: str
    source_ref: str
    agency: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Things and what links them; `way` is the path asked for, from one end to the other."""

    focus: UUID
    nodes: tuple[Node, ...]
    links: tuple[Joint, ...]
    way: tuple[UUID, ...] = ()
    too_many: bool = False

    @property
    def folder_ids(self) -> frozenset[UUID]:
        return frozenset(one.folder_id for one in (*self.nodes, *self.links))

    @property
    def by_id(self) -> dict[UUID, Node]:
        return {one.id: one for one in self.nodes}

    @property
    def graph(self) -> dict[UUID, set[UUID]]:
        return {one.id: set() for one in self.nodes} | network.near((one.left, one.right) for one in self.links)


def ring(actor: Actor, keys: Collection[UUID], narrowed: Narrowed | None = None) -> list[tuple[UUID, UUID, UUID]]:
    """Every link that touches these things, as (key, left, right), as far as the actor sees it and its other end."""
    said = narrowed or Narrowed()
    asked = {"keys": list(keys), "basis": list(said.basis), "kinds": list(said.kinds),
             "since": said.since, "until": said.until}  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_RING, asked)
        return list(cursor)


def around(
    actor: Actor, thing_ids: Sequence[UUID], *, steps: int = 2, narrowed: Narrowed | None = None
) -> Picture:  # fmt: skip
    """What is within so many steps of the first of these, and of the others; NotThere when it is unseen. Recorded."""
    if not Thing.objects.filter(id=thing_ids[0]).exists():
        raise NotThere
    known, edge, links, many = set(thing_ids), set(thing_ids), {}, False
    for _ in range(steps):
        pairs = ring(actor, edge, narrowed) if edge else []
        beyond = {end for _, left, right in pairs for end in (left, right)} - known
        if len(known) + len(beyond) > MOST:
            many, beyond = True, set(sorted(beyond)[: MOST - len(known)])
        known, edge = known | beyond, beyond
        links |= {key: (left, right) for key, left, right in pairs}
    inside = [key for key, (left, right) in links.items() if left in known and right in known]
    made = _picture(actor, thing_ids[0], known, inside, too_many=many)
    audit.record(
        actor, "intelligence.network.opened", folders=sorted(made.folder_ids)[:20], facts={"things": len(known)}
    )
    return made


def connected(actor: Actor, start: UUID, end: UUID, *, narrowed: Narrowed | None = None) -> Picture:
    """A shortest way between two things, drawn; without links when there is none this actor sees. Recorded."""
    if Thing.objects.filter(id__in=[start, end]).count() < len({start, end}):
        raise NotThere
    seen: dict[frozenset[UUID], UUID] = {}

    def pairs(keys: Collection[UUID]) -> list[tuple[UUID, UUID]]:
        found = ring(actor, keys, narrowed)
        seen.update({frozenset((left, right)): key for key, left, right in found})
        return [(left, right) for _, left, right in found]

    way = network.meet(start, end, pairs)
    steps = {frozenset(pair) for pair in pairwise(way)}
    made = _picture(actor, start, set(way) or {start, end}, [seen[one] for one in steps], way=tuple(way))
    audit.record(actor, "intelligence.network.connected", folders=sorted(made.folder_ids)[:20],
                 facts={"steps": max(len(way) - 1, 0)})  # fmt: skip
    return made


def frozen(actor: Actor, picture: Picture) -> dict:
    """A picture as plain values, to be kept: everything it shows, in one order."""
    return {
        "focus": str(picture.focus),
        "nodes": [
            {"id": str(n.id), "kind": n.kind, "sort": n.sort, "label": n.person_name or n.label,
             "known_as": n.label, "roles": list(n.roles), "on": n.happened_on.isoformat() if n.happened_on else ""}
            for n in picture.nodes
        ],
        "links": [
            {"left": str(one.left), "right": str(one.right), "kind": one.kind, "basis": one.basis, "grade": one.grade,
             "confidence": one.confidence, "first_on": one.first_on.isoformat(), "last_on": one.last_on.isoformat(),
             "asserted_by": one.asserted_by}
            for one in picture.links
        ],
    }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Between:
    """Somebody or something that holds groups together, and the groups without it."""

    node: Node
    groups: tuple[tuple[Node, ...], ...]


def who_joins(actor: Actor, picture: Picture) -> list[Between]:
    """Of what is drawn: each without whom it would fall into groups."""
    known = picture.by_id
    return [
        Between(known[key], tuple(tuple(known[k] for k in sorted(group)) for group in groups))
        for key, groups in network.joins(picture.graph)[:10]
    ]


def _picture(actor: Actor, focus: UUID, keys: set[UUID], link_ids: list[UUID], **more: object) -> Picture:
    nodes = _nodes(actor, list(Thing.objects.filter(id__in=list(keys))))
    links = _joints(actor, Link.objects.filter(id__in=link_ids).order_by("first_on", "id"))
    nodes.sort(key=lambda one: (one.id != focus, one.kind, one.label, one.id))
    return Picture(focus, tuple(nodes), tuple(links), **more)


def _nodes(actor: Actor, rows: list[Thing]) -> list[Node]:
    keys = [row.id for row in rows]
    roles: dict[UUID, list[str]] = {}
    for one in Role.objects.filter(thing_id__in=keys, until_on=None).order_by("from_on"):
        roles.setdefault(one.thing_id, []).append(one.role)
    who = dict(Identified.objects.filter(thing_id__in=keys, taken_back=None).values_list("thing_id", "person_id"))
    said = statements(actor, set(who.values()))
    found = []
    for t in rows:
        person = said.get(who.get(t.id))
        found.append(Node(
            t.id, t.folder_id, t.kind, t.sort, t.label, t.detail, t.happened_on,
            (t.x, t.y) if t.x is not None and t.y is not None else None, tuple(dict.fromkeys(roles.get(t.id, ()))),
            person.id if person else None, person.name if person else "",
        ))  # fmt: skip
    return found


def _joints(actor: Actor, rows: Collection[Link]) -> list[Joint]:
    rows = list(rows.select_related("folder")) if hasattr(rows, "select_related") else list(rows)
    whose = agencies_by_id(actor, {row.folder.owner_id for row in rows})
    return [
        Joint(
            row.id, row.folder_id, row.left_id, row.right_id, row.kind, row.basis, row.grade, row.confidence,
            row.first_on, row.last_on, row.asserted_by, row.source_ref,
            whose[row.folder.owner_id].short_name if row.folder.owner_id in whose else "",
        )
        for row in rows
    ]  # fmt: skip
