"""After a file is in: link by the decisive rule, and say how many pairs wait for a person."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.exchange import queries
from kingfisher.exchange.models import ImportRun
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.people import actions as people
from kingfisher.people.queries import how_they_stand

audit.can_record(exchange__import__linked="had the people of a file linked by the decisive rule")

Step = Callable[[], AbstractContextManager]


def link_what_came(
    actor: Actor, *, matcher: Actor, run_id: UUID, step: Step, as_matcher: Step, at: datetime
) -> dict[str, int]:
    """Link what an import brought, as the matching service does, and note on the run how it stands.

    The numbers: `linked` by rule, `to_judge` likely pairs that wait for a person, `to_weigh` records not weighed
    yet. Each link can be looked at and taken back like any other; again links nothing twice, so the numbers may be
    brought up to date by it. NotThere when the run is another agency's.
    """
    with step():
        came = queries.people_of(actor, run_id)
    with as_matcher():
        linked = people.link_decisive(matcher, among=came, at=at)
        stands = how_they_stand(matcher, came)
    with step():
        run = ImportRun.objects.select_for_update().filter(id=run_id).first()
        if run is None:
            raise NotThere
        now = {"linked": run.counts.get("linked", 0) + linked, "to_judge": stands.to_judge, "to_weigh": stands.to_weigh}
        run.counts = run.counts | now
        run.save(update_fields=["counts"])
        audit.record(actor, "exchange.import.linked", facts={"run": run.ref, "counts": now})
    return now
