"""One agency's return: for whoever answers, whoever challenges, and whoever reads for the board."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.assurance import actions, queries
from kingfisher.assurance.pages import returning as asked
from kingfisher.assurance.pages.invited import link_of
from kingfisher.assurance.pages.opening import people
from kingfisher.assurance.pages.writing import at_standard, of_agency
from kingfisher.assurance.queries import ReturnShown
from kingfisher.kernel.actor import Actor
from kingfisher.ui.doing import Doing, choosing, forms_of, starting


@page(Permission.RETURN_ANSWER)
def answering(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """The whole return, with what this reader may do about it now."""
    actor = request.actor
    found = queries.return_of(actor, return_id)
    forms, done = forms_of(request, {**of_agency(actor, found), **_of_office(actor, found), **_of_peer(actor, found)})
    if done:
        return done
    writes = queries.may_write(actor, found.row)
    shown = {"one": found, "row": found.row, "forms": forms, "reads": found.row.state != "asked" or writes,
             "change": partial(reverse_standard, return_id) if writes and found.row.state == "asked" else None,
             "link": link_of(request, found)}  # fmt: skip
    return render(request, "assurance/pages/answering.html", shown)


def reverse_standard(return_id: UUID, code: str) -> str:
    return reverse("assurance:standard", args=[return_id, code])


@page(Permission.RETURN_ANSWER)
def standard(request: HttpRequest, return_id: UUID, code: str) -> HttpResponse:
    """One standard, answered by whoever writes the return."""
    found = queries.return_of(request.actor, return_id)
    return at_standard(request, request.actor, found, code, layout="ui/layout.html",
                       whole=reverse("assurance:answering", args=[return_id]),
                       here=partial(reverse_standard, return_id))  # fmt: skip


def _of_office(actor: Actor, found: ReturnShown) -> dict[str, Doing]:
    kept, doings = {"return_id": found.id, "at": actor.at}, {}
    if not actor.has(Permission.ASSURANCE_WORK):
        return {}
    if found.row.state == "sent":
        names, homes = people(actor)
        others = [(k, n) for k, n in names if homes[k] != found.row.organisation_id]

        def ask_peer(s: dict) -> None:
            actions.ask_peer(actor, organisation_id=homes[s["peer"]], peer=UUID(s["peer"]), **kept)

        doings["peer"] = Doing(choosing(asked.PeerForm, peer=others), ask_peer, "Asked. It is on her or his desk now.")
        doings["back"] = Doing(asked.BackForm, lambda s: actions.give_back(actor, **s, **kept), "Given back.")
    if found.row.state in ("sent", "challenged"):
        doings["agree"] = Doing(asked.AgreeForm, lambda s: actions.agree(actor, **s, **kept), "Agreed.")
    if found.invited and found.by_link and not found.row.round.closed_at:
        to = starting(asked.AgainForm, name=found.invited.name, email=found.invited.email)
        doings["again"] = Doing(to, lambda s: actions.invite_again(actor, **s, **kept),
                                "There is a new link; the one before opens nothing any more.")  # fmt: skip
    return doings


def _of_peer(actor: Actor, found: ReturnShown) -> dict[str, Doing]:
    if found.row.state != "with_peer" or actor.placement_id != found.row.peer or actor.reads_only:
        return {}
    kept = {"return_id": found.id, "at": actor.at}
    every = [(s.code, f"{s.title} ({s.own_words})") for s in found.standards]
    return {
        "doubt": Doing(choosing(asked.DoubtForm, standard=every),
                       lambda s: actions.challenge(actor, **s, **kept), "Kept."),
        "done": Doing(asked.WholeForm, lambda s: actions.finish_challenge(actor, **s, **kept),
                      "The agency answers what you doubt."),
    }  # fmt: skip
