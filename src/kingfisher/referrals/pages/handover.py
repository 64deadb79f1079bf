"""The handover to the emergency duty team at closing, and back in the morning: one page, for a phone and for paper."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.referrals import actions, queries
from kingfisher.referrals.queries import EVENING, MORNING
from kingfisher.referrals.states import MOVES
from kingfisher.rulebook import ask

LABELS = {m.name: m.label for m in MOVES}


@page(Permission.CONTACT_TRIAGE, purpose=True)
def handover(request: HttpRequest) -> HttpResponse:
    """`?part=evening` or `morning`; without, the evening's while the front door is open and the morning's while not."""
    actor = request.actor
    asked = request.POST.get("part") or request.GET.get("part", "")
    usual = EVENING if queries.is_open(actor) else MORNING
    part = asked if asked in (EVENING, MORNING) else usual
    found = queries.handover(actor, part)
    if request.method == "POST":
        actions.read_handover(actor, part=part, day=found.day, at=actor.at)
        return redirect(reverse("referrals:handover") + f"?part={part}#read")
    queries.record_seen(actor, list(found.rows))
    shown = {"h": found, "part": part, "label": ask.label, "actor": actor, "labels": LABELS}
    return render(request, "referrals/pages/handover.html", shown)
