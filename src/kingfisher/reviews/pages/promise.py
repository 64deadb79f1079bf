"""What one agency promised about a recommendation: whoever answers for it says what shows it; the office looks."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.reviews import actions, queries
from kingfisher.reviews.queries import PromiseShown
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, forms_of
from kingfisher.ui.forms import Form


class AnswerForm(Form):
    mark_optional = False
    words = fields.Textarea(
        "What shows that it was done?", rows=4,
        hint="What can be looked at, and where: a changed form, records read, people asked. “Discussed” shows nothing",
    )  # fmt: skip


class ShowsForm(Form):
    evidence = fields.Textarea(
        "What shows it, in the office’s words", rows=3, required=False, hint="Leave it empty to keep the agency’s words"
    )


class BackForm(Form):
    mark_optional = False
    why = fields.Textarea("What is still wanting", rows=3)


class FileForm(Form):
    mark_optional = False
    file = fields.FileUpload("The file")


@page(Permission.PROMISE_ANSWER)
def promise(request: HttpRequest, commitment_id: UUID) -> HttpResponse:
    """It names no child; whoever reads the board's learning may read it too."""
    actor = request.actor
    found = queries.promise(actor, commitment_id)
    forms, done = forms_of(request, _doings(actor, found))
    if done:
        return done
    shown = {"one": found, "row": found.row, "advice": found.row.recommendation, "forms": forms, "at": actor.at,
             "files": queries.files_of_advice(actor, found.row.recommendation_id)}  # fmt: skip
    return render(request, "reviews/pages/promise.html", shown)


def _doings(actor: Actor, found: PromiseShown) -> dict[str, Doing]:
    kept = {"commitment_id": found.row.id, "at": actor.at}
    doings: dict[str, Doing] = {}
    if found.row.state != "open":
        return doings
    if found.is_mine:
        doings["answer"] = Doing(AnswerForm, lambda s: actions.answer_promise(actor, **s, **kept),
                                 "It is with the partnership’s office now.")  # fmt: skip
        doings["attach"] = Doing(FileForm, lambda s: actions.attach_to_promise(
            actor, name=s["file"].name, content=s["file"].read(), **kept), "The file is kept.", carries_files=True,
        )  # fmt: skip
    if actor.has(Permission.REVIEW_WORK):
        doings["shows"] = Doing(ShowsForm, lambda s: actions.done(actor, **s, **kept), "Kept as done.")
        if found.is_answered:
            doings["back"] = Doing(BackForm, lambda s: actions.send_back(actor, **s, **kept), "Asked for more.")
    return doings
