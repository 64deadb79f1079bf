"""Figures for the scorecard, counted each time from the absences and talks themselves; and facts for finding.

For finding, names and places are compared here and never leave: what goes out are keys, codes and days.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import combinations

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.listed import Listed
from kingfisher.kernel.sighting import Sighting
from kingfisher.kernel.timing import LONDON, local_day
from kingfisher.missing.models import Episode, Interview, Offer
from kingfisher.missing.queries.talks import due_of
from kingfisher.people import queries as people
from kingfisher.people.facts import CHILD, children_listed
from kingfisher.rulebook import ask


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


TOGETHER = timedelta(hours=3)  # found at one place within so long: found together


def sightings(actor: Actor, *, on: date, since: date) -> list[Sighting]:
    """Absences, talks held, places where somebody was found, and who was away with whom, since a day."""
    calendar = ask.calendar()
    rows = list(
        Episode.objects.filter(started_at__gte=_start(since), kind="missing", joined_into=None).exclude(state="mistake")
    )
    found = []
    for row in rows:
        fact = (row.person_id, ("missing.episode", row.id), row.folder_id, local_day(row.started_at, calendar))
        found.append(Sighting("away", *fact))
        if place := _plain(row.found_place):
            found.append(Sighting("at_place", *fact, f"found {place}"))
    for row, other in combinations(sorted(rows, key=lambda r: r.started_at), 2):
        if row.person_id != other.person_id and _were_together(row, other, actor.at):
            for one in (row, other):
                found.append(Sighting("missing_with", one.person_id, ("missing.episode", one.id), one.folder_id,
                                      local_day(one.started_at, calendar), f"{row.id} {other.id}"))  # fmt: skip
    held = Interview.objects.filter(held_at__gte=_start(since))
    found += [
        Sighting("talk_held", person, ("missing.interview", key), folder, local_day(at, calendar))
        for person, key, folder, at in held.values_list("person_id", "id", "folder_id", "held_at")
    ]
    return found


def _were_together(row: Episode, other: Episode, now: datetime) -> bool:
    """Away at the same time, and either was said to be with the other, or both were found at one place."""
    if other.started_at > (row.found_at or now) or row.started_at > (other.found_at or now):
        return False
    if _named(row, other) or _named(other, row):
        return True
    place = _plain(row.found_place)
    return bool(
        place and place == _plain(other.found_place) and row.found_at and other.found_at
        and abs(row.found_at - other.found_at) <= TOGETHER
    )  # fmt: skip


def _named(row: Episode, other: Episode) -> bool:
    """Is the other child's whole name in what was said of this one's companions?"""
    name = _plain(other.name_said)
    return len(name.split()) > 1 and f" {name} " in f" {_plain(f'{row.companions} {row.found_with}')} "


def _plain(words: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in words.casefold()).split())


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, LONDON)


def for_pack(actor: Actor, what: str, *, first: date, last: date) -> Listed:
    """Absences that began between two days, and whether the child was talked with on return."""
    begins, ends = _start(first), datetime.combine(last, time.max, LONDON)
    rows = list(
        Episode.objects.filter(started_at__gte=begins, started_at__lte=ends, joined_into=None)
        .exclude(state="mistake").order_by("started_at")
    )  # fmt: skip
    held = dict(Interview.objects.filter(episode_id__in=[r.id for r in rows]).values_list("episode_id", "held_at"))
    who = children_listed(actor, {r.person_id for r in rows}, on=last)
    return Listed(
        (*CHILD, "Began", "Risk", "Found", "Hours away", "Talk on return"),
        tuple(
            (*who[r.person_id], r.started_at.astimezone(LONDON).isoformat(timespec="minutes"),
             ask.label("missing_risk", r.risk) if r.risk else "Not said",
             r.found_at.astimezone(LONDON).isoformat(timespec="minutes") if r.found_at else "Not yet",
             str(round((r.found_at - r.started_at).total_seconds() / 3600)) if r.found_at else "",
             held[r.id].astimezone(LONDON).date().isoformat() if held.get(r.id) else "Not held, or not to be seen")
            for r in rows if r.person_id in who
        ),
        tuple(who),
    )  # fmt: skip
