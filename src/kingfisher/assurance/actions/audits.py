"""Planning an audit, drawing its cases, reading them apart, agreeing on each, and saying what was learned."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F

from kingfisher.access import actions as access
from kingfisher.access import audit as record
from kingfisher.access.permissions import Permission
from kingfisher.assurance import rules
from kingfisher.assurance.actions.lacking import Lacking, said
from kingfisher.assurance.actions.opening import GATEWAY
from kingfisher.assurance.models import Audit, Case, Drawn, Grading
from kingfisher.assurance.states import AUDIT, POPULATIONS
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.counted import Fact
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import NotNow, step
from kingfisher.kernel.verdict import Denied
from kingfisher.plans.facts import facts as plans
from kingfisher.referrals.facts import facts as contacts
from kingfisher.rulebook import ask

record.can_record(
    assurance__audit__planned="planned an audit of cases",
    assurance__audit__drawn="drew the cases of an audit",
    assurance__audit__finished="finished an audit of cases",
    assurance__audit__shut="shut the cases of an audit to those who read them",
    assurance__case__graded="graded a case of an audit",
    assurance__case__agreed="kept what two readers of a case agreed on",
)
_FROM = {"contacts": contacts, "plans": plans}
OPEN_DAYS = 60  # how long a case stays open to its readers where nobody finishes the audit
WHY = "Reads this case for an audit of how well agencies work together."


@dataclass(frozen=True, slots=True)
class Planned:
    """What an audit asks, of what, and who reads."""

    theme: str
    questions: tuple[str, ...]
    population: str
    first_day: date
    last_day: date
    wanted: int
    first_grader: UUID
    second_grader: UUID
    seed: str = ""
    again_on: date | None = None


def plan(actor: Actor, *, planned: Planned, at: datetime) -> UUID:
    """Plan an audit. Without a seed it is the audit's own reference; it cannot be changed once the cases are drawn."""
    actor.must(Permission.ASSURANCE_WORK)
    asked = tuple(q.strip() for q in planned.questions if q.strip())
    gaps = rules.plan_gaps(
        theme=planned.theme, questions=asked, wanted=planned.wanted,
        in_order=planned.first_day <= planned.last_day, two=planned.first_grader != planned.second_grader,
    )  # fmt: skip
    if planned.population not in POPULATIONS:
        gaps += ("Choose what is drawn from.",)
    if gaps:
        raise Lacking("This cannot be planned yet.", gaps=gaps)
    ref = new_ref("AU")
    Audit(
        id=(key := new_id()), ref=ref, theme=planned.theme.strip()[:160], questions=list(asked),
        population=planned.population, first_day=planned.first_day, last_day=planned.last_day, wanted=planned.wanted,
        seed=planned.seed.strip()[:40] or ref, first_grader=planned.first_grader, second_grader=planned.second_grader,
        again_on=planned.again_on, state="planned", created_at=at, created_by=actor.placement_id,
    ).save(force_insert=True)  # fmt: skip
    record.record(actor, "assurance.audit.planned", facts={"ref": ref, "wanted": planned.wanted})
    return key


def draw(actor: Actor, *, audit_id: UUID, at: datetime) -> int:
    """Done by the hub's own service, which sees the cases: draw, keep of how many and under which seal, and open each
    to its two readers. Returns how many were drawn. Nobody picks, and nobody draws twice.
    """
    actor.must(Permission.SCORECARD_FREEZE)
    row = locked(Audit, audit_id)
    state = step(AUDIT, "draw", row.state)
    found = {f.id: f for f in _FROM[row.population](actor, first=row.first_day, last=row.last_day)}
    if not found:
        raise Lacking("Nothing to draw from.", gaps=("There is no such case in those days.",))
    chosen = rules.drawn(found, row.seed, row.wanted)
    for place, key in enumerate(chosen, start=1):
        case = Case(id=new_id(), audit=row, place=place, first_grader=row.first_grader,
                    second_grader=row.second_grader, created_at=at, created_by=actor.placement_id)  # fmt: skip
        case.save(force_insert=True)
        Drawn(id=new_id(), case=case, kind=found[key].kind, thing=key, grants=_opened(actor, row, found[key], at),
              created_at=at, created_by=actor.placement_id).save(force_insert=True)  # fmt: skip
    row.state, row.population_size, row.population_hash = state, len(found), rules.seal(found)
    row.drawn_at, row.drawn_by = at, actor.placement_id
    row.save(update_fields=["state", "population_size", "population_hash", "drawn_at", "drawn_by"])
    record.record(actor, "assurance.audit.drawn", facts={"ref": row.ref, "of": len(found), "count": len(chosen)})
    return len(chosen)


