"""Kept pictures, for whoever may see all that is on them."""

from uuid import UUID

from kingfisher.access import audit
from kingfisher.intelligence.models import Chart
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere

audit.can_record(intelligence__chart__opened="looked at a kept picture of a network")


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
