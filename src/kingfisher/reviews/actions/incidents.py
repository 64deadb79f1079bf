"""A serious incident: told by whoever knows of it, told to the national panel, or found not to be one."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.clocks import queries as clock_queries
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import step
from kingfisher.kernel.timing import LONDON
from kingfisher.reviews import rules
from kingfisher.reviews.actions.child import state_child
from kingfisher.reviews.actions.lacking import said
from kingfisher.reviews.models import Incident, Outline
from kingfisher.reviews.queries import KIND
from kingfisher.reviews.states import INCIDENT

audit.can_record(
    reviews__incident__raised="told of a serious incident",
    reviews__incident__notified="kept that the national panel was told of a serious incident",
    reviews__incident__set_aside="found that something was not a serious incident within the law",
)


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of an incident on the day it is told. `record_id`: the child's, if it was told from there."""

    child_called: str
    kind: str
    happened_on: date
    aware_at: datetime
    what_happened: str
    safe_now: str
    born_on: date | None = None
    in_area: bool = True
    in_care: bool = False
    record_id: UUID | None = None


def raise_incident(actor: Actor, *, told: Told, folder: UUID, at: datetime) -> UUID:
    """Tell of a serious incident, in a `folder` opened for the office, the partners and whoever tells (`open_folder`).

    The clocks for telling the panel and for the rapid review count from the moment of awareness.
    """
    actor.must(Permission.REVIEW_RAISE)
    said(
        (told.child_called, "Say who the child is."),
        (told.kind, "Say what happened to the child."),
        (told.what_happened, "Say what happened, as far as it is known."),
        (told.safe_now, "Say what was done at once to keep this child and others safe."),
        (told.aware_at <= at, "Somebody became aware of it in the future: check the day."),
        (told.happened_on <= at.astimezone(LONDON).date(), "It happened in the future: check the day."),
    )
    person = state_child(actor, called=told.child_called.strip()[:120], born_on=told.born_on, record=told.record_id,
                         folder=folder, at=at)  # fmt: skip
    row = Incident(
        id=new_id(), folder_id=folder, person_id=person, record_id=told.record_id, ref=new_ref("SI"),
        child_called=told.child_called.strip()[:120],
        born_on=told.born_on, kind=told.kind, happened_on=told.happened_on, aware_at=told.aware_at,
        in_area=told.in_area, in_care=told.in_care, what_happened=told.what_happened.strip(),
        safe_now=told.safe_now.strip(), state="raised", created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    for rule in ("sin", "rapid_review"):
        clocks.start(actor, rule=rule, subject=(KIND, row.id), folder=folder, since=told.aware_at, at=at)
    outline(actor, row, at)
    audit.record(actor, "reviews.incident.raised", folders=[folder], facts={"ref": row.ref, "kind": row.kind})
    return row.id


def notify(
    actor: Actor, *, incident_id: UUID, told_on: datetime, panel_ref: str, others_told: str, at: datetime
) -> None:  # fmt: skip
    """The local authority told the national panel. `others_told`: the inspectorate, and for a child in care the
    Secretary of State.
    """
    actor.must(Permission.REVIEW_WORK)
    row = locked(Incident, incident_id)
    state = step(INCIDENT, "notify", row.state)
    said(
        (panel_ref, "Give the panel's reference."),
        (others_told, "Say who else was told: the inspectorate; of a child in care, the Secretary of State."),
        (row.aware_at <= told_on <= at, "The panel is told after somebody was aware, and not in the future."),
    )
    row.state, row.notified_at, row.notified_by = state, told_on, actor.placement_id
    row.panel_ref, row.others_told = panel_ref.strip(), others_told.strip()
    row.save(update_fields=["state", "notified_at", "notified_by", "panel_ref", "others_told"])
    clocks.stop(actor, subject=(KIND, row.id), rule="sin", at=told_on)
    outline(actor, row, at)
    audit.record(actor, "reviews.incident.notified", folders=[row.folder_id], facts={"ref": row.ref})


def set_aside(actor: Actor, *, incident_id: UUID, why: str, at: datetime) -> None:
    """It is not a serious incident within the law: the reasons, agreed by all three, stay on record."""
    actor.must(Permission.REVIEW_WORK)
    row = locked(Incident, incident_id)
    state = step(INCIDENT, "set_aside", row.state)
    said((len(why.split()) >= 5, "Say why the law's test is not met, and that all three partners agree."))
    row.state, row.set_aside_why, row.ended_at, row.ended_by = state, why.strip(), at, actor.placement_id
    row.save(update_fields=["state", "set_aside_why", "ended_at", "ended_by"])
    clocks.stop(actor, subject=(KIND, row.id), outcome="not_needed", at=at)
    outline(actor, row, at)
    audit.record(actor, "reviews.incident.set_aside", folders=[row.folder_id], facts={"ref": row.ref})


def outline(actor: Actor, row: Incident, at: datetime) -> None:
    """What the board sees follows every step."""
    due = {c.rule_id: c.due_on for c in clock_queries.for_subject(actor, (KIND, row.id))}
    kept = {
        "ref": row.ref, "aware_on": _day(row.aware_at), "state": row.state, "decided": row.decided,
        "notified_in_time": rules.in_time(_day(row.notified_at), due.get("sin")) if row.notified_at else "",
        "rapid_in_time": rules.in_time(_day(row.rapid_at), due.get("rapid_review")) if row.rapid_at else "",
    }  # fmt: skip
    if row.state in ("published", "closed") and row.report_title:
        kept |= {"title": row.report_title, "address": row.report_address, "published_on": row.publish_on}
    if not Outline.objects.filter(incident_id=row.id).update(**kept):
        Outline.objects.create(incident_id=row.id, created_at=at, created_by=actor.placement_id, **kept)
    audit.record(actor, "reviews.incident.outlined", folders=[row.folder_id], facts={"state": row.state})


def _day(moment: datetime) -> date:
    return moment.astimezone(LONDON).date()


audit.can_record(reviews__incident__outlined="let the board's outline of a review follow it")
