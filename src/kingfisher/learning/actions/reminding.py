"""What goes out by itself: reminders before the day, before training ends, and letters into the postroom."""

from datetime import datetime, timedelta
from uuid import UUID

from kingfisher.access import audit
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import add_months, local_day
from kingfisher.learning.actions.booking import _tell
from kingfisher.learning.actions.lacking import _keeps, _terms
from kingfisher.learning.actions.letters import SITE, _letter, _write
from kingfisher.learning.models import Booking, Completion, Event, Letter, Post
from kingfisher.postroom import actions as postroom
from kingfisher.rulebook import ask, courses
from kingfisher.ui.filters import day

audit.can_record(
    learning__letters__reminded="reminded people of training",
    learning__letters__handed_over="handed letters about training to the postroom",
)
AT_A_TIME = 200


def remind(actor: Actor, *, at: datetime) -> int:
    """Write to everybody with a place so many days before, once for each of the days in the rulebook; who booked later
    than that day is not reminded of what she has just done.
    """
    _keeps(actor)
    days, today, sent = sorted(_terms(at).remind_days, reverse=True), local_day(at, ask.calendar()), 0
    soon = Event.objects.filter(state="open", starts_at__gt=at, starts_at__lte=at + timedelta(days=max(days) + 1))
    for event in soon.select_related("course"):
        left = (local_day(event.starts_at, ask.calendar()) - today).days
        due = sum(left <= d for d in days)
        before = at - timedelta(days=1)
        rows = Booking.objects.filter(
            event=event, state="booked", hold_until=None, reminded__lt=due, created_at__lte=before
        )
        late = list(rows)
        if late:
            _tell(actor, event, late, "remind", at)
            rows.update(reminded=due)
            sent += len(late)
    if sent:
        audit.record(actor, "learning.letters.reminded", facts={"count": sent})
    return sent


def remind_of_lapse(actor: Actor, *, at: datetime) -> int:
    """Write to everybody whose training for her work ends in exactly so many days as the rulebook names. Daily."""
    _keeps(actor)
    today, letters = local_day(at, ask.calendar()), []
    for need in courses.training_needs(on=today):
        for days in _terms(at).due_days:
            ends = today + timedelta(days=days)
            posts = Post.objects.filter(role__in=need.roles, ended_on=None).select_related("learner")
            done = _newest(need.level, {p.learner_id for p in posts})
            letters += [
                _letter(actor, "due", ("learning.learner", p.learner_id), p.learner.name, p.learner.email, at,
                        until=day(ends), level=need.level, link=f"{SITE}/courses")
                for p in posts if p.learner_id in done and add_months(done[p.learner_id], need.valid_months) == ends
            ]  # fmt: skip
    sent = _write(actor, letters)
    if sent:
        audit.record(actor, "learning.letters.reminded", facts={"count": sent, "lapse": True})
    return sent


def _newest(level: int, learners: set[UUID]) -> dict[UUID, object]:
    """The last day each of these learners completed this level or above."""
    rows = Completion.objects.filter(level__gte=level, withdrawn_why="").order_by("completed_on")
    return dict(rows.filter(learner_id__in=learners).values_list("learner_id", "completed_on"))


def hand_over(actor: Actor, *, site: str, at: datetime) -> int:
    """Give the postroom the letters that wait, oldest first; returns how many. `site` is where the hub is reached."""
    _keeps(actor)
    rows = list(
        Letter.objects.select_for_update(skip_locked=True).filter(handed_on=None).order_by("created_at")[:AT_A_TIME]
    )
    for row in rows:
        row.departure_id = postroom.send(
            actor, kind="training", about=(row.about_kind, row.about_id), title=row.title, way="email",
            body=row.body.replace(SITE, site.rstrip("/")), to_name=row.to_name, to_address=row.to_address,
            about_people=(), at=at,
        )  # fmt: skip
        row.handed_on = local_day(at, ask.calendar())
    Letter.objects.bulk_update(rows, ["departure_id", "handed_on"])
    if rows:
        audit.record(actor, "learning.letters.handed_over", facts={"count": len(rows)})
    return len(rows)
