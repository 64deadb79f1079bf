"""Carrying one import out from its file to its end, whichever door asked for it."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID

from kingfisher.exchange.actions.apply import Tally, bring_in
from kingfisher.exchange.actions.reports import SOURCE, take_reports_in
from kingfisher.exchange.actions.run import fail, finish, refuse, start
from kingfisher.exchange.imports import ahead, refusals, sources
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.garbage import searched_rarely

BROKEN = "Something went wrong on our side. What was brought in stays in; start the import again to bring in the rest."


def carry_out(
    actor: Actor, *, run_id: UUID, source: str, path: Path, mapping: Mapping[str, str] | None, limit: int,
    step: Callable[[], AbstractContextManager], progress: Callable[[Tally], None] | None = None, at: datetime,
) -> Tally:  # fmt: skip
    """Check the file, bring its rows in and end the run; returns what it gave.

    Raises the file's named refusal after noting it on the run, and any fault of ours after marking the run failed.
    Every step is a transaction of its own, opened by `step`.
    """
    told = {"run_id": run_id, "step": step, "progress": progress, "at": at}
    try:
        if source == SOURCE:
            bringing = partial(take_reports_in, actor, rows=sources.read(source, path, limit=limit), **told)
        else:
            batches = ahead.of_file(ahead.File(source, path, mapping, limit, at.date()))
            bringing = partial(bring_in, actor, source=source, batches=batches, **told)
    except refusals.Refused as refused:
        with step():
            refuse(actor, run_id=run_id, why=refused.sentence, at=at)
        raise
    with step():
        start(actor, run_id=run_id, at=at)
    try:
        with searched_rarely():
            tally = bringing()
    except BaseException:
        with step():
            fail(actor, run_id=run_id, why=BROKEN, at=at)
        raise
    with step():
        finish(actor, run_id=run_id, counts=tally, at=at)
    return tally
