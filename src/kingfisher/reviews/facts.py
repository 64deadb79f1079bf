"""Reviews as facts to count, and their rows in the yearly report. Days and codes; nobody is named."""

from datetime import date

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.counted import Fact
from kingfisher.kernel.listed import Listed
from kingfisher.reviews import queries
from kingfisher.reviews.models import Commitment, Impact, Outline, Recommendation
from kingfisher.reviews.states import STATE_WORDS
from kingfisher.rulebook import ask

FEW = 5


def facts(actor: Actor, *, first: date, last: date) -> list[Fact]:
    """Every recommendation made between two days: what became of it, and whether it had been made before."""
    shown = {r.id for group in queries.returned(actor) for r in group[1:]}
    rows = Recommendation.objects.filter(made_on__gte=first, made_on__lte=last)
    return [
        Fact(queries.ADVICE, r.id, None, r.made_on, {
            "source": r.source, "theme": r.theme, "state": r.state, "returned": "yes" if r.id in shown else "no",
        })
        for r in rows
    ]  # fmt: skip


def for_report(actor: Actor, first: date, last: date) -> list[tuple[str, str]] | None:
    """Rows for the yearly report: incidents in time, what was published, what was learned and what came of it."""
    rows = list(Outline.objects.filter(aware_on__gte=first, aware_on__lte=last).exclude(state="set_aside"))
    made = list(Recommendation.objects.filter(made_on__gte=first, made_on__lte=last))
    if not rows and not made:
        return []
    found = [("Serious incidents", str(len(rows)) if len(rows) >= FEW else f"Fewer than {FEW}")]
    for words, name in (("told to the national panel", "notified_in_time"), ("rapid review finished", "rapid_in_time")):
        late = sum(getattr(r, name) == "no" for r in rows)
        found.append((f"Not in time: {words}", "None" if not late else "Some" if late < FEW else str(late)))
    published = Outline.objects.filter(published_on__gte=first, published_on__lte=last).order_by("published_on")
    found += [(f"Practice review published: {r.title}", f"{r.published_on:%-d %B %Y}") for r in published]
    found.append(("Recommendations made", str(len(made))))
    found += [
        (f"Made before, and again: {ask.label('recommendation_theme', group[-1].row.theme)}",
         f"{len(group)} times: {', '.join(str(r.row.made_on.year) for r in group)}")
        for group in queries.returned(actor) if first <= group[-1].row.made_on <= last
    ]  # fmt: skip
    due = Commitment.objects.filter(due_on__gte=first, due_on__lte=last)
    found.append(("Promised for the year, and done", f"{due.filter(state='done').count()} of {due.count()}"))
    checked = list(Impact.objects.filter(checked_at__date__gte=first, checked_at__date__lte=last))
    for code, label in ask.codes("impact_answer").choices():
        if n := sum(i.answer == code for i in checked):
            found.append((f"Looked at again: {label}", str(n)))
    return found


def incidents_listed(actor: Actor, *, first: date, last: date) -> Listed:
    """For inspectors: every review by its reference, days and decision; what is published can be read."""
    words = {"yes": "In time", "no": "Late", "": "Not yet"}
    rows = Outline.objects.filter(aware_on__gte=first, aware_on__lte=last).order_by("aware_on")
    return Listed(
        ("Reference", "Known since", "How it stands", "Panel told", "Rapid review", "Report", "Where it can be read"),
        tuple(
            (o.ref, o.aware_on.isoformat(), STATE_WORDS[o.state], words[o.notified_in_time], words[o.rapid_in_time],
             o.title, o.address)
            for o in rows
        ),
    )  # fmt: skip


def recommendations_listed(actor: Actor, *, first: date, last: date) -> Listed:
    """For inspectors: what was recommended and what came of it; those of before that are not closed too."""
    rows = Recommendation.objects.filter(made_on__lte=last).order_by("made_on")
    promised: dict = {}
    for c in Commitment.objects.filter(recommendation__in=rows).select_related("organisation"):
        done = f"done: {c.evidence}" if c.state == "done" else f"by {c.due_on:%-d %B %Y}"
        promised.setdefault(c.recommendation_id, []).append(f"{c.organisation.short_name}: {c.words} ({done})")
    return Listed(
        ("Reference", "Made", "From", "Who should do what", "How it stands", "What was promised"),
        tuple(
            (r.ref, r.made_on.isoformat(), r.source_words, r.words, STATE_WORDS[r.state],
             "; ".join(promised.get(r.id, ())))
            for r in rows if r.made_on >= first or r.state not in ("closed", "not_accepted")
        ),
    )  # fmt: skip
