"""Telling whoever raised it what was decided; closing, and reopening with a reason."""

from datetime import datetime
from uuid import UUID

from kingfisher.clocks import actions as clocks
from kingfisher.guard.actions import let_out
from kingfisher.guard.rules import AGENCY, PERSON, Recipient
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.postroom import actions as postroom
from kingfisher.referrals.actions.moving import KIND, NeedsWords, NotYet, begin, finish, words
from kingfisher.referrals.models import Contact, Feedback
from kingfisher.referrals.queries.matches import soonest_due
from kingfisher.referrals.said.told import feedback_words
from kingfisher.rulebook import ask

WAYS = ("hub", "receipt", "telephone", "letter")


def feed_back(
    actor: Actor, *, contact_id: UUID, told: str, next_steps: str = "", way: str = "", safe_because: str = "",
    at: datetime,
) -> UUID:  # fmt: skip
    """Tell the referrer what was decided, never what was found.

    A professional reads it in the hub; the public at their receipt, and there only that it was dealt with
    unless
    `safe_because` says why they may safely be told more. NeedsWords, NotYet in words for the screen.
    """
    row = begin(actor, contact_id, "feed_back")
    told = words(told, "Write what you tell them.")
    way = way or ("hub" if row.from_organisation_id and row.referrer_kind == "professional" else "receipt")
    if way not in WAYS:
        raise NeedsWords("Choose how they are told.")
    if row.referrer_kind != "professional" and told != _plain(row) and not safe_because.strip():
        raise NotYet(
            "A member of the public is told only that it was dealt with, unless it is safe to say more.",
            gaps=("Say why it is safe to tell them this.",),
        )
    told, next_steps = _let_out(actor, row, told, next_steps, way, at)
    departure = _send(actor, row, told, next_steps, way, at)
    made = Feedback.objects.create(
        folder_id=row.folder_id, contact=row, way=way, outcome=row.outcome, words=told,
        next_steps=next_steps.strip(),
        because=safe_because.strip(), departure_id=departure, created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    finish(actor, row, "feed_back", at=at, way=way)
    return made.id


def _plain(row: Contact) -> str:
    return feedback_words(row.outcome, professional=False).decided


def _let_out(actor: Actor, row: Contact, told: str, next_steps: str, way: str, at: datetime) -> tuple[str, str]:
    """What the referrer reads, on whichever way, without a safe address; Blocked when she may be told nothing."""
    kind = AGENCY if row.referrer_kind == "professional" else PERSON
    to = Recipient(kind, row.referrer_name, organisation_id=row.from_organisation_id)
    passed = let_out(
        actor, what=f"referrals.feedback.{way}", to=to, folders=[row.folder_id],
        texts={"told": told, "next_steps": next_steps}, at=at,
    )  # fmt: skip
    return passed.texts["told"], passed.texts["next_steps"]


def _send(actor: Actor, row: Contact, told: str, next_steps: str, way: str, at: datetime) -> UUID | None:
    if way == "receipt":
        return None
    return postroom.send(
        actor, kind="feedback", about=("postroom.arrival", row.arrival_id),
        title="What was decided about your concern",
        body=f"{told}\n\n{next_steps}".strip(), way=way,
        to_organisation_id=row.from_organisation_id if way == "hub" else None, to_name=row.referrer_name,
        about_folders=[row.folder_id], at=at,
    )  # fmt: skip


def close_untold(actor: Actor, *, contact_id: UUID, why: str, at: datetime) -> None:
    """Close without telling anyone, with the reason: nobody to tell, or telling would not be safe."""
    row = begin(actor, contact_id, "close_untold")
    why = words(why, "Say why nobody is told.")
    Feedback.objects.create(
        folder_id=row.folder_id, contact=row, way="none", outcome=row.outcome, because=why,
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    finish(actor, row, "close_untold", why=why, at=at)


def close(actor: Actor, *, contact_id: UUID, at: datetime) -> None:
    """Close a contact whose referrer has been told."""
    finish(actor, begin(actor, contact_id, "close"), "close", at=at)


def reopen(actor: Actor, *, contact_id: UUID, why: str, at: datetime) -> None:
    """A manager opens it again with a reason. What was decided stays on record; new clocks count from now."""
    row = begin(actor, contact_id, "reopen")
    why = words(why, "Say why it is opened again.")
    policy = ask.rag(on=local_day(at, ask.calendar()))
    for rule in ("referral_decision", policy.rated(row.rating or row.provisional).clock):
        clocks.start(actor, rule=rule, subject=(KIND, row.id), folder=row.folder_id, at=at)
    row.outcome, row.need_level, row.exploitation_pathway, row.duplicate_of = "", "", False, None
    row.decide_by = soonest_due(actor, row.id)
    finish(actor, row, "reopen", why=why, at=at)


def acknowledge_feedback(actor: Actor, *, departure_id: UUID, at: datetime) -> None:
    """The sender says that she has read it. Twice changes nothing."""
    postroom.acknowledge(actor, departure_id=departure_id, at=at)
