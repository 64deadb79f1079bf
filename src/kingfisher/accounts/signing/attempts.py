"""Each try is kept, right or wrong; too many wrong ones lock the account for a while."""

from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.auth import get_user_model

from kingfisher.access import audit
from kingfisher.access.entry import acting_as, actor_for, knocking
from kingfisher.accounts import rules
from kingfisher.accounts.models import Attempt
from kingfisher.accounts.signing.sealing import keyed_digest
from kingfisher.organisations import queries as places


def digest_of(name: str) -> str:
    return keyed_digest(f"name:{name.strip().lower()}")


def locked_until(name: str, now: datetime) -> datetime | None:
    """Until when this name is locked; None when it is not. The same for a name nobody has."""
    digest = digest_of(name)
    with knocking(knocking=digest):
        tries = Attempt.objects.filter(name_digest=digest, at__gt=now - timedelta(hours=24)).order_by("-at", "-id")
        wrong = []
        for tried in tries[:200]:
            if tried.outcome == "right":
                break
            if tried.outcome == "wrong":
                wrong.append(tried.at)
    until = rules.locked_until(wrong)
    return until if until and until > now else None


def note(name: str, *, step: str, outcome: str, address: str, at: datetime) -> None:
    """Keep one try; a wrong one is recorded for the worker's agency too, and so is the lock it brings.

    `right` is said only when somebody is quite through: it forgives the wrong ones before it.
    """
    user = get_user_model().objects.filter(username=name.strip().lower()).first()
    mine = places.places_of_user(user.pk, now=at) if user else []
    digest = digest_of(name)
    with knocking(knocking=digest):
        Attempt.objects.create(
            at=at, name_digest=digest, worker_id=mine[0].worker_id if mine else None, step=step, outcome=outcome,
            address=address or None,
        )  # fmt: skip
    if mine and outcome != "right":
        _record(mine[0].id, step=step, address=address, locked=locked_until(name, at) is not None, at=at)


def _record(placement_id: UUID, *, step: str, address: str, locked: bool, at: datetime) -> None:
    with acting_as(actor_for(placement_id, at=at, via="sign_in", door=address)) as actor:
        audit.record(actor, "accounts.sign_in.failed", facts={"step": step})
        if locked:
            audit.record(actor, "accounts.account.locked", facts={"step": step})
