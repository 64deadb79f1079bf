"""Conflicts of interest: declared by a worker for herself or by her manager, ended by a manager."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kingfisher.access import actions, queries
from kingfisher.access.entry import page
from kingfisher.access.pages.emergency import tried
from kingfisher.access.permissions import Permission
from kingfisher.kernel.links import url_for
from kingfisher.organisations.queries import workers_of
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class ConflictForm(Form):
    mark_optional = False
    worker = fields.Select("Who should be kept out?", blank="Me", required=False)
    relation = fields.Radios("How are you, or they, near to this person?")
    given_name = fields.Input("First name", width=20, required=False)
    family_name = fields.Input("Family name", width=20, required=False)
    born_on = fields.Date("Date of birth", past=True, called="the date of birth", required=False)
    lines = fields.Input(
        "House number and street", required=False, hint="Of a neighbour, or of anybody who lives there."
    )
    postcode = fields.Input("Postcode", width=10, required=False)
    why = fields.Textarea("Anything your manager should know", rows=2, most=300, required=False)


@page(Permission.CONFLICT_DECLARE)
def conflicts(request: HttpRequest) -> HttpResponse:
    """What was declared, and a form to declare one more. Nothing is looked up: nobody learns if there is a record."""
    actor = request.actor
    minds = actor.has(Permission.CONFLICT_MIND)
    form = ConflictForm(request.POST or None, today=actor.at.date())
    form.fields["relation"].choices = list(ask.codes("conflict_relation").choices())
    others = workers_of(actor, actor.organisation_id) if minds else {}
    form.fields["worker"].choices = [(str(key), name) for key, name in others.items() if key != actor.worker_id]
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        about = actions.About(*(said[n] for n in ("given_name", "family_name", "born_on", "lines", "postcode")))
        declare = partial(
            actions.declare_conflict, actor, worker_id=UUID(said["worker"]) if said["worker"] else actor.worker_id,
            relation=said["relation"], about=about, why=said["why"], at=actor.at,
        )  # fmt: skip
        if tried(form, declare):
            messages.success(request, "Kept. Every folder about them is closed from now on, and those laid later too.")
            return redirect("access:conflicts")
    return render(
        request, "access/pages/conflicts.html",
        {"form": form, "declared": queries.conflicts(actor), "minds": minds,
         "own_life_url": url_for("people.own_life", actor.worker_id)},
    )  # fmt: skip


@require_POST
@page(Permission.CONFLICT_MIND)
def end_conflict(request: HttpRequest, conflict_id: UUID) -> HttpResponse:
    """Say that it is over, with why."""
    actor, why = request.actor, request.POST.get("why", "")
    actions.end_conflict(actor, conflict_id=conflict_id, why=why, at=actor.at)
    messages.success(request, "Ended.")
    return redirect("access:conflicts")
