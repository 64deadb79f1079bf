"""One plan on one page: what must change, who does what, whether the child was seen, and where it stands."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.moves import open_moves
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import Refused
from kingfisher.organisations.queries import Colleague, agencies, working_in
from kingfisher.plans import actions, queries
from kingfisher.plans.pages import plan_forms as forms
from kingfisher.plans.queries import PlanFile
from kingfisher.plans.states import MOVES
from kingfisher.rulebook import ask
from kingfisher.ui.forms import Form

LABELS = {m.name: m.label for m in MOVES}


@page(Permission.PLAN_READ, purpose=True)
def plan(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Show a plan; or do one thing to it (`do`), and come back to where that was done."""
    actor, bound = request.actor, {}
    if request.method == "POST":
        doing = request.POST.get("do", "")
        form = _form(actor, plan_id, doing, request.POST)
        if form is None or form.is_valid():
            try:
                with transaction.atomic():
                    DOINGS[doing.partition(":")[0]](actor, plan_id, form, request)
                return redirect(reverse("plans:plan", args=[plan_id]) + f"#{_place(doing)}")
            except Refused as refused:
                form = form or Form({})
                for sentence in refused.gaps or (refused.sentence,):
                    form.add_error(None, sentence)
        bound[doing] = form
    return render(request, "plans/pages/plan.html", _shown(actor, plan_id, bound))


def _shown(actor: Actor, plan_id: UUID, bound: dict[str, Form]) -> dict[str, object]:
    file = queries.plan_file(actor, plan_id)
    people, today = _people(actor, file), local_day(actor.at, ask.calendar())
    moves = {m.name: m for m in open_moves(MOVES, file.plan.state, actor.permissions)}
    return {
        "file": file, "plan": file.plan, "actor": actor, "at": actor.at, "label": ask.label, "moves": moves,
        "may_work": actor.has(Permission.PLAN_WORK) and file.plan.is_open, "bound": list(bound.values()),
        "may_hand_over": actor.has(Permission.PLAN_AGREE) and file.plan.is_open,
        "because": url_for(*file.plan.because) if file.plan.because else "",
        "say": forms.say_forms(file.said, bound), "step_words": lambda s: LABELS.get(s.move, "Moved on"),
        "goal": bound.get("goal") or forms.GoalForm(prefix="goal"),
        "task": bound.get("task") or forms.task_form(people, file.goals, today=today),
        "visit": bound.get("visit") or forms.VisitForm(prefix="visit", today=today, initial={"visited_on": today}),
        "member": bound.get("member") or forms.member_form(people),
        "review": bound.get("finish_review") or forms.ReviewForm(prefix="review"),
        "end": bound.get("end") or forms.end_form(),
        "hand_over": bound.get("hand_over") or forms.hand_over_form(people),
        "settle": bound.get("settle") or forms.OutcomeForm(prefix="settle"),
        "settling": next((k.partition(":")[2] for k in bound if k.startswith(("settle", "goal_met"))), ""),
    }  # fmt: skip


def _people(actor: Actor, file: PlanFile) -> list[Colleague]:
    """Who may be given something to do: the group first, then the workers of agencies that answer checks."""
    group = [m.worker for m in file.of_the_group if m.worker]
    wanted = {a.id for a in agencies(actor) if a.kind != "partnership"} if actor.has(Permission.PLAN_WORK) else set()
    others = [w for w in working_in(actor, wanted) if w.placement_id not in {g.placement_id for g in group}]
    return [*group, *others]


def _form(actor: Actor, plan_id: UUID, doing: str, data: QueryDict) -> Form | None:
    name, _, of = doing.partition(":")
    if name not in DOINGS or (name == "say" and of not in forms.heading_codes()):
        raise Refused("That cannot be done here. Go back and try again.")
    today = local_day(actor.at, ask.calendar())

    def chosen(make: Callable[..., Form], *more: object) -> Form:
        file = queries.plan_file(actor, plan_id)
        return make(_people(actor, file), *([file.goals] if more else ()), data)

    made: dict[str, Callable[[], Form]] = {
        "say": lambda: forms.SayForm(data, prefix=f"say-{of}"), "goal": lambda: forms.GoalForm(data, prefix="goal"),
        "task": lambda: chosen(forms.task_form, "goals"), "member": lambda: chosen(forms.member_form),
        "visit": lambda: forms.VisitForm(data, prefix="visit", today=today),
        "finish_review": lambda: forms.ReviewForm(data, prefix="review"), "end": lambda: forms.end_form(data),
        "hand_over": lambda: chosen(forms.hand_over_form), "settle": lambda: forms.OutcomeForm(data, prefix="settle"),
        "give_up": lambda: forms.OutcomeForm(data, prefix="settle"),
        "goal_met": lambda: forms.OutcomeForm(data, prefix="settle"),
        "goal_given_up": lambda: forms.OutcomeForm(data, prefix="settle"),
    }  # fmt: skip
    return made[name]() if name in made else None


