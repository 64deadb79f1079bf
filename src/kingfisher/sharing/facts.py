"""Requests between agencies as facts to count: whom, and what came of each. The day is the one it was asked."""

from datetime import date

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.counted import Fact
from kingfisher.kernel.timing import LONDON
from kingfisher.sharing.models import Request


def facts(actor: Actor, *, first: date, last: date) -> list[Fact]:
    """Every request asked between two days that the actor may see."""
    rows = Request.objects.filter(created_at__date__gte=first, created_at__date__lte=last).select_related("holder")
    return [
        Fact("sharing.request", r.id, r.folder_id, r.created_at.astimezone(LONDON).date(), {
            "agency": r.holder.short_name, "state": r.state, "rating": r.rag, "opened": "yes" if r.opened_at else "no",
        })
        for r in rows
    ]  # fmt: skip
