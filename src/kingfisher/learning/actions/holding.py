"""Lapsed training closes access, where the partnership turned that on; nobody is shut out without having been told.

What is worked out here is put into the place itself (access), whose policy shuts every folder to it.
"""

from datetime import UTC, date, datetime, time
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.timing import LONDON, local_day
from kingfisher.learning import rules
from kingfisher.learning.actions.lacking import _keeps, _terms
from kingfisher.learning.actions.letters import SITE, _letter, _write
from kingfisher.learning.models import Completion, Hold, Learner, Letter, Post
from kingfisher.organisations import queries as places
from kingfisher.rulebook import ask, courses
from kingfisher.rulebook.training import TrainingNeed
from kingfisher.ui.filters import day

audit.can_record(learning__holds__kept="worked out whose access closes with her training")
SWITCH = "training_closes_access"


def keep_holds(actor: Actor, *, at: datetime) -> int:
    """Work out anew until when training holds in every place it may close. Daily; returns how many places changed.

    Turned off, whatever was closed by it opens again. Told at the latest `told_days` before; a place closes no sooner.
    """
    _keeps(actor)
    today = local_day(at, ask.calendar())
    needed = _needed(actor, today) if ask.is_on(SWITCH, on=today) else {}
    changed = _lifted(actor, set(needed), at)
    held = {h.placement_id: h for h in Hold.objects.all()}
    letters: list[Letter] = []
    for placement_id, (learner, need, until) in needed.items():
        row = held.get(placement_id)
        if row is None and until and (until - today).days > max(_terms(at).due_days):
            continue  # far off: nothing to tell yet
        told_on = row.told_on if row else today
        closes_on = rules.closing_day(until, told_on, _terms(at).told_days)
        if row and row.closes_on == closes_on and row.is_put:
            continue
        _put(actor, row, placement_id, learner, told_on, closes_on, at)
        changed += 1
        if row is None:
            letters.append(_letter(actor, "hold", ("learning.learner", learner.id), learner.name, learner.email, at,
                                   until=day(closes_on), level=need.level, link=f"{SITE}/courses"))  # fmt: skip
    _write(actor, letters)
    if changed:
        audit.record(actor, "learning.holds.kept", facts={"changed": changed, "told": len(letters)})
    return changed


def _needed(actor: Actor, today: date) -> dict[UUID, tuple[Learner, TrainingNeed, date | None]]:
    """Every live place of a worker whose role at work needs training that closes access, and until when hers holds."""
    found: dict[UUID, tuple[Learner, TrainingNeed, date | None]] = {}
    for need in courses.training_needs(on=today):
        if not need.closes_access:
            continue
        posts = Post.objects.filter(role__in=need.roles, ended_on=None, organisation_id__isnull=False)
        rows = list(posts.exclude(worker_id=None).select_related("learner"))
        done = _completed({p.learner_id for p in rows})
        live = places.live_places_of(actor, {p.worker_id for p in rows if p.worker_id})
        for post in rows:
            stand = rules.standing(need, done.get(post.learner_id, []), on=today, soon_days=0)
            for placement_id, organisation_id in live.get(post.worker_id, ()):
                if organisation_id == post.organisation_id:
                    found[placement_id] = (post.learner, need, stand.until)
    return found


def _completed(learners: set[UUID]) -> dict[UUID, list[tuple[int, date]]]:
    rows = Completion.objects.filter(withdrawn_why="", learner_id__in=learners)
    found: dict[UUID, list[tuple[int, date]]] = {}
    for learner, level, on in rows.values_list("learner_id", "level", "completed_on"):
        found.setdefault(learner, []).append((level, on))
    return found


def _put(
    actor: Actor, row: Hold | None, placement_id: UUID, learner: Learner, told_on: date, closes_on: date, at: datetime
) -> None:
    end = datetime.combine(closes_on, time(23, 59, 59), tzinfo=LONDON).astimezone(UTC)
    access.training_holds(actor, placement_id=placement_id, until=end, at=at)
    if row is None:
        Hold(
            id=new_id(), placement_id=placement_id, worker_id=learner.worker_id, told_on=told_on, closes_on=closes_on,
            is_put=True, created_at=at, created_by=actor.placement_id,
        ).save(force_insert=True)  # fmt: skip
    else:
        Hold.objects.filter(id=row.id).update(closes_on=closes_on, is_put=True)


def _lifted(actor: Actor, still: set[UUID], at: datetime) -> int:
    """Open what no need closes any more."""
    rows = [h for h in Hold.objects.filter(is_put=True) if h.placement_id not in still]
    for row in rows:
        access.training_holds(actor, placement_id=row.placement_id, until=None, at=at)
    Hold.objects.filter(id__in=[h.id for h in rows]).update(is_put=False)
    return len(rows)
