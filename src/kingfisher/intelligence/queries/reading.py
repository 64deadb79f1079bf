"""Reports for those cleared for them: lists, searches (recorded with their words), one report, and its source."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.clocks import queries as clocks
from kingfisher.clocks.queries import ClockShown
from kingfisher.intelligence.models import Product, Report, Source, Step
from kingfisher.intelligence.states import LIVE, WORDS
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import Denied, NotThere, Refused
from kingfisher.organisations.queries import colleagues

KIND = "intelligence.report"
audit.can_record(
    intelligence__report__opened="looked at a report of intelligence",
    intelligence__report__searched="searched reports of intelligence",
    intelligence__source__opened="looked at who told a report of intelligence",
)
_URGENT = {"high": 0, "medium": 1, "low": 2}


class SayWhy(Refused):
    """The register opens for a reason."""

    rule = "intelligence_source_reason"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in a list. `text`, for the desk: the sanitised text, else the first words of what came; for others the
    approved text, or nothing.
    """

    id: UUID
    ref: str
    state: str
    priority: str
    grade: str
    text: str
    received_at: datetime
    clock: ClockShown | None

    @property
    def state_words(self) -> str:
        return WORDS[self.state]


@dataclass(frozen=True, slots=True)
class StepShown:
    move: str
    why: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Dissemination:
    """One line of where it went: to whom, what for, when, by whom."""

    ref: str
    to: str
    purpose: str
    grade: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ReportShown:
    """One report, without its source. Outside the desk what came, and text nobody has approved, is left empty."""

    id: UUID
    folder_id: UUID
    ref: str
    state: str
    priority: str
    original: str
    particulars: dict
    happened_on: date | None
    happened_where: str
    known_on: date
    received_at: datetime
    grading_scheme: str
    grade: str
    source_grade: str
    information_grade: str
    handling: str
    conditions: str
    classification: str
    necessity: str
    risk_to_life: str
    sanitised: str
    sanitised_by: UUID | None
    sanitised_by_name: str
    approved_by_name: str
    clock: ClockShown | None
    steps: tuple[StepShown, ...]
    went: tuple[Dissemination, ...]
    parts: tuple[tuple[UUID, str], ...]
    split_from: tuple[UUID, str] | None

    @property
    def state_words(self) -> str:
        return WORDS[self.state]


@dataclass(frozen=True, slots=True)
class Register:
    """Who told it, and how they know."""

    ref: str
    name: str
    agency: str
    contact: str
    may_be_contacted: bool
    provenance: str
    who_else_knows: str
    if_shared: str


def reports(actor: Actor, *, state: str = "", at_most: int = 51, skip: int = 0) -> list[ReportRow]:
    """Live reports, or those of one state; ungraded first, the urgent first, then the newest."""
    rows = Report.objects.filter(state=state) if state in WORDS else Report.objects.filter(state__in=LIVE)
    return _rows(actor, rows)[skip : skip + at_most]


def search(actor: Actor, words: str, *, at_most: int = 50) -> list[ReportRow]:
    """Live reports in which every word stands, in the text or its particulars. Recorded with the words."""
    asked = words.split()[:8]
    if not asked:
        return []
    rows = Report.objects.filter(state__in=LIVE)
    if not actor.has(Permission.INTEL_GRADE):
        rows = rows.exclude(approved_by=None)
    for word in asked:
        if not actor.has(Permission.INTEL_GRADE):
            rows = rows.filter(Q(sanitised__icontains=word) | Q(ref__icontains=word))
            continue
        rows = rows.filter(
            Q(original__icontains=word) | Q(sanitised__icontains=word) | Q(happened_where__icontains=word)
            | Q(particulars__icontains=word) | Q(ref__icontains=word)
        )  # fmt: skip
    found = _rows(actor, rows)[:at_most]
    audit.record(actor, "intelligence.report.searched", facts={"words": words[:200], "count": len(found)})
    return found


