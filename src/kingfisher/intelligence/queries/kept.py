"""Kept pictures and maps of children, as far as this actor may see all of them."""

from uuid import UUID

from kingfisher.access import audit
from kingfisher.intelligence.models import Chart, PeerMap
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere

audit.can_record(
    intelligence__chart__opened="looked at a kept picture of a network",
    intelligence__peer_map__seen="looked at a map of children who know each other",
)


def chart(actor: Actor, chart_id: UUID) -> Chart:
    """A kept picture; NotThere unless everything on it is seen. Recorded."""
    row = Chart.objects.filter(id=chart_id).first()
    if row is None:
        raise NotThere
    audit.record(actor, "intelligence.chart.opened", folders=row.folder_ids[:20], facts={"ref": row.ref})
    return row


def charts(actor: Actor, *, at_most: int = 50) -> list[Chart]:
    """Kept pictures whose every part this actor may see, the newest first."""
    return list(Chart.objects.order_by("-taken_at", "-id")[:at_most])


def peer_maps(actor: Actor) -> list[PeerMap]:
    """Maps of children this actor was let into, the soonest to be reviewed first."""
    return list(PeerMap.objects.order_by("state", "review_on")[:100][::-1])


def peer_map(actor: Actor, map_id: UUID) -> PeerMap:
    """One map; NotThere when unseen. Recorded."""
    row = PeerMap.objects.filter(id=map_id).first()
    if row is None:
        raise NotThere
    audit.record(actor, "intelligence.peer_map.seen", folders=[row.folder_id], facts={"ref": row.ref})
    return row
