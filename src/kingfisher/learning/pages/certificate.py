"""A certificate as PDF/UA, laid out by typst; what is typed reaches it as data."""

from functools import cache
from pathlib import Path
from uuid import UUID

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
from kingfisher.ui import paper
from kingfisher.ui.context import watermark
from kingfisher.ui.filters import day


@cache
def _layout() -> bytes:
    return (Path(__file__).parents[1] / "certificate.typ").read_bytes()


def as_pdf(found: Certificate, *, mark: str) -> bytes:
    """The certificate of one completed course."""
    said = {
        "partnership": settings.PARTNERSHIP, "name": found.name, "title": found.title, "ref": found.ref,
        "level": ask.label("training_level", str(found.level)), "on": day(found.completed_on),
        "elsewhere": found.elsewhere,
    }  # fmt: skip
    return paper.as_pdf(_layout(), said, watermark=mark)


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
    answer = HttpResponse(as_pdf(found, mark=watermark(actor)), content_type="application/pdf")
    name = f"certificate-{found.ref}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return Leaving(answer, file_name=name)