def report(actor: Actor, report_id: UUID) -> ReportShown:
    """One report with its grades, its text, its steps and where it went; never its source. Recorded.

    Only the desk reads it as it came; others read the text a second person approved.
    """
    row = Report.objects.select_related("split_from").filter(id=report_id).first()
    if row is None:
        raise NotThere
    if not actor.has(Permission.INTEL_GRADE):
        row.original, row.particulars, row.happened_where, row.happened_on = "", {}, "", None
        row.sanitised = row.sanitised if row.approved_by else ""
    steps = list(Step.objects.filter(report=row).order_by("created_at", "id"))
    went = list(Product.objects.filter(report_id=row.id).order_by("created_at"))
    ids = {s.created_by for s in steps} | {p.to_id for p in went} | {p.created_by for p in went}
    who = {k: c.name for k, c in colleagues(actor, ids | {row.sanitised_by, row.approved_by} - {None}).items()}
    audit.record(actor, "intelligence.report.opened", folders=[row.folder_id], facts={"ref": row.ref})
    return ReportShown(
        row.id, row.folder_id, row.ref, row.state, row.priority, row.original, row.particulars, row.happened_on,
        row.happened_where, row.known_on, row.created_at, row.grading_scheme, _grade(row), row.source_grade,
        row.information_grade, row.handling, row.conditions, row.classification, row.necessity, row.risk_to_life,
        row.sanitised, row.sanitised_by, who.get(row.sanitised_by, ""), who.get(row.approved_by, ""),
        clocks.with_due(actor, KIND, [row.id]).get(row.id),
        tuple(StepShown(s.move, s.why, s.created_at, who.get(s.created_by, "")) for s in steps),
        tuple(Dissemination(p.ref, who.get(p.to_id, ""), p.purpose, p.grade, p.created_at, who.get(p.created_by, ""))
              for p in went),
        tuple(Report.objects.filter(split_from=row).order_by("id").values_list("id", "ref")),
        (row.split_from.id, row.split_from.ref) if row.split_from else None,
    )  # fmt: skip


def source(actor: Actor, report_id: UUID, *, why: str) -> Register:
    """Who told it. Only for the desk, and for a reason, which is recorded; SayWhy without one."""
    if not actor.has(Permission.SOURCE_READ):
        raise Denied("Your role does not include the register of sources.", rule="permission:intelligence:source:read")
    if len(why.split()) < 2:
        raise SayWhy("Say why you need to know who told it.", gaps=("Say why you need to know who told it.",))
    row = Source.objects.select_related("report").filter(report_id=report_id).first()
    if row is None:
        raise NotThere
    facts = {"ref": row.report.ref, "why": len(why.split())}
    audit.record(actor, "intelligence.source.opened", folders=[row.folder_id], facts=facts)
    return Register(row.report.ref, row.name, row.agency, row.contact, row.may_be_contacted, row.provenance,
                    row.who_else_knows, row.if_shared)  # fmt: skip


def _rows(actor: Actor, rows: QuerySet[Report]) -> list[ReportRow]:
    found = list(rows.order_by("-created_at")[:500])
    due = clocks.with_due(actor, KIND, [r.id for r in found])
    made = [
        ReportRow(r.id, r.ref, r.state, r.priority, _grade(r), _first_words(_text(actor, r)), r.created_at,
                  due.get(r.id))
        for r in found
    ]  # fmt: skip
    return sorted(made, key=lambda r: (r.state != "received", _URGENT.get(r.priority, 3)))


def _text(actor: Actor, row: Report) -> str:
    if actor.has(Permission.INTEL_GRADE):
        return row.sanitised or row.original
    return row.sanitised if row.approved_by else ""


def _grade(row: Report) -> str:
    return row.old_grade or row.source_grade + row.information_grade + row.handling


def _first_words(text: str) -> str:
    return text if len(text) < 160 else text[:157].rsplit(" ", 1)[0] + " …"
