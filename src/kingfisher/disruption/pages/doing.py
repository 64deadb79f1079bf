"""How the pages of this room carry out a button: form checked, action done, what is lacking said beside it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect

from kingfisher.disruption.actions import NotYet
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere, Refused
from kingfisher.organisations.queries import agency, working_in
from kingfisher.rulebook import ask
from kingfisher.ui.forms import Form


@dataclass(frozen=True, slots=True)
class Button:
    """One thing to do on a page: its form, what it does with what was said, and the words when it is done."""

    form: Callable[..., Form]
    act: Callable[[dict[str, Any]], object]
    told: str


def today_of(actor: Actor) -> date:
    """The London day of whoever looks."""
    return local_day(actor.at, ask.calendar())


def forms_of(request: HttpRequest, buttons: Mapping[str, Button]) -> dict[str, Form]:
    """A form for each button; the one that was pressed holds what was typed."""
    do, today = request.POST.get("do", ""), today_of(request.actor)
    return {
        name: b.form(
            request.POST if do == name else None, request.FILES if do == name else None, prefix=name, today=today
        )
        for name, b in buttons.items()
    }


def carried_out(request: HttpRequest, buttons: Mapping[str, Button], forms: Mapping[str, Form], *to: Any):
    """Do what was pressed and go to `to`; None when something is lacking, which then stands in the form."""
    do = request.POST.get("do", "")
    if do not in buttons:
        raise NotThere
    form = forms[do]
    if not form.is_valid():
        return None
    try:
        buttons[do].act(dict(form.cleaned_data))
    except NotYet as lacking:
        for gap in lacking.gaps or (lacking.sentence,):
            form.add_error(None, gap)
        return None
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return None
    messages.success(request, buttons[do].told)
    return redirect(*to)


def worker_choices(actor: Actor, code: str) -> list[tuple[str, str]]:
    """The workers of one agency, to choose from."""
    asked = agency(actor, code)
    people = working_in(actor, {asked.id}) if asked else []
    return [(str(p.placement_id), f"{p.name}, {p.job_title}") for p in people]


def key_of(said: str | None) -> UUID | None:
    """The key that was chosen, or None."""
    return UUID(said) if said else None


def page_of(request: HttpRequest, rows: list, size: int = 25) -> tuple[list, int]:
    """One page of a list, and where the next one begins (0 for none)."""
    said = request.GET.get("from", "")
    start = min(int(said), 100_000) if said.isdecimal() else 0
    return rows[start : start + size], start + size if len(rows) > start + size else 0
