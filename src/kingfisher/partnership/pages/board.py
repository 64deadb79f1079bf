"""The board and its groups: meetings, the forward plan, and what is put on it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.partnership import queries
from kingfisher.partnership.actions import board as actions
from kingfisher.partnership.actions import who
from kingfisher.partnership.states import TIERS, WANTED
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, forms_of
from kingfisher.ui.forms import Form


class PlanForm(Form):
    """A meeting of a group. What is on the forward plan for that month comes onto its agenda."""

    mark_optional = False
    group_id = fields.Select("Which group", ())
    starts_at = fields.Moment("When")
    minutes_long = fields.Number("How many minutes", least=15, greatest=600)
    place = fields.Input("Where, or how to join")


class ItemForm(Form):
    """Something for the forward plan."""

    mark_optional = False
    group_id = fields.Select("Which group", ())
    title = fields.Input("What it is about")
    wanted = fields.Radios("What is wanted", tuple(WANTED.items()), inline=True)
    brought_by = fields.Input("Who brings it")
    month = fields.Date("In which month", hint="Any day of the month")
    minutes_long = fields.Number("Minutes", least=1, greatest=240)


class GroupForm(Form):
    name = fields.Input("Name")
    tier = fields.Select("What it is", [(str(n), words) for n, words in TIERS.items()])
    remit = fields.Textarea("What it is for", rows=3)
    quorum = fields.Input("Quorum, in words", required=False)
    begins_on = fields.Date("From")


@page(Permission.BOARD_READ)
def board(request: HttpRequest) -> HttpResponse:
    """Meetings of every group, and what is planned ahead."""
    actor = request.actor
    forms: dict = {}
    if actor.has(Permission.BOARD_WORK):
        forms, done = forms_of(request, _doings(actor))
        if done:
            return done
    late = [u for u in queries.undertakings(actor, open_only=True) if u.is_late]
    shown = {
        "sittings": queries.sittings(actor), "plan": queries.forward_plan(actor), "forms": forms, "at": actor.at,
        "late": late,
    }  # fmt: skip
    return render(request, "partnership/pages/board.html", shown)


def _doings(actor: Actor) -> dict[str, Doing]:
    groups = [(str(g.id), g.name) for g in queries.who_is_who(actor, on=queries.today(actor)).groups]

    def in_group(form_class: type[Form]) -> object:
        def make(*args: object, **kwargs: object) -> Form:
            form = form_class(*args, **kwargs)
            form.fields["group_id"].choices = groups
            return form

        return make

    def group(s: dict) -> object:
        return who.set_up_group(actor, code=slugify(s["name"])[:40], at=actor.at, **{**s, "tier": int(s["tier"])})

    return {
        "plan": Doing(in_group(PlanForm), lambda s: actions.plan_sitting(actor, **s, at=actor.at), "It is planned."),
        "item": Doing(in_group(ItemForm), lambda s: actions.add_item(actor, **s, at=actor.at), "It is on the plan."),
        "group": Doing(GroupForm, group, "The group is set up. Seat its members under Who is who."),
    }
