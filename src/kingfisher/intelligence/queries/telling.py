"""For those who tell police something, and those to whom something was let go; and what waits for the desk."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.clocks import queries as clocks
from kingfisher.intelligence.models import Product, Receipt, Report
from kingfisher.intelligence.queries.mapping import maps_waiting
from kingfisher.intelligence.queries.reading import KIND, ReportRow, _rows
from kingfisher.intelligence.states import GRADED, READY, RECEIVED, WAITING
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.morning import Line
from kingfisher.kernel.verdict import NotThere
from kingfisher.kernel.waiting import Waiting
from kingfisher.organisations.queries import colleagues

audit.can_record(intelligence__product__opened="read intelligence let go to her")
NOT_READY = "no approved text yet; ask the intelligence desk"


@dataclass(frozen=True, slots=True)
class ReceiptShown:
    """That something was told: nothing of what."""

    ref: str
    received_at: datetime
    feedback: str
    told_at: datetime | None


@dataclass(frozen=True, slots=True)
class ProductShown:
    """Sanitised text as it was let go. `by` is whom to ring about it."""

    id: UUID
    ref: str
    text: str
    grade: str
    conditions: str
    classification: str
    purpose: str
    given_at: datetime
    by: str
    phone: str


def receipts(actor: Actor, *, at_most: int = 50) -> list[ReceiptShown]:
    """What this worker told police, the newest first."""
    rows = Receipt.objects.filter(placement_id=actor.placement_id).order_by("-received_at")[:at_most]
    return [ReceiptShown(r.ref, r.received_at, r.feedback, r.told_at) for r in rows]


def given_to_me(actor: Actor, *, at_most: int = 50) -> list[ProductShown]:
    """Sanitised intelligence let go to this worker, the newest first."""
    return _products(actor, list(Product.objects.filter(to_id=actor.placement_id).order_by("-created_at")[:at_most]))


def product(actor: Actor, product_id: UUID) -> ProductShown:
    """One sanitised text as it was let go; the reading is recorded. NotThere for whoever may not see it."""
    row = Product.objects.filter(id=product_id).first()
    if row is None:
        raise NotThere
    audit.record(actor, "intelligence.product.opened", folders=[row.folder_id], facts={"ref": row.ref})
    return _products(actor, [row])[0]


def new_since(actor: Actor, since: datetime, *, at_most: int = 20) -> list[ReportRow]:
    """Graded or waiting reports that came since then, for the morning's briefing; none for those not cleared."""
    return _rows(actor, Report.objects.filter(created_at__gte=since, state__in=(RECEIVED, GRADED, WAITING, READY)))[
        :at_most
    ]


def for_briefing(actor: Actor, *, since: datetime) -> list[Line]:
    """New reports since then, for the morning; none for a role that reads none. The page records the opening."""
    if not actor.has(Permission.INTEL_READ):
        return []
    return [
        Line("intelligence", f"{r.ref}: {r.text or NOT_READY}", url_for(KIND, r.id) or "", r.received_at,
             "amber" if r.state == RECEIVED else "quiet", r.grade or "not graded")
        for r in new_since(actor, since)
    ]  # fmt: skip


def work_waiting(actor: Actor, *, at_most: int = 20) -> list[Waiting]:
    """For the desk: reports to grade, texts a second person must read, maps to review. Nothing of what is in them."""
    return _desk_waiting(actor, at_most) + maps_waiting(actor)


def _desk_waiting(actor: Actor, at_most: int) -> list[Waiting]:
    if not actor.has(Permission.INTEL_GRADE):
        return []
    rows = list(Report.objects.filter(state__in=(RECEIVED, WAITING)).order_by("created_at")[:at_most])
    if not rows:
        return []
    due = clocks.with_due(actor, KIND, [r.id for r in rows if r.state == RECEIVED])
    return [
        Waiting(
            f"Grade report {r.ref}" if r.state == RECEIVED else f"Read the sanitised text of {r.ref}",
            url_for(KIND, r.id) or "", due[r.id].due_at if r.id in due else None,
            due[r.id].state if r.id in due else "", "", r.created_at,
        )
        for r in rows
        if r.state == RECEIVED or r.sanitised_by != actor.placement_id
    ]  # fmt: skip


def _products(actor: Actor, rows: list[Product]) -> list[ProductShown]:
    who = colleagues(actor, {r.created_by for r in rows})
    return [
        ProductShown(r.id, r.ref, r.text, r.grade, r.conditions, r.classification, r.purpose, r.created_at,
                     who[r.created_by].name if r.created_by in who else "",
                     who[r.created_by].phone if r.created_by in who else "")
        for r in rows
    ]  # fmt: skip
