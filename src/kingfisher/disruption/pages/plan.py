"""One plan on one page."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.disruption import actions, queries
from kingfisher.disruption.pages import plan_forms as forms
from kingfisher.disruption.pages.doing import Button, carried_out, forms_of, worker_choices
from kingfisher.disruption.queries import PlanFile
from kingfisher.kernel.actor import Actor
from kingfisher.organisations.queries import agencies
from kingfisher.rulebook import ask


@page(Permission.DISRUPT_READ, purpose=True)
def plan(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Read it; work on it, where the role includes that."""
    actor = request.actor
    file = queries.plan(actor, plan_id)
    works = actor.has(Permission.DISRUPT_WORK) and file.is_open
    buttons = _buttons(actor, file, worker_choices(actor, request.GET.get("agency", ""))) if works else {}
    shown_forms = forms_of(request, buttons)
    if request.method == "POST":
        done = carried_out(request, buttons, shown_forms, "disruption:plan", plan_id)
        if done:
            return done
    return render(request, "disruption/pages/plan.html", {
        "file": file, "plan": file.plan, "forms": shown_forms, "works": works, "at": actor.at, "label": ask.label,
        "particulars": forms.PARTICULARS, "agencies": agencies(actor), "chosen": request.GET.get("agency", ""),
    })  # fmt: skip


def _buttons(actor: Actor, file: PlanFile, workers: list[tuple[str, str]]) -> dict[str, Button]:
    about = {"plan_id": file.plan.id, "at": actor.at}
    say = partial(actions.say_plan, actor, **about)
    found = {
        "view": Button(forms.view_form(file.plan), lambda s: say(**s), "Written."),
        "child": Button(_plain(forms.ChildForm), lambda s: actions.protect_child(actor, **s, **about), "Named."),
        "happened": Button(
            _plain(forms.HappenedForm),
            lambda s: actions.happened(actor, on=s["on"], what=s["what"], severity=int(s["severity"]), **about),
            "Written down.",
        ),
        "review": Button(_plain(forms.ReviewForm), lambda s: actions.review_plan(actor, **s, **about), "Reviewed."),
        "close": Button(_plain(forms.CloseForm), lambda s: actions.close_plan(actor, **s, **about), "Closed."),
        "let_in": Button(
            forms.let_in_form(workers),
            lambda s: actions.let_in(actor, kind="plan", key=file.plan.id, placement_id=UUID(s["to"]), why=s["why"],
                                     at=actor.at),
            "They can read and work on this plan, and nothing else.",
        ),
    }  # fmt: skip
    if file.plan.about == "person":
        found["person"] = Button(forms.person_form(file.plan), lambda s: say(**s), "Written.")
    if file.never_charged:
        found["report"] = Button(
            _plain(forms.ReportForm), lambda s: actions.report_to_dpo(actor, **s, **about), "It stands as reported."
        )
    return found


def _plain(form):
    """A form that needs nothing but what was typed."""
    return lambda data=None, files=None, **more: form(data, **more)
