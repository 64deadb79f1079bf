"""Work with children as facts for finding, and as lists for inspectors. Keys, codes and days; never a name."""

from datetime import date, datetime

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.listed import Listed
from kingfisher.kernel.sighting import Sighting
from kingfisher.kernel.timing import LONDON
from kingfisher.pathway.models import Assessment, Conference, Episode, Section47
from kingfisher.people.facts import CHILD, children_listed
from kingfisher.rulebook import ask


def ended(actor: Actor, *, since: date) -> list[Sighting]:
    """Episodes of work that ended on or after a day."""
    rows = Episode.objects.filter(closed_at__date__gte=since)
    return [
        Sighting("ended", e.person_id, ("pathway.episode", e.id), e.folder_id, e.closed_at.astimezone(LONDON).date())
        for e in rows
    ]


def for_pack(actor: Actor, what: str, *, first: date, last: date) -> Listed:
    """Assessments, or section 47 enquiries with the conference that followed, begun between two days."""
    return (_enquiries if what == "enquiries" else _assessments)(actor, first, last)


def _assessments(actor: Actor, first: date, last: date) -> Listed:
    rows = list(
        Assessment.objects.filter(created_at__date__gte=first, created_at__date__lte=last)
        .select_related("episode").order_by("created_at")
    )  # fmt: skip
    who = children_listed(actor, {r.episode.person_id for r in rows}, on=last)
    return Listed(
        (*CHILD, "Referred", "Child seen", "Seen alone", "Authorised", "Outcome"),
        tuple(
            (*who[r.episode.person_id], _day(r.episode.received_at), r.seen_on.isoformat() if r.seen_on else "No",
             "Yes" if r.seen_alone else "No", _day(r.authorised_at),
             ask.label("assessment_outcome", r.outcome) if r.outcome else "Not finished")
            for r in rows if r.episode.person_id in who
        ),
        tuple(who),
    )  # fmt: skip


def _enquiries(actor: Actor, first: date, last: date) -> Listed:
    rows = list(
        Section47.objects.filter(created_at__date__gte=first, created_at__date__lte=last)
        .select_related("episode", "strategy").order_by("created_at")
    )  # fmt: skip
    initial = Conference.objects.filter(episode__in={r.episode_id for r in rows}, kind="initial_conference")
    held = {c.episode_id: c for c in initial}
    who = children_listed(actor, {r.episode.person_id for r in rows}, on=last)
    return Listed(
        (*CHILD, "Strategy decided", "Child seen", "Concluded", "Outcome", "Initial conference", "What it decided"),
        tuple(
            (*who[r.episode.person_id], _day(r.strategy.decided_at),
             r.child_seen_on.isoformat() if r.child_seen_on else "No", _day(r.concluded_at),
             ask.label("s47_outcome", r.outcome) if r.outcome else "Not finished",
             _day(held[r.episode_id].created_at) if r.episode_id in held else "None",
             ask.label("conference_outcome", held[r.episode_id].outcome) if r.episode_id in held else "")
            for r in rows if r.episode.person_id in who
        ),
        tuple(who),
    )  # fmt: skip


def _day(moment: datetime | None) -> str:
    return moment.astimezone(LONDON).date().isoformat() if moment else ""
