"""Emergency openings: what was opened by whom, which wait for review, who does it often, which months are signed."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse

from kingfisher.access.models import Folder, MonthSignedOff, Pass
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import LONDON, local_day
from kingfisher.kernel.waiting import Waiting
from kingfisher.organisations.queries import agencies_by_id, colleagues
from kingfisher.rulebook import ask


@dataclass(frozen=True, slots=True)
class Use:
    """One emergency opening, as its user, its reviewers and the folder's owner see it."""

    id: UUID
    folder_id: UUID
    category: str
    owner_id: UUID
    owner: str
    worker: str
    job_title: str
    by: str
    phone: str
    purpose: str
    why: str
    starts_at: datetime
    ends_at: datetime
    is_live: bool
    is_mine: bool
    is_often: bool
    outcome: str
    review_words: str
    reviewed_by: str
    reviewed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Month:
    """One month of an agency's folders: how many uses, how many wait, whether and when it was signed off."""

    first_day: date
    uses: int
    waiting: int
    is_over: bool
    signed_at: datetime | None
    signed_by: str


def month_bounds(month: date) -> tuple[datetime, datetime]:
    """The first moment of the month in London, and the first after it."""
    following = (month.replace(day=28) + timedelta(days=7)).replace(day=1)
    return tuple(datetime(d.year, d.month, 1, tzinfo=LONDON) for d in (month, following))  # type: ignore[return-value]


def uses(actor: Actor, *, only_waiting: bool = False, at_most: int = 100) -> list[Use]:
    """Emergency openings this actor may know of (her own, and those she reviews), the newest first."""
    rows = Pass.objects.order_by("-starts_at")
    if only_waiting:
        rows = rows.filter(review__isnull=True)
    return _shown(actor, list(rows.select_related("review", "ended")[:at_most]))


def use(actor: Actor, use_id: UUID) -> Use | None:
    """One opening, or None when unseen or missing."""
    found = Pass.objects.filter(id=use_id).select_related("review", "ended")
    return next(iter(_shown(actor, list(found))), None)


def live_use(actor: Actor, folder_id: UUID) -> Use | None:
    """The actor's own live pass to this folder, if she has one."""
    rows = Pass.objects.filter(folder_id=folder_id, placement_id=actor.placement_id, ends_at__gt=actor.at)
    found = _shown(actor, list(rows.filter(ended__isnull=True).select_related("review", "ended")))
    return next((one for one in found if one.is_live), None)


def _shown(actor: Actor, rows: list[Pass]) -> list[Use]:
    owners = agencies_by_id(actor, {r.owner_id for r in rows} | {r.by_organisation_id for r in rows})
    reviews = {r.id: r.review for r in rows if hasattr(r, "review")}
    who = colleagues(actor, {r.placement_id for r in rows} | {v.created_by for v in reviews.values()})
    kinds = dict(Folder.objects.filter(id__in={r.folder_id for r in rows}).values_list("id", "category"))
    often = often_used(actor)
    found = []
    for r in rows:
        review, by = reviews.get(r.id), who[r.placement_id]
        ended = hasattr(r, "ended")
        found.append(Use(
            id=r.id, folder_id=r.folder_id, category=kinds.get(r.folder_id, ""), owner_id=r.owner_id,
            owner=owners[r.owner_id].short_name, worker=by.name, job_title=by.job_title,
            by=owners[r.by_organisation_id].short_name, phone=by.phone,
            purpose=ask.purpose(r.purpose).title, why=r.why, starts_at=r.starts_at,
            ends_at=min(r.ends_at, r.ended.created_at) if ended else r.ends_at,
            is_live=not ended and r.ends_at > actor.at, is_mine=r.worker_id == actor.worker_id,
            is_often=r.worker_id in often, outcome=review.outcome if review else "",
            review_words=review.words if review else "",
            reviewed_by=who[review.created_by].name if review and review.created_by in who else "",
            reviewed_at=review.created_at if review else None,
        ))  # fmt: skip
    return found


def often_used(actor: Actor) -> dict[UUID, int]:
    """Workers who opened folders so more often than the rulebook lets pass without an alert, and how often."""
    rule = ask.emergency(on=local_day(actor.at, ask.calendar()))
    since = actor.at - timedelta(days=rule.repeat_days)
    counted = Counter(Pass.objects.filter(starts_at__gte=since).values_list("worker_id", flat=True))
    return {worker: times for worker, times in counted.items() if times > rule.repeat_uses}


def unreviewed_in(actor: Actor, month: date) -> int:
    """How many uses of the actor's agency's folders in that month nobody has reviewed."""
    begins, ends = month_bounds(month)
    rows = Pass.objects.filter(owner_id=actor.organisation_id, starts_at__gte=begins, starts_at__lt=ends)
    return rows.filter(review__isnull=True).count()


def months(actor: Actor, *, back: int = 6) -> list[Month]:
    """The running month and those before it, for the actor's agency's folders, the newest first."""
    day = local_day(actor.at, ask.calendar()).replace(day=1)
    signed = {m.month: m for m in MonthSignedOff.objects.filter(organisation_id=actor.organisation_id)}
    who = colleagues(actor, {m.created_by for m in signed.values()})
    found = []
    for _ in range(back):
        begins, ends = month_bounds(day)
        rows = Pass.objects.filter(owner_id=actor.organisation_id, starts_at__gte=begins, starts_at__lt=ends)
        seal = signed.get(day)
        found.append(Month(
            day, rows.count(), rows.filter(review__isnull=True).count(), actor.at >= ends,
            seal.created_at if seal else None, who[seal.created_by].name if seal else "",
        ))  # fmt: skip
        day = (day - timedelta(days=1)).replace(day=1)
    return found


def openings_waiting(actor: Actor) -> list[Waiting]:
    """For those who review: openings nobody has reviewed, repeated use, and a month to sign off."""
    if not actor.has(Permission.EMERGENCY_REVIEW):
        return []
    days = ask.emergency(on=local_day(actor.at, ask.calendar())).review_days
    found = []
    for one in uses(actor, only_waiting=True, at_most=20):
        if not one.is_mine:
            often = ", who has done so often" if one.is_often else ""
            found.append(Waiting(
                f"Review an emergency opening: {one.owner}'s folder, by a worker of {one.by}{often}",
                reverse("access:emergency_use", args=[one.id]), one.starts_at + timedelta(days=days), "", "",
                one.starts_at,
            ))  # fmt: skip
    if actor.has(Permission.EMERGENCY_SIGN_OFF):
        found += [
            Waiting(f"Sign off {m.first_day:%B %Y}: emergency openings", reverse("access:months"), None, "", "",
                    month_bounds(m.first_day)[1])
            for m in months(actor, back=3) if m.is_over and m.uses and not m.signed_at
        ]  # fmt: skip
    return found
