"""Starting and stopping clocks, pausing them, rating them anew, and saying why one was missed.

Each writes one audit line with the clock's key and rule. Who may do it follows the folder: the caller's room
has checked its own permission, and PostgreSQL refuses whoever may not write there.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from kingfisher.access import audit
from kingfisher.clocks import rules
from kingfisher.clocks.models import Clock, ClockChange, Pause
from kingfisher.clocks.queries import Subject
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import Due, Unit, local_day
from kingfisher.kernel.verdict import NotThere, Refused
from kingfisher.rulebook import ask
from kingfisher.rulebook.shapes import ClockRule

audit.can_record(
    clocks__clock__started="started a clock",
    clocks__clock__stopped="stopped a clock",
    clocks__clock__rerated="put a clock under another rule",
    clocks__clock__paused="paused a clock",
    clocks__clock__resumed="let a clock run on",
    clocks__clock__explained="said why a clock was missed",
)


class AlreadyRunning(Refused):
    """The same clock runs on the same thing."""

    rule = "clock_already_running"


class NotRunning(Refused):
    """The clock has been stopped, or stands still, or does not."""

    rule = "clock_not_running"


class NeedsReason(Refused):
    """A reason is missing, or is not one on the list."""

    rule = "clock_needs_reason"


def start(
    actor: Actor,
    *,
    rule: str,
    subject: Subject,
    folder: UUID,
    at: datetime,
    since: datetime | None = None,
    owner_organisation: UUID | None = None,
    owner_worker: UUID | None = None,
) -> UUID:
    """Start a clock and return its key; it counts from `since`, else from `at`.

    The rule is the one in force on the London day it counts from. The owner is the actor's organisation
    unless another is named. AlreadyRunning when that rule's clock runs on that thing; NotInRulebook for no
    such rule.
    """
    counts_from = since or at
    limit, found = _worked_out(rule, counts_from)
    kind, thing = subject
    clock = Clock(
        folder_id=folder, subject_kind=kind, subject_id=thing, rule_id=limit.id, rule_hash=limit.hash,
        title=limit.title, unit=limit.unit.value, calendar_id=limit.calendar, started_at=counts_from,
        due_at=found.at, due_on=found.on, owner_worker_id=owner_worker,
        owner_organisation_id=owner_organisation or actor.organisation_id,
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    with _once(limit):
        clock.save(force_insert=True)
    _record(actor, "started", clock)
    return clock.id


def stop(actor: Actor, *, subject: Subject, at: datetime, rule: str = "", outcome: str = rules.DONE) -> list[UUID]:
    """Stop what runs on a thing: one rule's clock, or every one; return their keys, none if nothing ran.

    `outcome` is `done`, or `not_needed` for what counts as neither met nor missed. A paused clock is resumed
    first, as of `at`, so that its due moment is right.
    """
    if outcome not in rules.OUTCOMES:
        raise ValueError(f"A clock's outcome is one of {', '.join(rules.OUTCOMES)}, not {outcome!r}.")
    kind, thing = subject
    running = Clock.objects.filter(subject_kind=kind, subject_id=thing, stopped_at=None)
    stopped = []
    for clock in (running.filter(rule_id=rule) if rule else running).select_for_update().order_by("id"):
        if Pause.objects.filter(clock=clock, resumed_at=None).exists():
            _resume(actor, clock, at)
        clock.stopped_at, clock.stopped_by, clock.outcome = at, actor.placement_id, outcome
        clock.save(update_fields=["stopped_at", "stopped_by", "outcome"])
        _record(actor, "stopped", clock, outcome=outcome)
        stopped.append(clock.id)
    return stopped


def restart_with(actor: Actor, *, clock_id: UUID, rule: str, why: str, at: datetime) -> UUID:
    """Put a running clock under another rule: counted anew from the same start, the old due moment kept.

    Times it stood still count as before. NotRunning once stopped; NeedsReason without `why`; AlreadyRunning
    when the other rule's clock runs on the same thing.
    """
    if not why.strip():
        raise NeedsReason("Say why the rating changes.")
    clock = _running(clock_id)
    limit, found = _worked_out(rule, clock.started_at)
    calendar = ask.calendar(limit.calendar)
    for pause in clock.pauses.filter(resumed_at__isnull=False).order_by("paused_at"):
        found = rules.due_after_pause(found, paused_at=pause.paused_at, resumed_at=pause.resumed_at, calendar=calendar)
    before = clock.rule_id
    change = _change(actor, clock, at, because="rerated", why=why.strip(), rule=limit.id, moved=found)
    clock.rule_id, clock.rule_hash, clock.title = limit.id, limit.hash, limit.title
    clock.unit, clock.calendar_id = limit.unit.value, limit.calendar
    clock.due_at, clock.due_on = found.at, found.on
    with _once(limit):
        clock.save(update_fields=["rule_id", "rule_hash", "title", "unit", "calendar_id", "due_at", "due_on"])
        change.save(force_insert=True)
    _record(actor, "rerated", clock, before=before)
    return clock.id


def pause(actor: Actor, *, clock_id: UUID, reason: str, at: datetime, words: str = "") -> None:
    """Let a clock stand still. `reason` is of the list `pause_reason`; `other` needs words."""
    _reason("pause_reason", reason, words)
    clock = _running(clock_id)
    if Pause.objects.filter(clock=clock, resumed_at=None).exists():
        raise NotRunning("This clock is paused already.")
    Pause.objects.create(
        folder_id=clock.folder_id, clock=clock, paused_at=at, reason=reason, words=words.strip(),
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    _record(actor, "paused", clock, reason=reason)


def resume(actor: Actor, *, clock_id: UUID, at: datetime) -> None:
    """Let a paused clock run on; it is due later by the time it stood. NotRunning if not paused."""
    _resume(actor, _running(clock_id), at)


def explain_miss(actor: Actor, *, clock_id: UUID, reason: str, at: datetime, words: str = "") -> None:
    """Say why a clock was missed or is late. `reason` is of the list `miss_reason`; `other` needs words.

    NotRunning for a clock that is neither. Saying it again replaces it; what was said before is kept.
    """
    _reason("miss_reason", reason, words)
    clock = _found(clock_id)
    stands = rules.state(
        at,
        started_at=clock.started_at,
        due_at=clock.due_at,
        stopped_at=clock.stopped_at,
        outcome=clock.outcome,
    )
    if stands not in (rules.State.LATE, rules.State.MISSED):
        raise NotRunning("This clock is not late.")
    clock.explained_at, clock.explained_by = at, actor.placement_id
    clock.missed_reason, clock.missed_words = reason, words.strip()
    clock.save(update_fields=["explained_at", "explained_by", "missed_reason", "missed_words"])
    _record(actor, "explained", clock, reason=reason)


def _worked_out(rule: str, counts_from: datetime) -> tuple[ClockRule, Due]:
    limit = ask.clock(rule, on=local_day(counts_from, ask.calendar()))
    return limit, rules.first_due(limit, counts_from, ask.calendar(limit.calendar))


@contextmanager
def _once(limit: ClockRule) -> Iterator[None]:
    """Turn the database's refusal of a second running clock into a sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if "clock_runs_once_on_a_thing" not in str(error):
            raise
        raise AlreadyRunning(f"The clock “{limit.title}” is already running.") from error


