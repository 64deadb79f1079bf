"""The shapes of the rules about training: on which terms a place is given, and who needs which training how often."""

from dataclasses import dataclass

from kingfisher.rulebook.shapes import Entry


@dataclass(frozen=True, kw_only=True)
class TrainingTerms(Entry):
    """On which terms a place is given and taken back.

    A booking made without a login is kept for `hold_hours` until its e-mail is confirmed. A place is given back freely
    until `cancel_working_days` before; later, and on not coming, `fee_pence` is owed. The waiting list moves up until
    `moves_up_until_hours` before. Attendance below `least_percent` earns no certificate. `remind_days` before the day a
    letter goes out, `due_days` before training ends; questions are asked again after `ask_again_months`. A trainer is
    watched teaching again after `watch_months`. Access closes no sooner than `told_days` after its holder was told.
    """

    hold_hours: int
    cancel_working_days: int
    fee_pence: int
    moves_up_until_hours: int
    least_percent: int
    remind_days: tuple[int, ...]
    due_days: tuple[int, ...]
    ask_again_months: int
    watch_months: int
    told_days: int


@dataclass(frozen=True, kw_only=True)
class TrainingNeed(Entry):
    """What somebody in these roles must have learned: a course of this level or above, in the last `valid_months`.

    `closes_access` says that a worker of the hub is kept out once it has lapsed, where the partnership turned that on.
    """

    roles: tuple[str, ...]
    level: int
    valid_months: int
    closes_access: bool = False
