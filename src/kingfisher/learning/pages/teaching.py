"""The register for whoever teaches: by the link in her letter, on the telephone in her hand, without an account."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import acting_as, public
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.tokens import held
from kingfisher.kernel.verdict import NotThere
from kingfisher.learning import queries
from kingfisher.learning.actions import day
from kingfisher.learning.actions.letters import TEACHING
from kingfisher.learning.pages.door import training_door
from kingfisher.learning.pages.own import _key
from kingfisher.rulebook import ask


@public
def teaching(request: HttpRequest, token: str) -> HttpResponse:
    """Who comes, and a press a person on the day. Closing the register stays with the training team."""
    door, key = training_door(request), held(token, TEACHING)
    with acting_as(door):
        found = queries.teaching(door, key)
        problem = ""
        if request.method == "POST":
            try:
                return _marked(request, door, found)
            except NotNow as refused:
                problem = refused.sentence
    is_the_day = local_day(door.at, ask.calendar()) >= local_day(found.event.starts_at, ask.calendar())
    shown = {"found": found, "problem": problem, "may_mark": is_the_day and found.event.state == "open"}
    return render(request, "learning/pages/teaching.html", shown)


def _marked(request: HttpRequest, door: Actor, found: queries.TeachingShown) -> HttpResponse:
    which: UUID = _key(request.POST.get("booking_id", ""))
    if which not in {x.id for x in found.lines}:
        raise NotThere
    day.mark(door, booking_id=which, how=request.POST.get("how", ""), teaching=found.id, at=door.at)
    return redirect(f"{request.path}#b-{which}")
