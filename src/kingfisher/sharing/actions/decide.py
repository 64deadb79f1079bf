"""Deciding to share, or not to: recorded whole either way; what is given is a frozen copy in folders of its own."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.chronology import actions as chronology
from kingfisher.guard.actions import let_out
from kingfisher.guard.rules import AGENCY, Recipient
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import Denied, NotThere, Refused
from kingfisher.people.queries import Statement
from kingfisher.rulebook import ask as rulebook
from kingfisher.sharing import rules
from kingfisher.sharing.actions.laying import _copied, _own_statements
from kingfisher.sharing.models import Given, Had, Outline, SharingDecision, SharingTally
from kingfisher.sharing.queries import bases_of, duty_mode, ready
from kingfisher.sharing.rules import SHARES, Weighed

audit.can_record(
    sharing__decision__made="decided about sharing information",
    sharing__disclosure__given="gave information to somebody",
    sharing__disclosure__corrected="corrected information given before",
    sharing__disclosure__retracted="took back information given before",
)
DECISION, OUTLINE = "sharing.decision", "sharing.disclosure"


class CannotDecide(Refused):
    """Something is not said yet. `gaps` lists it all."""

    rule = "sharing_decision_incomplete"


@dataclass(frozen=True, slots=True)
class Basis:
    """The power or duty and the lawful basis, with what each obliges the giver to answer (by question)."""

    gateway: str = ""
    art6: str = ""
    art9: str = ""
    sch1: str = ""
    answers: Mapping[str, str] | None = None


def decide(
    actor: Actor, *, person_id: UUID, to_organisation: UUID | None, said: Weighed, to_other: str = "",
    basis: Basis | None = None, at: datetime,
) -> UUID:  # fmt: skip
    """Record a decision about what the actor's own agency holds of one of its people; returns the decision's key.

    Shared here, or by word of mouth, it is given to the receiver at once: a copy, never the folder it came from.
    Refused and deferred decisions are recorded as fully. CannotDecide with every gap.
    """
    if not (actor.has(Permission.REQUEST_ASK) or actor.has(Permission.CARD_KEEP)):  # a carer shares the card she keeps
        raise Denied("Your role does not include sharing.", rule=f"permission:{Permission.REQUEST_ASK}")
    mine = _own_statements(actor, {person_id})[person_id]
    basis = basis or Basis()
    duty = duty_mode(actor)
    _refuse_gaps(actor, said, basis, duty, bool(to_organisation or to_other.strip()), at)
    row = SharingDecision(
        id=new_id(), folder_id=access.open_folder(actor, kind="disclosure", category="disclosure", at=at),
        ref=new_ref("SD"), person_id=person_id, subject_name=mine.name, organisation_id=actor.organisation_id,
        to_organisation_id=to_organisation, to_other=to_other.strip()[:200], duty_mode=duty,
        basis_answers=_answers(actor, basis) if said.decision in SHARES else [],
        happened_at=said.happened_at or at, created_at=at, created_by=actor.placement_id,
        **{n: getattr(basis, n) for n in ("gateway", "art6", "art9", "sch1")},
        **{n: getattr(said, n) for n in ("decision", "method", "purpose", "necessity", "proportionality", "why",
           "others_at_risk", "family_told", "reason", "greater_harm", "withheld", "decided_by", "second_approver",
           "review_on")},
    )  # fmt: skip
    if said.decision in SHARES:
        row.outline_id = _give(actor, row, said, at)
    row.save(force_insert=True)
    SharingTally.objects.create(
        organisation_id=actor.organisation_id, decision=row.decision, reason=row.reason,
        decided_on=local_day(at, rulebook.calendar()), created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    _note(actor, row, mine, at)
    facts = {"ref": row.ref, "decision": row.decision, "reason": row.reason, "duty": duty}
    audit.record(actor, "sharing.decision.made", folders=[row.folder_id, mine.folder_id], facts=facts)
    return row.id


def correct(
    actor: Actor, *, decision_id: UUID, said: Weighed, what_was_wrong: str, at: datetime
) -> int:  # fmt: skip
    """Give it again as it should have been; both stay, and whoever has it is told. Returns its number."""
    row, outline = _given(actor, decision_id)
    if not what_was_wrong.strip() or not (said.summary.strip() or said.lines):
        raise CannotDecide("This cannot be sent yet.", gaps=("Say what was wrong, and what is right.",))
    number = Given.objects.filter(outline_id=outline.id).count() + 1
    _copy(actor, row, outline, said, number, what_was_wrong, at)
    outline.state = row.state = "corrected"
    outline.save(update_fields=["state"])
    row.save(update_fields=["state"])
    audit.record(actor, "sharing.disclosure.corrected", folders=[outline.folder_id], facts={"ref": row.ref})
    return number


def retract(actor: Actor, *, decision_id: UUID, why: str, at: datetime) -> None:
    """Take it back: the content shuts the same second, and the receiver is told why and what to do with copies."""
    row, outline = _given(actor, decision_id)
    if not why.strip():
        raise CannotDecide("This cannot be taken back yet.", gaps=("Say why it is taken back.",))
    outline.state, outline.retracted_why, row.state = "retracted", why.strip(), "retracted"
    outline.save(update_fields=["state", "retracted_why"])
    row.save(update_fields=["state"])
    access.end_grants_of(actor, folder_id=outline.content_folder_id, why=f"{row.ref} was retracted.", at=at)
    audit.record(actor, "sharing.disclosure.retracted", folders=[outline.folder_id], facts={"ref": row.ref})


def had(actor: Actor, *, outline_id: UUID, at: datetime) -> bool:
    """The receiver has opened what was given, as it stands now: the giver sees so. Twice changes nothing."""
    row = Outline.objects.filter(id=outline_id, receiver_id=actor.organisation_id).first()
    if row is None or row.giver_id == actor.organisation_id:
        return False
    copies = Given.objects.filter(outline_id=row.id).order_by("-number")
    number = 0 if row.state == "retracted" else copies.values_list("number", flat=True).first() or 0
    if Had.objects.filter(outline=row, number=number, created_by=actor.placement_id).exists():
        return False
    Had(id=new_id(), folder_id=row.folder_id, outline=row, number=number, created_at=at,
        created_by=actor.placement_id).save(force_insert=True)  # fmt: skip
    audit.record(actor, "sharing.answer.had", folders=[row.folder_id], facts={"ref": row.ref, "number": number})
    return True


def _refuse_gaps(actor: Actor, said: Weighed, basis: Basis, duty: str, to_somebody: bool, at: datetime) -> None:
    gaps = rules.decision_gaps(said, duty_commenced=duty == "duty_commenced", to_somebody=to_somebody, at=at)
    if said.decision in SHARES:
        if not (basis.gateway and basis.art6):
            gaps = (*gaps, "Choose the law that lets or makes you share, and a lawful basis.")
        else:
            gaps = (*gaps, *rules.basis_gaps(bases_of(actor, basis.gateway, basis.art6, basis.art9, basis.sch1),
                                             local_day(at, rulebook.calendar())))  # fmt: skip
    if gaps:
        raise CannotDecide("This cannot be recorded yet.", gaps=gaps)


def _answers(actor: Actor, basis: Basis) -> list[tuple[str, str]]:
    bases = bases_of(actor, basis.gateway, basis.art6, basis.art9, basis.sch1)
    said = basis.answers or {}
    return [(question, said[question]) for _, question, _ in ready(actor, bases) if said.get(question, "").strip()]


def _give(actor: Actor, row: SharingDecision, said: Weighed, at: datetime) -> UUID:
    folders = [access.open_folder(actor, kind="disclosure", category="disclosure", at=at) for _ in range(2)]
    outline = Outline(
        id=new_id(), folder_id=folders[0], ref=row.ref, giver_id=actor.organisation_id,
        receiver_id=row.to_organisation_id, to_other=row.to_other, subject_name=row.subject_name, method=row.method,
        happened_at=row.happened_at, conditions=said.conditions.strip(), until_on=said.until_on,
        content_folder_id=folders[1], created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    outline.save(force_insert=True)
    if row.to_organisation_id and row.to_organisation_id != actor.organisation_id:
        to = access.Receiver(organisation_id=row.to_organisation_id)
        shared = {"to": to, "level": FULL, "basis": row.gateway, "because_of": (DECISION, row.id), "at": at}
        access.grant(actor, folder_id=folders[0], because=f"{row.ref} was given", writes=True, **shared)
        ends = rules.last_moment(said.until_on, rulebook.calendar())
        access.grant(actor, folder_id=folders[1], because=f"Content of {row.ref}", ends_at=ends, **shared)
    _copy(actor, row, outline, said, 1, "", at)
    audit.record(actor, "sharing.disclosure.given", folders=folders, facts={"ref": row.ref, "method": row.method})
    return outline.id


def _copy(
    actor: Actor, row: SharingDecision, outline: Outline, said: Weighed, number: int, wrong: str, at: datetime
) -> None:  # fmt: skip
    summary, lines = _let_out(actor, row, said, at)
    bases = bases_of(actor, row.gateway, row.art6, row.art9, row.sch1)
    body = {"ref": row.ref, "number": number, "summary": summary, "is": said.summary_is, "lines": lines}
    Given(
        id=new_id(), folder_id=outline.content_folder_id, outline_id=outline.id, number=number,
        summary=summary, summary_is=said.summary_is, lines=lines, purpose=row.purpose, gateway=row.gateway,
        bases=[one.title for one in bases.parts], what_was_wrong=wrong.strip(),
        digest=hashlib.sha256(json.dumps(body, sort_keys=True, ensure_ascii=False).encode()).hexdigest(),
        created_at=at, created_by=actor.placement_id,
    ).save(force_insert=True)  # fmt: skip


def _let_out(actor: Actor, row: SharingDecision, said: Weighed, at: datetime) -> tuple[str, list[dict]]:
    """The words and copied lines as they go to the receiver: no safe address in them."""
    lines = [_copied(actor, one) for one in said.lines]
    texts = {"summary": said.summary.strip()}
    texts |= {f"{n} {name}": line[name] for n, line in enumerate(lines) for name in ("title", "detail")}
    to = Recipient(AGENCY, name=row.to_other, organisation_id=row.to_organisation_id)
    passed = let_out(actor, what="sharing.disclosure", to=to, people=[row.person_id], texts=texts, at=at)
    for n, line in enumerate(lines):
        line |= {name: passed.texts[f"{n} {name}"] for name in ("title", "detail")}
    return passed.texts["summary"], lines


def _given(actor: Actor, decision_id: UUID) -> tuple[SharingDecision, Outline]:
    row = SharingDecision.objects.select_for_update(of=("self",)).filter(id=decision_id).first()
    if row is None or row.organisation_id != actor.organisation_id or row.outline_id is None:
        raise NotThere
    if row.state == "retracted":
        raise CannotDecide("It was taken back already.", gaps=("It was taken back already.",))
    return row, Outline.objects.select_for_update(of=("self",)).get(id=row.outline_id)


def _note(actor: Actor, row: SharingDecision, mine: Statement, at: datetime) -> None:
    words = {"refuse": "Decided not to share with", "defer": "Put off deciding whether to share with"}
    whom = _whom(row)
    line = chronology.Line(
        folder_id=mine.folder_id, person_id=mine.id, kind="answer", happened_at=row.happened_at,
        happened_on=local_day(row.happened_at, rulebook.calendar()),
        title=f"{words.get(row.decision, 'Shared with')} {whom}"[:200],
        detail=f"Decision {row.ref}.", about=(DECISION, row.id), reference=row.ref,
    )  # fmt: skip
    chronology.note(actor, line=line, at=at)


def _whom(row: SharingDecision) -> str:
    """Whom it was shared with, by name."""
    return row.to_organisation.short_name if row.to_organisation else row.to_other
