"""Saying that one has read a handover."""

from datetime import date, datetime

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.referrals.models import HandoverRead

audit.can_record(referrals__handover__read="read the handover with the duty team")


def read_handover(actor: Actor, *, part: str, day: date, at: datetime) -> None:
    """Say that one has read the handover of this part of this day. Twice changes nothing."""
    actor.must(Permission.CONTACT_TRIAGE)
    mine = {"organisation_id": actor.organisation_id, "part": part, "day": day, "created_by": actor.placement_id}
    if HandoverRead.objects.filter(**mine).exists():
        return
    HandoverRead.objects.create(**mine, created_at=at)
    audit.record(actor, "referrals.handover.read", facts={"part": part, "day": day.isoformat()})
