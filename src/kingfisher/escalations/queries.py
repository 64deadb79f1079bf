"""Reading disagreements: those of the actor's agency, cases put to the partners, and themes for the board."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.clocks import queries as clocks
from kingfisher.clocks.queries import ClockShown
from kingfisher.escalations import rules
from kingfisher.escalations.models import Case, Escalation, Step, Theme
from kingfisher.escalations.states import OPEN, PARTNERS_FROM, STATE_WORDS, TALKS
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.verdict import NotThere
from kingfisher.kernel.waiting import Waiting
from kingfisher.organisations.queries import Colleague, colleagues

KIND, CASE = "escalations.escalation", "escalations.case"

audit.can_record(
    escalations__escalation__opened="looked at a professional disagreement",
    escalations__themes__opened="looked at the themes of disagreements",
)


@dataclass(frozen=True, slots=True)
class Said:
    """One step. `by` is None in a case, where nobody is named."""

    stage: int
    kind: str
    side: str
    words: str
    happened_at: datetime
    by: Colleague | None


@dataclass(frozen=True, slots=True)
class Shown:
    """A disagreement, or the case made of it (`is_case`)."""

    id: UUID
    folder_id: UUID
    ref: str
    about: str
    about_href: str
    topic: str
    is_immediate: bool
    disagreement: str
    wanted: str
    stage: int
    state: str
    raising_id: UUID
    receiving_id: UUID
    raising: str
    receiving: str
    outcome_words: str
    learning: str
    raised_at: datetime
    clock: ClockShown | None
    steps: tuple[Said, ...]
    is_case: bool

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def state_words(self) -> str:
        return STATE_WORDS[self.state]

    @property
    def talks(self) -> str:
        return TALKS[self.stage]

    @property
    def is_with_partners(self) -> bool:
        return self.stage >= PARTNERS_FROM


def ours(actor: Actor, *, at_most: int = 100) -> list[Shown]:
    """Disagreements this agency raised or is asked about: open ones first, then the newest."""
    rows = Escalation.objects.filter(Q(raising=actor.organisation_id) | Q(receiving=actor.organisation_id))
    found = list(rows.select_related("raising", "receiving").order_by("-created_at")[:at_most])
    shown = _shown(actor, KIND, found, {})
    return sorted(shown, key=lambda one: (not one.is_open, one.clock.due_at if one.clock else one.raised_at))


def cases(actor: Actor, *, at_most: int = 100) -> list[Shown]:
    """What was put to the safeguarding partners, for those who sit among them."""
    found = list(Case.objects.select_related("raising", "receiving").order_by("-created_at")[:at_most])
    return sorted(_shown(actor, CASE, found, {}), key=lambda one: (not one.is_open, one.raised_at))


def one(actor: Actor, escalation_id: UUID) -> Shown:
    """One disagreement with its steps and who said what; NotThere when unseen or missing. Recorded."""
    row = Escalation.objects.select_related("raising", "receiving").filter(id=escalation_id).first()
    if row is None:
        raise NotThere
    audit.record(actor, "escalations.escalation.opened", folders=[row.folder_id])
    return _shown(actor, KIND, [row], _steps(actor, [row], named=True))[0]


def case(actor: Actor, case_id: UUID) -> Shown:
    """One case as the partners see it: by side, never by name. NotThere when unseen or missing. Recorded."""
    row = Case.objects.select_related("raising", "receiving").filter(id=case_id).first()
    if row is None:
        raise NotThere
    audit.record(actor, "escalations.escalation.opened", folders=[row.folder_id])
    return _shown(actor, CASE, [row], _steps(actor, [row], named=False))[0]


def case_of(actor: Actor, escalation_id: UUID) -> UUID | None:
    """The case made of a disagreement, if the actor may see it."""
    return Case.objects.filter(escalation_id=escalation_id).values_list("id", flat=True).first()


def work_waiting(actor: Actor, *, at_most: int = 30) -> list[Waiting]:
    """For the desk: disagreements this agency is asked about, and what waits for the partners. No child's name."""
    if not actor.has(Permission.ESCALATION_WORK) and not actor.has(Permission.ESCALATION_SETTLE):
        return []
    mine = [o for o in ours(actor, at_most=at_most) if o.is_open and not o.is_with_partners]
    asked = [_line(o, KIND, f"Answer {o.raising}: {o.ref}") for o in mine if o.receiving_id == actor.organisation_id]
    late = [
        _line(o, KIND, f"No answer from {o.receiving} in time: {o.ref}")
        for o in mine
        if o.raising_id == actor.organisation_id and o.clock and o.clock.due_at < actor.at
    ]
    partner = actor.has(Permission.ESCALATION_SETTLE)
    shown = cases(actor, at_most=at_most) if partner else []
    put = [_line(o, CASE, f"Partners to settle: {o.ref}") for o in shown if o.is_open]
    return asked + late + put


