"""Deciding: a worker proposes with reasons, another signs it off or sends it back."""

from datetime import datetime
from uuid import UUID

from kingfisher.chronology.actions import Line, note_many
from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import due, local_day
from kingfisher.referrals.actions.moving import KIND, NotYet, begin, finish, words
from kingfisher.referrals.models import Contact, Decision, DecisionProposed, SignOff, Step
from kingfisher.referrals.queries.contact import family_position
from kingfisher.referrals.queries.matches import children_of, unidentified
from kingfisher.referrals.rules import NO_FURTHER_ACTION, Proposed, decision_gaps, is_repeat, sign_off_gaps
from kingfisher.referrals.states import CHECKS
from kingfisher.rulebook import ask
from kingfisher.sharing import actions as sharing


def propose_gaps(actor: Actor, row: Contact, outcome: str, need_level: str, reasons: str) -> tuple[str, ...]:
    """What is lacking before this outcome can be proposed for this contact, in words."""
    codes = ask.codes("contact_outcome")
    return decision_gaps(
        Proposed(
            outcome=outcome if outcome in dict(codes.choices()) else "",
            need_level=need_level if need_level in dict(ask.codes("need_level").choices()) else "",
            reasons=reasons, rating=row.rating, family=family_position(row),
            agencies_asked=Step.objects.filter(contact=row, to_state=CHECKS).exists(),
            unidentified=unidentified(actor, row.id),
            additive=tuple(c.code for c in codes.code if c.additive),
        )
    )  # fmt: skip


def propose(
    actor: Actor, *, contact_id: UUID, outcome: str, need_level: str, reasons: str,
    exploitation_pathway: bool = False, at: datetime,
) -> UUID:  # fmt: skip
    """Propose what should happen, for a manager. NotYet, with what is lacking, when it cannot be proposed.

    `outcome` is of the list `contact_outcome`, never the additive one alone; that is `exploitation_pathway`.
    """
    row = begin(actor, contact_id, "propose")
    gaps = propose_gaps(actor, row, outcome, need_level, reasons)
    if gaps:
        raise NotYet("Something is needed before this can be proposed.", gaps=gaps)
    made = DecisionProposed.objects.create(
        folder_id=row.folder_id, contact=row, outcome=outcome, need_level=need_level, reasons=reasons.strip(),
        exploitation_pathway=exploitation_pathway,
        second_pair_of_eyes=outcome == NO_FURTHER_ACTION and is_repeat(row.earlier_contacts),
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    finish(actor, row, "propose", at=at, outcome=outcome)
    return made.id


def sign_off(actor: Actor, *, contact_id: UUID, why: str = "", at: datetime) -> UUID:
    """A manager signs off what was proposed: it is decided, its clocks stop, and each child's history says
    so.

    NotYet for one's own proposal, and for no further action on a third contact without a reason.
    """
    row = begin(actor, contact_id, "sign_off")
    proposal = _newest(row)
    gaps = sign_off_gaps(
        proposed_by_signer=proposal.created_by == actor.placement_id, outcome=proposal.outcome,
        earlier_contacts=row.earlier_contacts, why=why,
    )  # fmt: skip
    if gaps:
        raise NotYet("Something is needed before you can sign this off.", gaps=gaps)
    made = {"folder_id": row.folder_id, "contact": row, "created_at": at, "created_by": actor.placement_id}
    signed = SignOff.objects.create(proposal=proposal, answer="signed_off", why=why.strip(), **made)
    decision = Decision.objects.create(
        sign_off=signed, outcome=proposal.outcome, need_level=proposal.need_level, reasons=proposal.reasons,
        exploitation_pathway=proposal.exploitation_pathway, **made,
    )  # fmt: skip
    row.outcome, row.need_level = proposal.outcome, proposal.need_level
    row.exploitation_pathway = proposal.exploitation_pathway
    settle(actor, row, "sign_off", _title(decision), proposal.reasons, why=why.strip(), at=at)
    return decision.id


def send_back(actor: Actor, *, contact_id: UUID, why: str, at: datetime) -> None:
    """A manager sends a proposal back with what is missing; the clock runs on."""
    row = begin(actor, contact_id, "send_back")
    why = words(why, "Say what is missing, so that it can be put right.")
    SignOff.objects.create(
        folder_id=row.folder_id, contact=row, proposal=_newest(row), answer="sent_back", why=why,
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    finish(actor, row, "send_back", why=why, at=at)


def settle(actor: Actor, row: Contact, move: str, title: str, detail: str, *, why: str = "", at: datetime) -> None:
    """Move a contact to where nothing more is to be decided: its clocks stop, each child's history says
    so.
    """
    clocks.stop(actor, subject=(KIND, row.id), at=at)
    row.decide_by = tell_by(at)
    sharing.withdraw_waiting(actor, about=(KIND, row.id), why="It has been decided without this answer.", at=at)
    lines = [
        Line(
            folder_id=row.folder_id, person_id=child, kind="decision", happened_at=at,
            happened_on=local_day(at, ask.calendar()), title=title, detail=detail, basis="judgement",
            assertion="opinion", reference=row.ref, about=(KIND, row.id),
        )
        for child in children_of(row.id)
    ]  # fmt: skip
    if lines:
        note_many(actor, lines=lines, at=at)
    finish(actor, row, move, why=why, at=at, outcome=row.outcome)


def tell_by(at: datetime) -> datetime:
    """By when whoever raised it should hear what was decided: as soon as they should hear that it arrived."""
    limit = ask.clock("referral_acknowledgement", on=local_day(at, ask.calendar()))
    return due(at, limit.amount, limit.unit, ask.calendar(limit.calendar)).at


def _newest(row: Contact) -> DecisionProposed:
    return DecisionProposed.objects.filter(contact=row).order_by("-created_at", "-id")[0]


def _title(decision: Decision) -> str:
    also = ", and the exploitation pathway" if decision.exploitation_pathway else ""
    return f"Front door decided: {ask.label('contact_outcome', decision.outcome).lower()}{also}"[:200]
