"""Maps of children who know each other: opened for a reason, people put on and taken off, joined, reviewed, closed.

Whom one lets in, by name, is in letting_in.py.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access import queries as shut
from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.clocks import queries as times
from kingfisher.intelligence import rules
from kingfisher.intelligence.actions.linking import Joined, Noted, join, note, take_back
from kingfisher.intelligence.actions.moving import NotYet, gaps_or_on
from kingfisher.intelligence.models import Link, MapReview, OnMap, PeerMap, TakenBack, Thing
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.locking import locked
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.rulebook import ask

audit.can_record(
    intelligence__peer_map__opened="opened a map of children who know each other",
    intelligence__peer_map__written="put somebody on a map of children, or took somebody off",
    intelligence__peer_map__reviewed="reviewed a map of children who know each other",
    intelligence__peer_map__closed="closed a map of children who know each other",
)
MAP, REVIEW = "intelligence.map", "peer_map_review"
CLOSED_WHY = "The map it was drawn on was closed."


@dataclass(frozen=True, slots=True)
class Necessary:
    """Why a map of children is drawn."""

    title: str
    necessity: str
    less_would_not_do: str


def open_peer_map(actor: Actor, *, said: Necessary, at: datetime) -> UUID:
    """Open a map in a folder of its own, restricted to its maker until others are let in; its clock begins."""
    actor.must(Permission.NETWORK_WORK)
    gaps_or_on("It cannot be opened yet.", rules.map_gaps(said.title, said.necessity, said.less_would_not_do))
    folder = access.open_folder(actor, kind="network", category="intelligence", at=at)
    access.seal(actor, folder_id=folder, why="A map of children who know each other.", restricted=True,
                key_holders=[actor.placement_id], at=at)  # fmt: skip
    row = PeerMap(
        id=new_id(), folder_id=folder, ref=new_ref("PM"), title=said.title.strip()[:200],
        necessity=said.necessity.strip(), less_would_not_do=said.less_would_not_do.strip(),
        review_on=local_day(at, ask.calendar()), created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    _clock(actor, row, at)
    audit.record(actor, "intelligence.peer_map.opened", folders=[folder], facts={"ref": row.ref})
    return row.id


def put_on_map(
    actor: Actor, *, map_id: UUID, part: str, because: str, thing_id: UUID | None = None, noted: Noted | None = None,
    at: datetime,
) -> UUID:  # fmt: skip
    """Put a child or an adult on a map: somebody of the network, or somebody written down for this map alone.

    Returns the key of that person or thing of the network.
    """
    row = live_map(actor, map_id)
    gaps_or_on("Nobody is put on it yet.", rules.on_map_gaps(part, because))
    if noted is not None:
        thing_id = note(actor, noted=replace(noted, kind="person", folder_id=row.folder_id), at=at)
    thing = Thing.objects.filter(id=thing_id, kind="person").first()
    if thing is None:
        raise NotThere
    if OnMap.objects.filter(map=row, thing=thing, off_on=None).exists():
        raise NotYet("Nobody is put on it yet.", gaps=("This person is on the map already.",))
    one = OnMap(
        id=new_id(), folder_id=row.folder_id, map=row, thing=thing, part=part, because=because.strip(),
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    one.save(force_insert=True)
    audit.record(actor, "intelligence.peer_map.written", folders=[row.folder_id], facts={"ref": row.ref, "part": part})
    return thing.id


def take_off_map(actor: Actor, *, map_id: UUID, on_map_id: UUID, why: str, at: datetime) -> None:
    """Take somebody off: she is drawn no more, and why stays to be read."""
    row = live_map(actor, map_id)
    if not why.strip():
        raise NotYet("Nobody is taken off yet.", gaps=("Say why this person does not belong on the map.",))
    one = OnMap.objects.filter(id=on_map_id, map=row, off_on=None).first()
    if one is None:
        raise NotThere
    one.off_on, one.off_why = local_day(at, ask.calendar()), why.strip()
    one.save(update_fields=["off_on", "off_why"])
    audit.record(actor, "intelligence.peer_map.written", folders=[row.folder_id], facts={"ref": row.ref, "part": "off"})


def join_on_map(actor: Actor, *, map_id: UUID, joined: Joined, at: datetime) -> UUID:
    """Say how two of a map know each other. It lies in the map's folder, and nobody else sees it."""
    row = live_map(actor, map_id)
    on = set(OnMap.objects.filter(map=row, off_on=None).values_list("thing_id", flat=True))
    if not {joined.left, joined.right} <= on:
        raise NotThere
    return join(actor, joined=replace(joined, folder_id=row.folder_id), at=at)


def review_peer_map(actor: Actor, *, map_id: UUID, words: str, at: datetime) -> date:
    """Say what it has led to and why it is still necessary; returns the day until which it goes on."""
    row = live_map(actor, map_id)
    gaps_or_on("It cannot be reviewed yet.", rules.map_review_gaps(words))
    clocks.stop(actor, subject=(MAP, row.id), at=at)
    until = _clock(actor, row, at)
    _reviewed(actor, row, words, until, at)
    audit.record(actor, "intelligence.peer_map.reviewed", folders=[row.folder_id], facts={"ref": row.ref})
    return until


def close_peer_map(actor: Actor, *, map_id: UUID, words: str, at: datetime) -> None:
    """It has done its work, or was not necessary. Its own links are taken back; only whoever closes it reads it."""
    row = live_map(actor, map_id)
    gaps_or_on("It cannot be closed yet.", rules.map_review_gaps(words))
    made = set(Link.objects.filter(folder_id=row.folder_id).values_list("id", flat=True))
    gone = set(TakenBack.objects.filter(link_id__in=made).values_list("link_id", flat=True))
    for link_id in sorted(made - gone):
        take_back(actor, link_id=link_id, why=CLOSED_WHY, at=at)
    for given in shut.who_can_see(actor, row.folder_id):
        if given.id and given.placement_id != actor.placement_id and given.ended_at is None:
            access.end_grant(actor, grant_id=given.id, why="The map was closed.", at=at)
    row.state = "closed"
    row.save(update_fields=["state"])
    clocks.stop(actor, subject=(MAP, row.id), at=at)
    _reviewed(actor, row, words, None, at)
    audit.record(actor, "intelligence.peer_map.closed", folders=[row.folder_id], facts={"ref": row.ref})


def live_map(actor: Actor, map_id: UUID) -> PeerMap:
    """An open map, locked, for whoever may work on it; NotThere when unseen, NotYet once it is closed."""
    actor.must(Permission.NETWORK_WORK)
    row = locked(PeerMap, map_id)
    if row.state != "open":
        raise NotYet("This map is closed.", gaps=("This map is closed. If it is necessary again, open a new one.",))
    return row


def _clock(actor: Actor, row: PeerMap, at: datetime) -> date:
    clocks.start(actor, rule=REVIEW, subject=(MAP, row.id), folder=row.folder_id, owner_worker=actor.worker_id, at=at)
    row.review_on = times.with_due(actor, MAP, [row.id], rules=[REVIEW])[row.id].due_on
    row.save(update_fields=["review_on"])
    return row.review_on


def _reviewed(actor: Actor, row: PeerMap, words: str, until: date | None, at: datetime) -> None:
    MapReview(id=new_id(), folder_id=row.folder_id, map=row, words=words.strip(), next_on=until,
              created_at=at, created_by=actor.placement_id).save(force_insert=True)  # fmt: skip
