"""The people of one's own agency: who they are, what places they hold, and adding another."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.access.roles import role
from kingfisher.accounts import actions, queries
from kingfisher.accounts.actions import NotDone
from kingfisher.organisations import queries as organisations
from kingfisher.organisations.queries import WorkerHeld
from kingfisher.ui import fields, forms
from kingfisher.ui.paging import Ask
from kingfisher.ui.tables import Column, Table


class AddForm(forms.Form):
    name = fields.Input("Name", most=120)
    email = fields.Email("E-mail address at work", hint="The link with which the account begins goes there")
    phone = fields.Phone("Telephone", required=False)


def what_she_does(one: WorkerHeld) -> str:
    """Her living places, in words."""
    return "; ".join(f"{p.job_title or role(p.role).label}, {p.organisation}" for p in one.places if p.is_live)


def how_it_stands(one: WorkerHeld) -> str:
    if one.suspended_at:
        return "Suspended"
    return "" if any(p.is_live for p in one.places) else "No place now"


@page(Permission.PLACE_GIVE)
def workers(request: HttpRequest) -> HttpResponse:
    """Those who hold or held a place in one's own agency or its parts, by name."""
    words = request.GET.get("q", "").strip()[:80]
    ids = {one.id for one in queries.charges(request.actor)}
    table = Table(
        "People of your agency",
        [
            Column("Name", "name", link=lambda w: reverse("accounts:worker", args=[w.id])),
            Column("Places", what_she_does),
            Column("E-mail", "email"),
            Column("State", how_it_stands),
        ],
        organisations.staff_of(request.actor, ids, words=words, ask=Ask.read(request.GET)),
        params=request.GET,
        noun="people",
    )
    return render(request, "accounts/pages/workers.html", {"table": table, "q": words})


@page(Permission.PLACE_GIVE)
def add(request: HttpRequest) -> HttpResponse:
    """Somebody new. One who works for another agency already is shown, to be given a place here as well."""
    form = AddForm(request.POST or None)
    known = None
    if request.method == "POST" and form.is_valid():
        known = organisations.worker_by_email(request.actor, form.cleaned_data["email"])
        if known is None:
            try:
                worker_id = actions.add_worker(request.actor, at=request.actor.at, **form.cleaned_data)
            except NotDone as refused:
                form.add_error("email", refused.sentence)
            else:
                messages.success(request, f"{form.cleaned_data['name']} is added. Give her or him a place next.")
                return redirect("accounts:worker", worker_id)
    return render(request, "accounts/pages/add.html", {"form": form, "known": known})
