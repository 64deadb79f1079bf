"""Tools of the law as they stand: one, those one may see, those running out, and what waits for their owners."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.disruption import rules
from kingfisher.disruption.models import Breach, Condition, Measure, MeasureStep, Plan
from kingfisher.disruption.states import (
    APPLIED,
    CONSIDERED,
    DONE_WORDS,
    GRANTED,
    IN_FORCE,
    INTERIM,
    MEASURE_WORDS,
    OVER,
    SERVED,
)
from kingfisher.documents.queries import FileShown, files_of
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.timing import end_of, local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.kernel.waiting import Waiting
from kingfisher.organisations.queries import Colleague, colleagues
from kingfisher.rulebook import ask
from kingfisher.rulebook.disrupting import Power
from kingfisher.rulebook.powers import power

KIND = "disruption.measure"
audit.can_record(disruption__measure__opened="looked at a tool of the law")


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A tool in a list. `ends` is how near its end is: over, last, soon, far or open."""

    id: UUID
    ref: str
    plan_id: UUID
    title: str
    target: str
    state: str
    owner: str
    served_on: date | None
    hearing_on: date | None
    expires_on: date | None
    ends: str
    rejected_why: str
    effect: str

    @property
    def state_words(self) -> str:
        return MEASURE_WORDS[self.state]

    @property
    def is_over(self) -> bool:
        return self.state in OVER


@dataclass(frozen=True, slots=True)
class StepShown:
    move: str
    on: date
    words: str
    by: str

    @property
    def done(self) -> str:
        return DONE_WORDS[self.move]


@dataclass(frozen=True, slots=True)
class MeasureFile:
    """One tool with all that belongs to it. `plan_seen` is whether the reader may open its plan."""

    row: MeasureRow
    power: Power
    folder_id: UUID
    rationale: str
    proportionality: str
    victims_view: str
    served_how: str
    granted_on: date | None
    owner: Colleague | None
    conditions: tuple[Condition, ...]
    steps: tuple[StepShown, ...]
    breaches: tuple[Breach, ...]
    files: tuple[FileShown, ...]
    plan_seen: bool
    asked_by_me: bool


def day_of(actor: Actor) -> date:
    """The London day the actor looks on."""
    return local_day(actor.at, ask.calendar())


def measures(actor: Actor, *, live: bool = True, at_most: int = 200) -> list[MeasureRow]:
    """The tools this worker may see, those that end soonest first."""
    rows = Measure.objects.exclude(state__in=OVER) if live else Measure.objects.all()
    return listed(actor, rows.order_by("expires_on", "-id")[:at_most])


def listed(actor: Actor, rows: QuerySet[Measure]) -> list[MeasureRow]:
    """Rows as lists show them."""
    found, today = list(rows), day_of(actor)
    who = colleagues(actor, {r.owner_id for r in found})
    return [
        MeasureRow(
            r.id, r.ref, r.plan_id, power(r.power).title, r.target_name, r.state,
            f"{who[r.owner_id].name}, {who[r.owner_id].organisation}" if r.owner_id in who else "", r.served_on,
            r.hearing_on, r.expires_on, rules.expiry_state(r.expires_on, today), r.rejected_why, r.effect,
        )
        for r in found
    ]  # fmt: skip


def measure(actor: Actor, measure_id: UUID) -> MeasureFile:
    """One tool: its test, conditions, service, breaches and effect; no child. Recorded. NotThere when unseen."""
    row = Measure.objects.filter(id=measure_id).first()
    if row is None:
        raise NotThere
    audit.record(actor, "disruption.measure.opened", folders=[row.folder_id], facts={"ref": row.ref})
    steps = list(MeasureStep.objects.filter(measure=row).order_by("created_at", "id"))
    who = colleagues(actor, {s.created_by for s in steps} | {row.owner_id})
    return MeasureFile(
        listed(actor, Measure.objects.filter(id=row.id))[0], power(row.power), row.folder_id, row.rationale,
        row.proportionality, row.victims_view, row.served_how, row.granted_on, who.get(row.owner_id),
        tuple(Condition.objects.filter(measure=row, ended_on=None).order_by("created_at")),
        tuple(StepShown(s.move, s.happened_on, s.words, who[s.created_by].name if s.created_by in who else "")
              for s in steps),
        tuple(Breach.objects.filter(measure=row).order_by("-happened_on")),
        tuple(files_of(actor, (KIND, row.id))), Plan.objects.filter(id=row.plan_id).exists(),
        row.created_by == actor.placement_id,
    )  # fmt: skip


def expiring(actor: Actor, *, within_days: int = rules.WARN_DAYS) -> list[MeasureRow]:
    """What is in force, or granted, and ends within so many days or has ended unnoticed; soonest first."""
    last = day_of(actor) + timedelta(days=within_days)
    rows = Measure.objects.filter(state__in=(*IN_FORCE, GRANTED, INTERIM), expires_on__lte=last)
    return listed(actor, rows.order_by("expires_on", "id")[:100])


def hearings_on(actor: Actor, day: date) -> list[MeasureRow]:
    """Applications heard on a day."""
    return listed(actor, Measure.objects.filter(hearing_on=day).order_by("id")[:50])


def breached_since(actor: Actor, day: date) -> list[tuple[MeasureRow, Breach]]:
    """Breaches on or after a day, the newest first."""
    found = list(Breach.objects.filter(happened_on__gte=day).select_related("measure").order_by("-happened_on")[:50])
    rows = {r.id: r for r in listed(actor, Measure.objects.filter(id__in=[b.measure_id for b in found]))}
    return [(rows[b.measure_id], b) for b in found if b.measure_id in rows]


def measures_waiting(actor: Actor, *, at_most: int = 20) -> list[Waiting]:
    """For the desk: her own tools that run out within 28 days, wait to be served, or are still weighed. No name."""
    if not actor.has(Permission.MEASURE_WORK):
        return []
    last = day_of(actor) + timedelta(days=rules.WARN_DAYS)
    rows = Measure.objects.filter(owner_id=actor.placement_id).filter(
        Q(state__in=(CONSIDERED, APPLIED, GRANTED)) | Q(state__in=(*IN_FORCE, INTERIM), expires_on__lte=last)
    )
    return [_waiting(actor, r) for r in rows.order_by("expires_on", "created_at")[:at_most]]


def _waiting(actor: Actor, row: Measure) -> Waiting:
    said = {CONSIDERED: "Decide on", APPLIED: "Follow up", GRANTED: "Serve"}.get(row.state, "Runs out:")
    due = row.expires_on if row.state in (SERVED, *IN_FORCE, INTERIM) else row.hearing_on
    near = rules.expiry_state(due, day_of(actor)) if due else ""
    return Waiting(
        f"{said} {power(row.power).title.lower()} {row.ref}", url_for(KIND, row.id) or "",
        end_of(due, ask.calendar()) if due else None, {"over": "late", "last": "due_soon"}.get(near, "running"),
        {"over": "red", "last": "amber"}.get(near, ""), row.created_at,
    )  # fmt: skip
