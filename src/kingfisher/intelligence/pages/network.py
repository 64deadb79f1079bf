"""Things of the network: find one, write one down, ask how two are connected."""

from itertools import pairwise
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.intelligence import actions, queries
from kingfisher.intelligence.actions import Noted
from kingfisher.intelligence.pages.network_forms import NoteForm
from kingfisher.intelligence.pages.picture import KINDS, name, narrowed, shown
from kingfisher.intelligence.queries import Node, Picture
from kingfisher.rulebook import ask


@page(Permission.NETWORK_READ, purpose=True)
def network(request: HttpRequest) -> HttpResponse:
    """`?q=` words or a number, `?kind=`."""
    form = NoteForm(request.POST or None).ready()
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.note(request.actor, noted=_noted(form.cleaned_data), at=request.actor.at)
            messages.success(request, "Kept. Now say what it is joined to.")
            return redirect("intelligence:thing", made)
        except actions.NotYet as not_yet:
            for gap in not_yet.gaps:
                form.add_error(None, gap)
    asked = request.GET
    kind = asked.get("kind", "") if asked.get("kind") in dict(KINDS) else ""
    found = queries.things(request.actor, words=asked.get("q", "")[:100], kind=kind)
    return render(request, "intelligence/pages/network.html", {
        "found": found, "form": form, "asked": asked, "kinds": KINDS, "name": name, "label": ask.label,
        "may_write": request.actor.has(Permission.NETWORK_WORK),
    })  # fmt: skip


@page(Permission.NETWORK_READ, purpose=True)
def connected(request: HttpRequest) -> HttpResponse:
    """`?from=&to=`: the shortest way between two, by links this worker may see."""
    choices = queries.things(request.actor, at_most=200)
    ends = _keys(request.GET.get("from", ""), request.GET.get("to", ""))
    told = {}
    if ends:
        way = queries.connected(request.actor, *ends, narrowed=narrowed(request.GET))
        told = {**shown(request.actor, way), "steps": _steps(way)}
    return render(request, "intelligence/pages/connected.html", {
        "choices": choices, "ends": [str(one) for one in ends], "name": name, "asked": request.GET, "label": ask.label,
        **told,
    })  # fmt: skip


def _steps(picture: Picture) -> list[tuple[Node, str, Node]]:
    """Each step of a way as the link says it, so that who drives and who is driven is not turned round."""
    known = picture.by_id
    joint = {frozenset((one.left, one.right)): one for one in picture.links}
    return [
        (known[one.left], ask.label("link_kind", one.kind).lower(), known[one.right])
        for one in (joint[frozenset(pair)] for pair in pairwise(picture.way))
    ]


def _keys(*said: str) -> tuple[UUID, ...]:
    try:
        return tuple(UUID(one) for one in said)
    except ValueError:
        return ()


def _noted(said: dict) -> Noted:
    """What the form says; a place without two whole numbers is kept without them."""
    try:
        at = (int(said["east"]), int(said["north"]))
    except (TypeError, ValueError):
        at = None
    return Noted(said["kind"], said["sort"], said["label"], said["detail"], happened_on=said["happened_on"], at=at)
