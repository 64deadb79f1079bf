"""Reading audits: the board all of them, a reader her own cases, and nobody an answer before both are in."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from kingfisher.access import audit as record
from kingfisher.assurance import rules
from kingfisher.assurance.models import Audit, Case, Drawn, Grading
from kingfisher.assurance.states import POPULATIONS, STATE_WORDS
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.kappa import Agreement, agreement
from kingfisher.kernel.links import url_for
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import colleagues
from kingfisher.rulebook import ask

AUDIT, CASE = "assurance.audit", "assurance.case"
record.can_record(assurance__case__opened="opened a case of an audit to read it")


@dataclass(frozen=True, slots=True)
class Given:
    """What one reader said of a case."""

    by: str
    grades: tuple[str, ...]
    words: str


@dataclass(frozen=True, slots=True)
class CaseShown:
    """One case. `is_mine` for its readers, who alone have `href`, the record itself; `answers` once both are in."""

    row: Case
    mine: tuple[str, ...]
    answers: tuple[Given, ...]
    is_mine: bool
    href: str

    @property
    def stands(self) -> str:
        if self.row.agreed:
            return "Agreed"
        return ("Nobody has graded it", "One of two has graded it", "To be agreed on")[min(self.row.graded, 2)]

    @property
    def agreed(self) -> tuple[str, ...]:
        return labels(self.row.agreed)

    @property
    def differ(self) -> bool:
        return len(self.answers) == 2 and self.answers[0].grades != self.answers[1].grades


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """One question over the whole sample: how far its readers agree, between which figures, and what was agreed on."""

    words: str
    agreement: Agreement | None
    interval: tuple[float, float] | None
    grades: tuple[tuple[str, int], ...]

    @property
    def agreed_words(self) -> str:
        a = self.agreement
        if a is None or not a.pairs:
            return "Nobody has graded yet"
        said = f"{a.agreed} of {a.pairs} the same"
        if a.kappa is None or self.interval is None:
            return f"{said}; too few, or too much alike, for one figure"
        return f"{said}; kappa {a.kappa:.2f}, between {self.interval[0]:.2f} and {self.interval[1]:.2f}"


@dataclass(frozen=True, slots=True)
class AuditShown:
    """One audit; in a list without its cases."""

    row: Audit
    readers: tuple[str, str]
    cases: tuple[CaseShown, ...]
    questions: tuple[QuestionShown, ...]

    @property
    def id(self) -> UUID:
        return self.row.id

    @property
    def state_words(self) -> str:
        return STATE_WORDS[self.row.state]

    @property
    def drawn_from(self) -> str:
        return POPULATIONS[self.row.population]

    @property
    def left(self) -> int:
        return sum(not c.row.agreed for c in self.cases)


def audits(actor: Actor, *, at_most: int = 60) -> list[AuditShown]:
    """Audits the actor may read, the newest first; without their cases."""
    rows = list(Audit.objects.order_by("-created_at")[:at_most])
    who = colleagues(actor, {p for r in rows for p in (r.first_grader, r.second_grader)}) if rows else {}
    return [AuditShown(r, _readers(r, who), (), ()) for r in rows]


def audit_of(actor: Actor, audit_id: UUID) -> AuditShown:
    """One audit with its cases and how far its readers agree. NotThere when unseen."""
    row = Audit.objects.filter(id=audit_id).first()
    if row is None:
        raise NotThere
    cases = list(Case.objects.filter(audit=row).order_by("place"))
    given = list(Grading.objects.filter(case__in=[c.id for c in cases]))
    who = colleagues(actor, {row.first_grader, row.second_grader})
    shown = tuple(_case(actor, c, [g for g in given if g.case_id == c.id], who, "") for c in cases)
    return AuditShown(row, _readers(row, who), shown, _questions(row, cases, given))


def case_of(actor: Actor, case_id: UUID) -> tuple[AuditShown, CaseShown]:
    """One case and the audit it is of; its readers are told which record it is. Recorded. NotThere when unseen."""
    row = Case.objects.select_related("audit").filter(id=case_id).first()
    if row is None:
        raise NotThere
    thing = Drawn.objects.filter(case=row).first()
    who = colleagues(actor, {row.first_grader, row.second_grader})
    href = (url_for(thing.kind, thing.thing) or "") if thing and row.audit.state == "reading" else ""
    given = list(Grading.objects.filter(case=row))
    record.record(actor, "assurance.case.opened", facts={"case": str(row.id)})
    return AuditShown(row.audit, _readers(row.audit, who), (), ()), _case(actor, row, given, who, href)


def labels(grades: Sequence[str]) -> tuple[str, ...]:
    return tuple(ask.label("audit_grade", g) for g in grades)


def _readers(row: Audit, who: dict) -> tuple[str, str]:
    first, second = (
        f"{who[k].name}, {who[k].organisation}" if k in who else "" for k in (row.first_grader, row.second_grader)
    )
    return first, second


def _case(actor: Actor, row: Case, given: list[Grading], who: dict, href: str) -> CaseShown:
    mine = next((labels(g.grades) for g in given if g.created_by == actor.placement_id), ())
    order = sorted(given, key=lambda g: g.created_by != row.first_grader)
    both = tuple(Given(who[g.created_by].name, labels(g.grades), g.words) for g in order if g.created_by in who)
    reads = actor.placement_id in (row.first_grader, row.second_grader)
    return CaseShown(row, mine, both if row.graded >= 2 else (), reads, href if reads else "")


def _questions(row: Audit, cases: list[Case], given: list[Grading]) -> tuple[QuestionShown, ...]:
    order = [code for code, _ in ask.codes("audit_grade").choices()]
    whole = {c.id for c in cases if c.graded >= 2}
    said = {(g.case_id, g.created_by): g.grades for g in given if g.case_id in whole}
    found = []
    for n, words in enumerate(row.questions):
        pairs = [
            (said[k, row.first_grader][n], said[k, row.second_grader][n]) for k in whole
            if (k, row.first_grader) in said and (k, row.second_grader) in said
        ]  # fmt: skip
        one = agreement(pairs, order)
        agreed = Counter(c.agreed[n] for c in cases if c.agreed)
        counts = tuple((ask.label("audit_grade", code), agreed[code]) for code in order if agreed[code])
        found.append(QuestionShown(words, one, rules.interval(one), counts))
    return tuple(found)
