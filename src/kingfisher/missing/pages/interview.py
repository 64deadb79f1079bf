"""One talk on return: offered, held, shared on, told to police from the words already written."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import Refused
from kingfisher.missing import actions, queries
from kingfisher.missing.pages import interview_forms as forms
from kingfisher.missing.queries import InterviewFile
from kingfisher.organisations.queries import agencies, working_in
from kingfisher.rulebook import ask
from kingfisher.ui.forms import Form


@page(Permission.MISSING_READ, purpose=True)
def interview(request: HttpRequest, interview_id: UUID) -> HttpResponse:
    """Show it; or do one thing to it (`do`)."""
    actor = request.actor
    file = queries.interview_file(actor, interview_id)
    doing, bound = request.POST.get("do", ""), {}
    if request.method == "POST":
        form = _made(actor, file, doing, request)
        if form.is_valid():
            try:
                messages.success(request, _do(actor, file, doing, form.cleaned_data))
                return redirect("missing:interview", interview_id)
            except Refused as refused:
                for sentence in refused.gaps or (refused.sentence,):
                    form.add_error(None, sentence)
        bound[doing] = form
    return render(request, "missing/pages/interview.html", _shown(actor, file, bound))


def _do(actor: Actor, file: InterviewFile, doing: str, said: dict) -> str:
    key, at = file.talk.id, actor.at
    if doing == "give":
        actions.give_to(actor, interview_id=key, placement_id=UUID(said["to"]), at=at)
        return "Given. It is open to her by name."
    if doing == "offer":
        actions.offer(actor, interview_id=key, at=at, **said)
        return "Offer kept."
    if doing == "hold":
        said["signs"] = tuple(said["signs"])
        said["cares_for_child"] = said["cares_for_child"] == "yes"
        said["alone"] = said["alone"] == "yes"
        actions.hold(actor, interview_id=key, talk=actions.Talk(**said), at=at)
        return "The talk is kept. Share it on while it is fresh."
    if doing == "end":
        actions.end(actor, interview_id=key, why=said["why"], at=at)
        return "Ended."
    if doing == "share":
        said["to_organisation"] = UUID(said.pop("to"))
        actions.share_on(actor, interview_id=key, at=at, **said)
        return "Shared, and recorded as a disclosure."
    ref = actions.tell_police(actor, interview_id=key, at=at, **(said | {"at_risk_now": said["at_risk_now"] == "yes"}))
    return f"The intelligence desk has it. Your receipt: {ref}."


def _made(actor: Actor, file: InterviewFile, doing: str, request: HttpRequest) -> Form:
    if doing not in forms.FORMS:
        raise Refused("That cannot be done here. Go back and try again.")
    return _form(actor, file, doing, request.POST)


def _form(actor: Actor, file: InterviewFile, name: str, data: object = None) -> Form:
    initial = {
        "offer": {}, "give": {"to": str(file.talk.interviewer_id or "")}, "end": {},
        "hold": {"held_at": actor.at.astimezone(LONDON), "interviewer": file.talk.interviewer or actor.worker_name},
        "share": {"summary": forms.summary_of(file), "why": f"What was said in talk on return {file.talk.ref}."},
        "tell": {"what": forms.block_of(file), "provenance": "Heard from the child in a talk on return.",
                 "people": file.with_whom},
    }[name]  # fmt: skip
    form = forms.FORMS[name](data, prefix=name, today=actor.at.astimezone(LONDON).date(), initial=initial)
    if name == "give":
        them = working_in(actor, {a.id for a in agencies(actor)}, roles=set(forms.INTERVIEWERS))
        form.fields["to"].choices = [(str(w.placement_id), f"{w.name}, {w.organisation}") for w in them]
    if name == "share":
        form.fields["to"].choices = [
            (str(a.id), a.name) for a in agencies(actor, answering_checks=True) if a.id != actor.organisation_id
        ]
    return form


def _shown(actor: Actor, file: InterviewFile, bound: dict[str, Form]) -> dict[str, object]:
    made = {name: bound.get(name) or _form(actor, file, name) for name in forms.FORMS}
    return {
        "file": file, "t": file.talk, "at": actor.at, "label": ask.label, "forms": made, "bound": list(bound.values()),
        "may_hold": actor.has(Permission.INTERVIEW_HOLD), "may_work": actor.has(Permission.MISSING_WORK),
        "may_share": actor.has(Permission.REQUEST_ASK), "may_tell": actor.has(Permission.INTEL_SUBMIT),
        "decision": url_for("sharing.decision", file.decision_id) if file.decision_id else "", "parts": [
            (title, words) for title, words in forms.parts_of(file) if words
        ],
    }  # fmt: skip
