"""An agency's own systems: their keys, what each may do, a new key in place of an old one, an end to one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access import actions as access
from kingfisher.access import queries as keys
from kingfisher.access.entry import page
from kingfisher.access.machines import TOKEN_MINUTES, scopes_of
from kingfisher.access.permissions import Permission
from kingfisher.accounts import queries
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import Refused
from kingfisher.organisations import queries as organisations
from kingfisher.organisations.queries import WorkerHeld
from kingfisher.ui import fields, forms
from kingfisher.ui.paging import Ask

ROLE = "agency_system"
# What a scope lets a system do, in words. A scope is a permission of the role of agencies' systems.
SCOPES = {
    Permission.CONCERN_SUBMIT: "Raise concerns",
    Permission.RECEIPT_READ: "See how far its own concerns have got",
    Permission.REQUEST_READ: "Read requests put to the agency",
    Permission.REQUEST_ANSWER: "See and answer requests put to the agency",
    Permission.PERSON_STATE: "Bring in what the agency says of people",
    Permission.ENTRY_WRITE: "Bring in lines of history",
    Permission.IMPORT_RUN: "Bring in files",
}


class KeyForm(forms.Form):
    label = fields.Input("Which system is it?", most=80, hint="As your own people call it: “Case management, live”")
    scopes = fields.Checkboxes("What may it do?", empty="Choose at least one thing it may do")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scopes"].choices = [
            fields.Choice(code, SCOPES.get(Permission(code), code), code) for code in scopes_of(ROLE)
        ]


def held_here(actor: Actor) -> list[WorkerHeld]:
    """The systems that hold a place in one's own agency or its parts."""
    ids = {one.id for one in queries.charges(actor)}
    return organisations.staff_of(actor, ids, services=True, ask=Ask(size=100)).rows


@page(Permission.PLACE_GIVE)
def systems(request: HttpRequest) -> HttpResponse:
    """A key is shown once, when it is made."""
    actor = request.actor
    do = request.POST.get("do", "")
    form = KeyForm(request.POST if do == "make" else None)
    shown = None
    try:
        if do == "make" and form.is_valid():
            shown = _make(actor, form.cleaned_data["label"], form.cleaned_data["scopes"])
            form = KeyForm()
        elif do in ("rotate", "end"):
            key_id = UUID(request.POST.get("key", ""))
            if do == "end":
                access.end_machine_key(actor, key_id=key_id, at=actor.at)
                messages.success(request, "The key is ended, and every token it was changed for.")
                return redirect("accounts:systems")
            shown = access.rotate_machine_key(actor, key_id=key_id, at=actor.at)
    except (Refused, ValueError) as refused:
        messages.error(request, getattr(refused, "sentence", "There is no such key."))
        return redirect("accounts:systems")
    places = {p.id: (held, p) for held in held_here(actor) for p in held.places}
    words = {
        "form": form, "shown": shown, "keys": keys.keys_of(actor, set(places)), "places": places,
        "minutes": TOKEN_MINUTES, "scope_words": {code.value: said for code, said in SCOPES.items()},
        "token_url": request.build_absolute_uri("/api/v1/token"),
    }  # fmt: skip
    return render(request, "accounts/pages/systems.html", words)


def _make(actor: Actor, label: str, scopes: list[str]) -> str:
    """The agency's own system is a worker with a place; made at its first key."""
    mine = [
        p.id for held in held_here(actor) for p in held.places
        if p.is_live and p.organisation_id == actor.organisation_id and p.role == ROLE
    ]  # fmt: skip
    if mine:
        placement_id = mine[0]
    else:
        name = f"{actor.organisation_name}: own systems"
        worker_id = access.add_worker(actor, name=name, is_service=True, at=actor.at)
        placement_id = access.give_place(
            actor, worker_id=worker_id, organisation_code=actor.organisation_code, role_code=ROLE, at=actor.at
        )
    return access.make_machine_key(actor, placement_id=placement_id, label=label, scopes=scopes, at=actor.at)
