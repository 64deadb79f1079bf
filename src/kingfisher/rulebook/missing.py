"""The shapes of the rules about missing children: thresholds, and the figures that say what counts as one absence."""

from dataclasses import dataclass

from kingfisher.rulebook.shapes import Entry


@dataclass(frozen=True, kw_only=True)
class ThresholdRule(Entry):
    """An absence that calls for something. `measure` is what is counted:

    `times` so many absences within `within_days`; `hours` one of so many hours; `night` any part of a night;
    `still` so many hours and not back yet. `under_age` keeps it to younger children; `calls_for` is of the list
    missing_call.
    """

    measure: str
    calls_for: str
    times: int = 0
    within_days: int = 0
    hours: int = 0
    under_age: int = 0


@dataclass(frozen=True, kw_only=True)
class MissingFigures(Entry):
    """What counts as one absence (`join_gap_minutes`), as night, as enough offers of a talk; how long plans stand."""

    join_gap_minutes: int
    night_from: str
    night_until: str
    declines_needed: int
    trigger_plan_days: int
    card_review_days: int
    picture_at_hour: int
    gather_days: int
