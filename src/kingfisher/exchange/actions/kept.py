"""What a run keeps of itself: its rejects and cautions, how far it has come, and the rows it met."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from kingfisher.exchange.imports.shapes import Caution, Reject
from kingfisher.exchange.models import ImportedRow, ImportReject, ImportRun
from kingfisher.exchange.rules import cut
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.bulk import insert_many, update_many
from kingfisher.kernel.ids import new_id


def _remember(actor: Actor, run_id: UUID, rows: Sequence[Mapping[str, Any]]) -> None:
    """Remember rows met for the first time: key, source, fingerprint, became, folder_id."""
    insert_many(ImportedRow, ({**row, "organisation_id": actor.organisation_id, "run_id": run_id} for row in rows))


def _remember_changed(run_id: UUID, rows: Sequence[Mapping[str, Any]]) -> None:
    """Remember what rows met before say now: id, fingerprint, became."""
    update_many(ImportedRow, ({**row, "run_id": run_id} for row in rows))


def _keep_remarks(actor: Actor, run_id: UUID, remarks: Sequence[Reject | Caution], *, room: int, at: datetime) -> None:
    kept, cautions = [], 0
    for one in remarks:
        let_in = isinstance(one, Caution)
        cautions += let_in
        if not let_in or cautions <= room:
            kept.append(
                {"id": new_id(), "run_id": run_id, "line": one.line, "part": cut(one.part, 120),
                 "field": cut(one.field, 200), "value": cut(one.value, 120), "reason": cut(one.reason, 300),
                 "let_in": let_in, "created_at": at, "created_by": actor.placement_id}
            )  # fmt: skip
    insert_many(ImportReject, kept)


def _note_progress(run_id: UUID, counts: Mapping[str, int]) -> None:
    ImportRun.objects.filter(id=run_id).update(counts=dict(counts))
