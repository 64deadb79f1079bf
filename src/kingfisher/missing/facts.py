"""Figures for the scorecard, counted each time from the absences and talks themselves."""

from dataclasses import dataclass
from datetime import date, datetime, time

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import LONDON
from kingfisher.missing.models import Episode, Interview, Offer
from kingfisher.missing.queries.talks import due_of
from kingfisher.people import queries as people


@dataclass(frozen=True, slots=True)
class MissingFacts:
    """Of absences that began between two days: how many, of how many children, and what became of the talks.

    `returned` is the denominator of the talks: children who came back, once for each absence.
    """

    episodes: int
    children: int
    repeat_children: int
    placed_in: int
    returned: int
    offered: int
    offered_in_time: int
    held: int
    held_in_time: int
    declined: int
    waiting_late: int


def missing_facts(actor: Actor, *, first: date, last: date) -> MissingFacts:
    """The figures of a span of days, as far as this actor may see. Each absence counts once."""
    begins, ends = _start(first), datetime.combine(last, time.max, LONDON)
    rows = list(
        Episode.objects.filter(started_at__gte=begins, started_at__lte=ends, joined_into=None).exclude(state="mistake")
    )
    members = people.clusters(actor, {r.person_id for r in rows}) if rows else {}
    child = [min(members[r.person_id]) for r in rows]
    back = [r for r in rows if r.found_at]
    talks = list(Interview.objects.filter(episode_id__in=[r.id for r in back]))
    firsts: dict = {}
    for key, at in (
        Offer.objects.filter(interview__in=talks).order_by("-offered_at").values_list("interview_id", "offered_at")
    ):
        firsts[key] = at
    held = [t for t in talks if t.held_at]
    return MissingFacts(
        len(rows), len(set(child)), sum(child.count(c) > 1 for c in set(child)), sum(bool(r.placed_by) for r in rows),
        len(back), sum(t.id in firsts or t.held_at is not None for t in talks),
        sum((t.held_at or firsts.get(t.id, actor.at)) <= due_of(t.returned_at) for t in talks
            if t.id in firsts or t.held_at), len(held), sum(t.held_at <= due_of(t.returned_at) for t in held),
        sum(t.state in ("declined", "ended") for t in talks),
        sum(t.held_at is None and t.state != "ended" and actor.at > due_of(t.returned_at) for t in talks),
    )  # fmt: skip


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, LONDON)
