"""Work that takes longer than a page may: bringing a file in. Arguments are keys only."""

from contextlib import suppress
from functools import partial
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from kingfisher.access.entry import acting_as, actor_for, service_of
from kingfisher.exchange import actions, queries
from kingfisher.exchange.imports import held, refusals
from kingfisher.kernel.verdict import NotThere

AGAIN_IN_MINUTES = 10
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
        link_what_came(run_id, placement_id)
    held.let_go(HELD, run.held_as)


@app.task(name="exchange.link_what_came", queue="imports", pass_context=False)
def link_what_came(run_id: str, placement_id: str) -> None:
    """Link by rule what an import brought. Comes back in ten minutes while there is something still to be weighed."""
    now = timezone.now()
    actor = actor_for(UUID(placement_id), at=now, purpose="safeguard_child", via="job")
    with suppress(NotThere):  # a partnership without a matching service links nothing by itself
        matcher = service_of("matching_service", at=now, via="job")
        stands = actions.link_what_came(
            actor, matcher=matcher, run_id=UUID(run_id), step=partial(acting_as, actor),
            as_matcher=partial(acting_as, matcher), at=now,
        )  # fmt: skip
        if stands["to_weigh"]:
            later = link_what_came.configure(schedule_in={"minutes": AGAIN_IN_MINUTES})
            later.defer(run_id=run_id, placement_id=placement_id)
