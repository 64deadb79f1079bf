"""Why can, or cannot, somebody see this? In words, with who could change it; and itself under the policy."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.access.why import explain, fields_there
from kingfisher.organisations.queries import places_in
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class WhyForm(Form):
    mark_optional = False
    folder = fields.Input(
        "Key of the folder", hint="It stands at the end of the address of “Who can see this”.", width=30
    )
    who = fields.Select("Who?", blank="Me", required=False)
    field = fields.Select("Which part of it?", blank="The folder as a whole", required=False)


@page(Permission.DESK_READ)
def why(request: HttpRequest) -> HttpResponse:
    """A folder the asker may not know of explains nothing: that page is the same as for a key of nothing."""
    actor = request.actor
    form = WhyForm(request.GET if "folder" in request.GET else None)
    others = places_in(actor, actor.organisation_id) if actor.has(Permission.EXPLAIN_OTHERS) else []
    form.fields["who"].choices = [(str(p.placement_id), f"{p.name}, {p.job_title}") for p in others]
    form.fields["field"].choices = [(f.name, f.words[0].upper() + f.words[1:]) for f in fields_there().values()]
    shown = {"form": form, "said": None}
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        shown["said"] = explain(actor, said["folder"], said["who"], said["field"])
        shown["folder_id"] = said["folder"]
    return render(request, "access/pages/why.html", shown)
