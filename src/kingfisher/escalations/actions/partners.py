"""What the hub and the safeguarding partners do from the fourth stage on: a case in which nobody is named."""

from datetime import datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.actions import Receiver
from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.escalations import rules
from kingfisher.escalations.actions.working import GATEWAY, Lacking, _clock, _may, _step
from kingfisher.escalations.models import Case, Escalation, Step, Theme
from kingfisher.escalations.queries import CASE
from kingfisher.escalations.states import ESCALATION
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import step
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import agencies_by_id, team

audit.can_record(
    escalations__case__put="put a professional disagreement to the safeguarding partners",
    escalations__case__settled="settled a professional disagreement as a safeguarding partner",
)
PARTNERS = "safeguarding_partners"  # the team of lead and delegated safeguarding partners


def decide(actor: Actor, *, case_id: UUID, words: str, learning: str, at: datetime) -> None:
    """A safeguarding partner decides what is done. The two agencies are told by the hub (`keep_up`)."""
    _may(actor, Permission.ESCALATION_SETTLE)
    row = locked(Case, case_id)
    state = step(ESCALATION, "adjudicate", row.state)
    if gaps := rules.end_gaps(words=words, learning=learning, state=state):
        raise Lacking("This cannot be decided yet.", gaps=gaps)
    row.state, row.outcome_words, row.learning = state, words.strip(), learning.strip()
    row.save(update_fields=["state", "outcome_words", "learning"])
    clocks.stop(actor, subject=(CASE, row.id), at=at)
    _in_case(actor, row, "adjudicated", "partners", words, at, at)
    audit.record(actor, "escalations.case.settled", folders=[row.folder_id], facts={"ref": row.ref})


def to_lead_partners(actor: Actor, *, case_id: UUID, words: str, at: datetime) -> None:
    """The delegated partners cannot settle it: the lead partners do, with the last stage's own clock."""
    _may(actor, Permission.ESCALATION_SETTLE)
    row = locked(Case, case_id)
    if not words.strip() or row.stage >= rules.LAST or row.state != "with_partners":
        raise Lacking("This cannot go up.", gaps=("Say why the delegated partners cannot settle it.",))
    row.stage = rules.LAST
    row.save(update_fields=["stage"])
    clocks.stop(actor, subject=(CASE, row.id), at=at)
    _clock(actor, row, CASE, at)
    _in_case(actor, row, "moved_up", "partners", words, at, at)
    audit.record(actor, "escalations.escalation.moved_up", folders=[row.folder_id], facts={"ref": row.ref, "to": 5})


def keep_up(actor: Actor, *, escalation_id: UUID, at: datetime) -> None:
    """Done by the hub's own service after every step: the partners' case is made, and follows what the agencies
    settle; what the partners decided is told to the agencies; the board's theme follows. Again changes nothing.
    """
    row = locked(Escalation, escalation_id)
    case = Case.objects.filter(escalation_id=row.id).first()
    if case is None and row.state == "with_partners":
        case = _put(actor, row, at)
    elif case and case.state == "with_partners" and row.ended_at:
        case.state, case.outcome_words, case.learning = row.state, row.outcome_words, row.learning
        case.save(update_fields=["state", "outcome_words", "learning"])
        clocks.stop(actor, subject=(CASE, case.id), at=at)
    elif case and not row.ended_at and case.state == "adjudicated":
        row.state, row.outcome_words, row.learning = case.state, case.outcome_words, case.learning
        row.stage, row.ended_at, row.ended_by = case.stage, at, actor.placement_id
        row.save(update_fields=["state", "outcome_words", "learning", "stage", "ended_at", "ended_by"])
        _step(actor, row, "adjudicated", case.outcome_words, at, side="partners")
    _theme(actor, row, case)
    audit.record(actor, "escalations.case.put", folders=[row.folder_id], facts={"ref": row.ref, "state": row.state})


def tell_agencies(actor: Actor, *, case_id: UUID, at: datetime) -> None:
    """After the partners have spoken: the hub's service carries it back to both agencies."""
    row = Case.objects.filter(id=case_id).first()
    if row is None:
        raise NotThere
    keep_up(actor, escalation_id=row.escalation_id, at=at)


def _put(actor: Actor, row: Escalation, at: datetime) -> Case:
    folder = access.open_folder(actor, kind="escalation", category="escalation", at=at)
    partners = team(actor, PARTNERS)
    if partners:
        access.grant(actor, folder_id=folder, to=Receiver(team_id=partners), level=FULL, writes=True, basis=GATEWAY,
                     because="A professional disagreement put to the safeguarding partners.", at=at)  # fmt: skip
    case = Case(
        id=new_id(), folder_id=folder, escalation_id=row.id, ref=row.ref, raising_id=row.raising_id,
        receiving_id=row.receiving_id, about=row.about, topic=row.topic, is_immediate=row.is_immediate,
        disagreement=row.disagreement, wanted=row.wanted, stage=row.stage, state=row.state,
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    case.save(force_insert=True)
    for s in Step.objects.filter(escalation_id=row.id, in_case=False).order_by("happened_at", "id"):
        _in_case(actor, case, s.kind, s.side, s.words, s.happened_at, at, stage=s.stage)
    _clock(actor, case, CASE, at)
    return case


def _theme(actor: Actor, row: Escalation, case: Case | None) -> None:
    kinds = agencies_by_id(actor, {row.raising_id, row.receiving_id})
    said = {
        "topic": row.topic, "raising_kind": kinds[row.raising_id].kind, "receiving_kind": kinds[row.receiving_id].kind,
        "highest_stage": max(row.stage, case.stage if case else 0), "state": row.state,
        "raised_on": row.created_at.astimezone(LONDON).date(),
        "ended_on": row.ended_at.astimezone(LONDON).date() if row.ended_at else None,
    }  # fmt: skip
    if not Theme.objects.filter(escalation_id=row.id).update(**said):
        Theme.objects.create(escalation_id=row.id, created_at=actor.at, created_by=actor.placement_id, **said)


def _in_case(
    actor: Actor, case: Case, kind: str, side: str, words: str, happened_at: datetime, at: datetime, *, stage: int = 0
) -> None:  # fmt: skip
    Step(id=new_id(), folder_id=case.folder_id, escalation_id=case.escalation_id, stage=stage or case.stage, kind=kind,
         side=side, words=words.strip(), happened_at=happened_at, in_case=True, created_at=at,
         created_by=actor.placement_id).save(force_insert=True)  # fmt: skip
