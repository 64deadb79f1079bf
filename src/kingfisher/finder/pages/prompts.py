"""What the facts say: prompts whose every fact this worker may read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.finder import queries
from kingfisher.finder.states import STATE_WORDS
from kingfisher.rulebook import finder as book
from kingfisher.ui.paging import Ask


@page(Permission.FINDER_WORK, purpose=True)
def prompts(request: HttpRequest) -> HttpResponse:
    """`?state=`, `?rule=`, `?mine=1`, `?alerts=1` narrow it."""
    asked = request.GET
    state = asked.get("state", "open")
    found = queries.prompts(
        request.actor, Ask.read(asked), state=state if state in STATE_WORDS else "open",
        rule_id=asked.get("rule", "")[:40], mine=asked.get("mine") == "1", alerts=asked.get("alerts") == "1",
    )  # fmt: skip
    rest = asked.copy()
    for name in ("after", "before"):
        rest.pop(name, None)
    shown = {"found": found, "rest": rest.urlencode(), "states": STATE_WORDS, "state": state,
             "rules": sorted(book.findings(), key=lambda one: one.title), "asked": asked}  # fmt: skip
    return render(request, "finder/pages/prompts.html", shown)
