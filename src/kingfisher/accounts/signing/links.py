"""One-use links with which a password is chosen. Only their digest is kept; no password ever travels."""

import hashlib
import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth import get_user_model

from kingfisher.access.entry import knocking
from kingfisher.accounts import rules
from kingfisher.accounts.models import Link

NOBODY = UUID(int=0)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def issue(*, worker_id: UUID, kind: str, at: datetime, by: UUID = NOBODY) -> str:
    """A new link's token; those made before for the same worker are void."""
    token = secrets.token_urlsafe(32)
    with knocking(knocking=_digest(token)):
        Link.objects.create(
            worker_id=worker_id, kind=kind, digest=_digest(token), ends_at=at + timedelta(hours=rules.LINK_HOURS),
            created_at=at, created_by=by,
        )  # fmt: skip
    return token


def behind(token: str, now: datetime):
    """The account a living, unused link is for; None where there is none."""
    with knocking(knocking=_digest(token)):
        link = Link.objects.filter(digest=_digest(token), used_at__isnull=True, ends_at__gt=now).first()
    if link is None:
        return None
    return get_user_model().objects.filter(worker__id=link.worker_id, is_active=True).first()


def use(token: str, *, at: datetime) -> bool:
    """Use a link up; False when somebody else was first."""
    with knocking(knocking=_digest(token)):
        return bool(Link.objects.filter(digest=_digest(token), used_at__isnull=True, ends_at__gt=at).update(used_at=at))


def end_of(issued_at: datetime) -> datetime:
    return issued_at + timedelta(hours=rules.LINK_HOURS)


def account_of(email: str):
    """The account whose worker has this e-mail address; None where there is none."""
    return get_user_model().objects.filter(worker__email__iexact=email.strip(), is_active=True).first()
