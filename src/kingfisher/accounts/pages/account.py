"""My account: how I sign in, where I am signed in, and what I was writing when my session ran out."""

from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kingfisher.access import audit
from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.accounts import actions, queries, rules
from kingfisher.accounts.pages.link import PasswordForm
from kingfisher.accounts.signing import factors, kept
from kingfisher.accounts.signing.recent import is_recent
from kingfisher.kernel.verdict import NotThere
from kingfisher.ui import fields


class ChangeForm(PasswordForm):
    field_order = ["now", "password", "again"]
    now = fields.Input("Your password now", width=20, type="password", autocomplete="current-password", most=128)

    def clean_now(self) -> str:
        if not self.user.check_password(self.cleaned_data["now"]):
            raise fields.ValidationError("That is not your password")
        return self.cleaned_data["now"]


@page(Permission.DESK_READ)
def account(request: HttpRequest) -> HttpResponse:
    """Everything of one's own account on one page."""
    actor = request.actor
    words = {
        "factors": factors.factors_of(request.user),
        "devices": queries.devices(actor, actor.worker_id),
        "this_one": request.session.session_key,
        "tries": queries.tries(actor, actor.worker_id),
        "kept": kept.kept_for(actor),
        "is_recent": is_recent(request, actor.at),
        "minutes": rules.RECENT_MINUTES,
        "has_password": request.user.has_usable_password(),
    }
    return render(request, "accounts/pages/account.html", words)


@page(Permission.DESK_READ)
def again(request: HttpRequest, form_id: UUID) -> HttpResponse:
    """What was being sent when the session ran out, as it was: to send now, or to let go."""
    given = next((one for one in kept.kept_for(request.actor) if one.id == form_id), None)
    if given is None:
        raise NotThere("What was kept here has been sent, let go, or is past its twelve hours.")
    if request.method == "POST":
        kept.let_go(request.actor, form_id)
        messages.success(request, "Let go.")
        return redirect("accounts:account")
    shown = [(name.replace("_", " ").capitalize(), value) for name, value in given.fields if len(value) > 1]
    words = {"given": given, "shown": shown, "page": urlsplit(given.address).path}
    return render(request, "accounts/pages/again.html", words)


@require_POST
@page(Permission.DESK_READ)
def sign_out_there(request: HttpRequest) -> HttpResponse:
    """Sign one of my devices out, or all but this one."""
    wanted = request.POST.get("device", "")
    for one in queries.devices(request.actor, request.actor.worker_id):
        if one.session_key != request.session.session_key and wanted in ("all", str(one.id)):
            actions.sign_out_device(request.actor, device_id=one.id, at=request.actor.at)
    messages.success(request, "Signed out there. Whoever uses it next is asked to sign in.")
    return redirect("accounts:account")


@require_POST
@page(Permission.DESK_READ)
def take_away(request: HttpRequest) -> HttpResponse:
    """Take a second factor away; never the last."""
    which = request.POST.get("factor", "")
    if not is_recent(request, request.actor.at):
        messages.error(request, "Sign out and in again first: it is too long since you signed in.")
    elif which.isdigit() and factors.remove(request.user, int(which)):
        audit.record(request.actor, "accounts.factor.removed")
        messages.success(request, "Taken away.")
    else:
        messages.error(request, "The last one stays: add another first.")
    return redirect("accounts:account")


@require_POST
@page(Permission.DESK_READ)
def new_codes(request: HttpRequest) -> HttpResponse:
    """Ten new recovery codes, shown once; those before are void."""
    if not is_recent(request, request.actor.at):
        messages.error(request, "Sign out and in again first: it is too long since you signed in.")
        return redirect("accounts:account")
    codes = factors.new_recovery_codes(request.user)
    audit.record(request.actor, "accounts.codes.made")
    return render(request, "accounts/pages/codes.html", {"codes": codes, "after": "/account"})


@page(Permission.DESK_READ)
def new_password(request: HttpRequest) -> HttpResponse:
    """Change the password; every other device is signed out."""
    if not request.user.has_usable_password():
        raise NotThere("You sign in with your agency's own account: change your password there.")
    form = ChangeForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        request.user.set_password(form.cleaned_data["password"])
        request.user.save(update_fields=["password"])
        request.session["_auth_user_hash"] = request.user.get_session_auth_hash()
        for one in queries.devices(request.actor, request.actor.worker_id):
            if one.session_key != request.session.session_key:
                actions.sign_out_device(request.actor, device_id=one.id, at=request.actor.at)
        audit.record(request.actor, "accounts.sign_in.renewed")
        messages.success(request, "Your password is changed. Your other devices are signed out.")
        return redirect("accounts:account")
    return render(request, "accounts/pages/new_password.html", {"form": form})
