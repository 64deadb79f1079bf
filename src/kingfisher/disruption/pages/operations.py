"""Operations this worker holds a key of; and opening one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.disruption import actions, queries
from kingfisher.disruption.actions import NotYet
from kingfisher.disruption.pages.doing import today_of
from kingfisher.kernel.actor import Actor
from kingfisher.organisations.queries import agency, working_in
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form

AIMS = (("pursue", "Pursue"), ("prevent", "Prevent"), ("protect", "Protect"), ("prepare", "Prepare"))
COMMAND = (("gold", "Gold"), ("silver", "Silver"), ("bronze", "Bronze"))


class OperationForm(Form):
    code_name = fields.Input("Code name", width=20, empty="Give it a code name",
                             hint="A word that says nothing of what it is about")  # fmt: skip
    kind = fields.Radios("What does it start from?", empty="Say what it starts from")
    pursue = fields.Textarea("Pursue: whom, for what", rows=2, required=False)
    prevent = fields.Textarea("Prevent: what is stopped from starting", rows=2, required=False)
    protect = fields.Textarea("Protect: which children, how", rows=2, required=False)
    prepare = fields.Textarea("Prepare: what is made ready", rows=2, required=False)
    risk = fields.Textarea("Risks: to children, the public, officers, the case", rows=3, empty="Say the risks")
    gold = fields.Input("Gold", width=20, required=False)
    silver = fields.Input("Silver", width=20, required=False)
    bronze = fields.Input("Bronze", width=20, required=False)
    began_on = fields.Date("When does it begin?", empty="Say when it begins")
    keys = fields.Checkboxes("Who else holds a key?", required=False, hint="Of your own force. They read all of it.")


@page(Permission.OPERATION_READ, purpose=True)
def operations(request: HttpRequest) -> HttpResponse:
    """Running ones first."""
    shown = {"rows": queries.operations(request.actor), "at": request.actor.at, "label": ask.label}
    return render(request, "disruption/pages/operations.html", shown)


@page(Permission.OPERATION_WORK, purpose=True)
def new_operation(request: HttpRequest) -> HttpResponse:
    """Open one; from then on only key holders read it."""
    actor = request.actor
    form = OperationForm(request.POST or None, initial={"began_on": today_of(actor)}, today=today_of(actor))
    form.fields["kind"].choices = ask.codes("operation_kind").choices()
    form.fields["keys"].choices = readers(actor, but={actor.placement_id})
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            key = actions.open_operation(
                actor, code_name=said["code_name"], kind=said["kind"], risk=said["risk"],
                aims={aim: said[aim] for aim, _ in AIMS}, command={rank: said[rank] for rank, _ in COMMAND},
                key_holders=[UUID(k) for k in said["keys"]], began_on=said["began_on"], at=actor.at,
            )  # fmt: skip
            messages.success(request, "Opened. Only those with a key read it.")
            return redirect("disruption:operation", key)
        except NotYet as lacking:
            for gap in lacking.gaps:
                form.add_error(None, gap)
    return render(request, "disruption/pages/new_operation.html", {"form": form})


def readers(actor: Actor, *, but: set[UUID]) -> list[tuple[str, str]]:
    """Whom a key may be given: those of the force whose role reads operations, but for some."""
    force = agency(actor, actor.organisation_code)
    found = working_in(actor, {force.id}, roles=set(actions.READERS)) if force else []
    return [(str(p.placement_id), f"{p.name}, {p.job_title}") for p in found if p.placement_id not in but]
