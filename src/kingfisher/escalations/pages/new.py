"""Raising a disagreement: what about, what you disagree with, what should happen instead."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import acting_as, page, service_of
from kingfisher.access.permissions import Permission
from kingfisher.escalations import actions
from kingfisher.escalations.actions import Challenge
from kingfisher.kernel.actor import Actor
from kingfisher.organisations.queries import agencies
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.fields import Choice
from kingfisher.ui.forms import Form

KINDS = {"referrals.contact", "sharing.request", "people.person"}


class NewForm(Form):
    """What both agencies will read. Whoever settles it at the fourth stage reads it without your name."""

    mark_optional = False

    receiving = fields.Select("Which agency do you disagree with?")
    about = fields.Input(
        "About whom or what?", hint="A reference both of you know, such as CO-7K2P-QRST, or the child's name"
    )
    topic = fields.Radios("What do you disagree about?", (), empty="Choose what you disagree about")
    is_immediate = fields.Radios(
        "Is a child at risk of harm now because of it?",
        (
            Choice("yes", "Yes: each stage has one working day, and it can go straight to the partners"),
            Choice("no", "No"),
        ),
        empty="Say whether a child is at risk now",
    )
    disagreement = fields.Textarea("What do you disagree with, and why?", rows=5)
    wanted = fields.Textarea("What should happen instead, and by when?", rows=3)


@page(Permission.ESCALATION_WORK, purpose=True)
def new(request: HttpRequest) -> HttpResponse:
    """`?agency=` code, `?about=` reference, `?kind=&id=` the thing it came from, `?topic=` where that is known."""
    actor = request.actor
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        challenge = Challenge(
            UUID(said["receiving"]), said["about"], said["topic"], said["disagreement"], said["wanted"],
            said["is_immediate"] == "yes", _about_of(request),
        )  # fmt: skip
        try:
            service = service_of("front_door_service", at=actor.at, via=actor.via)
            made = actions.challenge(actor, said=challenge, service=service.placement_id, at=actor.at)
            afterwards(actor, made)
            messages.success(request, "The other agency has it now, and its clock runs.")
            return redirect("escalations:one", made)
        except actions.Lacking as lacking:
            for gap in lacking.gaps:
                form.add_error(None, gap)
    return render(request, "escalations/pages/new.html", {"form": form})


def afterwards(actor: Actor, escalation_id: UUID) -> None:
    """What the hub itself does after each step: the partners' case and the board's theme follow."""
    service = service_of("front_door_service", at=actor.at, via=actor.via)
    with acting_as(service):
        actions.keep_up(service, escalation_id=escalation_id, at=actor.at)


def _form(request: HttpRequest) -> NewForm:
    actor = request.actor
    others = [a for a in agencies(actor) if a.id != actor.organisation_id]
    asked = next((str(a.id) for a in others if a.code == request.GET.get("agency")), "")
    initial = {"receiving": asked, "about": request.GET.get("about", "")[:200], "topic": request.GET.get("topic", "")}
    form = NewForm(request.POST or None, initial=initial)
    form.fields["receiving"].choices = [("", "Choose an agency"), *((str(a.id), a.name) for a in others)]
    form.fields["topic"].choices = [(c.code, c.label) for c in ask.codes("escalation_topic").code]
    return form


def _about_of(request: HttpRequest) -> tuple[str, UUID] | None:
    try:
        return (request.GET["kind"], UUID(request.GET["id"])) if request.GET.get("kind") in KINDS else None
    except (KeyError, ValueError):
        return None
