"""What one agency is asked for a rapid review, and what it answers."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.reviews import actions, queries
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, forms_of
from kingfisher.ui.forms import Form


class WriteForm(Form):
    """Kept unfinished as often as she likes; sent whole."""

    mark_optional = False
    known = fields.Textarea("What did your agency know, and what did it do?", rows=10, required=False)
    safe = fields.Textarea("Are the child and others safe now, as far as you know?", rows=3, required=False)
    learning = fields.Textarea("What could be learned?", rows=4, required=False)


@page(Permission.SUMMARY_WRITE, purpose=True)
def summary(request: HttpRequest, summary_id: UUID) -> HttpResponse:
    """Whoever is asked writes; keeping it is not sending it."""
    actor = request.actor
    found = queries.summary(actor, summary_id)
    kept = {"summary_id": summary_id, "at": actor.at}
    words = {"known": found.known, "safe": found.safe, "learning": found.learning}
    doings = {}
    if found.is_mine and found.state == "asked":
        act = actions.send if request.POST.get("how") == "send" else actions.write
        told = "It is with the review now." if act is actions.send else "Kept. Nobody else sees it until you send it."
        doings["write"] = Doing(partial(WriteForm, initial=words), lambda s: act(actor, **s, **kept), told)
    forms, done = forms_of(request, doings)
    if done:
        return done
    return render(request, "reviews/pages/summary.html", {"one": found, "forms": forms, "at": actor.at})
