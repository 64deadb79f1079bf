"""One place: why it was referred, what it is like, what changes, and whether it did."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.disruption import actions, queries
from kingfisher.disruption.pages.doing import Button, carried_out, forms_of, today_of, worker_choices
from kingfisher.disruption.pages.plan_forms import let_in_form
from kingfisher.disruption.queries import PlaceFile
from kingfisher.disruption.rules import ASSESSMENT
from kingfisher.disruption.states import DONE_WORDS, PLACE
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.moves import open_moves
from kingfisher.organisations.queries import agencies
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class AssessForm(Form):
    seen = fields.Textarea(ASSESSMENT[0][1], rows=2, required=False)
    guardians = fields.Textarea(ASSESSMENT[1][1], rows=2, required=False)
    design = fields.Textarea(ASSESSMENT[2][1], rows=2, required=False)
    pull = fields.Textarea(ASSESSMENT[3][1], rows=2, required=False)
    adults = fields.Textarea(ASSESSMENT[4][1], rows=2, required=False)
    young_people = fields.Textarea(ASSESSMENT[5][1], rows=2, required=False)


class PlanForm(Form):
    mark_optional = False
    plan = fields.Textarea("What changes about the place, who does it, by when?", rows=4, empty="Say what changes",
                           hint="Light, cameras, staff trained, youth workers, licence conditions")  # fmt: skip


class CountForm(Form):
    mark_optional = False
    first_on = fields.Date("From which day?", past=True, empty="Say from which day")
    last_on = fields.Date("To which day?", past=True, empty="Say to which day")
    incidents = fields.Number("How many incidents?", least=0, greatest=100_000, empty="Say how many")
    counted_by = fields.Input("Who counted, and what?", empty="Say who counted")


class VisitForm(Form):
    mark_optional = False
    on = fields.Date("Which day?", past=True, empty="Say which day")
    said = fields.Textarea("Who visited, for which purpose, and what was seen?", rows=3, empty="Say what was seen")


class SaidForm(Form):
    mark_optional = False
    said = fields.Textarea("What has changed?", rows=3, empty="Say what has changed")


class ShutForm(Form):
    mark_optional = False
    outcome = fields.Textarea("What is different now, and how do you know?", rows=3, empty="Say what is different")


class WhyForm(Form):
    mark_optional = False
    why = fields.Textarea("What is new?", rows=2, empty="Say what is new")


@page(Permission.MEASURE_WORK, purpose=True)
def place(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """Read it; work on it. Whoever was let in writes down visits."""
    actor = request.actor
    file = queries.place(actor, place_id)
    chosen = request.GET.get("agency", "")
    buttons = _buttons(actor, file, worker_choices(actor, chosen))
    shown_forms = forms_of(request, buttons)
    if request.method == "POST":
        done = carried_out(request, buttons, shown_forms, "disruption:place", place_id)
        if done:
            return done
    return render(request, "disruption/pages/place.html", {
        "file": file, "one": file.place, "forms": shown_forms, "at": actor.at, "label": ask.label,
        "questions": ASSESSMENT, "agencies": agencies(actor), "chosen": chosen,
        "may_work": actor.has(Permission.DISRUPT_WORK), "done_words": DONE_WORDS,
    })  # fmt: skip


def _buttons(actor: Actor, file: PlaceFile, workers: list[tuple[str, str]]) -> dict[str, Button]:
    about = {"place_id": file.place.id, "at": actor.at}

    def plain(form, initial=None):
        return lambda data=None, files=None, **more: form(data, initial=initial, **more)

    today = today_of(actor)
    found = {"visit": Button(plain(VisitForm), lambda s: actions.visit_place(actor, **s, **about), "Written down.")}
    if not actor.has(Permission.DISRUPT_WORK):
        return found
    moves = {
        "assess": Button(
            plain(AssessForm, file.place.assessment), lambda s: actions.assess(actor, said=s, **about), "Saved."
        ),
        "make_plan": Button(
            plain(PlanForm, {"plan": file.place.plan}), lambda s: actions.make_plan(actor, **s, **about), "Agreed."
        ),
        "review": Button(plain(SaidForm), lambda s: actions.review(actor, **s, **about), "Reviewed."),
        "shut": Button(plain(ShutForm), lambda s: actions.shut(actor, **s, on=today, **about), "Closed."),
        "reopen": Button(plain(WhyForm), lambda s: actions.reopen(actor, **s, **about), "Open again."),
    }
    found |= {m.name: moves[m.name] for m in open_moves(PLACE, file.place.state, actor.permissions)}
    found["count"] = Button(
        plain(CountForm), lambda s: actions.count_place(actor, **{**s, "incidents": int(s["incidents"])}, **about),
        "Counted.",
    )  # fmt: skip
    found["let_in"] = Button(
        let_in_form(workers),
        lambda s: actions.let_in(actor, kind="place", key=file.place.id, placement_id=UUID(s["to"]), why=s["why"],
                                 at=actor.at),
        "They can read this place and write down visits.",
    )  # fmt: skip
    return found
