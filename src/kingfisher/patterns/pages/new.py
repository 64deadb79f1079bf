"""Raising a pattern: what is seen again and again, and what should happen. No child needs to be named."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page, service_of
from kingfisher.access.permissions import Permission
from kingfisher.kernel.verdict import Refused
from kingfisher.patterns import actions
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class NewForm(Form):
    """What the leaders read. Who raised it stands beside it, and reads the answer."""

    mark_optional = False

    kind = fields.Radios("What sort of pattern?", empty="Say what sort of pattern it is")
    title = fields.Input("In a few words", empty="Give it a few words as a title")
    seen = fields.Textarea("What have you seen, how often, and since when?", rows=5,
                           hint="No child needs to be named. A concern about one child goes to the front door.",
                           empty="Say what you have seen")  # fmt: skip
    wanted = fields.Textarea("What should happen?", rows=3, empty="Say what should happen")


@page(Permission.PATTERN_RAISE, purpose=True)
def new(request: HttpRequest) -> HttpResponse:
    """Sent to the safeguarding partners, who answer in writing."""
    actor = request.actor
    form = NewForm(request.POST or None)
    form.fields["kind"].choices = ask.codes("pattern_kind").choices()
    if form.is_bound and form.is_valid():
        try:
            service = service_of("front_door_service", at=actor.at, via=actor.via)
            key = actions.raise_pattern(actor, service=service.placement_id, at=actor.at, **form.cleaned_data)
            return redirect("patterns:pattern", key)
        except Refused as refused:
            for sentence in refused.gaps or (refused.sentence,):
                form.add_error(None, sentence)
    return render(request, "patterns/pages/new.html", {"form": form})
