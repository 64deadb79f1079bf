"""A certificate as PDF/UA, laid out by typst; what is typed reaches it as data."""

import json
from functools import cache
from pathlib import Path
from uuid import UUID

import typst
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from kingfisher.access.entry import acting_as, page
from kingfisher.access.permissions import Permission
from kingfisher.guard.leaving import Leaving, leaves
from kingfisher.kernel.verdict import NotThere
from kingfisher.learning import queries
from kingfisher.learning.pages.door import training_door
from kingfisher.learning.queries import Certificate
from kingfisher.rulebook import ask
from kingfisher.ui.filters import day


@cache
def _layout() -> bytes:
    return (Path(__file__).parents[1] / "certificate.typ").read_bytes()


def as_pdf(found: Certificate) -> bytes:
    """The certificate of one completed course."""
    said = {
        "partnership": settings.PARTNERSHIP, "name": found.name, "title": found.title, "ref": found.ref,
        "level": ask.label("training_level", str(found.level)), "on": day(found.completed_on),
        "elsewhere": found.elsewhere,
    }  # fmt: skip
    return typst.compile(_layout(), format="pdf", pdf_standards="ua-1", sys_inputs={"said": json.dumps(said)})


@page(Permission.LEARNING_BOOK)
@leaves("learning.certificate")
def certificate_pdf(request: HttpRequest, completion_id: UUID) -> Leaving:
    """One's own certificate; of anybody's, for those whose role reads her record."""
    actor = request.actor
    door = training_door(request)
    with acting_as(door):
        mine = queries.learner_of_worker(door, actor.worker_id)
        own = {c.id for c in queries.record(door, mine).completions} if mine else set()
        found = queries.certificate(door, completion_id) if completion_id in own else None
    found = found or queries.certificate(actor, completion_id)
    if found is None:
        raise NotThere
    answer = HttpResponse(as_pdf(found), content_type="application/pdf")
    name = f"certificate-{found.ref}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return Leaving(answer, file_name=name)
