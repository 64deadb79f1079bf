"""One agency's return: for whoever answers, whoever challenges, and whoever reads for the board."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.assurance import actions, queries
from kingfisher.assurance.pages import returning as asked
from kingfisher.assurance.pages.opening import people
from kingfisher.assurance.queries import ReturnShown, StandardShown
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import places_in
from kingfisher.ui.doing import Doing, choosing, forms_of, starting


@page(Permission.RETURN_ANSWER)
def answering(request: HttpRequest, return_id: UUID) -> HttpResponse:
    """The whole return, with what this reader may do about it now."""
    actor = request.actor
    found = queries.return_of(actor, return_id)
    forms, done = forms_of(request, {**_of_agency(actor, found), **_of_office(actor, found), **_of_peer(actor, found)})
    if done:
        return done
    shown = {"one": found, "row": found.row, "forms": forms, "writes": _writes(actor, found),
             "reads": found.row.state != "asked" or _writes(actor, found)}  # fmt: skip
    return render(request, "assurance/pages/answering.html", shown)


@page(Permission.RETURN_ANSWER)
def standard(request: HttpRequest, return_id: UUID, code: str) -> HttpResponse:
    """One standard, answered by whoever writes the return; kept as it is typed, and sent on to the next."""
    actor = request.actor
    found = queries.return_of(actor, return_id)
    one = next((s for s in found.standards if s.code == code), None)
    if one is None or not _writes(actor, found) or found.row.state != "asked":
        raise NotThere
    kept = {"return_id": return_id, "standard": code, "at": actor.at}
    doings = {
        "answer": Doing(
            starting(asked.AnswerForm, **_now(one)),
            lambda s: actions.answer(actor, answered=actions.Said(**s), **kept), "Kept. Nobody else reads it yet.",
        ),
        "attach": Doing(asked.FileForm, lambda s: actions.attach(
            actor, name=s["file"].name, content=s["file"].read(), **kept), "The file is kept.", carries_files=True),
    }  # fmt: skip
    forms, done = forms_of(request, doings)
    if done and request.POST.get("do") == "answer":
        codes = [s.code for s in found.standards]
        place = codes.index(code) + 1
        if request.POST.get("how") == "next" and place < len(codes):
            return redirect("assurance:standard", return_id, codes[place])
        return redirect("assurance:answering", return_id)
    if done:
        return done
    number = [s.code for s in found.standards].index(code) + 1
    return render(request, "assurance/pages/standard.html", {"one": found, "standard": one, "forms": forms,
                                                             "number": number, "of": len(found.standards)})  # fmt: skip


def _now(one: StandardShown) -> dict[str, object]:
    names = ("grade", "words", "evidence", "improve", "improve_owner", "improve_by")
    return {n: getattr(one.answer, n) for n in names} if one.answer else {}


def _writes(actor: Actor, found: ReturnShown) -> bool:
    return not actor.reads_only and actor.placement_id in (found.row.lead, *found.row.helpers)


def _of_agency(actor: Actor, found: ReturnShown) -> dict[str, Doing]:
    kept, doings = {"return_id": found.id, "at": actor.at}, {}
    if not _writes(actor, found):
        return {}
    if found.row.state == "asked" and actor.placement_id == found.row.lead:
        there = [(str(c.placement_id), f"{c.name}, {c.job_title}") for c in places_in(actor, found.row.organisation_id)
                 if c.placement_id not in (found.row.lead, *found.row.helpers)]  # fmt: skip

        doings["send"] = Doing(
            asked.SignForm, lambda s: actions.send(actor, **s, **kept), "Sent. The partnership has it now."
        )
        if there:
            doings["share"] = Doing(
                choosing(asked.ShareForm, helper=there),
                lambda s: actions.share(actor, helper=UUID(s["helper"]), **kept),
                "She or he can write in it now.",
            )
    if found.row.state == "challenged":
        left = [(str(s.challenge.id), s.title) for s in found.standards if s.challenge and not s.challenge.replied_at]
        if left:
            doings["reply"] = Doing(choosing(asked.ReplyForm, challenge_id=left), lambda s: actions.reply(
                actor, challenge_id=UUID(s["challenge_id"]), accepts=s["accepts"], words=s["words"], at=actor.at,
            ), "Answered.")  # fmt: skip
    due = [(str(s.improvement.id), s.title) for s in found.standards if s.improvement and not s.improvement.done_at]
    if due and found.row.state != "asked":
        doings["improved"] = Doing(choosing(asked.BetterForm, improvement_id=due), lambda s: actions.improved(
            actor, improvement_id=UUID(s["improvement_id"]), evidence=s["evidence"], at=actor.at,
        ), "Kept.")  # fmt: skip
    return doings


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