def _resume(actor: Actor, clock: Clock, at: datetime) -> None:
    standing = Pause.objects.filter(clock=clock, resumed_at=None).first()
    if standing is None:
        raise NotRunning("This clock is not paused.")
    standing.resumed_at, standing.resumed_by = at, actor.placement_id
    standing.save(update_fields=["resumed_at", "resumed_by"])
    moved = rules.due_after_pause(
        Due(clock.due_on, clock.due_at, Unit(clock.unit)),
        paused_at=standing.paused_at, resumed_at=at, calendar=ask.calendar(clock.calendar_id),
    )  # fmt: skip
    change = _change(actor, clock, at, because="resumed", why=standing.words, rule=clock.rule_id, moved=moved)
    change.save(force_insert=True)
    clock.due_at, clock.due_on = moved.at, moved.on
    clock.save(update_fields=["due_at", "due_on"])
    _record(actor, "resumed", clock)


def _change(actor: Actor, clock: Clock, at: datetime, *, because: str, why: str, rule: str, moved: Due) -> ClockChange:
    return ClockChange(
        folder_id=clock.folder_id, clock=clock, changed_at=at, because=because, why=why,
        rule_before=clock.rule_id, rule_after=rule, due_before=clock.due_at, due_after=moved.at,
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip


def _found(clock_id: UUID) -> Clock:
    clock = Clock.objects.select_for_update().filter(id=clock_id).first()
    if clock is None:
        raise NotThere
    return clock


def _running(clock_id: UUID) -> Clock:
    clock = _found(clock_id)
    if clock.stopped_at:
        raise NotRunning("This clock has been stopped.")
    return clock


def _reason(list_id: str, reason: str, words: str) -> None:
    if reason not in dict(ask.codes(list_id).choices()):
        raise NeedsReason("Choose a reason.")
    if reason == "other" and not words.strip():
        raise NeedsReason("Say the reason in words.")


def _record(actor: Actor, what: str, clock: Clock, **facts: str) -> None:
    known = {"clock": str(clock.id), "rule": clock.rule_id, **facts}
    audit.record(actor, f"clocks.clock.{what}", folders=[clock.folder_id], facts=known)
