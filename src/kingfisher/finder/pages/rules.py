"""The finder's rules in full, with how many prompts each made and what they came to; withdrawn rules stay listed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.finder import queries
from kingfisher.finder.states import STATE_WORDS
from kingfisher.kernel.verdict import NotThere
from kingfisher.rulebook import ask
from kingfisher.ui.paging import Ask


@page(Permission.FINDER_RULES)
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule there is or was."""
    shown = {"rules": queries.rules_shown(request.actor), "states": STATE_WORDS, "label": ask.label}
    return render(request, "finder/pages/rules.html", shown)


@page(Permission.FINDER_RULES, purpose=True)
def rule(request: HttpRequest, rule_id: str) -> HttpResponse:
    """One rule, and every prompt it ever made that this reader may see, in whatever state."""
    one = next((r for r in queries.rules_shown(request.actor) if r.rule.id == rule_id), None)
    if one is None:
        raise NotThere
    found = queries.prompts(request.actor, Ask.read(request.GET), state="", rule_id=rule_id)
    shown = {"one": one, "found": found, "states": STATE_WORDS, "label": ask.label}
    return render(request, "finder/pages/rule.html", shown)
