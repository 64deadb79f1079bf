"""One prompt: the question, its facts with their days and sources, and what it came to."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.finder import actions, queries
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class SettleForm(Form):
    """What somebody did about it, or why nothing is done."""

    mark_optional = False
    outcome = fields.Radios("What did it come to?", (), empty="Choose what it came to")
    words = fields.Textarea("In a sentence: what was done, or why nothing is", rows=3)


@page(Permission.FINDER_WORK, purpose=True)
def prompt(request: HttpRequest, prompt_id: UUID) -> HttpResponse:
    """See it; say what it came to."""
    form = SettleForm(request.POST or None)
    form.fields["outcome"].choices = [(c.code, c.label) for c in ask.codes("finding_outcome").code]
    if request.method == "POST" and form.is_valid():
        try:
            actions.settle(request.actor, prompt_id=prompt_id, at=request.actor.at, **form.cleaned_data)
            messages.success(request, "Recorded. These facts will not be put to anybody again by this rule.")
            return redirect("finder:prompts")
        except actions.Lacking as lacking:
            for gap in lacking.gaps:
                form.add_error(None, gap)
    found = queries.prompt(request.actor, prompt_id)
    return render(request, "finder/pages/prompt.html", {"one": found, "form": form})
