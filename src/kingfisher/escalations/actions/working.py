"""Raising a disagreement, answering it, taking it up, ending it: the two agencies themselves."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.actions import Receiver
from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.escalations import rules
from kingfisher.escalations.models import Case, Escalation, Step
from kingfisher.escalations.queries import KIND
from kingfisher.escalations.states import ESCALATION, PARTNERS_FROM
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.moves import step
from kingfisher.kernel.verdict import Denied, NotThere, Refused

audit.can_record(
    escalations__escalation__raised="raised a professional disagreement",
    escalations__escalation__answered="answered a professional disagreement",
    escalations__escalation__moved_up="took a professional disagreement to the next stage",
    escalations__escalation__ended="ended a professional disagreement",
)
GATEWAY = "ca2004_s10"


class Lacking(Refused):
    """Something is not said yet; `gaps` say what."""

    rule = "escalation_gaps"


@dataclass(frozen=True, slots=True)
class Challenge:
    """What somebody disagrees with, and what should happen instead."""

    receiving_id: UUID
    about: str
    topic: str
    disagreement: str
    wanted: str
    is_immediate: bool = False
    about_of: tuple[str, UUID] | None = None


def challenge(actor: Actor, *, said: Challenge, service: UUID, at: datetime) -> UUID:
    """Raise a disagreement with another agency; the first stage's clock starts. Lacking says what is not said.

    `service` is the hub's own placement, which puts it to the partners should it come to that.
    """
    _may(actor, Permission.ESCALATION_WORK)
    same = said.receiving_id == actor.organisation_id
    gaps = rules.raise_gaps(about=said.about, disagreement=said.disagreement, wanted=said.wanted, topic=said.topic,
                            both_the_same=same)  # fmt: skip
    if gaps:
        raise Lacking("This cannot be raised yet.", gaps=gaps)
    folder = access.open_folder(actor, kind="escalation", category="escalation", at=at)
    for to in (Receiver(organisation_id=said.receiving_id), Receiver(placement_id=service)):
        access.grant(actor, folder_id=folder, to=to, level=FULL, writes=True, basis=GATEWAY,
                     because="A professional disagreement between the two agencies.", at=at)  # fmt: skip
    kind, thing = said.about_of or ("", None)
    row = Escalation(
        id=new_id(), folder_id=folder, ref=new_ref("ES"), raising_id=actor.organisation_id,
        receiving_id=said.receiving_id, about=said.about.strip()[:200], about_kind=kind, about_id=thing,
        topic=said.topic, is_immediate=said.is_immediate, disagreement=said.disagreement.strip(),
        wanted=said.wanted.strip(), state="open", created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    _step(actor, row, "raised", f"{row.disagreement}\n\nWhat should happen instead: {row.wanted}", at)
    _clock(actor, row, KIND, at)
    audit.record(actor, "escalations.escalation.raised", folders=[folder], facts={"ref": row.ref, "topic": row.topic})
    return row.id


def answer(actor: Actor, *, escalation_id: UUID, words: str, at: datetime) -> None:
    """Say something at the stage it is at, for either side."""
    row = _open(actor, escalation_id)
    if not words.strip():
        raise Lacking("This cannot be sent yet.", gaps=("Write your answer.",))
    _step(actor, row, "said", words, at)
    audit.record(actor, "escalations.escalation.answered", folders=[row.folder_id], facts={"ref": row.ref})


def move_up(actor: Actor, *, escalation_id: UUID, words: str, at: datetime) -> int:
    """Take it to the next stage, which it returns; from the fourth it is for the safeguarding partners.

    While a child is at risk now, it goes to the partners at once. Who raised it is not told to them.
    """
    row = _open(actor, escalation_id)
    if not words.strip():
        raise Lacking("This cannot go up yet.", gaps=("Say what was tried, and why it is not settled.",))
    to = PARTNERS_FROM if row.is_immediate else row.stage + 1
    move = "put_to_partners" if to >= PARTNERS_FROM else "move_up"
    row.state, row.stage = step(ESCALATION, move, row.state), to
    row.save(update_fields=["state", "stage"])
    clocks.stop(actor, subject=(KIND, row.id), at=at)
    _step(actor, row, "moved_up", words, at)
    if to < PARTNERS_FROM:
        _clock(actor, row, KIND, at)
    audit.record(actor, "escalations.escalation.moved_up", folders=[row.folder_id], facts={"ref": row.ref, "to": to})
    return to


def end(actor: Actor, *, escalation_id: UUID, how: str, words: str, learning: str = "", at: datetime) -> None:
    """Settle or withdraw it: `how` is a move of the states table. Only the side that raised it may withdraw it."""
    row = _open(actor, escalation_id)
    state = step(ESCALATION, how, row.state)
    if how == "withdraw" and row.raising_id != actor.organisation_id:
        raise Denied("Only the agency that raised it may withdraw it.", rule="escalation_withdrawn_by_raiser")
    if how == "adjudicate" or (gaps := rules.end_gaps(words=words, learning=learning, state=state)):
        raise Lacking("This cannot be ended yet.", gaps=gaps)
    row.state, row.outcome_words, row.learning = state, words.strip(), learning.strip()
    row.ended_at, row.ended_by = at, actor.placement_id
    row.save(update_fields=["state", "outcome_words", "learning", "ended_at", "ended_by"])
    clocks.stop(actor, subject=(KIND, row.id), at=at)
    _step(actor, row, state, words, at)
    audit.record(actor, "escalations.escalation.ended", folders=[row.folder_id], facts={"ref": row.ref, "how": state})


def _may(actor: Actor, permission: Permission) -> None:
    if not actor.has(permission):
        raise Denied("Your role does not include professional disagreements.", rule=f"permission:{permission}")


def _open(actor: Actor, escalation_id: UUID) -> Escalation:
    _may(actor, Permission.ESCALATION_WORK)
    row = Escalation.objects.select_for_update(of=("self",)).filter(id=escalation_id).first()
    if row is None or actor.organisation_id not in (row.raising_id, row.receiving_id):
        raise NotThere
    return row


def _clock(actor: Actor, row: Escalation | Case, kind: str, at: datetime) -> None:
    owner = row.receiving_id if kind == KIND else actor.organisation_id
    rule = rules.clock_of(row.stage, is_immediate=row.is_immediate)
    clocks.start(actor, rule=rule, subject=(kind, row.id), folder=row.folder_id, owner_organisation=owner, at=at)


def _step(actor: Actor, row: Escalation, kind: str, words: str, at: datetime, *, side: str = "") -> None:
    side = side or ("raising" if actor.organisation_id == row.raising_id else "receiving")
    said = Step(id=new_id(), folder_id=row.folder_id, escalation_id=row.id, stage=row.stage, kind=kind, side=side,
                words=words.strip(), happened_at=at, created_at=at, created_by=actor.placement_id)  # fmt: skip
    said.save(force_insert=True)
