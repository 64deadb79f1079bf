"""The plan for the first hour: written, authorised, reviewed; and as one big page for three in the morning."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.guard.leaving import Leaving, leaves
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.moves import open_moves
from kingfisher.kernel.verdict import Refused
from kingfisher.missing import actions, queries
from kingfisher.missing.queries import PlanShown
from kingfisher.missing.states import TRIGGER_PLAN
from kingfisher.people import queries as people
from kingfisher.ui import fields
from kingfisher.ui.forms import Form

LISTS = ("first_hour", "ring", "places", "reach", "do_not")


class PlanForm(Form):
    """Each list has one thing to a line."""

    mark_optional = False
    why = fields.Textarea("Why does this child need a plan?", rows=2, empty="Say why this child needs a plan")
    first_hour = fields.Textarea("What is done in the first hour, in order", rows=6, hint="One thing to a line.",
                                 required=False)  # fmt: skip
    ring = fields.Textarea("Whom to ring", rows=4, hint="One to a line: name, number answered at night, who they are.",
                           required=False)  # fmt: skip
    places = fields.Textarea("Where to look first", rows=4, hint="One to a line.", required=False)
    reach = fields.Textarea("Telephones and accounts", rows=3, hint="One to a line.", required=False)
    do_not = fields.Textarea("What not to do", rows=2, hint="One to a line.", required=False)


class ReviewForm(PlanForm):
    what_changed = fields.Textarea("What has changed?", rows=2, empty="Say what has changed, even if nothing has")


class EndForm(Form):
    mark_optional = False
    why = fields.Textarea("Why is it not needed any more?", rows=2, empty="Say why it is not needed any more")


@page(Permission.MISSING_READ, purpose=True)
def trigger_plans(request: HttpRequest) -> HttpResponse:
    """Plans that are not ended."""
    shown = {"plans": queries.trigger_plans(request.actor), "at": request.actor.at}
    return render(request, "missing/pages/trigger_plans.html", shown)


@page(Permission.MISSING_WORK, purpose=True)
def write_plan(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Draft a plan for a child."""
    actor = request.actor
    child = people.statement(actor, person_id)
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            key = actions.write_plan(actor, person_id=person_id, first=_first(form.cleaned_data), at=actor.at)
            return redirect("missing:trigger_plan", key)
        except Refused as refused:
            for gap in refused.gaps or (refused.sentence,):
                form.add_error(None, gap)
    return render(request, "missing/pages/write_plan.html", {"form": form, "child": child})


@page(Permission.MISSING_READ, purpose=True)
def trigger_plan(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The plan with its reviews; change the draft, authorise, review, end."""
    actor, do, bound = request.actor, request.POST.get("do", ""), {}
    plan = queries.trigger_plan(actor, plan_id)
    forms = {"write": PlanForm, "review": ReviewForm, "end": EndForm}
    if request.method == "POST":
        form = forms[do](request.POST, prefix=do) if do in forms else Form({})
        if do == "authorise" or form.is_valid():
            try:
                _do(actor, plan_id, do, form)
                messages.success(request, "Kept.")
                return redirect("missing:trigger_plan", plan_id)
            except Refused as refused:
                for gap in refused.gaps or (refused.sentence,):
                    form.add_error(None, gap)
        bound[do] = form
    shown = {"plan": plan, "at": actor.at, "bound": list(bound.values()),
             "may_work": actor.has(Permission.MISSING_WORK),
             "moves": {m.name for m in open_moves(TRIGGER_PLAN, plan.state, actor.permissions)},
             "made": {name: bound.get(name) or made(prefix=name, initial=_initial(plan)) for name, made in
                      forms.items()}}  # fmt: skip
    return render(request, "missing/pages/trigger_plan.html", shown)


def _do(actor: Actor, key: UUID, do: str, form: Form) -> None:
    if do == "authorise":
        actions.authorise(actor, plan_id=key, at=actor.at)
    elif do == "end":
        actions.end_plan(actor, plan_id=key, why=form.cleaned_data["why"], at=actor.at)
    elif do == "review":
        said = form.cleaned_data
        actions.review_plan(actor, plan_id=key, first=_first(said), what_changed=said["what_changed"], at=actor.at)
    elif do == "write":
        actions.rewrite_plan(actor, plan_id=key, first=_first(form.cleaned_data), at=actor.at)
    else:
        raise Refused("That cannot be done here. Go back and try again.")


def _first(said: dict[str, str]) -> actions.First:
    return actions.First(
        said["why"], **{n: tuple(line for line in said[n].splitlines() if line.strip()) for n in LISTS}
    )


def _initial(plan: PlanShown) -> dict[str, str]:
    return {"why": plan.why, **{name: "\n".join(getattr(plan, name)) for name in LISTS}}


@page(Permission.MISSING_READ, purpose=True)
@leaves("missing.trigger_plan")
def card(request: HttpRequest, plan_id: UUID) -> Leaving:
    """One screen, big text, no script: what to do now."""
    return _card(request, plan_id, printed=False)


@page(Permission.MISSING_READ, purpose=True)
@leaves("missing.trigger_plan")
def print_card(request: HttpRequest, plan_id: UUID) -> Leaving:
    """The same on a card of paper."""
    return _card(request, plan_id, printed=True)


def _card(request: HttpRequest, plan_id: UUID, *, printed: bool) -> Leaving:
    plan = queries.trigger_plan(request.actor, plan_id, printed=printed)
    shown = {"plan": plan, "at": request.actor.at, "printed": printed, "reference": plan.ref}
    page_ = "missing/pages/first_hour_paper.html" if printed else "missing/pages/first_hour.html"
    return Leaving(render(request, page_, shown), people=[plan.person_id], folders=[plan.folder_id])
