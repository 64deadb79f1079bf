"""Crimes tracked: a list, one, what must be told, court and bail dates, and what is not recorded, by team."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.clocks import queries as clocks
from kingfisher.clocks.queries import ClockShown
from kingfisher.disruption import rules
from kingfisher.disruption.models import Crime, CrimeStep, MaterialRequest, Party, Plan
from kingfisher.disruption.states import CRIME_WORDS, FINISHED
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import colleagues

KIND, STEP = "disruption.crime", "disruption.crime_step"
audit.can_record(
    disruption__crime__opened="looked at a crime that is tracked",
    disruption__profile__opened="looked at what is not recorded of suspects and victims",
)
# Steps after which the next date is not a court's.
NO_COURT = ("strategy", "interview_victim", "medical", "voluntary", "bail", "released", "early_advice", "file",
            "contact_scheme")  # fmt: skip


@dataclass(frozen=True, slots=True)
class CrimeRow:
    id: UUID
    ref: str
    number: str
    offence: str
    flags: tuple[str, ...]
    state: str
    officer: str
    team: str
    reported_at: datetime
    recorded_late: bool
    unsupported_since: date | None
    next_on: date | None

    @property
    def state_words(self) -> str:
        return CRIME_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class CrimeFile:
    """One crime. `to_tell` are steps a victim has not been told of, by the step's key."""

    row: CrimeRow
    crime: Crime
    parties: tuple[Party, ...]
    steps: tuple[tuple[CrimeStep, str], ...]
    requests: tuple[MaterialRequest, ...]
    to_tell: dict[UUID, ClockShown]


@dataclass(frozen=True, slots=True)
class Complete:
    """What is missing of one team's suspects or victims: how many of how many say nothing."""

    team: str
    role: str
    ethnicity: tuple[int, int]
    nationality: tuple[int, int]


def crimes(actor: Actor, *, finished_too: bool = False) -> list[CrimeRow]:
    """Crimes one may see, the next date first."""
    rows = Crime.objects.all() if finished_too else Crime.objects.exclude(state=FINISHED)
    return sorted(_rows(actor, list(rows.order_by("-reported_at")[:200])), key=lambda r: (r.next_on is None, r.next_on))


def crime(actor: Actor, crime_id: UUID) -> CrimeFile:
    """One crime. Recorded. NotThere when unseen or missing."""
    row = Crime.objects.filter(id=crime_id).first()
    if row is None:
        raise NotThere
    audit.record(actor, "disruption.crime.opened", folders=[row.folder_id], facts={"ref": row.ref})
    steps = list(CrimeStep.objects.filter(crime=row).order_by("-happened_on", "-created_at"))
    who = {k: c.name for k, c in colleagues(actor, {s.created_by for s in steps}).items()}
    due = clocks.with_due(actor, STEP, [s.id for s in steps])
    return CrimeFile(
        _rows(actor, [row])[0], row, tuple(Party.objects.filter(crime=row).order_by("role", "created_at")),
        tuple((s, who.get(s.created_by, "")) for s in steps),
        tuple(MaterialRequest.objects.filter(crime=row).order_by("-created_at")),
        {key: c for key, c in due.items() if c.stopped_at is None},
    )  # fmt: skip


def victims_to_tell(actor: Actor) -> list[tuple[CrimeRow, ClockShown]]:
    """Steps of which a victim has not been told yet, the soonest due first."""
    steps = dict(CrimeStep.objects.filter(kind__in=rules.TOLD_OF).values_list("id", "crime_id"))
    due = {k: c for k, c in clocks.with_due(actor, STEP, list(steps)).items() if c.stopped_at is None}
    rows = {r.id: r for r in _rows(actor, list(Crime.objects.filter(id__in={steps[k] for k in due})))}
    found = [(rows[steps[k]], c) for k, c in due.items() if steps[k] in rows]
    return sorted(found, key=lambda pair: pair[1].due_at)


def court_on(actor: Actor, day: date) -> list[CrimeRow]:
    """Crimes that come before a court on that day; a return on bail or a prosecutor’s answer is no court."""
    ids = CrimeStep.objects.filter(next_on=day).exclude(kind__in=NO_COURT).values_list("crime_id", flat=True)
    return _rows(actor, list(Crime.objects.filter(id__in=list(ids)).exclude(state=FINISHED)))


def bail_dates(actor: Actor, *, first: date, last: date) -> list[tuple[date, str, UUID, str]]:
    """Bail that ends between two days: day, name, and the crime or plan it stands in (key and kind)."""
    of_crimes = Party.objects.filter(bail_until__range=(first, last)).select_related("crime")
    of_plans = Plan.objects.filter(bail_until__range=(first, last), state="open")
    found = [(p.bail_until, p.name_said, p.crime_id, KIND) for p in of_crimes]
    return sorted([*found, *((p.bail_until, p.name_said, p.id, "disruption.plan") for p in of_plans)])


def completeness(actor: Actor, *, first: date, last: date) -> list[Complete]:
    """For each team, of how many suspects and victims nobody has recorded ethnicity and nationality. Recorded."""
    parties = list(Party.objects.filter(crime__reported_at__date__range=(first, last)).select_related("crime"))
    audit.record(actor, "disruption.profile.opened", facts={"count": len(parties)})
    found = []
    for team, role in sorted({(p.crime.team, p.role) for p in parties}):
        own = [p for p in parties if (p.crime.team, p.role) == (team, role)]
        found.append(Complete(team, role, rules.missing_share([bool(p.ethnicity) for p in own]),
                              rules.missing_share([bool(p.nationality) for p in own])))  # fmt: skip
    return found


def _rows(actor: Actor, rows: list[Crime]) -> list[CrimeRow]:
    who = colleagues(actor, {r.officer_id for r in rows})
    coming: dict[UUID, list[date]] = {}
    for crime_id, on in CrimeStep.objects.filter(crime__in=rows, next_on__isnull=False).values_list(
        "crime_id", "next_on"
    ):
        if on >= actor.at.date():
            coming.setdefault(crime_id, []).append(on)
    return [
        CrimeRow(
            r.id, r.ref, r.number, r.offence, tuple(r.flags), r.state,
            who[r.officer_id].name if r.officer_id in who else "", r.team, r.reported_at,
            ((r.recorded_at or actor.at) - r.reported_at).total_seconds() > 86_400, r.unsupported_since,
            min(coming[r.id]) if r.id in coming else None,
        )
        for r in rows
    ]  # fmt: skip
