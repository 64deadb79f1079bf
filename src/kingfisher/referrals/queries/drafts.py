"""Concerns begun and not yet sent. Sealed with a key of their own, made from the installation's secret and
their key.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.sealing import Unsealable, unsealed
from kingfisher.referrals.models import Draft

PURPOSE = "referrals.draft"


@dataclass(frozen=True, slots=True)
class DraftShown:
    """What was typed so far, as a form sent it: every answer a list of words."""

    id: UUID
    ref: str
    saved_at: datetime
    ends_at: datetime
    answers: dict[str, list[str]]
    has_words: bool


def draft(actor: Actor, draft_id: UUID) -> DraftShown | None:
    """A draft the actor began, not yet past its end; None when there is none or it cannot be unsealed."""
    return _shown(Draft.objects.filter(id=draft_id, ends_at__gt=actor.at).first())


def drafts_past_their_end(actor: Actor, before: datetime) -> list[UUID]:
    """The actor's own drafts that ended before this moment and may be removed."""
    rows = Draft.objects.filter(created_by=actor.placement_id, ends_at__lt=before)
    return list(rows.order_by("ends_at").values_list("id", flat=True)[:1000])


def draft_with_words(actor: Actor, *, ref: str, words: str) -> DraftShown | None:
    """A visitor comes back with reference and pass words. A wrong answer takes as long as a right one."""
    row = Draft.objects.filter(ref=ref.strip().upper()[:20], ends_at__gt=actor.at).exclude(passphrase_digest="").first()
    if row is None:
        make_password(words)
        return None
    return _shown(row) if check_password(words, row.passphrase_digest) else None


def _shown(row: Draft | None) -> DraftShown | None:
    if row is None:
        return None
    try:
        answers = unsealed(bytes(row.sealed), purpose=PURPOSE, key=row.id, secret=settings.SECRET_KEY)
    except Unsealable:
        return None
    return DraftShown(row.id, row.ref, row.saved_at, row.ends_at, answers, bool(row.passphrase_digest))
