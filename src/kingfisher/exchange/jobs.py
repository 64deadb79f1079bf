"""Work that takes longer than a page may: bringing a file in. Arguments are keys only."""

from contextlib import suppress
from functools import partial
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from kingfisher.access.entry import acting_as, actor_for
from kingfisher.exchange import actions, queries
from kingfisher.exchange.imports import held, refusals

HELD = settings.HOME / "imports"


@app.task(name="exchange.bring_in", queue="imports", pass_context=False)
def bring_in(run_id: str, placement_id: str) -> None:
    """Carry one import out as the worker who asked for it; a refused file is noted on the run, not raised."""
    now = timezone.now()
    actor = actor_for(UUID(placement_id), at=now, purpose="safeguard_child", via="job")
    step = partial(acting_as, actor)
    with step():
        run = queries.run(actor, UUID(run_id))
    if not run.goes_on:
        return
    path = held.path_of(HELD, run.held_as)
    with suppress(refusals.Refused):  # its sentence is on the run, for the person who sent the file
        actions.carry_out(
            actor, run_id=run.id, source=run.source, path=path, mapping=run.mapping,
            limit=settings.IMPORT_LIMIT_BYTES, step=step, at=now,
        )  # fmt: skip
    held.let_go(HELD, run.held_as)