def _of(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("do", "").partition(":")[2])
    except ValueError:
        raise Refused("That is no longer there. Look at the plan again.") from None


def _say(actor: Actor, plan_id: UUID, form: Form, request: HttpRequest) -> None:
    heading = request.POST["do"].partition(":")[2]
    actions.say(actor, plan_id=plan_id, heading=heading, at=actor.at, **form.cleaned_data)


def _task(actor: Actor, plan_id: UUID, form: Form, request: HttpRequest) -> None:
    said = form.cleaned_data
    actions.write_task(
        actor, plan_id=plan_id, task=said["task"], due_on=said["due_on"], owner_name=said["owner_name"],
        owner_id=UUID(said["owner"]) if said["owner"] else None, goal_id=UUID(said["goal"]) if said["goal"] else None,
        at=actor.at,
    )  # fmt: skip


def _visit(actor: Actor, plan_id: UUID, form: Form, request: HttpRequest) -> None:
    said = dict(form.cleaned_data)
    seen = said.pop("seen")
    actions.record_visit(actor, plan_id=plan_id, child_seen=seen != "no", alone=seen == "alone", at=actor.at, **said)


def _member(actor: Actor, plan_id: UUID, form: Form, request: HttpRequest) -> None:
    said = form.cleaned_data
    worker = UUID(said["worker"]) if said["worker"] else None
    actions.join(actor, plan_id=plan_id, placement_id=worker, name=said["name"], part=said["part"], at=actor.at)


def _hand_over(actor: Actor, plan_id: UUID, form: Form, request: HttpRequest) -> None:
    to = UUID(form.cleaned_data["to"])
    actions.hand_over(actor, plan_id=plan_id, to=to, why=form.cleaned_data["why"], at=actor.at)


def _settle(action: Callable) -> Callable:
    def do(actor: Actor, plan_id: UUID, form: Form, request: HttpRequest) -> None:
        action(actor, task_id=_of(request), outcome=form.cleaned_data["outcome"], at=actor.at)

    return do


def _goal_settled(met: bool) -> Callable:
    def do(actor: Actor, plan_id: UUID, form: Form, request: HttpRequest) -> None:
        actions.settle_goal(
            actor, plan_id=plan_id, goal_id=_of(request), met=met, outcome=form.cleaned_data["outcome"], at=actor.at
        )

    return do


def _leave(actor: Actor, plan_id: UUID, form: Form | None, request: HttpRequest) -> None:
    actions.leave(actor, plan_id=plan_id, member_id=_of(request), at=actor.at)


def _said(action: Callable) -> Callable:
    def do(actor: Actor, plan_id: UUID, form: Form | None, request: HttpRequest) -> None:
        action(actor, plan_id=plan_id, at=actor.at, **(form.cleaned_data if form else {}))

    return do


DOINGS: dict[str, Callable] = {
    "say": _say, "goal": _said(actions.write_goal), "task": _task, "visit": _visit, "member": _member,
    "leave": _leave, "hand_over": _hand_over, "settle": _settle(actions.settle_task),
    "give_up": _settle(actions.give_up_task), "goal_met": _goal_settled(True), "goal_given_up": _goal_settled(False),
    "agree": _said(actions.agree), "begin_review": _said(actions.begin_review),
    "finish_review": _said(actions.finish_review), "end": _said(actions.end),
}  # fmt: skip


def _place(doing: str) -> str:
    name, _, of = doing.partition(":")
    if name == "say":
        return f"says-{of}"
    places = {"visit": "visits", "member": "group", "leave": "group", "hand_over": "group", "agree": "top"}
    return places.get(name, "goals" if "goal" in name or name in ("task", "settle", "give_up") else "review")
