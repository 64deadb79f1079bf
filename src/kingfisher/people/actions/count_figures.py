"""Counting the figures of the matching for a month, anew each time."""

from datetime import date, datetime

from kingfisher.access import audit
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.bulk import insert_many
from kingfisher.people.models import MonthFigure
from kingfisher.people.queries.figures import count

audit.can_record(people__figures__counted="counted the figures of the matching for a month")


def count_figures(actor: Actor, *, month: date, at: datetime) -> int:
    """Count a month again and replace what was counted of it; returns how many figures. As the matching service."""
    found = count(actor, month)
    MonthFigure.objects.filter(month=month).delete()
    made = insert_many(
        MonthFigure,
        [
            {"month": month, "agency": agency, "measure": measure, "number": number, "counted_at": at}
            for (agency, measure), number in sorted(found.items())
        ],
    )  # fmt: skip
    audit.record(actor, "people.figures.counted", facts={"month": month.isoformat(), "figures": made})
    return made
