"""The plan for the first hour when a named child is missing: written, authorised, reviewed, ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import step
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.missing import rules
from kingfisher.missing.actions.laying import open_to_searchers
from kingfisher.missing.actions.moving import Lacking
from kingfisher.missing.models import TriggerPlan
from kingfisher.missing.states import DRAFT, ENDED, TRIGGER_PLAN
from kingfisher.people import queries as people
from kingfisher.rulebook import absences, ask

audit.can_record(
    missing__trigger_plan__written="wrote a plan for a missing child's first hour",
    missing__trigger_plan__authorised="authorised a plan for a missing child's first hour",
    missing__trigger_plan__reviewed="reviewed a plan for a missing child's first hour",
    missing__trigger_plan__ended="ended a plan for a missing child's first hour",
)
LISTS = ("first_hour", "ring", "places", "reach", "do_not")


@dataclass(frozen=True, slots=True)
class First:
    """What is done in the first hour, and with whom; each a list of lines in order."""

    why: str
    first_hour: tuple[str, ...] = ()
    ring: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    reach: tuple[str, ...] = ()
    do_not: tuple[str, ...] = ()


def write_plan(actor: Actor, *, person_id: UUID, first: First, at: datetime) -> UUID:
    """Draft the plan for a child; returns its key. Not in force until somebody else authorises it."""
    actor.must(Permission.MISSING_WORK)
    child = people.statements(actor, {person_id}).get(person_id)
    if child is None:
        raise NotThere
    standing = TriggerPlan.objects.filter(person_id__in=people.cluster_ids(actor, person_id)).exclude(state=ENDED)
    if standing.exists():
        raise Lacking("There is a plan for this child already.", gaps=("Change that one, or end it first.",))
    folder = access.open_folder(actor, kind="trigger_plan", category="missing", at=at)
    open_to_searchers(actor, folder_id=folder, at=at)
    row = TriggerPlan(
        id=new_id(), folder_id=folder, ref=new_ref("TP"), person_id=person_id, name_said=child.name[:400],
        born_on=child.said.born_on, state=DRAFT, created_at=at, created_by=actor.placement_id, **_said(first),
    )  # fmt: skip
    row.save(force_insert=True)
    _recorded(actor, "missing.trigger_plan.written", row)
    return row.id


def rewrite_plan(actor: Actor, *, plan_id: UUID, first: First, at: datetime) -> None:
    """Change a draft. A plan in force is changed by a review, so that somebody answers for it."""
    row = _row(actor, plan_id, Permission.MISSING_WORK)
    if row.state != DRAFT:
        raise Lacking("It is in force.", gaps=("A plan in force is changed when it is reviewed.",))
    _lay(row, first)
    _recorded(actor, "missing.trigger_plan.written", row)


def authorise(actor: Actor, *, plan_id: UUID, at: datetime) -> None:
    """Put it in force, until the rulebook's days are over."""
    row = _row(actor, plan_id, Permission.TRIGGER_AUTHORISE)
    row.state = step(TRIGGER_PLAN, "authorise", row.state)
    gaps = rules.plan_gaps(why=row.why, first_hour=row.first_hour, ring=row.ring,
                           by_writer=row.created_by == actor.placement_id)  # fmt: skip
    if gaps:
        raise Lacking("It cannot be in force yet.", gaps=gaps)
    row.from_at, row.expires_at = at, _ends(at)
    row.authorised_at, row.authorised_by, row.authorised_name = at, actor.placement_id, actor.worker_name
    row.save()
    _recorded(actor, "missing.trigger_plan.authorised", row)


def review_plan(actor: Actor, *, plan_id: UUID, first: First, what_changed: str, at: datetime) -> None:
    """It was looked through: it stands as written now, from today, for as long again."""
    row = _row(actor, plan_id, Permission.TRIGGER_AUTHORISE)
    row.state = step(TRIGGER_PLAN, "review", row.state)
    gaps = rules.plan_gaps(why=first.why, first_hour=first.first_hour, ring=first.ring, by_writer=False)
    if gaps or not what_changed.strip():
        raise Lacking("The review cannot be kept yet.", gaps=gaps or ("Say what has changed, even if nothing has.",))
    was = {name: list(getattr(row, name)) for name in LISTS}
    row.reviewed = [*row.reviewed, {"at": at.isoformat(), "by": actor.worker_name, "changed": what_changed.strip(),
                                    "was": was}]  # fmt: skip
    row.expires_at = _ends(at)
    _lay(row, first)
    _recorded(actor, "missing.trigger_plan.reviewed", row)


def end_plan(actor: Actor, *, plan_id: UUID, why: str, at: datetime) -> None:
    """End it. It stays readable in the child's record, marked as ended."""
    row = _row(actor, plan_id, Permission.MISSING_WORK)
    row.state = step(TRIGGER_PLAN, "end_plan", row.state)
    if not why.strip():
        raise Lacking("It cannot be ended yet.", gaps=("Say why it is not needed any more.",))
    row.ended_why = why.strip()
    row.save(update_fields=["state", "ended_why"])
    _recorded(actor, "missing.trigger_plan.ended", row)


def _row(actor: Actor, plan_id: UUID, permission: Permission) -> TriggerPlan:
    actor.must(permission)
    return locked(TriggerPlan, plan_id)


def _said(first: First) -> dict[str, object]:
    lists = {name: [line.strip() for line in getattr(first, name) if line.strip()] for name in LISTS}
    return {"why": first.why.strip(), **lists}


def _lay(row: TriggerPlan, first: First) -> None:
    for name, value in _said(first).items():
        setattr(row, name, value)
    row.save()


def _ends(at: datetime) -> datetime:
    return at + timedelta(days=absences.missing_figures(on=local_day(at, ask.calendar())).trigger_plan_days)


def _recorded(actor: Actor, what: str, row: TriggerPlan) -> None:
    audit.record(actor, what, folders=[row.folder_id], facts={"plan": row.ref})
