"""Plans as facts: to count (what sort, which category, whether the child was seen; the day is the one it began), and
for finding. Keys, codes and days; never a name.
"""

from datetime import date

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.counted import Fact
from kingfisher.kernel.listed import Listed
from kingfisher.kernel.sighting import Sighting
from kingfisher.people.facts import CHILD, children_listed
from kingfisher.plans.models import Plan, Statement
from kingfisher.rulebook import ask


def facts(actor: Actor, *, first: date, last: date) -> list[Fact]:
    """Every plan begun between two days that the actor may see."""
    rows = Plan.objects.filter(started_on__gte=first, started_on__lte=last)
    return [
        Fact("plans.plan", p.id, p.folder_id, p.started_on, {
            "kind": p.kind, "state": p.state, "category": p.category, "pathway": p.pathway,
            "seen": "yes" if p.last_seen_on else "no",
        })
        for p in rows
    ]  # fmt: skip


def without_source_of_harm(actor: Actor) -> list[Sighting]:
    """Plans in force that say nothing of who or what causes the harm."""
    said = Statement.objects.filter(heading="source_of_harm").exclude(words="").values("plan_id")
    rows = Plan.objects.exclude(state__in=("draft", "ended")).exclude(id__in=said)
    found = rows.values_list("person_id", "id", "folder_id", "started_on")
    return [Sighting("plan_no_source", person, ("plans.plan", key), folder, on) for person, key, folder, on in found]


LISTS = {"in_need": "child_in_need", "protection": "child_protection", "early_help": "family_help"}


def for_pack(actor: Actor, what: str, *, first: date, last: date) -> Listed:
    """Plans of one kind that stood at any time between two days."""
    rows = list(
        Plan.objects.filter(kind=LISTS[what], started_on__lte=last).exclude(ended_on__lt=first).order_by("started_on")
    )  # fmt: skip
    who = children_listed(actor, {r.person_id for r in rows}, on=last)
    return Listed(
        (*CHILD, "Plan", "Began", "Category", "Child last seen", "Ended", "Why it ended"),
        tuple(
            (*who[r.person_id], r.ref, r.started_on.isoformat(),
             ask.label("cp_category", r.latest_category or r.category) if r.category else "",
             r.last_seen_on.isoformat() if r.last_seen_on else "Not yet",
             r.ended_on.isoformat() if r.ended_on else "", ask.label("plan_end", r.end_reason) if r.end_reason else "")
            for r in rows if r.person_id in who
        ),
        tuple(who),
    )  # fmt: skip
