"""Which tools are open on these facts? And thinking of one of them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.disruption import actions, queries, rules
from kingfisher.disruption.actions import NotYet, Wanted
from kingfisher.disruption.pages.doing import worker_choices
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import agencies
from kingfisher.rulebook import ask
from kingfisher.rulebook.powers import power, powers
from kingfisher.ui import fields
from kingfisher.ui.forms import Form

GROUPS = {"person": "About them", "child": "About the child", "place": "About the place"}


class ConsiderForm(Form):
    rationale = fields.Textarea("Why this tool, on which facts?", rows=3, empty="Say why this tool")
    proportionality = fields.Textarea("Why is it proportionate?", rows=3, empty="Say why it is proportionate",
                                      hint="What it takes from whom, and why less would not do.")  # fmt: skip
    victims_view = fields.Textarea("What do those harmed think of it?", rows=2, required=False)
    owner = fields.Select("Who works it?", blank="You", required=False)


@page(Permission.DISRUPT_WORK, purpose=True)
def tools(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """`?fact=` for each fact ticked; the address may be kept and sent."""
    file = queries.plan(request.actor, plan_id)
    known = {c.code: c.label for c in ask.codes("disruption_fact").code}
    facts = [f for f in request.GET.getlist("fact") if f in known]
    opened, nearly = rules.tools_open(powers(), facts, target=file.plan.about)
    weighed = {m.title for m in file.measures}
    groups = [
        (title, [c for c in ask.codes("disruption_fact").code if c.mapped("group") == code])
        for code, title in GROUPS.items() if not (code == "person" and file.plan.about == "place")
    ]  # fmt: skip
    return render(request, "disruption/pages/tools.html", {
        "file": file, "groups": groups, "facts": facts, "known": known, "weighed": weighed,
        "opened": [(one, power(one.id), "; ".join(known[f] for f in one.because)) for one in opened],
         "nearly": [(one, power(one.id)) for one in nearly],
    })  # fmt: skip


@page(Permission.DISRUPT_WORK, purpose=True)
def consider(request: HttpRequest, plan_id: UUID, power_id: str) -> HttpResponse:
    """Think of one tool: for whom, why, by whom it is worked."""
    actor = request.actor
    try:
        rule = power(power_id)
    except LookupError:
        raise NotThere from None
    file = queries.plan(actor, plan_id)
    form = ConsiderForm(request.POST or None, initial={"victims_view": file.plan.victims_view})
    form.fields["owner"].choices = worker_choices(actor, request.GET.get("agency", ""))
    if form.is_bound and form.is_valid():
        try:
            key = actions.consider(
                actor, plan_id=plan_id, wanted=_wanted(form.cleaned_data, rule.id, file), at=actor.at
            )
            messages.success(request, "It stands as considered. Write its conditions, then go on with it or reject it.")
            return redirect("disruption:measure", key)
        except NotYet as lacking:
            for gap in lacking.gaps:
                form.add_error(None, gap)
    return render(request, "disruption/pages/consider.html", {
        "form": form, "one": rule, "file": file, "agencies": agencies(actor), "chosen": request.GET.get("agency", ""),
    })  # fmt: skip


def _wanted(said: dict[str, Any], power_id: str, file: queries.PlanFile) -> Wanted:
    owner = UUID(said["owner"]) if said["owner"] else None
    kind = "place" if file.plan.about == "place" else "person"
    return Wanted(power_id, said["rationale"], said["proportionality"], said["victims_view"], kind, "", owner)
