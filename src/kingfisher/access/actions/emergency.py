"""Opening one folder in an emergency ("break glass"), ending it, reviewing it, signing off the month."""

from datetime import date, datetime, timedelta
from uuid import UUID

from kingfisher.access import audit, policy
from kingfisher.access.models import Folder, MonthSignedOff, Pass, PassEnded, PassReview
from kingfisher.access.permissions import Permission
from kingfisher.access.queries.emergency import month_bounds, unreviewed_in
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import EXISTS, FULL
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import Denied, NotThere, Refused
from kingfisher.rulebook import ask

audit.can_record(
    access__emergency__opened="opened a folder in an emergency",
    access__emergency__ended="ended an emergency opening",
    access__emergency__reviewed="reviewed an emergency opening",
    access__emergency__signed_off="signed off a month's emergency openings",
)


class SayMore(Refused):
    """Too few words to be reviewed by."""

    rule = "emergency_needs_words"


class NotNeeded(Refused):
    """She may read it already."""

    rule = "emergency_not_needed"


class NeverOpens(Refused):
    """A sort of folder that no emergency opens here."""

    rule = "emergency_never_opens"


class NotYourOwn(Refused):
    """A worker may not review her own use."""

    rule = "emergency_second_person"


class NotAllReviewed(Refused):
    """The month has a use that nobody has reviewed."""

    rule = "emergency_unreviewed"


class MonthRuns(Refused):
    """The month is not over, or is signed off already."""

    rule = "emergency_month"


def break_glass(actor: Actor, *, folder_id: UUID, why: str, at: datetime) -> UUID:
    """Open one folder in full, for reading, for the rulebook's hours; nothing else of the person opens with it.

    Needs a purpose and words to be reviewed by. NotThere for what she may not know exists, so a folder sealed to
    protect somebody is never opened so, nor one barred to her, nor one marked beyond her clearance.
    """
    _must(actor, Permission.EMERGENCY_OPEN, "opening folders in an emergency")
    rule = ask.emergency(on=local_day(at, ask.calendar()))
    folder = Folder.objects.filter(id=folder_id).first()
    level = policy.levels(actor, [folder_id]).get(folder_id, 0)
    if folder is None or level < EXISTS:
        raise NotThere
    if level >= FULL:
        raise NotNeeded("You can read this folder already.")
    if not ask.category(folder.category).exists_answers:
        raise NeverOpens("This sort of folder is never opened in an emergency. Ring whoever holds it.")
    if not actor.purpose:
        raise SayMore("Say first why you are here.")
    if len(why.split()) < rule.fewest_words:
        raise SayMore(f"Say why it cannot wait, in {rule.fewest_words} words or more.")
    row = Pass.objects.create(
        folder=folder, owner_id=folder.owner_id, placement_id=actor.placement_id, worker_id=actor.worker_id,
        by_organisation_id=actor.organisation_id, purpose=actor.purpose, why=why.strip(), starts_at=at,
        ends_at=at + timedelta(hours=rule.hours), rule=rule.id, rule_hash=rule.hash,
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    audit.record(actor, "access.emergency.opened", folders=[folder_id], facts={"use": str(row.id), "hours": rule.hours})
    return row.id


def end_emergency(actor: Actor, *, use_id: UUID, at: datetime) -> None:
    """End a pass before its time. Twice changes nothing."""
    row = Pass.objects.filter(id=use_id).first()
    if row is None:
        raise NotThere
    if PassEnded.objects.filter(use=row).exists():
        return
    PassEnded.objects.create(use=row, created_at=at, created_by=actor.placement_id)
    audit.record(actor, "access.emergency.ended", folders=[row.folder_id], facts={"use": str(use_id)})


def review_emergency(actor: Actor, *, use_id: UUID, outcome: str, words: str, at: datetime) -> None:
    """A second person's judgement of one use: once, with an outcome and words."""
    _must(actor, Permission.EMERGENCY_REVIEW, "reviewing emergency openings")
    row = Pass.objects.filter(id=use_id).first()
    if row is None:
        raise NotThere
    if row.worker_id == actor.worker_id:
        raise NotYourOwn("Somebody else reviews what you opened.")
    if PassReview.objects.filter(use=row).exists():
        raise NotYourOwn("This has been reviewed already.", rule="emergency_reviewed")
    ask.codes("emergency_outcome").coded(outcome)
    if not words.strip():
        raise SayMore("Say what you looked at, and what was done about it.")
    PassReview.objects.create(
        use=row, outcome=outcome, words=words.strip(), worker_id=actor.worker_id, created_at=at,
        created_by=actor.placement_id,
    )  # fmt: skip
    audit.record(
        actor, "access.emergency.reviewed", folders=[row.folder_id], facts={"use": str(use_id), "outcome": outcome}
    )


def sign_off_month(actor: Actor, *, month: date, words: str = "", at: datetime) -> None:
    """Sign off one month of emergency uses of this agency's folders. Refused while one waits for review."""
    _must(actor, Permission.EMERGENCY_SIGN_OFF, "signing off a month")
    month = month.replace(day=1)
    begins, ends = month_bounds(month)
    if at < ends:
        raise MonthRuns("The month is not over yet.")
    if MonthSignedOff.objects.filter(organisation_id=actor.organisation_id, month=month).exists():
        raise MonthRuns("This month is signed off already.")
    waiting = unreviewed_in(actor, month)
    if waiting:
        raise NotAllReviewed(f"{waiting} emergency opening{'s wait' if waiting > 1 else ' waits'} for review.")
    uses = Pass.objects.filter(owner_id=actor.organisation_id, starts_at__gte=begins, starts_at__lt=ends).count()
    MonthSignedOff.objects.create(
        organisation_id=actor.organisation_id, month=month, uses=uses, words=words.strip(), created_at=at,
        created_by=actor.placement_id,
    )  # fmt: skip
    audit.record(actor, "access.emergency.signed_off", facts={"month": f"{month:%Y-%m}", "uses": uses})


def _must(actor: Actor, permission: Permission, what: str) -> None:
    if not actor.has(permission):
        raise Denied(f"Your role does not include {what}.", rule=f"permission:{permission}")
