"""Who somebody known by a nickname is: found among the records this worker sees, said with a reason, taken back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.intelligence import actions, queries
from kingfisher.intelligence.pages.network_forms import UndoForm, WhoForm
from kingfisher.intelligence.pages.picture import name
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import agencies_by_id
from kingfisher.people.queries import Hit, search
from kingfisher.rulebook import ask
from kingfisher.ui.choices import Choice
from kingfisher.ui.filters import day
from kingfisher.ui.forms import Form


@page(Permission.NETWORK_WORK, purpose=True)
def who(request: HttpRequest, thing_id: UUID) -> HttpResponse:
    """`?q=` words to find the person by; the search is recorded like any other."""
    actor, words = request.actor, request.GET.get("q", "").strip()[:200]
    one = queries.thing(actor, thing_id)
    if one.kind != "person":
        raise NotThere
    said = queries.identified(actor, thing_id)
    hits = [hit for hit in search(actor, words, at_most=10) if hit.statement] if words else []
    form = WhoForm(request.POST or None).ready(_choices(request, hits))
    undo = UndoForm(request.POST or None, prefix="undo")
    if request.method == "POST" and _done(request, thing_id, form, undo):
        return redirect("intelligence:thing", thing_id)
    return render(request, "intelligence/pages/who.html", {
        "one": one, "name": name, "words": words, "hits": hits, "form": form, "undo": undo, "label": ask.label,
        "live": [s for s in said if not s.taken_back], "gone": [s for s in said if s.taken_back],
    })  # fmt: skip


def _choices(request: HttpRequest, hits: list[Hit]) -> list[Choice]:
    whose = agencies_by_id(request.actor, {one.organisation_id for one in hits})
    found = []
    for hit in hits:
        born = hit.statement.said.born_on
        facts = [f"born {day(born)}" if born else "birth date not known", whose[hit.organisation_id].short_name]
        found.append(Choice(str(hit.person_id), hit.statement.name, hint=", ".join([*facts, *hit.reasons])))
    return found


def _done(request: HttpRequest, thing_id: UUID, form: Form, undo: Form) -> bool:
    sent = {"identify": form, "undo": undo}.get(request.POST.get("do", ""))
    if sent is None or not sent.is_valid():
        return False
    actor, said = request.actor, sent.cleaned_data
    try:
        if sent is form:
            key = UUID(said["person"])
            actions.identify(actor, thing_id=thing_id, person_id=key, why=said["why"], at=actor.at)
            messages.success(request, "Recorded. It can be taken back.")
        else:
            actions.unidentify(actor, thing_id=thing_id, why=said["why"], at=actor.at)
            messages.success(request, "Taken back.")
    except actions.NotYet as not_yet:
        for gap in not_yet.gaps:
            sent.add_error(None, gap)
        return False
    return True
