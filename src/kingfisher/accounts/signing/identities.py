"""Whom a provider's subject stands for here: told once by e-mail address, from then on by subject alone."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model

from kingfisher.access.entry import knocking
from kingfisher.accounts.models import Identity, SignOn
from kingfisher.organisations import queries as places


def account_behind(sign_on: SignOn, claims: dict[str, Any], *, at: datetime):
    """The account of a worker who has a living place in the agency whose provider it is; None otherwise.

    An address the provider itself calls unverified tells us nothing. A subject once known is never told anew by an
    address: the next holder of a leaver's address is somebody else.
    """
    subject = str(claims["sub"])[:255]
    with knocking(knocking=str(sign_on.id)):
        known = Identity.objects.filter(sign_on=sign_on, subject=subject).first()
        user = _account(known.worker_id) if known else _by_address(sign_on, claims)
        if user is None or not _works_there(user.pk, sign_on.organisation_id, at):
            return None
        if known is None:
            if Identity.objects.filter(sign_on=sign_on, worker_id=user.worker.id).exists():
                return None
            Identity.objects.create(
                sign_on=sign_on, subject=subject, worker_id=user.worker.id, created_at=at, created_by=UUID(int=0)
            )
    return user


def _account(worker_id: UUID):
    return get_user_model().objects.filter(worker__id=worker_id, is_active=True).first()


def _by_address(sign_on: SignOn, claims: dict[str, Any]):
    email = str(claims.get("email") or "").strip()
    if not email or claims.get("email_verified") is False:
        return None
    return get_user_model().objects.filter(worker__email__iexact=email, is_active=True).first()


def _works_there(user_id: int, organisation_id: UUID, at: datetime) -> bool:
    return any(place.organisation_id == organisation_id for place in places.places_of_user(user_id, now=at))
