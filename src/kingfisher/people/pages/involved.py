"""Who else is involved with a child, whom of them one still has to speak to, and what became of it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.organisations.queries import agencies_by_id
from kingfisher.people import actions, queries
from kingfisher.people.queries.calling import state_of
from kingfisher.people.queries.involved import Hit, who_else
from kingfisher.rulebook import ask
from kingfisher.ui import choices, fields, forms
from kingfisher.ui.filters import counted


def _outcomes() -> list[tuple[str, str]]:
    return [(one.code, one.label) for one in ask.codes("call_outcome").code]


class OutcomeForm(forms.Form):
    mark_optional = False
    outcome = choices.Select("What became of it", _outcomes, blank="Choose", empty="Choose what became of it")
    words = fields.Input("In a few words", width=30, required=False, hint="For “not needed”, say why.")


@page(Permission.CALL_MAKE, purpose=True)
def involved(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Agency, service, worker, telephone, since when. Posting makes the list of calls, or closes one."""
    actor = request.actor
    name = queries.statement(actor, person_id).name
    broken: tuple[str, OutcomeForm] | None = None
    if request.method == "POST":
        broken = _done(request, actor, person_id)
        if broken is None:
            return redirect(reverse("people:involved", args=[person_id]))
    hits = who_else(actor, person_id)
    waiting = [hit for hit in hits if hit.call and hit.call.is_open]
    forms_ = {hit.mark: OutcomeForm(prefix=hit.mark[:8]) for hit in waiting}
    forms_["rest"] = OutcomeForm(prefix="rest")
    if broken:
        forms_[broken[0]] = broken[1]
    return render(
        request,
        "people/pages/involved.html",
        {
            "person_id": person_id, "name": name, "hits": hits, "forms": forms_, "broken": broken and broken[1],
            "unlisted": [hit for hit in hits if hit.call is None], "waiting": waiting, "state_of": state_of,
            "agencies": agencies_by_id(actor, {hit.organisation_id for hit in hits}), "actor": actor,
            "rule": ask.clock("involved_call", on=actor.at.date()),
        },
    )  # fmt: skip


def _done(request: HttpRequest, actor: Actor, person_id: UUID) -> tuple[str, OutcomeForm] | None:
    """Do what was asked; a form with something wrong in it, by its mark, where there is."""
    do = request.POST.get("do", "")
    if do == "list":
        made = actions.list_calls(actor, person_id=person_id, at=actor.at)
        messages.success(request, f"{counted(made, 'call')} on your list." if made else "Everybody was listed already.")
        return None
    hits = {hit.mark: hit for hit in who_else(actor, person_id) if hit.call}
    if do == "reopen" and (hit := hits.get(request.POST.get("mark", ""))):
        actions.reopen_call(actor, call_id=hit.call.id, at=actor.at)
        messages.success(request, "It is open again.")
        return None
    mark = request.POST.get("mark", "")
    form = OutcomeForm(request.POST, prefix=mark[:8])
    chosen = _chosen(hits, mark)
    if not form.is_valid():
        return mark, form
    said = form.cleaned_data
    if said["outcome"] == "not_needed" and not said["words"].strip():
        form.add_error("words", "Say why it is not needed to speak to them")
        return mark, form
    ids = [hit.call.id for hit in chosen]
    closed = actions.close_calls(actor, call_ids=ids, outcome=said["outcome"], words=said["words"], at=actor.at)
    messages.success(request, f"{counted(closed, 'call')} closed.")
    return None


def _chosen(hits: dict[str, Hit], mark: str) -> list[Hit]:
    if mark == "rest":
        return [hit for hit in hits.values() if hit.call and hit.call.is_open]
    return [hits[mark]] if mark in hits else []
