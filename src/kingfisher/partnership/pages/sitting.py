"""One meeting of the board or a group: agenda and papers before, register and minutes during, decisions and actions."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.guard.leaving import nothing_leaves
from kingfisher.kernel.moves import open_moves
from kingfisher.kernel.timing import LONDON
from kingfisher.partnership import queries
from kingfisher.partnership.actions import board as actions
from kingfisher.partnership.states import ATTENDED, SITTING, WANTED
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, choosing, forms_of
from kingfisher.ui.forms import Form


class AgendaForm(Form):
    """An item of this meeting, with its paper."""

    title = fields.Input("What it is about")
    wanted = fields.Radios("What is wanted", tuple(WANTED.items()), inline=True)
    brought_by = fields.Input("Who brings it")
    minutes_long = fields.Number("Minutes", least=1, greatest=240)
    paper = fields.Textarea("The paper, or what the attached one asks", rows=4, required=False)


class FileForm(Form):
    item_id = fields.Select("For which item", ())
    file = fields.FileUpload("The paper")


class MinuteForm(Form):
    mark_optional = False
    item_id = fields.Select("Under which item", ())
    words = fields.Textarea("What was said", rows=6, hint="What you type is kept as you type it")


class ResolveForm(Form):
    mark_optional = False
    words = fields.Textarea("What was decided", rows=2)


class UndertakeForm(Form):
    mark_optional = False
    words = fields.Input("What is to be done")
    owner_id = fields.Select("Who does it", ())
    due_on = fields.Date("By")


class MoveForm(Form):
    how = fields.Hidden()


@page(Permission.BOARD_READ)
def sitting(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Everything of one meeting on one page."""
    actor = request.actor
    found = queries.sitting(actor, sitting_id)
    forms: dict = {}
    if actor.has(Permission.BOARD_WORK):
        forms, done = forms_of(request, _doings(request, found))
        if done:
            return done
    moves = list(open_moves(SITTING, found.state, actor.permissions))
    shown = {"found": found, "forms": forms, "moves": moves, "at": actor.at, "attended": ATTENDED}
    return render(request, "partnership/pages/sitting.html", shown)


@page(Permission.BOARD_READ)
@nothing_leaves("a board's agenda and minutes: they name agencies and seats, and no child")
def sitting_paper(request: HttpRequest, sitting_id: UUID) -> HttpResponse:
    """Agenda, papers and minutes, laid out for paper."""
    found = queries.sitting(request.actor, sitting_id)
    shown = {"found": found, "at": request.actor.at, "attended": ATTENDED, "reference": found.ref}
    return render(request, "partnership/pages/sitting_paper.html", shown)


def _doings(request: HttpRequest, found: queries.SittingShown) -> dict[str, Doing]:
    actor = request.actor
    one = {"sitting_id": found.id, "at": actor.at}
    items = [(str(i.id), i.title) for i in found.items]
    people = [(str(h.id), f"{h.name}, {h.of}") for h in queries.holders(actor)]

    def agenda(s: dict) -> None:
        month = found.starts_at.astimezone(LONDON).date()
        actions.add_item(actor, group_id=found.group_id, month=month, **s, **one)

    def attach(s: dict) -> None:
        actions.attach(actor, item_id=UUID(s["item_id"]), name=s["file"].name, content=s["file"].read(), at=actor.at)

    def register(s: dict) -> None:
        said = {seat.id: request.POST.get(f"seat-{seat.id}", "") for seat, _ in found.register}
        actions.register(actor, was={key: how for key, how in said.items() if how}, **one)

    return {
        "agenda": Doing(AgendaForm, agenda, "It is on the agenda."),
        "file": Doing(choosing(FileForm, item_id=items), attach, "The paper is attached.", carries_files=True),
        "minute": Doing(choosing(MinuteForm, item_id=items), lambda s: actions.minute(actor, **s, **one), "Kept."),
        "resolve": Doing(ResolveForm, lambda s: actions.resolve(actor, **s, **one), "The decision is kept."),
        "undertake": Doing(
            choosing(UndertakeForm, owner_id=people), lambda s: actions.undertake(actor, **s, **one), "Given."
        ),
        "register": Doing(Form, register, "The register is kept."),
        "move": Doing(MoveForm, lambda s: actions.move(actor, **s, **one), "Done."),
    }
