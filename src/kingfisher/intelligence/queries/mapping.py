"""Maps of children: those this actor was let into, and one of them drawn as far as she may see."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.access.queries import AccessGiven, who_can_see
from kingfisher.intelligence.models import Link, MapReview, OnMap, PeerMap, Thing
from kingfisher.intelligence.queries.network import Node, Picture, _nodes, _picture
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.timing import end_of, local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.kernel.waiting import Waiting
from kingfisher.organisations.queries import colleagues
from kingfisher.rulebook import ask

audit.can_record(intelligence__peer_map__seen="looked at a map of children who know each other")
SOON_DAYS = 7  # before its day a review stands on the desk


@dataclass(frozen=True, slots=True)
class MapRow:
    """A map in a list."""

    id: UUID
    ref: str
    title: str
    review_on: date
    is_closed: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class PersonOn:
    """Somebody on a map, or taken off it. `for_this_alone`: written down for this map, and nowhere else."""

    id: UUID
    node: Node
    part: str
    because: str
    by: str
    on: date
    for_this_alone: bool
    off_on: date | None
    off_why: str


@dataclass(frozen=True, slots=True)
class ReviewShown:
    words: str
    next_on: date | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MapFile:
    """One map. `picture` is None where nothing is drawn: nobody is on it, its review is late, or it is closed."""

    row: MapRow
    folder_id: UUID
    necessity: str
    less_would_not_do: str
    by: str
    opened_at: datetime
    people: tuple[PersonOn, ...]
    gone: tuple[PersonOn, ...]
    reviews: tuple[ReviewShown, ...]
    keys: tuple[AccessGiven, ...]
    picture: Picture | None


def peer_maps(actor: Actor) -> list[MapRow]:
    """Maps this actor was let into: open ones first, the soonest to be reviewed at the top."""
    return [_row(actor, row) for row in PeerMap.objects.order_by("-state", "review_on")[:100]]


def peer_map(actor: Actor, map_id: UUID) -> MapFile:
    """One map, with whom of it the actor may see. Recorded. NotThere for whoever was not let in."""
    row = PeerMap.objects.filter(id=map_id).first()
    if row is None:
        raise NotThere
    audit.record(actor, "intelligence.peer_map.seen", folders=[row.folder_id], facts={"ref": row.ref})
    on = list(OnMap.objects.filter(map=row).order_by("created_at", "id"))
    reviews = list(MapReview.objects.filter(map=row).order_by("-created_at"))
    who = colleagues(actor, {one.created_by for one in (*on, *reviews)} | {row.created_by})
    names = {key: one.name for key, one in who.items()}
    people = _people(actor, row, on, names)
    shown = _row(actor, row)
    live = tuple(one for one in people if one.off_on is None)
    is_drawn = live and not shown.is_closed and not shown.is_late
    return MapFile(
        shown, row.folder_id, row.necessity, row.less_would_not_do, names.get(row.created_by, ""), row.created_at,
        live, tuple(one for one in people if one.off_on),
        tuple(ReviewShown(r.words, r.next_on, names.get(r.created_by, ""), r.created_at) for r in reviews),
        tuple(g for g in who_can_see(actor, row.folder_id) if g.id and g.ended_at is None),
        drawn_of(actor, [one.node.id for one in live]) if is_drawn else None,
    )  # fmt: skip


def drawn_of(actor: Actor, keys: Collection[UUID]) -> Picture:
    """These people and what joins them, as far as the actor sees both ends and the link itself."""
    links = Link.objects.filter(left__in=keys, right__in=keys, taken_back=None).values_list("id", "left", "right")
    found = list(links)
    most = max(keys, key=lambda key: (sum(key in pair[1:] for pair in found), str(key)))
    return _picture(actor, most, set(keys), [key for key, _, _ in found])


def peer_map_choices(actor: Actor, file: MapFile) -> list[Node]:
    """People of the network who are not on the map yet, the newest first."""
    on = {one.node.id for one in file.people}
    return _nodes(actor, list(Thing.objects.filter(kind="person").exclude(id__in=on).order_by("-created_at")[:200]))


def maps_waiting(actor: Actor) -> list[Waiting]:
    """For the desk: her own maps whose review comes within a week, or is late. Nothing of who is on them."""
    if not actor.has(Permission.NETWORK_WORK):
        return []
    rows = PeerMap.objects.filter(state="open", created_by=actor.placement_id).order_by("review_on")[:20]
    today = local_day(actor.at, ask.calendar())
    return [
        Waiting(f"Review map {row.ref}, or close it", url_for("intelligence.map", row.id) or "",
                end_of(row.review_on, ask.calendar()), "late" if row.review_on < today else "due_soon", "",
                row.created_at)
        for row in rows if (row.review_on - today).days <= SOON_DAYS
    ]  # fmt: skip


def _row(actor: Actor, row: PeerMap) -> MapRow:
    closed = row.state == "closed"
    late = not closed and row.review_on < local_day(actor.at, ask.calendar())
    return MapRow(row.id, row.ref, row.title, row.review_on, closed, late)


def _people(actor: Actor, row: PeerMap, on: list[OnMap], names: dict[UUID, str]) -> list[PersonOn]:
    """Those whose own folder the actor may read; of the others nothing shows, and nothing counts them."""
    nodes = {n.id: n for n in _nodes(actor, list(Thing.objects.filter(id__in={one.thing_id for one in on})))}
    return [
        PersonOn(one.id, nodes[one.thing_id], one.part, one.because, names.get(one.created_by, ""),
                 local_day(one.created_at, ask.calendar()), nodes[one.thing_id].folder_id == row.folder_id,
                 one.off_on, one.off_why)
        for one in on if one.thing_id in nodes
    ]  # fmt: skip
