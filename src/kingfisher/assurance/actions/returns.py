"""Asking agencies about themselves: asked, answered standard by standard, sent, given back, followed through."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.assurance import rules
from kingfisher.assurance.actions.lacking import Lacking, must_answer, said, standard_in
from kingfisher.assurance.actions.opening import let_in
from kingfisher.assurance.models import Answer, Improvement, Invitation, Return, Round
from kingfisher.assurance.queries import ANSWERED, may_write
from kingfisher.assurance.states import RETURN
from kingfisher.documents import actions as documents
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.locking import locked
from kingfisher.kernel.moves import NotNow, step
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import Denied
from kingfisher.organisations.queries import colleagues, places_in
from kingfisher.rulebook import ask, assured

audit.can_record(
    assurance__round__begun="began to ask agencies about themselves",
    assurance__round__closed="closed a round of self-assessments",
    assurance__return__asked="asked an agency about itself",
    assurance__return__chased="asked an agency again about itself",
    assurance__return__written="wrote in an agency's self-assessment",
    assurance__return__shared="let a colleague help with a self-assessment",
    assurance__return__moved="moved a self-assessment on",
    assurance__return__improved="kept what shows that something is better",
)
NOT_HERS = Denied("Another agency, or somebody else of yours, answers this.", rule="return_by_its_writers")


@dataclass(frozen=True, slots=True)
class Said:
    """What an agency says under one standard."""

    grade: str
    words: str = ""
    evidence: str = ""
    improve: str = ""
    improve_owner: str = ""
    improve_by: date | None = None


def begin_round(actor: Actor, *, kind: str, title: str, due_on: date, at: datetime) -> UUID:
    """Begin to ask. The standards are kept as the rulebook has them today: a later wording changes no return."""
    actor.must(Permission.ASSURANCE_WORK)
    on = at.astimezone(LONDON).date()
    rule = assured.assessment(kind, on=on)
    said((title, "Say what it is called, for example “Section 11, 2026”."),
         (due_on > on, "Give agencies at least until tomorrow."))  # fmt: skip
    asked = [{"code": s.code, "title": s.title, "asks": s.asks, "law": s.law} for s in rule.standard]
    row = Round(
        id=new_id(), ref=new_ref("SA"), kind=kind, title=title.strip()[:160], due_on=due_on, rule_hash=rule.hash,
        standards=asked, created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(actor, "assurance.round.begun", facts={"ref": row.ref, "kind": kind})
    return row.id


def send_to(
    actor: Actor, *, round_id: UUID, organisation_id: UUID, lead: UUID, folder: UUID, at: datetime
) -> UUID:  # fmt: skip
    """Ask one agency, through one named person of it, with a `folder` for what shows it."""
    actor.must(Permission.ASSURANCE_WORK)
    row = locked(Round, round_id)
    if row.closed_at:
        raise NotNow("This round is closed: nobody is asked any more.")
    said((lead in {c.placement_id for c in places_in(actor, organisation_id)}, "Choose somebody who works there."))
    if Return.objects.filter(round=row, organisation_id=organisation_id).exists():
        raise Lacking("It is asked already.", gaps=("This agency is asked already: chase it, or change who answers.",))
    made = Return(
        id=new_id(), folder_id=folder, round=row, ref=new_ref("SR"), organisation_id=organisation_id, lead=lead,
        state="asked", created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    made.save(force_insert=True)
    audit.record(actor, "assurance.return.asked", folders=[folder], facts={"ref": made.ref})
    return made.id


def change_lead(actor: Actor, *, return_id: UUID, lead: UUID, at: datetime) -> None:
    """Somebody else of the agency answers: the one asked has left, or it was not hers. What is written stays."""
    actor.must(Permission.ASSURANCE_WORK)
    row = locked(Return, return_id)
    said((lead in {c.placement_id for c in places_in(actor, row.organisation_id)}, "Choose somebody who works there."))
    row.lead = lead  # whoever held a link holds it no more
    row.save(update_fields=["lead"])
    let_in(actor, folder=row.folder_id, placement_id=lead, writes=True, at=at)
    audit.record(actor, "assurance.return.asked", folders=[row.folder_id], facts={"ref": row.ref, "again": True})


def chase(actor: Actor, *, round_id: UUID, at: datetime) -> int:
    """Ask everybody again who has not sent it, once a day; returns how many."""
    actor.must(Permission.ASSURANCE_WORK)
    row, on = locked(Round, round_id), at.astimezone(LONDON).date()
    silent = Return.objects.filter(round=row, state="asked").exclude(chased_on=on)
    for one in silent:
        one.chased, one.chased_on = one.chased + 1, on
        one.save(update_fields=["chased", "chased_on"])
    audit.record(actor, "assurance.return.chased", facts={"ref": row.ref, "count": len(silent)})
    return len(silent)


def share(actor: Actor, *, return_id: UUID, helper: UUID, at: datetime) -> None:
    """Whoever answers lets a colleague of her agency write in it."""
    row = writable(actor, return_id)
    if row.lead != actor.placement_id:
        raise NOT_HERS
    said(
        (
            colleagues(actor, {helper}).get(helper)
            and helper in {c.placement_id for c in places_in(actor, row.organisation_id)},
            "Choose a colleague of your own agency.",
        )
    )
    if helper != row.lead and helper not in row.helpers:
        row.helpers = [*row.helpers, helper]
        row.save(update_fields=["helpers"])
        let_in(actor, folder=row.folder_id, placement_id=helper, writes=True, at=at)
    audit.record(actor, "assurance.return.shared", folders=[row.folder_id], facts={"ref": row.ref})


def answer(actor: Actor, *, return_id: UUID, standard: str, answered: Said, at: datetime) -> None:
    """Keep what is said under one standard so far. Nobody else reads it until the return is sent."""
    row = writable(actor, return_id)
    standard_in(row.round.standards, standard)
    if answered.grade and answered.grade not in dict(ask.codes("standard_grade").choices()):
        raise Lacking("This cannot be kept yet.", gaps=("Choose how far the standard is met.",))
    kept = {
        "grade": answered.grade, "words": answered.words.strip(), "evidence": answered.evidence.strip(),
        "improve": answered.improve.strip(), "improve_owner": answered.improve_owner.strip()[:160],
        "improve_by": answered.improve_by,
    }  # fmt: skip
    one = _answer(actor, row, standard, at)
    for name, value in kept.items():
        setattr(one, name, value)
    one.save(update_fields=list(kept))
    audit.record(actor, "assurance.return.written", folders=[row.folder_id], facts={"standard": standard})


def attach(actor: Actor, *, return_id: UUID, standard: str, name: str, content: bytes, at: datetime) -> UUID:
    """Keep a file that shows what is said under a standard."""
    row = writable(actor, return_id)
    standard_in(row.round.standards, standard)
    one = _answer(actor, row, standard, at)
    key = documents.keep(actor, folder_id=row.folder_id, about=(ANSWERED, one.id), name=name, content=content, at=at)
    audit.record(actor, "assurance.return.written", folders=[row.folder_id],
                 facts={"standard": standard, "document": str(key)})  # fmt: skip
    return key


def send(actor: Actor, *, return_id: UUID, signed_off: str, at: datetime) -> None:
    """Send it: every standard answered, what is not met with what will be better, and somebody who stands behind it."""
    row = writable(actor, return_id)
    if row.lead and row.lead != actor.placement_id:
        raise NOT_HERS
    state = step(RETURN, "send", row.state)
    rows = list(Answer.objects.filter(of=row))
    asked = {s["code"]: s["title"] for s in row.round.standards}
    gaps = rules.answer_gaps(asked, {a.standard: vars(a) for a in rows})
    if not signed_off.strip():
        gaps += ("Say who in your agency stands behind it: name and post.",)
    if gaps:
        raise Lacking("It cannot be sent yet.", gaps=gaps)
    row.state, row.signed_off, row.sent_at, row.sent_by = state, signed_off.strip()[:200], at, actor.placement_id
    row.save(update_fields=["state", "signed_off", "sent_at", "sent_by"])
    for a in rows:
        if a.improve and a.grade in ("partly", "not_met"):
            _improvement(actor, row, a, at)
    audit.record(actor, "assurance.return.moved", folders=[row.folder_id], facts={"ref": row.ref, "how": "send"})


def give_back(actor: Actor, *, return_id: UUID, why: str, at: datetime) -> None:
    """Give it back to be answered further. What was sent stays in its history."""
    actor.must(Permission.ASSURANCE_WORK)
    row = locked(Return, return_id)
    state = step(RETURN, "give_back", row.state)
    said((why, "Say what is missing."))
    row.state, row.given_back_why, row.sent_at, row.sent_by = state, why.strip(), None, None
    row.save(update_fields=["state", "given_back_why", "sent_at", "sent_by"])
    Invitation.objects.filter(of=row).update(told="")
    audit.record(actor, "assurance.return.moved", folders=[row.folder_id], facts={"ref": row.ref, "how": "give_back"})


def improved(actor: Actor, *, improvement_id: UUID, evidence: str, at: datetime) -> None:
    """It is better; what shows it."""
    must_answer(actor)
    row = locked(Improvement, improvement_id)
    if row.done_at:
        raise NotNow("It is done already.")
    said((len(evidence.split()) >= 4, "Say what shows that it is better: what can be looked at, and where."))
    row.evidence, row.done_at, row.done_by = evidence.strip(), at, actor.placement_id
    row.save(update_fields=["evidence", "done_at", "done_by"])
    audit.record(actor, "assurance.return.improved", facts={"improvement": str(row.id)})


def close_round(actor: Actor, *, round_id: UUID, words: str, at: datetime) -> None:
    """Close it, with what all the returns say together. Agencies that stayed silent stay on it as silent."""
    actor.must(Permission.ASSURANCE_WORK)
    row = locked(Round, round_id)
    if row.closed_at:
        raise NotNow("It is closed already.")
    said((len(words.split()) >= 4, "Say what was learned from all of them together."))
    row.closed_at, row.closed_by, row.closed_words = at, actor.placement_id, words.strip()
    row.save(update_fields=["closed_at", "closed_by", "closed_words"])
    audit.record(actor, "assurance.round.closed", facts={"ref": row.ref})


def writable(actor: Actor, return_id: UUID) -> Return:
    """The return held for writing by one of its writers while it is open; Denied or NotNow."""
    must_answer(actor)
    row = locked(Return, return_id)
    if not may_write(actor, row):
        raise NOT_HERS
    if row.state != "asked":
        raise NotNow("It was sent already. The partnership’s office may give it back to you.")
    return row


def _answer(actor: Actor, row: Return, standard: str, at: datetime) -> Answer:
    found = Answer.objects.select_for_update().filter(of=row, standard=standard).first()
    if found is None:
        found = Answer(id=new_id(), of=row, standard=standard, created_at=at, created_by=actor.placement_id)
        found.save(force_insert=True)
    return found


def _improvement(actor: Actor, row: Return, a: Answer, at: datetime) -> None:
    known = Improvement.objects.filter(of=row, standard=a.standard, done_at=None)
    kept = {"words": a.improve, "owner": a.improve_owner, "due_on": a.improve_by}
    if not known.update(**kept):
        Improvement(id=new_id(), of=row, standard=a.standard, created_at=at,
                    created_by=actor.placement_id, **kept).save(force_insert=True)  # fmt: skip
