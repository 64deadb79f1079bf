"""One look from outside: its findings, what each agency answers, whether it was put right."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.assurance import actions, queries
from kingfisher.assurance.pages.opening import people
from kingfisher.assurance.queries import LookShown
from kingfisher.kernel.actor import Actor
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, choosing, forms_of
from kingfisher.ui.forms import Form


class FindForm(Form):
    mark_optional = False
    words = fields.Textarea("What was found, or is asked for", rows=3, hint="In its own words. Name no child")


class AskForm(Form):
    mark_optional = False
    finding_id = fields.Select("Which finding", ())
    writer = fields.Select("Who answers, for which agency", ())
    answer_by = fields.Date("Answer by")


class MyFollowForm(Form):
    """Of the scrutineer herself."""

    mark_optional = False
    finding_id = fields.Select("Which finding", ())
    answer = fields.Radios("Was it put right?", lambda: ask.codes("follow_up_answer").choices())
    words = fields.Textarea("What was looked at, and what it shows", rows=3)
    looked_on = fields.Date("On which day", past=True)


class FollowForm(MyFollowForm):
    said_by = fields.Input("Who looked again", hint="The scrutineer, the inspectors: it is their judgement you keep")


class FileForm(Form):
    mark_optional = False
    file = fields.FileUpload("The report, as it was signed")


@page(Permission.ASSURANCE_READ)
def look(request: HttpRequest, look_id: UUID) -> HttpResponse:
    """Whoever reads for the board; the office works it."""
    actor = request.actor
    found = queries.look_of(actor, look_id)
    finds = actor.has(Permission.FINDING_WRITE) and found.row.sort == "scrutiny"
    forms, done = forms_of(request, _doings(actor, found) if finds or actor.has(Permission.ASSURANCE_WORK) else {})
    if done:
        return done
    shown = {"one": found, "row": found.row, "forms": forms, "only_reads": actor.reads_only and not finds}
    return render(request, "assurance/pages/look.html", shown)


def _doings(actor: Actor, found: LookShown) -> dict[str, Doing]:
    names, homes = people(actor)
    every = [(str(f.id), f"{f.row.number}. {f.row.words[:80]}") for f in found.findings]

    def ask_one(s: dict) -> None:
        actions.ask_agency(
            actor, finding_id=UUID(s["finding_id"]), organisation_id=homes[s["writer"]], writer=UUID(s["writer"]),
            answer_by=s["answer_by"], at=actor.at,
        )  # fmt: skip

    def follow(s: dict) -> None:
        actions.follow_up(actor, **{"said_by": "", **s, "finding_id": UUID(s["finding_id"])}, at=actor.at)

    def attach(s: dict) -> None:
        actions.attach_report(actor, look_id=found.id, name=s["file"].name, content=s["file"].read(), at=actor.at)

    doings = {"find": Doing(FindForm, lambda s: actions.find(actor, look_id=found.id, **s, at=actor.at), "Kept.")}
    if every:
        doings["ask"] = Doing(choosing(AskForm, finding_id=every, writer=names), ask_one, "It is on her or his desk.")
        form = FollowForm if actor.has(Permission.ASSURANCE_WORK) else MyFollowForm
        doings["follow"] = Doing(choosing(form, finding_id=every), follow, "Kept.")
    if actor.has(Permission.ASSURANCE_WORK):
        doings["attach"] = Doing(FileForm, attach, "The report is kept.", carries_files=True)
    return doings
