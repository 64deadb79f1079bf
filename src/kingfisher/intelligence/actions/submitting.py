"""Telling police something: from a page, or from another room (a talk after missing), by whoever may refer.

It is taken in by the intelligence service, into a folder of police: whoever told it keeps a receipt, and cannot read it
again; neither can anybody else of her agency.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.entry import acting_as, service_of
from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.intelligence import rules
from kingfisher.intelligence.actions.moving import GRADED_CLOCK, KIND, NotYet, gaps_or_on
from kingfisher.intelligence.models import Receipt, Report, Source
from kingfisher.intelligence.states import FILED, RECEIVED
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.organisations.queries import colleagues


class AtRiskNow(NotYet):
    """A child is at risk now: this is not how to say so."""

    rule = "intelligence_child_at_risk_now"


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody tells police. `source` names whoever said it, when it was not the teller herself."""

    what: str
    provenance: str
    known_on: date | None
    happened_on: date | None = None
    happened_where: str = ""
    people: str = ""
    vehicles: str = ""
    phones: str = ""
    crime_reported: str = ""
    source: str = ""
    contact: str = ""
    may_be_contacted: bool = True
    who_else_knows: str = ""
    if_shared: str = ""
    about_a_child: bool = True
    at_risk_now: bool = False
    particulars: dict[str, Any] = field(default_factory=dict)


def submit(actor: Actor, *, told: Told, at: datetime) -> str:
    """Tell police; returns the receipt's reference.

    AtRiskNow while a child is at risk now; NotYet, with gaps, when something is missing or what is told names or
    looks like its source. Nothing is graded here: partners say what they know and how.
    """
    actor.must(Permission.INTEL_SUBMIT)
    if told.at_risk_now:
        raise AtRiskNow("A child is at risk now.", gaps=rules.submit_gaps(
            what=told.what, provenance=told.provenance, at_risk_now=True, known_on_said=True))  # fmt: skip
    teller = colleagues(actor, {actor.placement_id})[actor.placement_id]
    gaps_or_on("This cannot be sent yet.", _gaps(told, teller.name, told.contact or teller.phone))
    service = service_of("intelligence_service", at=at, via=actor.via)
    with acting_as(service):
        row = _lay(service, told, at)
        Source(
            id=new_id(), folder_id=row.folder_id, report=row, name=told.source or teller.name,
            agency=actor.organisation_name, placement_id=actor.placement_id,
            contact=told.contact or teller.phone, may_be_contacted=told.may_be_contacted,
            provenance=told.provenance.strip(), who_else_knows=told.who_else_knows, if_shared=told.if_shared,
            created_at=at, created_by=service.placement_id,
        ).save(force_insert=True)  # fmt: skip
        ref = new_ref("IT")
        Receipt(id=new_id(), report_ref=row.ref, ref=ref, placement_id=actor.placement_id, received_at=at,
                created_at=at, created_by=service.placement_id).save(force_insert=True)  # fmt: skip
        clocks.start(service, rule=GRADED_CLOCK, subject=(KIND, row.id), folder=row.folder_id, at=at)
        audit.record(service, "intelligence.report.received", folders=[row.folder_id], facts={"ref": row.ref})
    return ref


def _gaps(told: Told, teller: str, contact: str) -> tuple[str, ...]:
    missing = rules.submit_gaps(
        what=told.what, provenance=told.provenance, at_risk_now=False, known_on_said=told.known_on is not None
    )
    named = [told.source, teller] if told.source else [teller]
    body = "\n".join((told.what, told.people, told.vehicles, told.phones, told.crime_reported))
    away = [one for name in named for one in rules.gives_away(body, source=name, contact=contact)]
    return (*missing, *dict.fromkeys(away))


def _lay(service: Actor, told: Told, at: datetime, **more: Any) -> Report:
    folder = access.open_folder(service, kind="intelligence", category="intelligence", marking="police_sensitive",
                                at=at)  # fmt: skip
    said = {"people": told.people, "vehicles": told.vehicles, "phones": told.phones,
            "crime_reported": told.crime_reported, **told.particulars}  # fmt: skip
    row = Report(
        id=new_id(), folder_id=folder, ref=new_ref("IR"), original=told.what.strip(),
        particulars={k: v for k, v in said.items() if v}, happened_on=told.happened_on,
        happened_where=told.happened_where[:200], known_on=told.known_on,
        priority="high" if told.about_a_child else "medium", created_at=at, created_by=service.placement_id,
        **{"state": RECEIVED, **more},
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def take_in_old(actor: Actor, *, text: str, known_on: date, old_grade: str, at: datetime) -> UUID:
    """A report graded 5x5x5 before, as it was: its grade is kept, never turned into a new one. Filed; not let go."""
    actor.must(Permission.INTEL_GRADE)
    gaps_or_on("This cannot be kept yet.", rules.gives_away(text))
    if not old_grade.strip() or not text.strip():
        raise NotYet("This cannot be kept yet.", gaps=("Give the text and its old grade, as they stand.",))
    told = Told(what=text, provenance="", known_on=known_on, about_a_child=False)  # old: nothing in it is urgent
    row = _lay(actor, told, at, state=FILED,
               grading_scheme=rules.OLD_SCHEME, old_grade=old_grade.strip()[:20])  # fmt: skip
    audit.record(actor, "intelligence.report.received", folders=[row.folder_id], facts={"ref": row.ref, "old": True})
    return row.id
