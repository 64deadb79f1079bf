"""Keeping a concern that is begun and not yet sent; slowing down whoever
guesses.
"""

import hashlib
import hmac
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password

from kingfisher.access import audit
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.sealing import sealed
from kingfisher.kernel.verdict import NotThere
from kingfisher.referrals.models import Attempt, Draft
from kingfisher.referrals.queries.drafts import PURPOSE

audit.can_record(
    referrals__draft__begun="began to write a concern",
    referrals__draft__discarded="discarded a draft of a concern",
)
KEPT_FOR = timedelta(days=14)


def save_draft(
    actor: Actor, *, answers: dict[str, list[str]], draft_id: UUID | None = None, at: datetime
) -> UUID:  # fmt: skip
    """Keep what was typed so far, sealed; returns the draft's key. A draft that is gone is begun anew."""
    row = Draft.objects.select_for_update().filter(id=draft_id).first() if draft_id else None
    if row is None:
        key = new_id()
        row = Draft(id=key, ref=new_ref("DR"), created_at=at, created_by=actor.placement_id)
        audit.record(actor, "referrals.draft.begun")
    row.sealed = sealed(answers, purpose=PURPOSE, key=row.id, secret=settings.SECRET_KEY)
    row.saved_at, row.ends_at = at, at + KEPT_FOR
    row.save()
    return row.id


def give_words(actor: Actor, *, draft_id: UUID, words: str, at: datetime) -> str:
    """Let a draft be come back to by its reference, which is returned, and these words, kept as a hash only."""
    row = Draft.objects.select_for_update().filter(id=draft_id).first()
    if row is None:
        raise NotThere
    row.passphrase_digest, row.saved_at = make_password(words), at
    row.save(update_fields=["passphrase_digest", "saved_at"])
    return row.ref


def discard_draft(actor: Actor, *, draft_id: UUID, at: datetime) -> None:
    """Remove a draft for good: it was sent, or is not wanted. Nothing of it is kept; that it was is recorded."""
    gone, _ = Draft.objects.filter(created_by=actor.placement_id, id=draft_id).delete()
    if gone:
        audit.record(actor, "referrals.draft.discarded")


def _origin(address: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), address.encode(), hashlib.sha256).hexdigest()


def count_attempt(actor: Actor, *, kind: str, address: str, at: datetime) -> None:
    """Remember one try at a public door, by a keyed hash of where it came from; older than an hour are
    forgotten.
    """
    Attempt.objects.filter(at__lt=at - timedelta(hours=1)).delete()
    Attempt.objects.create(kind=kind, origin=_origin(address), at=at)


def too_many(actor: Actor, *, kind: str, address: str, most: int, minutes: int, at: datetime) -> bool:
    """Whether this place has tried too often in the last minutes. Asked before an attempt is counted."""
    since = at - timedelta(minutes=minutes)
    return Attempt.objects.filter(kind=kind, origin=_origin(address), at__gt=since).count() >= most
