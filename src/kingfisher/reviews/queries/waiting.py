"""What waits for somebody in reviews, for the desk and for the three partners. No child is named here."""

from datetime import date, datetime, time

from django.db.models import CharField, Value

from kingfisher.access.permissions import Permission
from kingfisher.clocks import queries as clocks
from kingfisher.clocks.queries import ClockShown
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.waiting import ForPartners, Waiting
from kingfisher.organisations.queries import agencies_by_id
from kingfisher.reviews.models import Commitment, Decision, Incident, Recommendation, Summary
from kingfisher.reviews.queries.incidents import KIND, SummaryShown, asked_of, unsent
from kingfisher.reviews.queries.learned import ADVICE, unjudged
from kingfisher.reviews.queries.promised import promises
from kingfisher.reviews.states import PARTNERS

_LINES = {
    "sin": "Tell the national panel", "rapid_review": "Finish the rapid review",
    "lcspr": "Publish the practice review", "lcspr_sent_before": "Send the report before it is published",
    "impact_6": "Did it change anything? After 6 months", "impact_12": "Did it change anything? After 12 months",
}  # fmt: skip
IMPACT_SOON_DAYS = 30


def work_waiting(actor: Actor) -> list[Waiting]:
    """What this worker is asked, what a review needs by when, and which promises are late."""
    works, decides = actor.has(Permission.REVIEW_WORK), actor.has(Permission.REVIEW_DECIDE)
    asked = _asked_of_me(actor)
    found = [_asked(s) for s in asked_of(actor)] if "summary" in asked else []
    found += _of_promises(actor) if works or "promise" in asked else []
    if works or decides:
        rows = list(Incident.objects.filter(ended_at=None))
        if decides:
            found += _to_decide(actor, rows)
        if works:
            running = [c for r in rows for c in clocks.for_subject(actor, (KIND, r.id), open_only=True)]
            refs = {r.id: r.ref for r in rows}
            found += [_of_clock(c, KIND, refs[c.subject[1]]) for c in running]
            found += [_asked(s, mine=False) for s in unsent(actor) if s.clock and s.clock.due_at < actor.at]
            found += _of_learning(actor)
    return found


def _asked_of_me(actor: Actor) -> set[str]:
    """Whether she is asked for a summary, and whether she answers for a promise, in one question for every desk."""
    me = actor.placement_id
    summaries = Summary.objects.filter(writer=me, state="asked").values_list(Value("summary", CharField()))
    promised = Commitment.objects.filter(answerer=me, state="open").values_list(Value("promise", CharField()))
    return {kind for (kind,) in summaries.union(promised)}


def _asked(s: SummaryShown, *, mine: bool = True) -> Waiting:
    title = f"Tell a rapid review what your agency knows: {s.ref}" if mine else f"{s.agency} has not answered {s.ref}"
    href = s.href if mine else url_for(KIND, s.incident_id) or ""
    return Waiting(title, href, s.clock.due_at if s.clock else None, s.clock.state.value if s.clock else "", "",
                   s.asked_at)  # fmt: skip


def _of_clock(c: ClockShown, kind: str, ref: str) -> Waiting:
    return Waiting(f"{_LINES.get(c.rule_id, c.title)}: {ref}", url_for(kind, c.subject[1]) or "", c.due_at,
                   c.state.value, "", c.started_at)  # fmt: skip


def _to_decide(actor: Actor, rows: list[Incident]) -> list[Waiting]:
    mine = agencies_by_id(actor, {actor.organisation_id}).get(actor.organisation_id)
    if mine is None or mine.kind not in PARTNERS:
        return []
    said = set(Decision.objects.filter(partner=mine.kind).values_list("incident_id", flat=True))
    due = clocks.with_due(actor, KIND, [r.id for r in rows])
    return [
        Waiting(f"Decide what follows the rapid review: {r.ref}", url_for(KIND, r.id) or "",
                due[r.id].due_at if r.id in due else None, due[r.id].state.value if r.id in due else "", "",
                r.created_at)
        for r in rows if r.state == "notified" and r.facts and r.id not in said
    ]  # fmt: skip


def _of_learning(actor: Actor) -> list[Waiting]:
    on = actor.at.astimezone(LONDON).date()
    found = []
    open_rows = {r.id: r for r in Recommendation.objects.filter(state__in=("made", "accepted", "carried_out"))}
    due = clocks.with_due(actor, ADVICE, [k for k, r in open_rows.items() if r.state == "carried_out"])
    found += [
        _of_clock(c, ADVICE, open_rows[k].ref) for k, c in due.items()
        if c.state.is_open and (c.due_on - on).days <= IMPACT_SOON_DAYS
    ]  # fmt: skip
    found += [
        Waiting(f"Made before? {n} in like words: {open_rows[k].ref}", url_for(ADVICE, k) or "", None, "", "",
                open_rows[k].created_at)
        for k, n in unjudged(actor).items()
    ]  # fmt: skip
    return found


def _of_promises(actor: Actor) -> list[Waiting]:
    """What I answer for; to the office, what is late, and what was answered and must be looked at."""
    found, works = [], actor.has(Permission.REVIEW_WORK)
    for p in promises(actor, open_only=True):
        ref, agency, state = p.row.recommendation.ref, p.row.organisation.short_name, "late" if p.is_late else ""
        if p.is_mine and not p.is_answered:
            found.append(Waiting(f"Promised by your agency: say what shows it done: {ref}", p.href, _noon(p.row.due_on),
                                 state, "", p.row.created_at))  # fmt: skip
        elif works and p.is_answered:
            found.append(Waiting(f"{agency} answered what it promised: does it show it? {ref}", p.href, None, "", "",
                                 p.answers[-1].said_at))  # fmt: skip
        elif works and p.is_late:
            found.append(Waiting(f"Promised by {agency} and not done: {ref}",
                                 url_for(ADVICE, p.row.recommendation_id) or "", _noon(p.row.due_on), state, "",
                                 p.row.created_at))  # fmt: skip
    return found


def _noon(on: date) -> datetime:
    return datetime.combine(on, time(17), tzinfo=LONDON)


def for_partners(actor: Actor) -> list[ForPartners]:
    """What needs the three: a review to decide, a limit missed, a promise long overdue. Only to those who may read."""
    on = actor.at.astimezone(LONDON).date()
    rows = list(Incident.objects.filter(ended_at=None)) if actor.has(Permission.REVIEW_READ) else []
    due = clocks.with_due(actor, KIND, [r.id for r in rows])
    found = []
    for r in rows:
        c = due.get(r.id)
        late = bool(c and c.state.is_open and c.due_on < on)
        if r.state in ("raised", "notified") or late:
            what = _LINES.get(c.rule_id, c.title) if c else "Review of a serious incident"
            found.append(ForPartners(f"{r.id}:{r.state}:{'late' if late else ''}", f"Serious incident {r.ref}",
                                     f"{what}{': the time is over' if late else ''}.", url_for(KIND, r.id) or "",
                                     c.due_on if c else None, late, True))  # fmt: skip
    if not actor.has(Permission.RECOMMENDATION_READ):
        return found
    late_rows = Commitment.objects.filter(state="open", due_on__lt=on).select_related("recommendation", "organisation")
    for c in late_rows:
        if (on - c.due_on).days > IMPACT_SOON_DAYS:
            found.append(ForPartners(f"{c.id}", f"Recommendation {c.recommendation.ref}, promised and not done",
                                     f"{c.words.rstrip('.')}. {c.owner}, {c.organisation.short_name}.",
                                     url_for(ADVICE, c.recommendation_id) or "", c.due_on, True, False))  # fmt: skip
    return found
