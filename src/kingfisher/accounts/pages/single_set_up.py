"""Single sign-on for one's agency: where its provider is, and whether it asks for a second factor itself."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.accounts import actions, queries
from kingfisher.accounts.actions import NotDone
from kingfisher.ui import fields, forms


class SignOnForm(forms.Form):
    name = fields.Input("Words on the button", most=60, hint="Such as “Saltmere Council account”")
    issuer = fields.Input("Issuer", most=300, spellcheck=False, hint="Your provider's address, beginning https://")
    client_id = fields.Input("Client ID", most=200, spellcheck=False)
    secret = fields.Input("Client secret", most=400, type="password", spellcheck=False)
    second_factor = fields.Radios(
        "Who asks for a second factor?",
        choices=[
            fields.Choice("ours", "Kingfisher asks", "Each worker sets up an authenticator app or a passkey here"),
            fields.Choice(
                "theirs", "Your provider asks", "You vouch that it asks every one of your workers, each time"
            ),
        ],
    )


@page(Permission.PLACE_GIVE)
def single_set_up(request: HttpRequest) -> HttpResponse:
    """The provider is asked at once whether it is one; what was set up before ends when the new one stands."""
    actor = request.actor
    now = queries.sign_on_of(actor, actor.organisation_id)
    form = SignOnForm(request.POST if request.POST.get("do") == "set_up" else None)
    if request.POST.get("do") == "end":
        actions.end_sign_on(actor, organisation_id=actor.organisation_id, at=actor.at)
        messages.success(request, "Single sign-on is ended. Your workers sign in with a password and second factor.")
        return redirect("accounts:single_set_up")
    if form.is_bound and form.is_valid():
        try:
            actions.set_up_sign_on(
                actor, organisation_id=actor.organisation_id, loopback=settings.DEMO, at=actor.at, **form.cleaned_data
            )
        except NotDone as wrong:
            form.add_error("issuer", wrong.sentence)
        else:
            messages.success(request, "Single sign-on is set up. Try it in another browser before you sign out here.")
            return redirect("accounts:single_set_up")
    back = request.build_absolute_uri(reverse("accounts:single_back", args=[actor.organisation_code]))
    return render(request, "accounts/pages/single_set_up.html", {"form": form, "now": now, "back": back})
