"""Reporting a child missing, signed in; and what my agency reported, with one click for "back"."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import acting_as, page, service_of
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import LONDON
from kingfisher.missing import actions, queries
from kingfisher.missing.pages.report_forms import BackForm, ReportForm, body_of
from kingfisher.people import queries as people
from kingfisher.people.queries import Statement


@page(Permission.MISSING_REPORT, purpose=True, stepwise=True)
def report(request: HttpRequest) -> HttpResponse:
    """`?child=` a statement, or `?card=` a card's reference. Kept before it is read; ring 999 first."""
    actor = request.actor
    child = _child(actor, request.GET.get("child", ""))
    initial = {"card_ref": request.GET.get("card", ""), "reporter_name": actor.worker_name}
    initial |= {"name": child.name, "born_on": child.said.born_on} if child else {}
    form = ReportForm(request.POST or None, today=actor.at.astimezone(LONDON).date(), initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if said["name"] or said["card_ref"] or said["police_ref"]:
            taken = actions.take_in(
                actor, body=body_of(said, source=_source(actor)), door="page", at=actor.at,
                idempotency_key=request.POST.get("once", ""), sender_name=f"{actor.worker_name}, "
                f"{actor.organisation_name}", person_id=child.id if child else None,
            )  # fmt: skip
            joined = " It was known already, and is counted once." if taken.joined else ""
            messages.success(request, f"Reported: {taken.ref}. Police and the teams can see it.{joined}")
            work = actor.has(Permission.MISSING_READ) and taken.episode_id
            return redirect("missing:episode", taken.episode_id) if work else redirect("missing:ours")
        form.add_error("name", "Say which child: a name, or the reference on the card")
    once = request.POST.get("once") or str(uuid4())
    return render(request, "missing/pages/report.html", {"form": form, "child": child, "once": once})


@page(Permission.MISSING_REPORT, purpose=True, stepwise=True)
def ours(request: HttpRequest) -> HttpResponse:
    """The cards we keep, what we reported, and whether the child is known to be back."""
    actor = request.actor
    do, back = request.POST.get("do", ""), None
    if do.startswith("back:"):
        back = BackForm(request.POST, prefix="back", today=actor.at.astimezone(LONDON).date())
        if back.is_valid() and do[5:] in {r.ref for r in _reports(actor)}:
            told = _told_of(actor, do[5:])
            actions.take_in(
                actor, body=body_of(back.cleaned_data, what="back", source=_source(actor), **told), door="page",
                idempotency_key=request.POST.get("once", ""), sender_name=f"{actor.worker_name}, "
                f"{actor.organisation_name}", at=actor.at,
            )  # fmt: skip
            messages.success(request, "Thank you. Everybody who was looking can see that the child is back.")
            return redirect("missing:ours")
    with acting_as(actor):
        cards = queries.cards(actor) if actor.has(Permission.CARD_KEEP) else []
    fresh = BackForm(prefix="back", initial={"found_at": actor.at.astimezone(LONDON)})
    shown = {"cards": cards, "reports": _reports(actor), "back": back or fresh, "doing": do, "at": actor.at,
             "today": actor.at.astimezone(LONDON).date(), "once": str(uuid4()),
             "may_keep": actor.has(Permission.CARD_KEEP)}  # fmt: skip
    return render(request, "missing/pages/ours.html", shown)


def _reports(actor: Actor) -> list:
    with acting_as(actor):
        mine = queries.our_reports(actor)
    service = service_of("front_door_service", at=actor.at, via=actor.via)
    with acting_as(service):
        return queries.standing_of(service, mine)


def _told_of(actor: Actor, ref: str) -> dict[str, str]:
    """Which child a report of ours was about, as it said it."""
    with acting_as(actor):
        said = next((r.said for r in queries.our_reports(actor) if r.arrival_ref == ref), {})
    return {name: said[name] for name in ("name", "card_ref", "police_ref", "born_on", "home") if said.get(name)}


def _child(actor: Actor, said: str) -> Statement | None:
    try:
        key = UUID(said)
    except ValueError:
        return None
    with acting_as(actor):
        return people.statements(actor, {key}).get(key)


def _source(actor: Actor) -> str:
    kinds = {"carer": "carer", "designated_safeguarding_lead": "school", "police_researcher": "police",
             "detective": "police"}  # fmt: skip
    return kinds.get(actor.role, "worker")
