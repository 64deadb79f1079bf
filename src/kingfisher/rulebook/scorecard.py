"""Ask the rulebook for the measures of the board's scorecard."""

from datetime import date
from typing import cast

from kingfisher.rulebook.ask import NotInForce, book
from kingfisher.rulebook.measures import Measure


def measures(*, on: date) -> tuple[Measure, ...]:
    """Every measure, as it stood on that day, by area and title."""
    found = [cast(Measure, one) for (kind, _), said in book().entries.items() if kind == "measure" for one in said]
    return tuple(sorted((m for m in found if m.is_in_force(on)), key=lambda m: (m.area, m.title)))


def measure(measure_id: str, *, on: date) -> Measure:
    """The measure with this id, as it stood on that day. Raises NotInForce."""
    for one in measures(on=on):
        if one.id == measure_id:
            return one
    raise NotInForce(f"The rulebook has no measure {measure_id!r} for {on:%d %B %Y}.")
