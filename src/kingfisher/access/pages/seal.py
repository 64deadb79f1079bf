"""Shutting a folder to all but those with a key, and opening it again."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access import actions, policy, queries
from kingfisher.access.entry import page
from kingfisher.access.pages.emergency import tried
from kingfisher.access.permissions import Permission
from kingfisher.organisations.queries import places_in
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.choices import Choice
from kingfisher.ui.forms import Form

# Those that say that they exist and open in an emergency; of the others nobody without a key learns anything.
RESTRICTED = {"staff_or_relative", "public_figure", "legal_privilege", "risk_of_harm"}


class SealForm(Form):
    reason = fields.Radios("Why is it shut?")
    words = fields.Textarea("What should a key holder know about it?", rows=2, most=200)
    keys = fields.Checkboxes("Who holds a key?", hint="You hold one as well, unless you leave yourself out.")


class UnsealForm(Form):
    why = fields.Textarea("Why need it not be shut any more?", rows=2)


@page(Permission.FOLDER_SEAL, purpose=True)
def seal(request: HttpRequest, folder_id: UUID) -> HttpResponse:
    """By those who may, for a folder they read in full; with a key for somebody, so that it is never lost."""
    actor = request.actor
    policy.require(actor, Permission.FOLDER_SEAL, folder_id)
    folder = queries.folders_shown(actor, {folder_id})[folder_id]
    shut = folder.sealed or folder.restricted
    form = UnsealForm(request.POST or None) if shut else _sealing(request)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if shut:
            act = partial(actions.unseal, actor, folder_id=folder_id, why=said["why"], at=actor.at)
        else:
            act = partial(
                actions.seal, actor, folder_id=folder_id, why=said["words"], reason=said["reason"],
                restricted=said["reason"] in RESTRICTED, key_holders=[UUID(k) for k in said["keys"]], at=actor.at,
            )  # fmt: skip
        if tried(form, act):
            messages.success(request, "Open again." if shut else "Shut to all but those with a key.")
            if policy.levels(actor, [folder_id]).get(folder_id, 0) >= policy.SUMMARY:
                return redirect("access:who_can_see", folder_id)
            return redirect("desk:home")
    shown = {
        "form": form, "folder": folder, "shut": shut, "label": ask.label, "owner": queries.owner_of(actor, folder_id),
        "category": ask.category(folder.category),
    }  # fmt: skip
    return render(request, "access/pages/seal.html", shown)


def _sealing(request: HttpRequest) -> SealForm:
    actor = request.actor
    form = SealForm(request.POST or None, initial={"keys": [str(actor.placement_id)]})
    form.fields["reason"].choices = [
        Choice(c.code, c.label, hint=c.plain) for c in ask.codes("seal_reason").code if not c.retired
    ]
    form.fields["keys"].choices = [
        Choice(str(p.placement_id), p.name, hint=p.job_title) for p in places_in(actor, actor.organisation_id)
    ]
    return form
