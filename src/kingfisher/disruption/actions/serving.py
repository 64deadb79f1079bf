"""The life of a tool: rejected, applied for, granted or refused, served, varied, breached, run out."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from kingfisher.access.permissions import Permission
from kingfisher.disruption import rules
from kingfisher.disruption.actions.moving import (
    NotYet,
    gaps_or_on,
    keep,
    made,
    record,
    today,
    words,
)
from kingfisher.disruption.models import Breach, Condition, Measure, MeasureStep
from kingfisher.disruption.states import MOVES
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import step
from kingfisher.rulebook.powers import power


def reject(actor: Actor, *, measure_id: UUID, why: str, at: datetime) -> None:
    """Considered and rejected, with the reason: reviews ask what was thought of and why it was not used."""
    row = _begin(actor, measure_id, "reject")
    row.rejected_why = words(why, "Say why it is not used.")
    _finish(actor, row, "reject", why, today(actor), at)


def reconsider(actor: Actor, *, measure_id: UUID, why: str, at: datetime) -> None:
    """Think again of what was rejected or refused."""
    row = _begin(actor, measure_id, "reconsider")
    _finish(actor, row, "reconsider", words(why, "Say what is new."), today(actor), at)


def apply(actor: Actor, *, measure_id: UUID, on: date, hearing_on: date | None = None, why: str = "",
          at: datetime) -> None:  # fmt: skip
    """Applied for; with the day it is heard. What is not shown to have begun cannot be applied for."""
    row = _begin(actor, measure_id, "apply")
    _begun(row)
    row.hearing_on = hearing_on
    _finish(actor, row, "apply", why, on, at)


def interim(actor: Actor, *, measure_id: UUID, on: date, expires_on: date | None = None, why: str = "",
            at: datetime) -> None:  # fmt: skip
    """An interim order was made."""
    row = _begin(actor, measure_id, "interim")
    row.granted_on, row.expires_on = on, expires_on
    _finish(actor, row, "interim", why, on, at)


def grant(actor: Actor, *, measure_id: UUID, on: date, expires_on: date | None = None, why: str = "",
          at: datetime) -> None:  # fmt: skip
    """The court granted it; or, where police make it themselves, an inspector authorises it, never whoever asked."""
    row = _begin(actor, measure_id, "grant")
    _begun(row)
    if power(row.power).needs_authority:
        actor.must(Permission.DISRUPT_AUTHORISE)
        if row.created_by == actor.placement_id:
            raise NotYet("Somebody else authorises it.", gaps=("You asked for it: another inspector authorises it.",))
    if expires_on and expires_on < on:
        raise NotYet("Look at the days.", gaps=("It cannot end before it begins.",))
    row.granted_on, row.expires_on, row.hearing_on = on, expires_on, None
    _finish(actor, row, "grant", why, on, at)


def refuse(actor: Actor, *, measure_id: UUID, on: date, why: str, at: datetime) -> None:
    """The court refused it, with its reasons."""
    row = _begin(actor, measure_id, "refuse")
    row.hearing_on = None
    _finish(actor, row, "refuse", words(why, "Say why it was refused."), on, at)


def serve(actor: Actor, *, measure_id: UUID, on: date, served_how: str, victims_view: str = "",
          at: datetime) -> None:  # fmt: skip
    """Served, by whom and how: from now on its conditions are found on the street."""
    row = _begin(actor, measure_id, "serve")
    row.victims_view = victims_view.strip() or row.victims_view
    conditions = Condition.objects.filter(measure=row, ended_on=None)
    gaps_or_on(rules.serve_gaps(served_how=served_how, conditions=conditions.count(),
                                views_said=bool(row.victims_view)), "It is not served yet.")  # fmt: skip
    row.served_on, row.served_how = on, served_how.strip()[:300]
    _finish(actor, row, "serve", "", on, at)
    _on_the_street(row, True)


def vary(actor: Actor, *, measure_id: UUID, on: date, expires_on: date | None = None, why: str, at: datetime) -> None:
    """Varied or renewed: with what changed, and until when it now runs."""
    row = _begin(actor, measure_id, "vary")
    row.expires_on = expires_on or row.expires_on
    _finish(actor, row, "vary", words(why, "Say what was varied."), on, at)
    _on_the_street(row, True)


def breach(actor: Actor, *, measure_id: UUID, on: date, what: str, done: str, at: datetime) -> None:
    """A condition was broken: what happened, and what was done about it the same day."""
    row = _begin(actor, measure_id, "breach")
    keep(Breach(folder_id=row.folder_id, measure=row, happened_on=on, words=words(what, "Say what happened."),
                done=words(done, "Say what was done about it: arrest, crime number, or why nothing."),
                **made(actor, at)))  # fmt: skip
    _finish(actor, row, "breach", what, on, at)


def expire(actor: Actor, *, measure_id: UUID, on: date, why: str = "", at: datetime) -> None:
    """It has run out; its conditions are off the street."""
    _end(actor, measure_id, "expire", on, why, at)


def discharge(actor: Actor, *, measure_id: UUID, on: date, why: str, at: datetime) -> None:
    """Withdrawn, or discharged by the court."""
    _end(actor, measure_id, "discharge", on, words(why, "Say why it was withdrawn or discharged."), at)


def _end(actor: Actor, measure_id: UUID, move: str, on: date, why: str, at: datetime) -> None:
    row = _begin(actor, measure_id, move)
    row.ended_on, row.hearing_on = on, None
    _finish(actor, row, move, why, on, at)
    _on_the_street(row, False)


def _begin(actor: Actor, measure_id: UUID, move: str) -> Any:
    actor.must(Permission(next(m.permission for m in MOVES if m.name == move)))
    row = locked(Measure, measure_id)
    step(MOVES, move, row.state)
    return row


def _finish(actor: Actor, row: Measure, move: str, said: str, on: date, at: datetime) -> None:
    before, row.state = row.state, step(MOVES, move, row.state)
    row.save()
    keep(MeasureStep(folder_id=row.folder_id, measure=row, move=move, from_state=before, to_state=row.state,
                     happened_on=on, words=said.strip(), **made(actor, at)))  # fmt: skip
    record(actor, f"disruption.measure.{move}", row, power=row.power)


def _begun(row: Measure) -> None:
    rule = power(row.power)
    if not rule.may_be_used:
        raise NotYet("This law is not shown to have begun.", gaps=(
            f"{rule.title}: {rule.in_force_words.lower()}. Ask the solicitor; when it has begun, its day goes into the "
            "rulebook.",))  # fmt: skip


def _on_the_street(row: Measure, is_live: bool) -> None:
    live = Condition.objects.filter(measure=row, ended_on=None)
    if is_live:
        live.filter(from_on=None).update(from_on=row.served_on)
        if row.expires_on:
            live.update(until_on=row.expires_on)
    live.update(on_the_street=is_live)
