"""Open plans, in an order the reader may change and see through."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.disruption import queries
from kingfisher.disruption.pages.doing import page_of
from kingfisher.disruption.rules import Weights
from kingfisher.guard.leaving import Leaving, leaves
from kingfisher.rulebook import ask


@page(Permission.DISRUPT_READ, purpose=True)
def plans(request: HttpRequest) -> HttpResponse:
    """`?recency=&frequency=&severity=` are the weights, 0 to 3."""
    actor = request.actor
    weights = Weights(*(_weight(request, name) for name in ("recency", "frequency", "severity")))
    rows, following = page_of(request, queries.plans(actor, weights=weights))
    shown = {"rows": rows, "next": following, "weights": weights, "at": actor.at, "label": ask.label,
             "may_work": actor.has(Permission.DISRUPT_WORK), "expiring": queries.expiring(actor)[:10]}  # fmt: skip
    return render(request, "disruption/pages/plans.html", shown)


@page(Permission.DISRUPT_WORK, purpose=True)
@leaves("disruption.never_charged")
def never_charged(request: HttpRequest) -> Leaving:
    """For the data protection officer, on paper: who is held though never charged, by reference, and why still."""
    shown = {"rows": queries.never_charged(request.actor), "label": ask.label, "at": request.actor.at,
             "reference": "NEVER CHARGED"}  # fmt: skip
    return Leaving(render(request, "disruption/pages/never_charged.html", shown))


def _weight(request: HttpRequest, name: str) -> int:
    said = request.GET.get(name, "1")
    return int(said) if said in ("0", "1", "2", "3") else 1
