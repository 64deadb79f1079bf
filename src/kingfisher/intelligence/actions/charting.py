"""Keeping a picture as it was, and peer-group maps: why they are necessary, until when, reviewed or closed."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.intelligence.actions.moving import NotYet, gaps_or_on
from kingfisher.intelligence.models import Chart, PeerMap
from kingfisher.intelligence.queries.network import Picture, frozen
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.verdict import NotThere

audit.can_record(
    intelligence__chart__kept="kept a picture of a network as evidence",
    intelligence__peer_map__opened="opened a map of children who know each other",
    intelligence__peer_map__reviewed="reviewed a map of children who know each other",
)
LONGEST_REVIEW_DAYS = 28


@dataclass(frozen=True, slots=True)
class Necessary:
    """Why a map of children is drawn. `children` are things."""

    title: str
    necessity: str
    less_would_not_do: str
    review_on: date
    children: tuple[UUID, ...] = ()


def keep_chart(actor: Actor, *, picture: Picture, title: str, why: str, at: datetime) -> UUID:
    """Freeze what is drawn, as this actor sees it, with the moment and a hash of it. It never changes again."""
    actor.must(Permission.NETWORK_WORK)
    gaps_or_on("It cannot be kept yet.", [
        *([] if title.strip() else ["Give it a title."]),
        *([] if len(why.split()) > 2 else ["Say in a sentence what it is kept for."]),
    ])  # fmt: skip
    drawn = frozen(actor, picture)
    said = json.dumps(drawn, sort_keys=True, ensure_ascii=False)
    row = Chart(
        id=new_id(), ref=new_ref("CH"), title=title.strip()[:200], why=why.strip(), taken_at=at, drawn=drawn,
        digest=hashlib.sha256(said.encode()).hexdigest(), folder_ids=sorted(picture.folder_ids),
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(actor, "intelligence.chart.kept", folders=row.folder_ids[:20], facts={"ref": row.ref})
    return row.id


def open_peer_map(actor: Actor, *, said: Necessary, at: datetime) -> UUID:
    """Open a map in a folder of its own, restricted to its maker until others are let in; reviewed within 28 days."""
    actor.must(Permission.NETWORK_WORK)
    latest = at.date() + timedelta(days=LONGEST_REVIEW_DAYS)
    gaps_or_on("It cannot be opened yet.", [
        *([] if said.title.strip() else ["Give it a title."]),
        *([] if len(said.necessity.split()) > 4 else ["Say why it is necessary, in a sentence."]),
        *([] if len(said.less_would_not_do.split()) > 4 else ["Say why less, or asking the children, would not do."]),
        *([] if at.date() < said.review_on <= latest else [f"Review it within {LONGEST_REVIEW_DAYS} days."]),
    ])  # fmt: skip
    folder = access.open_folder(actor, kind="network", category="intelligence", at=at)
    access.seal(actor, folder_id=folder, why="A map of children who know each other.", restricted=True,
                key_holders=[actor.placement_id], at=at)  # fmt: skip
    row = PeerMap(
        id=new_id(), folder_id=folder, ref=new_ref("PM"), title=said.title.strip()[:200],
        necessity=said.necessity.strip(), less_would_not_do=said.less_would_not_do.strip(),
        children=list(said.children), review_on=said.review_on, created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(actor, "intelligence.peer_map.opened", folders=[folder], facts={"ref": row.ref})
    return row.id


def review_peer_map(actor: Actor, *, map_id: UUID, words: str, next_on: date | None, at: datetime) -> None:
    """Say why it is still necessary, and until when; or, without a day, close it."""
    actor.must(Permission.NETWORK_WORK)
    row = PeerMap.objects.select_for_update(of=("self",)).filter(id=map_id, state="open").first()
    if row is None:
        raise NotThere
    late = next_on and not at.date() < next_on <= at.date() + timedelta(days=LONGEST_REVIEW_DAYS)
    if late or len(words.split()) < 4:
        gap = f"Review it within {LONGEST_REVIEW_DAYS} days." if late else "Say what the map has led to, in a sentence."
        raise NotYet("It cannot be reviewed yet.", gaps=(gap,))
    row.last_words, row.state = words.strip(), "open" if next_on else "closed"
    row.review_on = next_on or row.review_on
    row.save(update_fields=["last_words", "state", "review_on"])
    audit.record(actor, "intelligence.peer_map.reviewed", folders=[row.folder_id], facts={"state": row.state})