def _opened(actor: Actor, row: Audit, fact: Fact, at: datetime) -> list[UUID]:
    return [
        access.grant(
            actor, folder_id=fact.folder_id, to=access.Receiver(placement_id=reader), level=FULL, basis=GATEWAY,
            because=WHY, because_of=("assurance.audit", row.id), ends_at=at + timedelta(days=OPEN_DAYS), at=at,
        )
        for reader in (row.first_grader, row.second_grader)
    ]  # fmt: skip


def grade(actor: Actor, *, case_id: UUID, grades: tuple[str, ...], words: str, at: datetime) -> None:
    """One of the two readers says how good the work was. It is not changed: what is agreed later stands beside it."""
    actor.must(Permission.CASE_GRADE)
    row = locked(Case, case_id)
    if actor.placement_id not in (row.first_grader, row.second_grader):
        raise Denied("Only its two readers grade a case.", rule="audit_by_its_readers")
    said(
        (_is_whole(row, grades), "Choose a grade for every question."),
        (len(words.split()) >= 4, "Say what you saw in the record that makes it so."),
    )
    if row.audit.state != "reading" or Grading.objects.filter(case=row, created_by=actor.placement_id).exists():
        raise NotNow("You have graded this case already, or the audit is finished.")
    Grading(id=new_id(), case=row, grades=list(grades), words=words.strip(), graded_at=at, created_at=at,
            created_by=actor.placement_id).save(force_insert=True)  # fmt: skip
    Case.objects.filter(id=row.id).update(graded=F("graded") + 1)
    record.record(actor, "assurance.case.graded", facts={"case": str(row.id)})


def agree_on(actor: Actor, *, case_id: UUID, grades: tuple[str, ...], words: str, at: datetime) -> None:
    """What the two agreed on when they met, as whoever led their talk keeps it; both answers stay as they were."""
    actor.must(Permission.ASSURANCE_WORK)
    row = locked(Case, case_id)
    if row.graded < 2 or row.audit.state != "reading":
        raise NotNow("Both readers grade it first; once the audit is finished nothing changes.")
    said((_is_whole(row, grades), "Choose the grade agreed on for every question."), (words, "Say why."))
    row.agreed, row.agreed_words = list(grades), words.strip()
    row.save(update_fields=["agreed", "agreed_words"])
    record.record(actor, "assurance.case.agreed", facts={"case": str(row.id)})


def finish(actor: Actor, *, audit_id: UUID, learning: str, at: datetime) -> None:
    """Finish it: every case agreed on, and what was learned written for everybody on the board."""
    actor.must(Permission.ASSURANCE_WORK)
    row = locked(Audit, audit_id)
    state = step(AUDIT, "finish", row.state)
    left = Case.objects.filter(audit=row, agreed=[]).count()
    gaps = (f"Not agreed on yet: {left} of the cases.",) if left else ()
    gaps += () if len(learning.split()) >= 4 else ("Say what was learned, naming no child.",)
    if gaps:
        raise Lacking("It is not finished.", gaps=gaps)
    row.state, row.learning, row.ended_at, row.ended_by = state, learning.strip(), at, actor.placement_id
    row.save(update_fields=["state", "learning", "ended_at", "ended_by"])
    record.record(actor, "assurance.audit.finished", facts={"ref": row.ref})


def shut(actor: Actor, *, audit_id: UUID, at: datetime) -> int:
    """Done by the hub's own service once an audit is finished: its cases shut to those who read them. Returns how many
    accesses ended.
    """
    actor.must(Permission.SCORECARD_FREEZE)
    row = locked(Audit, audit_id)
    if row.state != "finished":
        raise NotNow("Its cases are still being read.")
    keys = [g for one in Drawn.objects.filter(case__audit=row) for g in one.grants]
    for key in keys:
        access.end_grant(actor, grant_id=key, why="The audit is finished.", at=at)
    record.record(actor, "assurance.audit.shut", facts={"ref": row.ref, "count": len(keys)})
    return len(keys)


def _is_whole(row: Case, grades: tuple[str, ...]) -> bool:
    known = dict(ask.codes("audit_grade").choices())
    return len(grades) == len(row.audit.questions) and all(g in known for g in grades)
