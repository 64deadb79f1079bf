"""A section 47 enquiry: written, given to a manager, sent back or concluded."""

from datetime import date, datetime
from uuid import UUID

from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.pathway.actions.moving import (
    DISCUSSED,
    ENQUIRED,
    NeedsWords,
    NotYet,
    begin_move,
    finish,
    found,
    recorded,
    settled,
    tell,
    thing_of,
)
from kingfisher.pathway.models import Section47
from kingfisher.pathway.rules import enquiry_gaps
from kingfisher.pathway.states import RUNNING
from kingfisher.rulebook import ask


def write_enquiry(
    actor: Actor, *, episode_id: UUID, enquiry_id: UUID, child_seen_on: date | None = None,
    child_seen_alone: bool = False, childs_account: str = "", findings: str = "", outcome: str = "", at: datetime,
) -> None:  # fmt: skip
    """Keep the enquiry as it is written so far."""
    episode = found(actor, episode_id)
    row: Section47 = thing_of(Section47, enquiry_id, episode)
    if row.state != RUNNING:
        raise NotYet("This enquiry is with a manager. It can be sent back.")
    if child_seen_on and child_seen_on > at.date():
        raise NeedsWords("A child is seen on a day that has been.")
    first = child_seen_on and row.child_seen_on is None
    row.child_seen_on, row.child_seen_alone = child_seen_on, child_seen_alone and bool(child_seen_on)
    row.childs_account, row.findings = childs_account.strip(), findings.strip()
    row.outcome = outcome if outcome in dict(ask.codes("s47_outcome").choices()) else ""
    row.save()
    if first:
        clocks.stop(actor, rule="child_seen_emergency", subject=(DISCUSSED, row.strategy_id), at=at)
    recorded(actor, "section47.written", episode)


def submit_enquiry(actor: Actor, *, episode_id: UUID, enquiry_id: UUID, at: datetime) -> None:
    """Give the enquiry to a manager. NotYet, with what is lacking."""
    episode, row = begin_move(actor, Section47, episode_id, enquiry_id, "submit_enquiry")
    gaps = enquiry_gaps(
        child_seen_on=row.child_seen_on, childs_account=row.childs_account, findings=row.findings, outcome=row.outcome
    )
    settled(gaps, "Something is needed before a manager agrees it.")
    finish(actor, episode, row, "submit_enquiry", at=at)


def send_enquiry_back(actor: Actor, *, episode_id: UUID, enquiry_id: UUID, why: str, at: datetime) -> None:
    """A manager sends it back with what is missing; both clocks run on."""
    episode, row = begin_move(actor, Section47, episode_id, enquiry_id, "send_enquiry_back")
    if not why.strip():
        raise NeedsWords("Say what is missing, so that it can be put right.")
    finish(actor, episode, row, "send_enquiry_back", why=why.strip(), at=at)


def conclude(actor: Actor, *, episode_id: UUID, enquiry_id: UUID, at: datetime) -> None:
    """A manager agrees the outcome. The conference's clock runs on only where there is continuing risk."""
    episode, row = begin_move(actor, Section47, episode_id, enquiry_id, "conclude")
    last = episode.steps.filter(thing_id=row.id, move="submit_enquiry").order_by("-created_at", "-id").first()
    if last and last.created_by == actor.placement_id:
        raise NotYet("Somebody else agrees an enquiry you gave in.")
    row.concluded_at, row.concluded_by = at, actor.placement_id
    clocks.stop(actor, rule="s47_outcome", subject=(ENQUIRED, row.id), at=at)
    if row.outcome != "continuing_risk":
        clocks.stop(actor, rule="icpc", subject=(ENQUIRED, row.id), outcome="not_needed", at=at)
    tell(
        actor, episode, row.folder_id, "decision", f"Section 47 enquiry: {ask.label('s47_outcome', row.outcome)}",
        detail=row.findings, basis="judgement", assertion="opinion", about=(ENQUIRED, row.id), at=at,
    )  # fmt: skip
    finish(actor, episode, row, "conclude", at=at, outcome=row.outcome)
