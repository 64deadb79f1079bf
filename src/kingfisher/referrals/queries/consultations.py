"""Advice given without a name: the newest first, and how often each agency asked for it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.organisations.queries import colleagues
from kingfisher.referrals.models import Consultation
from kingfisher.referrals.rules import year_before
from kingfisher.rulebook import ask

audit.can_record(referrals__consultation__seen="looked at advice given without a name")


@dataclass(frozen=True, slots=True)
class Consulted:
    """One talk, as it is shown."""

    id: UUID
    ref: str
    held_at: datetime
    agency: str
    asked_by: str
    category: str
    question: str
    advice: str
    advised_to_refer: bool
    by: str


@dataclass(frozen=True, slots=True)
class AskedOften:
    """How often one agency asked in twelve months, and how often it was advised to refer."""

    agency: str
    times: int
    to_refer: int


def consultations(actor: Actor, *, at_most: int = 101) -> list[Consulted]:
    """Talks without a name, the newest first. Recorded."""
    actor.must(Permission.CONTACT_TRIAGE)
    rows = list(Consultation.objects.select_related("from_agency").order_by("-held_at", "-id")[:at_most])
    who = colleagues(actor, {r.created_by for r in rows})
    audit.record(actor, "referrals.consultation.seen", facts={"rows": len(rows)})
    return [
        Consulted(
            r.id, r.ref, r.held_at, r.from_agency.name if r.from_agency else r.from_words, r.asked_by, r.category,
            r.question, r.advice, r.advised_to_refer, who[r.created_by].name if r.created_by in who else "",
        )
        for r in rows
    ]  # fmt: skip


def consulted_by_agency(actor: Actor) -> list[AskedOften]:
    """How often each agency asked in the last twelve months, the most often first. Those of no agency here as one."""
    since = year_before(local_day(actor.at, ask.calendar()))
    rows = Consultation.objects.filter(held_at__date__gte=since).values_list("from_agency__name", "advised_to_refer")
    times, to_refer = Counter(), Counter()
    for name, refer in rows:
        times[name or "Others"] += 1
        to_refer[name or "Others"] += refer
    return [AskedOften(name, often, to_refer[name]) for name, often in times.most_common()]
