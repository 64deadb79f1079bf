"""Bringing rows in, batch by batch: new ones are made, changed ones become versions, the same again do nothing.

Each batch is one transaction, opened by the door that calls; a run cut off half-way loses at most its last batch
and, started again, recognises what is in.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from uuid import UUID

from django.db import connection

from kingfisher.access import audit
from kingfisher.exchange.actions.hanging import LAY
from kingfisher.exchange.actions.kept import _keep_remarks, _note_progress
from kingfisher.exchange.actions.laying import Layer
from kingfisher.exchange.imports.ahead import Batch
from kingfisher.exchange.imports.coming import Coming
from kingfisher.exchange.imports.shapes import Caution, Reject
from kingfisher.kernel.actor import Actor

MOST_CAUTIONS = 10_000  # more of them tell a person nothing new; all are counted
# Keys of finding are gathered for many rows before they are sorted in: a fraction of the time of one by one. The last
# batch sorts in what was gathered, so that no search has to read through it.
_GATHER, _SORT_IN = "SET gin_pending_list_limit = '32MB'", "SET gin_pending_list_limit = '64kB'"
_AS_BEFORE = "RESET gin_pending_list_limit"
_LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))"

audit.can_record(exchange__rows__brought_in="brought in rows of a file")

Tally = Counter[str]


def bring_in(
    actor: Actor, *, run_id: UUID, source: str, batches: Iterator[Batch], step: Callable[[], AbstractContextManager],
    dry: bool = False, progress: Callable[[Tally], None] | None = None, at: datetime,
) -> Tally:  # fmt: skip
    """Bring every row in and return how many of each sort there were.

    `batches` come from ahead.py. `step` opens one transaction as the actor (entry.acting_as). `dry` only counts
    what would happen. Two files of one agency wait for each other batch by batch, so the same row sent twice is
    made once. Audited by batch.
    """
    tally: Tally = Counter()
    layer = Layer(actor, run_id, source, at, tally, LAY, dry=dry)
    for batch, is_last in _knowing_the_last(batches):
        with step():
            with connection.cursor() as cursor:
                cursor.execute(_SORT_IN if is_last else _GATHER)
                cursor.execute(_LOCK, [f"exchange:{actor.organisation_id}"])
            remarks = [row for row in batch if not isinstance(row, Coming)]
            remarks += layer.lay([row for row in batch if isinstance(row, Coming)])
            _count(tally, remarks)
            if not dry:
                _keep_remarks(actor, run_id, remarks, room=MOST_CAUTIONS - tally["cautions"], at=at)
                _note_progress(run_id, tally)
                audit.record(actor, "exchange.rows.brought_in", facts={"run": str(run_id), "rows": len(batch)})
            with connection.cursor() as cursor:
                cursor.execute(_AS_BEFORE)
        if progress:
            progress(tally)
    return tally


def _count(tally: Tally, remarks: list[Reject | Caution]) -> None:
    for one in remarks:
        tally["rejects" if isinstance(one, Reject) else "cautions"] += 1


def _knowing_the_last(batches: Iterator[Batch]) -> Iterator[tuple[Batch, bool]]:
    """The same batches, each with whether it is the last."""
    before = next(batches, None)
    for batch in batches:
        yield before, False
        before = batch
    if before is not None:
        yield before, True
