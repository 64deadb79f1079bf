"""A contact that was passed to the worker who knows the child: what was said, and taking it over."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.documents import queries as documents
from kingfisher.referrals import actions, queries
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form

KIND = "referrals.contact"


class TakeOverForm(Form):
    answer = fields.Textarea("What do you do next, and by when?", rows=3, empty="Say what you do next, and by when")


@page(Permission.CONTACT_TAKE_OVER, purpose=True)
def passed(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """For the worker it was passed to and her manager, by name; nobody else finds it."""
    actor, form = request.actor, TakeOverForm(request.POST or None)
    found = queries.passed_to_me(actor, contact_id)
    if request.method == "POST" and form.is_valid():
        actions.take_over(actor, contact_id=contact_id, answer=form.cleaned_data["answer"], at=actor.at)
        messages.success(request, "The front door sees that you have it.")
        return redirect("referrals:passed", contact_id)
    file = queries.contact_file(actor, contact_id)
    shown = {
        "passed": found, "file": file, "contact": file.contact, "form": form, "label": ask.label, "actor": actor,
        "files": documents.files_of(actor, (KIND, contact_id)), "hints": (),
    }  # fmt: skip
    return render(request, "referrals/pages/passed.html", shown)
