"""What waits for somebody in assurance, for the desk and for the three partners. No child is named here."""

from collections import Counter
from datetime import date, datetime, time
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from kingfisher.access.permissions import Permission
from kingfisher.assurance.models import Improvement, Response, Return
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.waiting import ForPartners, Waiting

LONG_DAYS = 30  # silent or undone for so long, it goes to the three
# One question for everything asked of one person. Each part passes its own table's policy.
_MINE = """
SELECT 'return', r.id, r.state, q.title, q.due_on, r.created_at, r.chased
  FROM assurance_return r JOIN assurance_round q ON q.id = r.round_id
  WHERE ((r.lead = %(me)s OR %(me)s = ANY (r.helpers)) AND r.state IN ('asked', 'challenged'))
     OR (r.peer = %(me)s AND r.state = 'with_peer')
UNION ALL
SELECT 'case', c.id, '', a.ref || ', case ' || c.place, NULL, c.created_at, 0
  FROM assurance_case c JOIN assurance_audit a ON a.id = c.audit_id
  WHERE a.state = 'reading' AND %(me)s IN (c.first_grader, c.second_grader)
    AND NOT EXISTS (SELECT 1 FROM assurance_grading g WHERE g.case_id = c.id AND g.created_by = %(me)s)
UNION ALL
SELECT 'response', r.id, CASE WHEN r.answered_at IS NULL THEN 'asked' ELSE 'promised' END, '',
       CASE WHEN r.answered_at IS NULL THEN r.answer_by ELSE r.due_on END, r.created_at, r.chased
  FROM assurance_response r
  WHERE r.writer = %(me)s AND (r.answered_at IS NULL OR (r.is_accepted AND r.done_at IS NULL))
UNION ALL
SELECT 'return', r.id, 'better', q.title, min(i.due_on), min(i.created_at), 0
  FROM assurance_improvement i JOIN assurance_return r ON r.id = i.of_id JOIN assurance_round q ON q.id = r.round_id
  WHERE r.lead = %(me)s AND r.state <> 'asked' AND i.done_at IS NULL GROUP BY r.id, q.title
"""
_TITLES = {
    ("return", "asked"): "Answer for your agency: {}", ("return", "challenged"): "Answer a challenge: {}",
    ("return", "with_peer"): "Challenge another agency’s return: {}", ("case", ""): "Grade a case of audit {}",
    ("return", "better"): "Show that it is better: {}",
    ("response", "asked"): "Answer a finding for your agency", ("response", "promised"): "Promised about a finding",
}  # fmt: skip


def work_waiting(actor: Actor) -> list[Waiting]:
    """What this worker answers, challenges, grades or promised; for the office, who is silent. One question, or two."""
    found = _mine(actor) if actor.has(Permission.RETURN_ANSWER) else []
    return found + (_silent(actor) if actor.has(Permission.ASSURANCE_WORK) else [])


def _mine(actor: Actor) -> list[Waiting]:
    with connection.cursor() as cursor:
        cursor.execute(_MINE, {"me": actor.placement_id})
        rows = cursor.fetchall()
    on = actor.at.astimezone(LONDON).date()
    return [
        Waiting(
            _TITLES[kind, state].format(words) + (f" (asked again {chased} times)" if chased > 1 else ""),
            url_for(f"assurance.{kind}", key) or "", _end_of(due) if due else None,
            ("late" if due < on else "running") if due else "", "", since,
        )
        for kind, key, state, words, due, since, chased in rows
    ]  # fmt: skip


def _silent(actor: Actor) -> list[Waiting]:
    """A line for each round in which somebody is silent."""
    on = actor.at.astimezone(LONDON).date()
    late: dict[UUID, list[Return]] = {}
    for r in _unsent().filter(round__due_on__lt=on).select_related("round"):
        late.setdefault(r.round_id, []).append(r)
    return [
        Waiting(f"Silent: {len(many)} of those asked. {many[0].round.title}", url_for("assurance.round", key) or "",
                _end_of(many[0].round.due_on), "late", "", many[0].created_at)
        for key, many in late.items()
    ]  # fmt: skip


def _unsent() -> QuerySet[Return]:
    """Returns of open rounds that were never sent: what was given back is no silence."""
    return Return.objects.filter(state="asked", given_back_why="", round__closed_at=None)


def _end_of(on: date) -> datetime:
    return datetime.combine(on, time(17), tzinfo=LONDON)


def silent(actor: Actor) -> Counter[str]:
    """How much of what an agency was asked, about itself or a finding, it has not answered in time; by its name."""
    on = actor.at.astimezone(LONDON).date()
    late = _unsent().filter(round__due_on__lt=on)
    unanswered = Response.objects.filter(answered_at=None, answer_by__lt=on)
    names = [r.whose for r in late.select_related("organisation")]
    return Counter([*names, *unanswered.values_list("organisation__name", flat=True)])


def for_partners(actor: Actor) -> list[ForPartners]:
    """What needs the three: an agency silent for a month, a finding nobody answers or acts on. No child is named."""
    if not actor.has(Permission.ASSURANCE_READ):
        return []
    on = actor.at.astimezone(LONDON).date()
    found = []
    for r in _unsent().select_related("round", "organisation"):
        if (on - r.round.due_on).days > LONG_DAYS:
            found.append(ForPartners(
                f"return:{r.id}", f"Silent about itself: {r.short_whose}",
                f"{r.round.title} was due {r.round.due_on:%-d %B %Y}; asked again {r.chased} times.",
                url_for("assurance.round", r.round_id) or "", r.round.due_on, True,
            ))  # fmt: skip
    for i in Improvement.objects.filter(done_at=None).select_related("of__round", "of__organisation"):
        if (on - i.due_on).days > LONG_DAYS:
            found.append(ForPartners(
                f"improvement:{i.id}", f"To be better, and not shown: {i.of.short_whose}",
                f"{i.of.round.title}: {i.words[:200]} {i.owner}.", url_for("assurance.return", i.of_id) or "",
                i.due_on, True,
            ))  # fmt: skip
    asked = Response.objects.filter(done_at=None).exclude(is_accepted=False)
    for one in asked.select_related("finding__look", "organisation"):
        due = one.due_on or one.answer_by
        if (on - due).days > LONG_DAYS:
            what = "promised and not done" if one.answered_at else "not answered"
            found.append(ForPartners(
                f"response:{one.id}:{bool(one.answered_at)}", f"Finding {what}: {one.organisation.short_name}",
                f"{one.finding.look.title}, {one.finding.number}: {one.finding.words[:200]}",
                url_for("assurance.look", one.finding.look_id) or "", due, True,
            ))  # fmt: skip
    return found
