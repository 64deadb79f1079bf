"""What the partnership publishes: what stands, what is being written, what is due."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import acting_as, page, service_of
from kingfisher.access.permissions import Permission
from kingfisher.partnership import queries
from kingfisher.partnership.actions import publishing as actions
from kingfisher.rulebook import published
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, forms_of
from kingfisher.ui.forms import Form


class BeginForm(Form):
    """The first edition of something. Of a yearly report: its year."""

    kind = fields.Radios("What", lambda: [(k.id, k.title) for k in published.publications()])
    title = fields.Input("Title, as the public reads it")
    first_day = fields.Date("Of a yearly report: its first day", required=False)
    last_day = fields.Date("Of a yearly report: its last day", required=False)


class NextForm(Form):
    publication_id = fields.Hidden()


@page(Permission.BOARD_READ)
def shelf(request: HttpRequest) -> HttpResponse:
    """Every publication; the office begins new ones and new editions."""
    actor = request.actor
    forms = {}
    if actor.has(Permission.BOARD_WORK) and not queries.has_shelf(actor):
        with acting_as(service_of("front_door_service", at=actor.at, via="page")) as door:
            actions.lay_shelf(door, at=door.at)
    if actor.has(Permission.BOARD_WORK):
        forms, done = forms_of(request, {
            "begin": Doing(BeginForm, lambda s: actions.begin(actor, **s, at=actor.at), "Begun. Everybody on the board can write in it."),  # noqa: E501
            "next": Doing(NextForm, lambda s: actions.begin_next(actor, **s, at=actor.at), "Begun from the words that stand."),  # noqa: E501
        })  # fmt: skip
        if done:
            return redirect("partnership:shelf")
    shown = {"shelf_rows": queries.shelf(actor), "forms": forms, "at": actor.at}
    return render(request, "partnership/pages/shelf.html", shown)
