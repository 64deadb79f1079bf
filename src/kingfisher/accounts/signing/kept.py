"""A form whose writer's session ran out is kept, sealed for her alone, and given back when she is in again."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kingfisher.access import audit
from kingfisher.accounts import rules
from kingfisher.accounts.models import KeptForm
from kingfisher.accounts.signing.sealing import Unreadable, seal, unseal
from kingfisher.kernel.actor import Actor

LARGEST = 1_000_000  # characters of one form
MOST = 5  # forms of one worker


@dataclass(frozen=True, slots=True)
class Given:
    """What was written, in order, and where it was going."""

    id: UUID
    address: str
    fields: tuple[tuple[str, str], ...]
    kept_at: datetime


def keep(actor: Actor, *, address: str, fields: Iterable[tuple[str, str]], at: datetime) -> UUID | None:
    """Keep a form; None when it is larger than anybody types. The oldest beyond MOST go."""
    words = json.dumps(list(fields))
    if len(words) > LARGEST:
        return None
    KeptForm.objects.filter(ends_at__lt=at).delete()
    row = KeptForm.objects.create(
        worker_id=actor.worker_id, address=address[:500], sealed=seal(words, whose=f"form:{actor.worker_id}"),
        ends_at=at + timedelta(hours=rules.KEPT_HOURS), created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    keys = KeptForm.objects.filter(worker_id=actor.worker_id).order_by("-created_at").values_list("id", flat=True)
    KeptForm.objects.filter(id__in=list(keys[MOST:])).delete()
    audit.record(actor, "accounts.form.kept", facts={"form": str(row.id)})
    return row.id


def kept_for(actor: Actor) -> list[Given]:
    """Hers, the newest first; one that cannot be opened any more is left out."""
    given = []
    for row in KeptForm.objects.filter(worker_id=actor.worker_id, ends_at__gt=actor.at).order_by("-created_at"):
        try:
            fields = json.loads(unseal(row.sealed, whose=f"form:{row.worker_id}"))
        except Unreadable:
            continue
        given.append(Given(row.id, row.address, tuple((name, value) for name, value in fields), row.created_at))
    return given


def let_go(actor: Actor, form_id: UUID) -> None:
    KeptForm.objects.filter(worker_id=actor.worker_id, id=form_id).delete()
