"""Assurance as facts to count, its rows in the yearly report, and what a pack for inspectors holds of every room.

No case is named, and no grade of one case stands alone.
"""

from collections.abc import Callable
from datetime import date
from functools import partial

from kingfisher.assurance import queries
from kingfisher.assurance.models import Response, Return
from kingfisher.assurance.states import STATE_WORDS
from kingfisher.chronology.facts import for_pack as in_history
from kingfisher.escalations.facts import facts as escalations
from kingfisher.exploitation.facts import for_pack as exploitation
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.counted import Fact
from kingfisher.kernel.listed import Listed, offered
from kingfisher.kernel.timing import LONDON
from kingfisher.learning.facts import for_report as learning
from kingfisher.missing.facts import for_pack as missing
from kingfisher.pathway.facts import for_pack as pathway
from kingfisher.people.facts import CHILD
from kingfisher.plans.facts import for_pack as plans
from kingfisher.referrals.facts import for_pack as referrals
from kingfisher.reviews.facts import incidents_listed, recommendations_listed
from kingfisher.rulebook import ask


def facts(actor: Actor, *, first: date, last: date) -> list[Fact]:
    """Every return that was due between two days: whose, and whether it was sent in time."""
    rows = Return.objects.filter(round__due_on__gte=first, round__due_on__lte=last)
    return [
        Fact("assurance.return", r.id, None, r.round.due_on, {
            "kind": r.round.kind, "agency": r.whose_kind, "state": r.state,
            "in_time": "yes" if r.sent_at and r.sent_at.astimezone(LONDON).date() <= r.round.due_on else "no",
        })
        for r in rows.select_related("round", "organisation")
    ]  # fmt: skip


def for_report(actor: Actor, first: date, last: date) -> list[tuple[str, str]] | None:
    """Rows of a year: who answered about themselves, what was audited and learned, what was found from outside."""
    rows = []
    for r in queries.rounds(actor):
        if first <= r.row.due_on <= last:
            rows.append((r.row.title, f"Sent by {r.sent} of {len(r.returns)} asked"))
            if r.row.closed_words:
                rows.append((f"What all of them say: {r.row.title}", r.row.closed_words))
    for a in queries.audits(actor):
        if a.row.ended_at and first <= a.row.ended_at.date() <= last:
            whole = queries.audit_of(actor, a.id)
            rows.append((f"Audit: {a.row.theme}", f"{len(whole.cases)} of {a.row.population_size} cases"))
            rows += [(q.words, q.agreed_words) for q in whole.questions]
            rows.append((f"Learned from it: {a.row.theme}", a.row.learning))
    for x in queries.looks(actor):
        if first <= (x.row.published_on or x.row.began_on) <= last:
            graded = f"{x.row.grade}. " if x.row.grade else ""
            rows.append((f"{x.sort}: {x.row.title}", f"{graded}{x.count} findings, {x.open_count} open"))
    asked = Response.objects.filter(answer_by__gte=first, answer_by__lte=last)
    if n := asked.count():
        rows.append(("Findings put to agencies, and answered", f"{asked.exclude(answered_at=None).count()} of {n}"))
    return rows


def told(actor: Actor, gathers: str, *, first: date, last: date) -> Listed | None:
    """One list of a pack, from the room that holds it; None where the hub holds none of it."""
    tell = TOLD.get(gathers) or offered(gathers)
    return tell(actor, first=first, last=last) if tell else None


def _returns(actor: Actor, *, first: date, last: date) -> Listed:
    rows = [
        (r.row.title, x.agency, STATE_WORDS[x.row.state], x.row.sent_at.date().isoformat() if x.row.sent_at else "",
         x.score.words if x.score and x.row.state != "asked" else "", str(x.row.chased), x.row.agreed_words)
        for r in queries.rounds(actor) if first <= r.row.due_on and r.row.created_at.date() <= last for x in r.returns
    ]  # fmt: skip
    return Listed(("Round", "Agency", "How it stands", "Sent", "Score", "Asked again", "For the board"), tuple(rows))


