"""Thinking of a tool, its conditions, its served copies and what it changed."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access.actions import Receiver
from kingfisher.access.permissions import Permission
from kingfisher.disruption import rules
from kingfisher.disruption.actions.moving import (
    MEASURE,
    NotYet,
    gaps_or_on,
    keep,
    made,
    own_folder,
    record,
    today,
    words,
)
from kingfisher.disruption.models import Condition, Measure, Plan
from kingfisher.disruption.states import CONSIDERED, IN_FORCE, OVER
from kingfisher.documents import actions as documents
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.ids import new_ref
from kingfisher.kernel.locking import locked
from kingfisher.organisations.queries import colleagues
from kingfisher.rulebook.powers import power


@dataclass(frozen=True, slots=True)
class Wanted:
    """A tool somebody thinks of: why it, why it is proportionate, what those harmed think of it, who works it."""

    power: str
    rationale: str
    proportionality: str
    victims_view: str = ""
    target_kind: str = "person"
    target_name: str = ""
    owner: UUID | None = None


def consider(actor: Actor, *, plan_id: UUID, wanted: Wanted, at: datetime) -> UUID:
    """Think of a tool, in a folder of its own; whoever is to work it in another agency is let into that alone."""
    actor.must(Permission.DISRUPT_WORK)
    plan = locked(Plan, plan_id)
    gaps_or_on(rules.consider_gaps(rationale=wanted.rationale, proportionality=wanted.proportionality))
    rule = power(wanted.power)
    folder = own_folder(actor, at)
    owner = wanted.owner or actor.placement_id
    whom = colleagues(actor, {owner}).get(owner)
    if whom is None:
        raise NotYet("There is no such worker.", gaps=("Choose who works it.",))
    if whom.organisation_code != actor.organisation_code:
        access.grant(
            actor, folder_id=folder, to=Receiver(placement_id=owner), level=FULL, writes=True, basis="ca2004_s10",
            because=f"Works on {rule.title[:150]}", clears=["police_sensitive"], at=at,
        )  # fmt: skip
    row = keep(Measure(
        folder_id=folder, ref=new_ref("TL"), plan_id=plan.id, power=rule.id, power_hash=rule.hash,
        target_kind=wanted.target_kind, target_name=(wanted.target_name or plan.name_said)[:200], state=CONSIDERED,
        owner_id=owner, rationale=wanted.rationale.strip(), proportionality=wanted.proportionality.strip(),
        victims_view=wanted.victims_view.strip(), **made(actor, at),
    ))  # fmt: skip
    record(actor, "disruption.measure.considered", row, power=rule.id)
    return row.id


def condition(
    actor: Actor, *, measure_id: UUID, kind: str, said: str, where: str = "", hours: str = "",
    until_on: date | None = None, at: datetime,
) -> UUID:  # fmt: skip
    """Write one condition, in the words an officer needs on the street. No child's full name belongs in it."""
    actor.must(Permission.MEASURE_WORK)
    row = locked(Measure, measure_id)
    if row.state in OVER:
        raise NotYet("It is over.", gaps=("This tool is over: it takes no more conditions.",))
    made_one = keep(Condition(
        folder_id=row.folder_id, measure=row, owner_id=actor.organisation_id, holder=row.target_name, kind=kind,
        words=words(said, "Write the condition in the words of the order."), where=where.strip()[:200],
        hours=hours.strip()[:60], power=row.power, on_the_street=row.state in IN_FORCE, from_on=row.served_on,
        until_on=until_on or row.expires_on, **made(actor, at),
    ))  # fmt: skip
    record(actor, "disruption.measure.written", row, fields=["condition"])
    return made_one.id


def end_condition(actor: Actor, *, condition_id: UUID, at: datetime) -> None:
    """A condition no longer holds: it is off the street at once."""
    actor.must(Permission.MEASURE_WORK)
    one = locked(Condition, condition_id)
    one.on_the_street, one.ended_on = False, today(actor)
    one.save(update_fields=["on_the_street", "ended_on"])
    record(actor, "disruption.measure.written", one.measure, fields=["condition ended"])


def keep_served_copy(actor: Actor, *, measure_id: UUID, name: str, content: bytes, at: datetime) -> UUID:
    """Keep a copy of what was served, in the tool's own folder."""
    actor.must(Permission.MEASURE_WORK)
    row = locked(Measure, measure_id)
    key = documents.keep(actor, folder_id=row.folder_id, about=(MEASURE, row.id), name=name, content=content, at=at)
    record(actor, "disruption.measure.written", row, fields=["served copy"])
    return key


def say_effect(actor: Actor, *, measure_id: UUID, effect: str, at: datetime) -> None:
    """What changed because of it: for the child, the person, the place. “Nothing” is an answer."""
    actor.must(Permission.MEASURE_WORK)
    row = locked(Measure, measure_id)
    row.effect = words(effect, "Say what changed because of it, or that nothing did.")
    row.save(update_fields=["effect"])
    record(actor, "disruption.measure.written", row, fields=["effect"])
