"""A plan about a person or a place: begun, written in, reviewed, reported, closed; opened to a worker by name."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.actions import Receiver
from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.clocks import queries as shown
from kingfisher.disruption import rules
from kingfisher.disruption.actions.moving import (
    PLAN,
    NotYet,
    gaps_or_on,
    keep,
    made,
    own_folder,
    record,
    today,
    words,
)
from kingfisher.disruption.models import Measure, Occurrence, Place, Plan, PlanStep, Protected
from kingfisher.disruption.states import APPLIED, CONSIDERED, INTERIM
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.ids import new_ref
from kingfisher.kernel.locking import locked
from kingfisher.organisations.queries import colleagues
from kingfisher.people import actions as people
from kingfisher.people.rules import Said

REVIEW, NEVER_CHARGED = "disruption_review", "never_charged_review"


@dataclass(frozen=True, slots=True)
class Suspect:
    """Whom a plan is about, as police know him."""

    given_name: str
    family_name: str
    status: str
    born_on: date | None = None
    person_id: UUID | None = None


def begin_plan(
    actor: Actor, *, harm: str, necessity: str, suspect: Suspect | None = None, place_id: UUID | None = None,
    at: datetime,
) -> UUID:  # fmt: skip
    """Begin a plan about a person or a place. Somebody never charged has a clock as well: is it still necessary?"""
    actor.must(Permission.DISRUPT_WORK)
    harm, necessity = (
        words(harm, "Say what harm, and how it is known."),
        words(necessity, "Say why holding this is necessary and proportionate."),
    )
    if (suspect is None) == (place_id is None):
        raise NotYet("A plan is about one person or one place.", gaps=("Name the person, or choose the place.",))
    folder = own_folder(actor, at)
    if suspect:
        name = words(f"{suspect.given_name} {suspect.family_name}".strip(), "Name the person, or say how he is called.")
        person = suspect.person_id or people.state_person(
            actor, folder_id=folder, at=at,
            said=Said(kind="adult", given_name=suspect.given_name.strip(), family_name=suspect.family_name.strip(),
                      born_on=suspect.born_on),
        )  # fmt: skip
        more = {"about": "person", "person_id": person, "status": suspect.status or "concern"}
    else:
        spot = locked(Place, place_id)
        name, more = spot.name, {"about": "place", "place_id": spot.id}
    row = keep(Plan(folder_id=folder, ref=new_ref("DP"), name_said=name, harm=harm, necessity=necessity,
                    lead_id=actor.placement_id, **more, **made(actor, at)))  # fmt: skip
    clocks.start(actor, rule=REVIEW, subject=(PLAN, row.id), folder=folder, at=at)
    _mind_never_charged(actor, row, at)
    _step(actor, row, "begun", "", at)
    record(actor, "disruption.plan.begun", row, about=row.about)
    return row.id


def say_plan(actor: Actor, *, plan_id: UUID, at: datetime, **said: object) -> None:
    """Write in the plan: victims_view or no_view_why, status, bail_until, next_action, harm, necessity, and the
    particulars (conditions, addresses, vehicles, work_with_children, licences, travel, agencies, offender_manager).
    """
    actor.must(Permission.DISRUPT_WORK)
    row = _open(plan_id)
    plain = {"harm", "victims_view", "no_view_why", "status", "bail_until", "necessity", "next_action"}
    for name in plain & said.keys():
        setattr(row, name, said[name])
    row.particulars = {**row.particulars, **{k: v for k, v in said.items() if k not in plain}}
    row.save()
    _mind_never_charged(actor, row, at)
    record(actor, "disruption.plan.written", row, fields=sorted(said))


def _mind_never_charged(actor: Actor, row: Plan, at: datetime) -> None:
    """The clock of somebody never charged runs while that is how he stands, whichever way he came there."""
    if row.about != "person":
        return
    running = [c for c in shown.for_subject(actor, (PLAN, row.id), open_only=True) if c.rule_id == NEVER_CHARGED]
    if row.status not in rules.NEVER_CHARGED:
        clocks.stop(actor, subject=(PLAN, row.id), rule=NEVER_CHARGED, at=at, outcome="not_needed")
    elif not running:
        clocks.start(actor, rule=NEVER_CHARGED, subject=(PLAN, row.id), folder=row.folder_id, at=at)


def protect_child(
    actor: Actor, *, plan_id: UUID, name: str, wants: str = "", person_id: UUID | None = None, at: datetime
) -> UUID:  # fmt: skip
    """Name a child this plan protects, and what the child wants. Nobody who works one tool of it reads this."""
    actor.must(Permission.DISRUPT_WORK)
    row = _open(plan_id)
    child = keep(Protected(folder_id=row.folder_id, plan=row, name_said=words(name, "Name the child."), wants=wants,
                           person_id=person_id, **made(actor, at)))  # fmt: skip
    record(actor, "disruption.plan.written", row, fields=["children"])
    return child.id


def happened(actor: Actor, *, plan_id: UUID, on: date, severity: int, what: str, at: datetime) -> None:
    """Write down something he did, or that happened there; 1 slight to 4 gravest."""
    actor.must(Permission.DISRUPT_WORK)
    row = _open(plan_id)
    if on > today(actor) or severity not in range(1, 5):
        raise NotYet("Look at the day and the gravity.", gaps=("The day is not in the future; gravity is 1 to 4.",))
    keep(Occurrence(folder_id=row.folder_id, plan=row, happened_on=on, severity=severity,
                    words=words(what, "Say what happened."), **made(actor, at)))  # fmt: skip
    record(actor, "disruption.plan.written", row, fields=["occurrence"])


def review_plan(actor: Actor, *, plan_id: UUID, said: str, still_necessary: str = "", at: datetime) -> None:
    """What has changed, and whether it goes on. About somebody never charged: why it is still necessary."""
    actor.must(Permission.DISRUPT_WORK)
    row = _open(plan_id)
    said = words(said, "Say what has changed, and what is done next.")
    if row.status in rules.NEVER_CHARGED:
        necessity = words(still_necessary, "They were never charged: say why holding this is still necessary.")
        row.necessity = necessity
        row.save(update_fields=["necessity"])
        clocks.stop(actor, subject=(PLAN, row.id), rule=NEVER_CHARGED, at=at)
        clocks.start(actor, rule=NEVER_CHARGED, subject=(PLAN, row.id), folder=row.folder_id, at=at)
        said = f"{said}\n\nStill necessary because: {necessity}"
    clocks.stop(actor, subject=(PLAN, row.id), rule=REVIEW, at=at)
    clocks.start(actor, rule=REVIEW, subject=(PLAN, row.id), folder=row.folder_id, at=at)
    _step(actor, row, "reviewed", said, at)
    record(actor, "disruption.plan.reviewed", row)


def report_to_dpo(actor: Actor, *, plan_id: UUID, said: str, at: datetime) -> None:
    """Somebody never charged is written about: the data protection officer is told that, and why."""
    actor.must(Permission.DISRUPT_WORK)
    row = _open(plan_id)
    row.reported_to_dpo_at, row.reported_to_dpo_by = at, actor.placement_id
    row.save(update_fields=["reported_to_dpo_at", "reported_to_dpo_by"])
    _step(actor, row, "reported", words(said, "Say what was reported to the data protection officer."), at)
    record(actor, "disruption.plan.reported", row)


def close_plan(actor: Actor, *, plan_id: UUID, outcome: str, at: datetime) -> None:
    """Close it with what came of it for the children; nothing may be left in the air. Orders in force go on."""
    actor.must(Permission.DISRUPT_WORK)
    row = _open(plan_id)
    left = Measure.objects.filter(plan_id=row.id, state__in=(CONSIDERED, APPLIED, INTERIM)).count()
    gaps_or_on(rules.close_gaps(outcome=outcome, open_measures=left), "It cannot close yet.")
    row.state, row.outcome, row.closed_at, row.closed_by = "closed", outcome.strip(), at, actor.placement_id
    row.save(update_fields=["state", "outcome", "closed_at", "closed_by"])
    clocks.stop(actor, subject=(PLAN, row.id), at=at)
    _step(actor, row, "closed", outcome, at)
    record(actor, "disruption.plan.closed", row)


def let_in(
    actor: Actor, *, kind: str, key: UUID, placement_id: UUID, why: str, writes: bool = True, at: datetime
) -> None:  # fmt: skip
    """Open one plan, tool or place to one worker by name, marking and all; nothing else opens with it."""
    actor.must(Permission.DISRUPT_WORK)
    row = locked({"plan": Plan, "measure": Measure, "place": Place}[kind], key)
    if placement_id not in colleagues(actor, {placement_id}):
        raise NotYet("There is no such worker.", gaps=("Choose a worker.",))
    access.grant(
        actor, folder_id=row.folder_id, to=Receiver(placement_id=placement_id), level=FULL, writes=writes,
        basis="ca2004_s10", because=words(why, "Say why they need it.")[:200], clears=["police_sensitive"], at=at,
    )  # fmt: skip
    audit.record(actor, "disruption.folder.let_in", folders=[row.folder_id], facts={"to": str(placement_id)})


def _open(plan_id: UUID) -> Plan:
    row = locked(Plan, plan_id)
    if row.state != "open":
        raise NotYet("This plan is closed.", gaps=("This plan is closed. Begin a new one.",))
    return row


def _step(actor: Actor, row: Plan, kind: str, said: str, at: datetime) -> None:
    keep(PlanStep(folder_id=row.folder_id, plan=row, kind=kind, words=said.strip(), **made(actor, at)))
