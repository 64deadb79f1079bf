"""Sending a file in: what sort it is, and the file. It is checked at once; nothing of it is brought in yet."""

from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import acting_as, page
from kingfisher.access.permissions import Permission
from kingfisher.exchange import actions
from kingfisher.exchange.imports import held, refusals, sources
from kingfisher.exchange.imports.sources import SOURCES
from kingfisher.kernel.actor import Actor
from kingfisher.ui import fields
from kingfisher.ui.forms import Form

HELD = settings.HOME / "imports"
MOST = settings.IMPORT_LIMIT_BYTES // 2**20


class NewForm(Form):
    source = fields.Radios(
        "What sort of file is it?",
        choices=[fields.Choice(one.id, one.label, one.accepts) for one in SOURCES.values()],
        empty="Choose what sort of file it is",
    )
    file = fields.FileUpload(
        "The file",
        empty="Choose the file to bring in",
        most_megabytes=MOST,
        hint=f"Up to {MOST} MB. Its name does not matter.",
    )


@page(Permission.IMPORT_RUN, stepwise=True)
def new(request: HttpRequest) -> HttpResponse:
    """The file is held privately until it is brought in or refused. A refusal is shown on the run's own page."""
    form = NewForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            run_id = _taken(request.actor, given["source"], given["file"])
        except refusals.TooBig as refused:
            form.add_error("file", refused.sentence)
        else:
            return redirect("exchange:run", run_id)
    with acting_as(request.actor):
        return render(request, "exchange/pages/new.html", {"form": form})


def _taken(actor: Actor, source: str, file: UploadedFile) -> UUID:
    here = held.hold(HELD, file.chunks(), limit=settings.IMPORT_LIMIT_BYTES)
    with acting_as(actor):
        run_id = actions.begin(
            actor, source=source, file_name=file.name or "file", size=here.size, sha256=here.sha256,
            held_as=here.held_as, at=actor.at,
        )  # fmt: skip
    try:
        sources.read(source, held.path_of(HELD, here.held_as), limit=settings.IMPORT_LIMIT_BYTES)
    except refusals.ColumnsMissing:
        pass  # a person may yet say which column is which
    except refusals.Refused as refused:
        with acting_as(actor):
            actions.refuse(actor, run_id=run_id, why=refused.sentence, at=actor.at)
        held.let_go(HELD, here.held_as)
    return run_id
