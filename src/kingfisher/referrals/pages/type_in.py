"""Typing a concern in by hand: one that came and could not be read, or one told on the telephone."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import acting_as, page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.timing import local_day
from kingfisher.postroom import queries as postroom
from kingfisher.referrals import actions
from kingfisher.referrals.pages import concern_form as forms
from kingfisher.referrals.said import read_concern
from kingfisher.rulebook import ask
from kingfisher.ui.forms import Form

Given = tuple[Form, Form, list[forms.ChildForm]]


@page(Permission.ARRIVAL_READ, purpose=True)
def type_in(request: HttpRequest, arrival_id: UUID) -> HttpResponse:
    """What came stands beside the form, word for word; it stays as it came."""
    came, body, _ = postroom.arrival_body(request.actor, arrival_id)
    given = given_by(request)
    if request.method == "POST" and not request.POST.get("add_child") and all_valid(given):
        read = read_concern(
            body_of_forms(given),
            on=local_day(came.received_at, ask.calendar()),
            professional=came.door in ("page", "api"),
        )
        if read.said is not None:
            made = actions.type_in(request.actor, arrival=came, said=read.said, at=request.actor.at)
            return redirect("referrals:contact", made.contact_id)
        given[0].add_error(None, "Name a child, or say what the worry is.")
    text = body[:50_000].decode("utf-8", errors="replace")
    return render(request, "referrals/pages/type_in.html", shown_forms(given) | {"came": came, "text": text})


@page(Permission.CONTACT_TRIAGE, purpose=True, stepwise=True)
def telephone(request: HttpRequest) -> HttpResponse:
    """What somebody tells on the telephone, taken down. Kept as an arrival like everything else, then read."""
    actor, given = request.actor, given_by(request)
    if request.method == "POST" and not _begins(request) and not request.POST.get("add_child") and all_valid(given):
        caller = given[1].cleaned_data
        taken = actions.take_in(
            actor, body=body_of_forms(given), content_type="application/json", door="telephone",
            sender_name=caller["my_name"] or caller["my_agency"], idempotency_key=request.POST.get("once", ""),
            at=actor.at,
        )  # fmt: skip
        if taken.contact_id:
            return redirect("referrals:contact", taken.contact_id)
        with acting_as(actor):
            return redirect("referrals:type_in", taken.arrival_id)
    return render(request, "referrals/pages/type_in.html", shown_forms(given) | {"came": None, "text": ""})


def given_by(request: HttpRequest) -> Given:
    """The forms; with `begin`, what another page carried over stands in them and nothing is sent yet."""
    if _begins(request):
        start = forms.initial_of({k: v for k, v in request.POST.lists() if any(v)})
        return forms.concern_form(None, start), forms.CallerForm(None, initial=start), forms.child_forms(None)
    data = request.POST if request.method == "POST" else None
    return forms.concern_form(data), forms.CallerForm(data), forms.child_forms(data)


def _begins(request: HttpRequest) -> bool:
    return bool(request.POST.get("begin"))


def all_valid(given: Given) -> bool:
    form, caller, children = given
    return forms.all_valid([form, caller, *children])


def body_of_forms(given: Given) -> bytes:
    form, caller, children = given
    agency = caller.cleaned_data["my_agency"]
    return forms.concern_body([form, caller], children, my_kind="professional" if agency else "public")


def shown_forms(given: Given) -> dict[str, object]:
    form, caller, children = given
    return {"form": form, "caller": caller, "children": children, "most": forms.MOST_CHILDREN}
