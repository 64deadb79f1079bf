"""My concerns: what I sent, how far each has got, what I was told, and adding to one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import acting_as, page, service_of
from kingfisher.access.permissions import Permission
from kingfisher.access.roles import role
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations import queries as places
from kingfisher.referrals import actions, queries
from kingfisher.referrals.queries import Receipt
from kingfisher.referrals.said.told import ESCALATE
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class AddForm(Form):
    words = fields.Textarea("What else have you learned?", rows=5, empty="Write what else you have learned")


@page(Permission.RECEIPT_READ, stepwise=True)
def receipts(request: HttpRequest) -> HttpResponse:
    """What my organisation has sent, the newest first."""
    actor = request.actor
    with acting_as(actor):
        mine, had = queries.arrivals_of_mine(actor), queries.feedback_had(actor)
    service = service_of("front_door_service", at=actor.at, via=actor.via)
    with acting_as(service):
        known = {came.id for came in mine}
        kept = queries.kept_for(service, actor.placement_id, organisation_id=_whole_agency(actor))
        mine += [came for came in kept if came.id not in known]
        found = queries.standings_of(service, [came.id for came in mine])
    mine.sort(key=lambda came: came.received_at, reverse=True)
    shown = [Receipt(c, found[c.id], feedback_had=found[c.id].departure_id in had) for c in mine]
    return render(request, "referrals/pages/receipts.html", {"receipts": shown, "now": actor.at})


@page(Permission.RECEIPT_READ, stepwise=True)
def receipt(request: HttpRequest, ref: str) -> HttpResponse:
    """One of my concerns; adding to it; saying that I have read what I was told."""
    actor, form = request.actor, AddForm()
    found = receipt_of(actor, ref)
    if request.method == "POST" and request.POST.get("do") == "had":
        with acting_as(actor):
            actions.acknowledge_feedback(actor, departure_id=found.standing.departure_id, at=actor.at)
        return redirect("referrals:receipt", found.came.ref)
    if request.method == "POST":
        form = AddForm(request.POST)
        files = request.FILES.getlist("files")[:10]
        if form.is_valid() or files:
            _add(request, actor, found, form.cleaned_data.get("words", ""), files)
            return redirect("referrals:receipt", found.came.ref)
    service = service_of("front_door_service", at=actor.at, via=actor.via)
    shown = {
        "receipt": found, "form": form, "escalate": ESCALATE, "sent": request.GET.get("sent") == "yes",
        "now": actor.at, "door": service.organisation_code, "phone": front_door_phone(service),
        "may_challenge": actor.has(Permission.ESCALATION_WORK) and actor.organisation_id != service.organisation_id,
    }  # fmt: skip
    return render(request, "referrals/pages/receipt.html", shown)


def front_door_phone(service: Actor) -> str:
    """The number of the agency that runs the front door; empty where it gave none."""
    with acting_as(service):
        found = places.agency(service, service.organisation_code)
    return found.phone if found else ""


def receipt_of(actor: Actor, ref: str) -> Receipt:
    """One concern of the actor's own: found under her own eyes, how far it has got under the front door's."""
    with acting_as(actor):
        came, had = queries.own_arrival(actor, ref), queries.feedback_had(actor)
    service = service_of("front_door_service", at=actor.at, via=actor.via)
    with acting_as(service):
        came = came or next(
            iter(queries.kept_for(service, actor.placement_id, organisation_id=_whole_agency(actor), ref=ref)), None
        )
        if came is None:
            raise NotThere
        standing, additions = queries.standing_of(service, came.id), queries.additions_to(service, came.id)
    return Receipt(came, standing, additions, standing.departure_id in had)


def _whole_agency(actor: Actor) -> UUID | None:
    """Her agency, for whoever reads her agency's own folders whole: a safeguarding lead sees what colleagues sent."""
    return actor.organisation_id if role(actor.role).own_level >= FULL else None


def _add(request: HttpRequest, actor: Actor, found: Receipt, words: str, files: list) -> None:
    if words:
        actions.add_more(
            actor, arrival=found.came, body=words.encode(), content_type="text/plain", door="page", at=actor.at
        )
    for file in files:
        trouble = actions.add_file(
            actor, arrival=found.came, name=file.name or "file", content=file.read(), door="page",
            content_type=file.content_type or "application/octet-stream", at=actor.at,
        )  # fmt: skip
        if trouble:
            messages.warning(request, trouble)
    messages.success(request, "Added. The front door sees that there is something new.")
