"""What was said at each step, word for word with its source: shown at every later one, typed at none."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.carried import Carried, from_rows
from kingfisher.kernel.timing import local_day
from kingfisher.meetings import queries as meetings
from kingfisher.meetings.queries import MeetingShown, WordsOf
from kingfisher.pathway.models import Assessment, Episode, Section47, Strategy
from kingfisher.pathway.rules import (
    ASSESSMENT_SAYS,
    DONE_UNDER,
    ENQUIRY_SAYS,
    FROM_ASSESSMENT,
    FROM_MINUTES,
    STRATEGY_SAYS,
)
from kingfisher.plans.queries import PlanFile, VisitShown
from kingfisher.rulebook import ask

CONFERENCES = ("initial_conference", "review_conference")
Says = tuple[tuple[str, str], ...]


def said_so_far(
    actor: Actor, episode: Episode, rows: Mapping[str, Sequence[Any]], held: Sequence[MeetingShown]
) -> tuple[Carried, ...]:
    """Everything said of this child since the referral came in, in order; only what the actor may read.

    `rows` are the episode's own, by the name they are related by; `held` the child's meetings, the newest first.
    """
    found = [*from_rows(episode.carried)]
    known = {m.id: m for m in held}
    came = _day(episode.received_at)
    met = [m for m in held if m.kind in CONFERENCES and m.held_at and _day(m.starts_at) >= came]
    discussed = [known[s.meeting_id] for s in rows["strategys"] if s.meeting_id in known]
    said = meetings.words_of(actor, [*discussed, *met])
    for row in rows["assessments"]:
        found += _of(row, ASSESSMENT_SAYS, "Assessment", row.seen_on, row.created_at)
    for row in rows["strategys"]:
        if row.meeting_id in known:
            found += _minutes(known[row.meeting_id], said, closed_too=True)
        found += _of(row, STRATEGY_SAYS, "Strategy discussion", None, row.decided_at or row.created_at)
    for row in rows["section47s"]:
        found += _of(row, ENQUIRY_SAYS, "Section 47 enquiry", row.child_seen_on, row.created_at)
    for one in reversed(met):
        found += _minutes(one, said, closed_too=False)
    for row in rows["conferences"]:
        found.append(
            Carried(
                "Why the conference decided so", row.reasons, "Conference", _day(row.created_at),
                "pathway.conference", str(row.id),
            )
        )  # fmt: skip
    return tuple(one for one in found if one.words.strip())


def carried_for_plan(actor: Actor, episode: Episode) -> tuple[Carried, ...]:
    """What stands beside a plan: what was said before it, without anything of a closed part.

    A plan is read by everyone who carries it out, so what a strategy discussion said is not among it.
    """
    found = [*from_rows(episode.carried)]
    for row in episode.assessments.filter(state="authorised"):
        found += _of(row, ASSESSMENT_SAYS, "Assessment", row.seen_on, row.created_at)
    for row in episode.section47s.filter(state="concluded"):
        found += _of(row, ENQUIRY_SAYS, "Section 47 enquiry", row.child_seen_on, row.created_at)
    return tuple(one for one in found if one.words.strip())


def opening_words(actor: Actor, episode: Episode) -> dict[str, str]:
    """What opens a conference's minutes under “What was reported”: assessment and enquiry, with their source."""
    found = [c for c in carried_for_plan(actor, episode) if c.kind in ("pathway.assessment", "pathway.section47")]
    return {"reports": "\n\n".join(f"{c.what} ({c.source.lower()}): {c.words}" for c in found)} if found else {}


def opening_from_plan(kind: str, plan: PlanFile, since: date | None) -> dict[str, str]:
    """What opens the minutes of a plan's core group or review: each action with what came of it, and what the child
    said at visits since the last such meeting.
    """
    tasks = [t for goal in plan.goals for t in goal.tasks] + list(plan.other_tasks)
    done = [
        f"Not done yet: {t.words} ({t.owner_name}, by {t.due_on:%-d %B %Y})" if t.state == "open"
        else f"{'Done' if t.state == 'done' else 'Given up'}: {t.words} {t.outcome}"
        for t in tasks
    ]  # fmt: skip
    heard = [v for v in plan.visits if v.childs_words and (since is None or v.visited_on >= since)]
    child = [f"At a visit on {v.visited_on:%-d %B %Y}: {v.childs_words}" for v in sorted(heard, key=_visited)]
    said = {DONE_UNDER[kind]: "\n".join(done), "child": "\n".join(child)}
    return {section: words for section, words in said.items() if words}


def _visited(visit: VisitShown) -> date:
    return visit.visited_on


def headings_from_assessment(row: Assessment) -> dict[str, tuple[str, str]]:
    """What a plan says under its headings from the start: the assessment's own words."""
    said = {heading: getattr(row, field) for field, heading in FROM_ASSESSMENT}
    return {heading: (words, "From the assessment") for heading, words in said.items() if words}


def headings_from_minutes(actor: Actor, meeting_id: UUID) -> dict[str, tuple[str, str]]:
    """What a plan says under its headings from the start: the conference's own minutes, open parts only."""
    said = {p.code: p.words for p in meetings.meeting_file(actor, meeting_id).parts if not p.closed and p.words}
    return {heading: (said[code], "From the conference") for code, heading in FROM_MINUTES if code in said}


def _of(row: Assessment | Strategy | Section47, says: Says, source: str, on: object, at: datetime) -> Iterator[Carried]:
    kind = f"pathway.{type(row).__name__.lower()}"
    for field, what in says:
        yield Carried(what, getattr(row, field), source, on or _day(at), kind, str(row.id))


def _minutes(one: MeetingShown, said: Mapping[UUID, list[WordsOf]], *, closed_too: bool) -> Iterator[Carried]:
    for part in said.get(one.id, ()):
        if closed_too or not part.closed:
            yield Carried(part.title, part.words, one.title, _day(one.starts_at), "meetings.meeting", str(one.id))


def _day(at: datetime):
    return local_day(at, ask.calendar())