def _case_audits(actor: Actor, *, first: date, last: date) -> Listed:
    rows = []
    for a in queries.audits(actor):
        if first <= (a.row.ended_at or a.row.created_at).date() <= last:
            whole = queries.audit_of(actor, a.id)
            agreed = "; ".join(f"{q.words} {q.agreed_words}" for q in whole.questions)
            rows.append((a.row.ref, a.row.theme, a.state_words, f"{len(whole.cases)} of {a.row.population_size or 0}",
                         a.row.seed, a.row.population_hash, agreed, a.row.learning))  # fmt: skip
    columns = ("Audit", "About", "How it stands", "Cases", "Seed", "Seal", "How far readers agree", "Learned")
    return Listed(columns, tuple(rows))


def _looks(sort: str, actor: Actor, *, first: date, last: date) -> Listed:
    """Of inspections, all there ever were: past grades are what is asked for."""
    rows = []
    for x in queries.looks(actor):
        if x.row.sort != sort or (sort == "scrutiny" and not first <= x.row.began_on <= last):
            continue
        head = (x.row.title, x.agency, x.by, x.row.began_on.isoformat(), x.row.grade)
        for f in queries.look_of(actor, x.id).findings:
            said = "; ".join(f"{r.agency}: {r.state_words}. {r.row.words}" for r in f.responses)
            seen = "; ".join(f"{words}, {u.looked_on:%-d %B %Y}" for u, words in f.follow_ups)
            rows.append((*head, f"{f.row.number}. {f.row.words}", said, seen))
        if not x.count:
            rows.append((*head, "", "", ""))
    columns = ("What", "At whom", "By", "Began", "Grade", "Found", "What agencies answer", "Looked at again")
    return Listed(columns, tuple(rows))


def _disagreements(actor: Actor, *, first: date, last: date) -> Listed:
    rows = [
        (f.on.isoformat(), ask.label("escalation_topic", f.said["topic"]), ask.label("agency_kind", f.said["asked"]),
         f.said["stage"], f.said["state"].replace("_", " "))
        for f in escalations(actor, first=first, last=last)
    ]  # fmt: skip
    return Listed(("Raised", "About", "Asked", "Highest stage", "How it stands"), tuple(rows))


def _early_help(actor: Actor, *, first: date, last: date) -> Listed:
    """Plans of family help, contacts passed to early help without one, and what other systems told of early help."""
    days, wide = {"first": first, "last": last}, len(CHILD)
    planned, passed = plans(actor, "early_help", **days), referrals(actor, "early_help", **days)
    told = in_history(actor, "early_help", **days)
    rows = [(*r[:wide], "A plan here", r[wide], r[wide + 1], r[wide + 4]) for r in planned.rows]
    rows += [(*r[:wide], "A contact passed to early help", r[wide], r[wide + 1], "") for r in passed.rows]
    rows += [(*r[:wide], f"Told by {r[wide + 3]}: {r[wide].lower()}", "", r[wide + 1], r[wide + 2]) for r in told.rows]
    people = tuple({*planned.people, *passed.people, *told.people})
    return Listed((*CHILD, "How it is known", "Reference", "Began", "Ended"), tuple(rows), people)


def _training(actor: Actor, *, first: date, last: date) -> Listed:
    return Listed(("What", "How it was"), tuple(learning(actor, first, last) or ()))


def _from(tell: Callable[..., Listed], what: str) -> Callable[..., Listed]:
    return lambda actor, *, first, last: tell(actor, what, first=first, last=last)


TOLD: dict[str, Callable[..., Listed]] = {
    "returns": _returns, "case_audits": _case_audits, "scrutiny": partial(_looks, "scrutiny"),
    "inspections": partial(_looks, "inspection"), "disagreements": _disagreements, "training": _training,
    "incidents": incidents_listed, "recommendations": recommendations_listed,
    "contacts": _from(referrals, "contacts"), "referrals": _from(referrals, "referrals"),
    "assessments": _from(pathway, "assessments"), "enquiries": _from(pathway, "enquiries"),
    "early_help": _early_help, "in_need": _from(plans, "in_need"),
    "protection": _from(plans, "protection"), "absences": _from(missing, "absences"),
    "screened": _from(exploitation, "screened"), "panels": _from(exploitation, "panels"),
    "panel_minutes": _from(exploitation, "panel_minutes"), "looked_after": _from(in_history, "looked_after"),
}  # fmt: skip