@dataclass(frozen=True, slots=True)
class Themes:
    """What disagreements were about in a period: counts, small ones held back."""

    raised: int | None
    topics: tuple[rules.Counted, ...]
    receiving: tuple[rules.Counted, ...]
    outcomes: tuple[rules.Counted, ...]
    stages: tuple[rules.Counted, ...]
    typical_days: int | None


def themes(actor: Actor, *, first: date, last: date) -> Themes:
    """Themes of what was raised between two days, for the board. No agency, worker or child is named. Recorded."""
    rows = list(Theme.objects.filter(raised_on__gte=first, raised_on__lte=last))
    took = sorted(d for r in rows if (d := rules.days_taken(r.raised_on, r.ended_on)) is not None)
    audit.record(actor, "escalations.themes.opened", facts={"count": len(rows)})
    few = len(rows) < rules.FEW
    return Themes(
        None if few else len(rows),
        () if few else rules.counted([r.topic for r in rows]),
        () if few else rules.counted([r.receiving_kind for r in rows]),
        () if few else rules.counted([r.state for r in rows]),
        () if few else rules.counted([str(r.highest_stage) for r in rows]),
        took[len(took) // 2] if len(took) >= rules.FEW else None,
    )


def _line(o: Shown, kind: str, title: str) -> Waiting:
    return Waiting(title, url_for(kind, o.id) or "", o.clock.due_at if o.clock else None,
                   o.clock.state if o.clock else "", "red" if o.is_immediate else "", o.raised_at)  # fmt: skip


def _steps(actor: Actor, rows: list, *, named: bool) -> dict[UUID, tuple[Said, ...]]:
    ids = [row.id if named else row.escalation_id for row in rows]
    steps = list(Step.objects.filter(escalation_id__in=ids, in_case=not named).order_by("happened_at", "id"))
    who = colleagues(actor, {step.created_by for step in steps}) if named else {}
    found: dict[UUID, tuple[Said, ...]] = {}
    for s in steps:
        said = Said(s.stage, s.kind, s.side, s.words, s.happened_at, who.get(s.created_by))
        found[s.escalation_id] = (*found.get(s.escalation_id, ()), said)
    return found


def _shown(actor: Actor, kind: str, rows: list, steps: dict[UUID, tuple[Said, ...]]) -> list[Shown]:
    dues = clocks.with_due(actor, kind, [row.id for row in rows]) if rows else {}
    return [
        Shown(
            row.id, row.folder_id, row.ref, row.about, _href(row), row.topic, row.is_immediate, row.disagreement,
            row.wanted, row.stage, row.state, row.raising_id, row.receiving_id, row.raising.short_name,
            row.receiving.short_name, row.outcome_words, row.learning, row.created_at, dues.get(row.id),
            steps.get(getattr(row, "escalation_id", row.id), ()), kind == CASE,
        )
        for row in rows
    ]  # fmt: skip


def _href(row: Escalation | Case) -> str:
    kind, key = getattr(row, "about_kind", ""), getattr(row, "about_id", None)
    return url_for(kind, key) or "" if kind and key else ""
