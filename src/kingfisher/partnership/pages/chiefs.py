"""What needs the three of us now: one page, thirty minutes a month, no child's name unless opened with a reason."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.verdict import NotThere
from kingfisher.partnership import queries
from kingfisher.partnership.actions import keeping as actions
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, forms_of
from kingfisher.ui.forms import Form

MONTHLY_MINUTES = 30


class AnswerForm(Form):
    """What she does about it. To give it to somebody needs who and by when."""

    mark_optional = False
    did = fields.Radios(
        "What do you do?",
        [
            ("accepted", "Note it: nothing is needed of us"),
            ("answered", "Answer it"),
            ("given", "Give it to somebody"),
        ],
    )
    words = fields.Textarea("Your answer, or what is to be done", rows=3, required=False)
    owner_id = fields.Select("To give it: to whom", (), required=False)
    due_on = fields.Date("To give it: by when", required=False)


class WhyForm(Form):
    mark_optional = False
    why = fields.Textarea(
        "Why do you need to see it?", rows=2, hint="A child may be named there. Your reason is recorded"
    )


@page(Permission.ESCALATION_SETTLE)
def three(request: HttpRequest) -> HttpResponse:
    """The list, what is late first."""
    found = queries.for_the_three(request.actor)
    shown = {"found": found, "at": request.actor.at, "monthly": MONTHLY_MINUTES}
    return render(request, "partnership/pages/three.html", shown)


@page(Permission.ESCALATION_SETTLE)
def matter(request: HttpRequest) -> HttpResponse:
    """One matter: what was said of it, and what she does about it."""
    actor = request.actor
    found = queries.matter(actor, request.GET.get("about", ""))
    if found is None:
        raise NotThere
    people = [(str(h.id), f"{h.name}, {h.of}") for h in queries.holders(actor)]

    def answering(*args: object, **kwargs: object) -> Form:
        form = AnswerForm(*args, **kwargs)
        form.fields["owner_id"].choices = people
        return form

    def answer(s: dict) -> None:
        actions.answer(actor, about=found.about, did=s["did"], words=s["words"], owner_id=s["owner_id"] or None,
                       due_on=s["due_on"] or None, at=actor.at)  # fmt: skip

    forms, done = forms_of(request, {
        "answer": Doing(answering, answer, "The other two can see what you did."),
        "why": Doing(WhyForm, lambda s: actions.open_named(actor, about=found.about, at=actor.at, **s), ""),
    })  # fmt: skip
    if done:
        return redirect(found.href) if request.POST.get("do") == "why" and found.href else redirect("partnership:three")
    return render(request, "partnership/pages/matter.html", {"m": found, "forms": forms, "at": actor.at})
