"""Maps of children who know each other: those one was let into, a new one, and one of them drawn."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.intelligence import actions, queries
from kingfisher.intelligence.actions import Joined, Necessary, Noted
from kingfisher.intelligence.pages import map_forms as forms
from kingfisher.intelligence.pages.picture import name, shown
from kingfisher.intelligence.queries import MapFile
from kingfisher.kernel.actor import Actor
from kingfisher.organisations.queries import agencies, agency, working_in
from kingfisher.rulebook import ask
from kingfisher.ui.doing import Doing, choosing, forms_of


@page(Permission.NETWORK_READ, purpose=True)
def maps(request: HttpRequest) -> HttpResponse:
    """Maps this worker was let into; whoever works on networks opens a new one, and says why."""
    form = forms.OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.open_peer_map(request.actor, said=Necessary(**form.cleaned_data), at=request.actor.at)
            messages.success(request, "Opened. Only you are let in yet. Put the first children on it.")
            return redirect("intelligence:map", made)
        except actions.NotYet as not_yet:
            for gap in not_yet.gaps:
                form.add_error(None, gap)
    return render(request, "intelligence/pages/_maps.html", {
        "rows": queries.peer_maps(request.actor), "form": form,
        "may_open": request.actor.has(Permission.NETWORK_WORK),
    })  # fmt: skip


@page(Permission.NETWORK_READ, purpose=True)
def map_of(request: HttpRequest, map_id: UUID) -> HttpResponse:
    """`?agency=` whose workers to choose from. One map: why, who, how they know each other, its reviews, its end."""
    actor = request.actor
    file = queries.peer_map(actor, map_id)
    works = actor.has(Permission.NETWORK_WORK) and not file.row.is_closed
    chosen = agency(actor, request.GET.get("agency", "")) if request.GET.get("agency") else None
    people = working_in(actor, {chosen.id}) if chosen else []
    doings = _doings(actor, file, [(str(p.placement_id), f"{p.name}, {p.job_title}") for p in people]) if works else {}
    made, done = forms_of(request, doings, on_page=("not_now", "intelligence_not_yet", "not_there"))
    if done:
        return done
    notes = {one.node.id: ask.label("peer_map_part", one.part) for one in file.people}
    children = [one.node.id for one in file.people if one.part == "child"]
    drawn = shown(actor, file.picture, notes=notes, ringed=children) if file.picture else {}
    return render(request, "intelligence/pages/_map.html", {
        **drawn, "file": file, "row": file.row, "forms": made, "name": name, "label": ask.label, "works": works,
        "agencies": agencies(actor) if works else [], "chosen": chosen, "me": actor.placement_id,
    })  # fmt: skip


def _doings(actor: Actor, file: MapFile, workers: list[tuple[str, str]]) -> dict[str, Doing]:
    about = {"map_id": file.row.id, "at": actor.at}
    if file.row.is_late:
        return _keeping(actor, about)
    return {**_people(actor, file, about), **_doors(actor, file, workers, about), **_keeping(actor, about)}


def _people(actor: Actor, file: MapFile, about: dict) -> dict[str, Doing]:
    on = [(str(one.node.id), name(one.node)) for one in file.people]
    put = partial(actions.put_on_map, actor, **about)
    found = {
        "known": Doing(
            choosing(forms.KnownForm, thing=[(str(n.id), name(n)) for n in queries.peer_map_choices(actor, file)]),
            lambda s: put(thing_id=UUID(s["thing"]), part=s["part"], because=s["because"]), "On the map.",
        ),
        "new": Doing(
            forms.NewForm,
            lambda s: put(noted=Noted("person", "unverified", s["label"], s["detail"]), part=s["part"],
                          because=s["because"]),
            "On the map, and on no other list.",
        ),
    }  # fmt: skip
    if on:
        off = [(str(one.id), name(one.node)) for one in file.people]
        found["off"] = Doing(choosing(forms.OffForm, on_map_id=off), lambda s: actions.take_off_map(
            actor, on_map_id=UUID(s["on_map_id"]), why=s["why"], **about), "Taken off.")  # fmt: skip
    if len(on) > 1:
        lists = {"kind": "link_kind", "basis": "link_basis", "confidence": "link_confidence"}
        offered = {field: forms.coded(codes) for field, codes in lists.items()} | {"left": on, "right": on}
        found["join"] = Doing(
            choosing(forms.dated(forms.JoinForm, actor.at), **offered),
            lambda s: actions.join_on_map(actor, joined=Joined(
                **{**s, "left": UUID(s["left"]), "right": UUID(s["right"])}), **about), "Joined, on this map alone.",
        )  # fmt: skip
    return found


def _doors(actor: Actor, file: MapFile, workers: list[tuple[str, str]], about: dict) -> dict[str, Doing]:
    others = [(str(g.id), g.receiver) for g in file.keys if g.placement_id != actor.placement_id]
    found = {}
    if workers:
        found["let_in"] = Doing(choosing(forms.LetInForm, to=workers), lambda s: actions.let_into_map(
            actor, placement_id=UUID(s["to"]), why=s["why"], writes=s["writes"], **about), "Let in.")  # fmt: skip
    if others:
        found["let_out"] = Doing(choosing(forms.LetOutForm, grant_id=others), lambda s: actions.let_out_of_map(
            actor, grant_id=UUID(s["grant_id"]), why=s["why"], **about), "They are let in no more.")  # fmt: skip
    return found


def _keeping(actor: Actor, about: dict) -> dict[str, Doing]:
    return {
        "review": Doing(forms.WordsForm, lambda s: actions.review_peer_map(actor, **s, **about), "Reviewed."),
        "close": Doing(forms.WordsForm, lambda s: actions.close_peer_map(actor, **s, **about),
                       "Closed. Nobody but you reads it any more."),
    }  # fmt: skip
