"""One tool of the law: its test, its conditions, its service, its breaches, its effect."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.disruption import actions, queries
from kingfisher.disruption.pages import measure_forms as forms
from kingfisher.disruption.pages.doing import Button, carried_out, forms_of
from kingfisher.disruption.queries import MeasureFile
from kingfisher.disruption.states import MOVES, OVER
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.moves import open_moves
from kingfisher.rulebook import ask


@page(Permission.MEASURE_WORK, purpose=True)
def measure(request: HttpRequest, measure_id: UUID) -> HttpResponse:
    """Read it; take it a step on."""
    actor = request.actor
    file = queries.measure(actor, measure_id)
    buttons = _buttons(actor, file)
    shown_forms = forms_of(request, buttons)
    if request.method == "POST" and (done := _done(request, file, buttons, shown_forms)):
        return done
    moves = [m for m in open_moves(MOVES, file.row.state, actor.permissions) if m.name in buttons]
    return render(request, "disruption/pages/measure.html", {
        "file": file, "row": file.row, "one": file.power, "forms": shown_forms, "moves": moves, "at": actor.at,
        "label": ask.label, "is_over": file.row.state in OVER,
    })  # fmt: skip


def _done(request: HttpRequest, file: MeasureFile, buttons: dict, shown_forms: dict) -> HttpResponse | None:
    do = request.POST.get("do", "")
    ended = do.removeprefix("end:")
    if do.startswith("end:") and ended in {str(c.id) for c in file.conditions}:
        actions.end_condition(request.actor, condition_id=UUID(ended), at=request.actor.at)
        request.POST = {**request.POST.dict(), "do": "ended"}
        buttons = {"ended": Button(forms.plain(forms.Form), lambda s: None, "It is off the street.")}
        shown_forms = forms_of(request, buttons)
    return carried_out(request, buttons, shown_forms, "disruption:measure", file.row.id)


def _buttons(actor: Actor, file: MeasureFile) -> dict[str, Button]:
    about = {"measure_id": file.row.id, "at": actor.at}
    found = {
        m.name: Button(
            forms.plain(forms.OF_MOVES[m.name][0]),
            lambda s, name=m.name: getattr(actions, name)(actor, **s, **about),
            forms.OF_MOVES[m.name][1],
        )
        for m in open_moves(MOVES, file.row.state, actor.permissions)
    }
    if file.power.needs_authority and (file.asked_by_me or not actor.has(Permission.DISRUPT_AUTHORISE)):
        found.pop("grant", None)
    if file.row.state not in OVER:
        found["condition"] = Button(
            forms.condition_form, lambda s: actions.condition(actor, **s, **about), "The condition stands."
        )
    found["effect"] = Button(
        forms.plain(forms.EffectForm), lambda s: actions.say_effect(actor, **s, **about), "Written."
    )
    found["copy"] = Button(
        forms.copy_form,
        lambda s: actions.keep_served_copy(actor, name=s["file"].name, content=s["file"].read(), **about), "Kept.",
    )  # fmt: skip
    return found
