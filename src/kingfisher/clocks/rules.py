"""How a clock stands at a moment, and where its due moment moves. Pure: every moment is an argument."""

from datetime import datetime, timedelta
from enum import StrEnum

from kingfisher.kernel.timing import (
    Calendar,
    Due,
    Unit,
    add_service_hours,
    add_working_days,
    due,
    end_of,
    local_day,
    open_time,
    working_days_between,
)
from kingfisher.rulebook.shapes import ClockRule

# A warning must leave time to act, and must not stand there so long that nobody sees it any more.
WARNING_SHARE = 4
LONGEST_WARNING = timedelta(days=2)

DONE = "done"
NOT_NEEDED = "not_needed"
OUTCOMES = (DONE, NOT_NEEDED)


class State(StrEnum):
    """How a clock stands, in the words shown on screen."""

    RUNNING = "running"
    DUE_SOON = "due_soon"
    LATE = "late"
    PAUSED = "paused"
    MET = "met"
    MISSED = "missed"
    NOT_NEEDED = "not_needed"

    @property
    def is_open(self) -> bool:
        """Is somebody still expected to do it?"""
        return self in (State.RUNNING, State.DUE_SOON, State.LATE, State.PAUSED)


def first_due(rule: ClockRule, started_at: datetime, calendar: Calendar) -> Due:
    """When a thing is due that began at `started_at`; counted back, that is to happen then."""
    return due(started_at, rule.signed_amount, rule.unit, calendar)


def warns_from(started_at: datetime, due_at: datetime) -> datetime:
    """From when a clock is due soon: the last quarter of its time, and never more than two days."""
    return due_at - min(max((due_at - started_at) / WARNING_SHARE, timedelta()), LONGEST_WARNING)


def state(
    now: datetime,
    *,
    started_at: datetime,
    due_at: datetime,
    stopped_at: datetime | None = None,
    outcome: str = "",
    is_paused: bool = False,
) -> State:
    """How the clock stands at `now`. What is done on the very last moment is done in time."""
    if outcome == NOT_NEEDED:
        return State.NOT_NEEDED
    if stopped_at:
        return State.MET if stopped_at <= due_at else State.MISSED
    if is_paused:
        return State.PAUSED
    if now > due_at:
        return State.LATE
    return State.DUE_SOON if now >= warns_from(started_at, due_at) else State.RUNNING


def due_after_pause(before: Due, *, paused_at: datetime, resumed_at: datetime, calendar: Calendar) -> Due:
    """The due moment moved on by the time the clock stood still, counted in its own unit.

    A clock that was already late when it was paused stays as late as it was.
    """
    if paused_at > before.at or resumed_at <= paused_at:
        return before
    if before.unit is Unit.HOUR:
        at = (before.at + (resumed_at - paused_at)).astimezone(calendar.zone)
        return Due(at.date(), at, before.unit)
    if before.unit is Unit.WORKING_HOUR:
        left = open_time(paused_at, before.at, calendar)
        at = add_service_hours(resumed_at, left / timedelta(hours=1), calendar)
        return Due(at.date(), at, before.unit)
    stopped, went_on = local_day(paused_at, calendar), local_day(resumed_at, calendar)
    if before.unit is Unit.WORKING_DAY:
        on = add_working_days(before.on, working_days_between(stopped, went_on, calendar), calendar)
    else:
        on = before.on + (went_on - stopped)
    return Due(on, end_of(on, calendar), before.unit)
