"""A one-use link: choose a password, then the second factor. And asking for a link when the password is forgotten."""

import logging

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from kingfisher.access import audit
from kingfisher.access.entry import acting_as, actor_for, signing_in
from kingfisher.accounts import rules
from kingfisher.accounts.pages.sign_in import half_way
from kingfisher.accounts.signing import links, mail
from kingfisher.organisations import queries as places
from kingfisher.ui import fields, forms
from kingfisher.ui.filters import moment

log = logging.getLogger(__name__)


class PasswordForm(forms.Form):
    password = fields.Input(
        "New password", width=20, type="password", autocomplete="new-password", most=128,
        hint="At least 12 characters. Three words nobody would put together are better than one with signs in it.",
    )  # fmt: skip
    again = fields.Input("The same again", width=20, type="password", autocomplete="new-password", most=128)

    def __init__(self, *args: object, user: object = None, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict:
        said = super().clean()
        if said.get("password") and said.get("again") and said["password"] != said["again"]:
            self.add_error("again", "Type the same password twice")
        elif said.get("password"):
            try:
                validate_password(said["password"], self.user)
            except ValidationError as weak:
                self.add_error("password", " ".join(weak.messages))
        return said


class ForgottenForm(forms.Form):
    email = fields.Email("Your e-mail address at work")


@signing_in
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it changes nothing: mail programs open links. It is used up when a password is chosen."""
    now = timezone.now()
    user = links.behind(token, now)
    if user is None:
        return render(request, "accounts/pages/link_over.html", {}, status=410)
    form = PasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid() and links.use(token, at=now):
        user.set_password(form.cleaned_data["password"])
        user.save(update_fields=["password"])
        for place in places.places_of_user(user.pk, now=now)[:1]:
            with acting_as(actor_for(place.id, at=now, via="sign_in")) as actor:
                audit.record(actor, "accounts.sign_in.renewed")
        return half_way(request, user, by="password", at=now)
    response = render(
        request, "accounts/pages/link.html", {"form": form, "name": user.worker.name, "email": user.username}
    )
    response["Referrer-Policy"] = "no-referrer"
    return response


@signing_in
def forgotten(request: HttpRequest) -> HttpResponse:
    """Answered alike whether there is such a worker or not."""
    form = ForgottenForm(request.POST or None)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and mail.can_send():
        send_way_back(request, form.cleaned_data["email"])
    return render(
        request,
        "accounts/pages/forgotten.html",
        {"form": form, "is_sent": is_sent, "can_send": mail.can_send(), "hours": rules.LINK_HOURS},
    )


def send_way_back(request: HttpRequest, email: str) -> None:
    now = timezone.now()
    user = links.account_of(email)
    if user is None:
        return
    token = links.issue(worker_id=user.worker.id, kind="forgotten", at=now)
    try:
        mail.send(
            mail.WAY_BACK, to=user.worker.email, subject="A way back in",
            link=request.build_absolute_uri(reverse("accounts:link", args=[token])), until=moment(links.end_of(now)),
        )  # fmt: skip
    except OSError as why:  # the answer must be the same for every address; the server's log has it
        log.warning("a way back in could not be sent: %s", why)
