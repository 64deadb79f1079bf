"""My agency's disagreements, and one of them: what was said at each stage, and what may be done now."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.escalations import actions, queries
from kingfisher.escalations.pages.new import afterwards
from kingfisher.escalations.queries import Shown
from kingfisher.escalations.states import ENDS, ESCALATION, TALKS
from kingfisher.kernel.moves import open_moves
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class SayForm(Form):
    mark_optional = False
    words = fields.Textarea("What do you want to say?", rows=4, empty="Write your answer")


class UpForm(Form):
    mark_optional = False
    words = fields.Textarea("What was tried, and why is it not settled?", rows=3, empty="Say what was tried")


class EndForm(Form):
    """How it ended; a withdrawal needs no learning."""

    mark_optional = False
    how = fields.Radios("How does it end?", (), empty="Choose how it ends")
    words = fields.Textarea("What was settled, or why is it withdrawn?", rows=3)
    learning = fields.Textarea(
        "What could others learn from it?", rows=2, required=False, hint="The partners read it; leave names out"
    )


@page(Permission.ESCALATION_WORK, purpose=True)
def ours(request: HttpRequest) -> HttpResponse:
    """Open ones first, the soonest due on top."""
    shown = queries.ours(request.actor)
    return render(request, "escalations/pages/ours.html", {"rows": shown, "at": request.actor.at, **wording(request)})


@page(Permission.ESCALATION_WORK, purpose=True)
def one(request: HttpRequest, escalation_id: UUID) -> HttpResponse:
    """See it; say something, take it up, end it."""
    actor = request.actor
    bound: dict[str, Form] = {}
    if request.method == "POST":
        done = _done(request, escalation_id, bound)
        if done:
            return done
    found = queries.one(actor, escalation_id)
    moves = [m for m in open_moves(ESCALATION, found.state, actor.permissions) if m.to_state not in ("open",)]
    return render(request, "escalations/pages/one.html", {
        "one": found, "at": actor.at, "next": TALKS.get(4 if found.is_immediate else found.stage + 1),
        "say": bound.get("say") or SayForm(prefix="say"), "up": bound.get("up") or UpForm(prefix="up"),
        "end": bound.get("end") or end_form(found, moves, actor.organisation_id), **wording(request),
    })  # fmt: skip


def end_form(found: Shown, moves: list, organisation_id: UUID, data: object = None) -> EndForm:
    """The ways it may end for this side."""
    form = EndForm(data, prefix="end")
    raised = found.raising_id == organisation_id
    ends = [m for m in moves if m.name in ENDS and (raised or m.name != "withdraw")]
    form.fields["how"].choices = [(m.name, m.label) for m in ends]
    return form


def _done(request: HttpRequest, escalation_id: UUID, bound: dict[str, Form]) -> HttpResponse | None:
    actor, do = request.actor, request.POST.get("do", "")
    steps: dict[str, tuple[Callable[[], Form], Callable[[dict], object], str]] = {
        "say": (lambda: SayForm(request.POST, prefix="say"),
                lambda s: actions.answer(actor, escalation_id=escalation_id, words=s["words"], at=actor.at),
                "Both agencies can read it."),
        "up": (lambda: UpForm(request.POST, prefix="up"),
               lambda s: actions.move_up(actor, escalation_id=escalation_id, words=s["words"], at=actor.at),
               "It is at the next stage, and that stage's clock runs."),
        "end": (lambda: _bound_end(request, escalation_id),
                lambda s: actions.end(actor, escalation_id=escalation_id, at=actor.at, **s), "It is ended."),
    }  # fmt: skip
    if do not in steps:
        return None
    make, act, told = steps[do]
    form = bound[do] = make()
    if not form.is_valid():
        return None
    try:
        act(form.cleaned_data)
    except actions.Lacking as lacking:
        for gap in lacking.gaps:
            form.add_error(None, gap)
        return None
    afterwards(actor, escalation_id)
    messages.success(request, told)
    return redirect("escalations:one", escalation_id)


def _bound_end(request: HttpRequest, escalation_id: UUID) -> EndForm:
    found = queries.one(request.actor, escalation_id)
    moves = list(open_moves(ESCALATION, found.state, request.actor.permissions))
    return end_form(found, moves, request.actor.organisation_id, request.POST)


def wording(request: HttpRequest) -> dict[str, object]:
    """What every page of this room says in words."""
    return {"topics": dict(ask.codes("escalation_topic").choices()), "mine": request.actor.organisation_id}
