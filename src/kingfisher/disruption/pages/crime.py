"""One crime that is tracked."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.disruption import actions, queries
from kingfisher.disruption.pages import crime_forms as forms
from kingfisher.disruption.pages.doing import Button, carried_out, forms_of, today_of
from kingfisher.disruption.queries import CrimeFile
from kingfisher.disruption.states import FINISHED
from kingfisher.kernel.actor import Actor
from kingfisher.rulebook import ask

LATER = {
    "unsupported": "Victim no longer supports it",
    "charge": "Charged",
    "finish": "Finished",
    "take_up": "Taken up again",
}


@page(Permission.CRIME_WORK, purpose=True)
def crime(request: HttpRequest, crime_id: UUID) -> HttpResponse:
    """Read it; write what happened."""
    actor = request.actor
    file = queries.crime(actor, crime_id)
    buttons = {**_of_the_case(actor, file), **_of_people(actor, file)}
    shown_forms = forms_of(request, buttons)
    if request.method == "POST":
        done = carried_out(request, buttons, shown_forms, "disruption:crime", crime_id)
        if done:
            return done
    return render(request, "disruption/pages/crime.html", {
        "file": file, "row": file.row, "one": file.crime, "forms": shown_forms, "at": actor.at, "label": ask.label,
        "later": LATER,
    })  # fmt: skip


def _of_the_case(actor: Actor, file: CrimeFile) -> dict[str, Button]:
    about = {"crime_id": file.crime.id, "at": actor.at}
    if file.crime.state == FINISHED:
        return {"take_up": Button(
            forms.chosen(forms.OnSaidForm), lambda s: actions.take_up(actor, **s, **about), "Taken up again."
        )}  # fmt: skip
    steps = forms.chosen(forms.StepForm, kind=ask.codes("crime_step").choices())
    outcomes = forms.chosen(forms.FinishForm, outcome=ask.codes("crime_outcome").choices())
    found = {
        "step": Button(steps, lambda s: actions.crime_step(actor, **s, **about), "Written."),
        "unsupported": Button(
            forms.chosen(forms.OnSaidForm), lambda s: actions.no_longer_supported(actor, **s, **about),
            "It stands, and the case goes on.",
        ),
        "flag": Button(forms.flag_form(file.crime.flags), lambda s: actions.flag(actor, **s, **about), "Flagged."),
        "finish": Button(outcomes, lambda s: actions.finish(actor, **s, **about), "Finished."),
        "material": Button(
            forms.chosen(forms.MaterialForm), lambda s: actions.ask_material(actor, **s, **about), "The request stands."
        ),
    }  # fmt: skip
    if not file.crime.number:
        found["number"] = Button(
            forms.chosen(forms.NumberForm), lambda s: actions.record_crime(actor, **s, **about), "Recorded."
        )
    if file.crime.state == "open":
        found["charge"] = Button(
            forms.chosen(forms.OnSaidForm), lambda s: actions.charge(actor, **s, **about), "Charged."
        )
    return found


def _of_people(actor: Actor, file: CrimeFile) -> dict[str, Button]:
    about = {"crime_id": file.crime.id, "at": actor.at}
    found = {"party": Button(
        forms.chosen(forms.PartyForm),
        lambda s: actions.add_party(actor, **{**s, "is_child": s["is_child"] in (True, "yes")}, **about), "Named.",
    )}  # fmt: skip
    if file.parties:
        found["says"] = Button(
            forms.says_form(file.parties),
            lambda s: actions.say_of_party(
                actor, party_id=UUID(s.pop("who")), at=actor.at, **{name: said for name, said in s.items() if said}
            ), "Written.",
        )  # fmt: skip
    if file.to_tell:
        steps = [
            (str(s.id), f"{LATER.get(s.kind) or ask.label('crime_step', s.kind)}, {s.happened_on:%d %B}")
            for s, _ in file.steps if s.id in file.to_tell
        ]  # fmt: skip
        found["told"] = Button(
            forms.chosen(forms.ToldForm, step=steps),
            lambda s: actions.victim_told(actor, step_id=UUID(s["step"]), at=actor.at), "Told.",
        )  # fmt: skip
    waiting = [(str(r.id), f"{r.holder}: {r.what[:60]}") for r in file.requests if r.answered_on is None]
    if waiting:
        found["answer"] = Button(
            forms.chosen(forms.AnswerForm, request=waiting),
            lambda s: actions.material_answered(actor, request_id=UUID(s["request"]), answer=s["answer"],
                                                on=today_of(actor), at=actor.at),
            "Written.",
        )  # fmt: skip
    return found
