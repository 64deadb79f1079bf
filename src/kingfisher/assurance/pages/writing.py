"""What whoever answers for an agency may do: the same for a worker at her desk and for a school that holds a link."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.assurance import actions, queries
from kingfisher.assurance.pages import returning as asked
from kingfisher.assurance.queries import ReturnShown, StandardShown
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import places_in
from kingfisher.ui.doing import Doing, choosing, forms_of, starting


def of_agency(actor: Actor, found: ReturnShown) -> dict[str, Doing]:
    """Sending it, letting a colleague help, answering a peer, showing that something is better."""
    if not queries.may_write(actor, found.row):
        return {}
    doings = _sending(actor, found) if found.row.state == "asked" else {}
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


def _sending(actor: Actor, found: ReturnShown) -> dict[str, Doing]:
    kept = {"return_id": found.id, "at": actor.at}
    told = "Sent. The partnership has it now."
    send = {"send": Doing(asked.SignForm, lambda s: actions.send(actor, **s, **kept), told)}
    if found.by_link:
        return send
    if actor.placement_id != found.row.lead:
        return {}
    there = [(str(c.placement_id), f"{c.name}, {c.job_title}") for c in places_in(actor, found.row.organisation_id)
             if c.placement_id not in (found.row.lead, *found.row.helpers)]  # fmt: skip
    share = Doing(
        choosing(asked.ShareForm, helper=there),
        lambda s: actions.share(actor, helper=UUID(s["helper"]), **kept),
        "She or he can write in it now.",
    )
    return {**send, **({"share": share} if there else {})}


def at_standard(
    request: HttpRequest, actor: Actor, found: ReturnShown, code: str, *, layout: str, whole: str,
    here: Callable[[str], str],
) -> HttpResponse:  # fmt: skip
    """The page of one standard, kept as it is typed and sent on to the next. `whole` is the address of the return,
    `here` of a standard in it.
    """
    one = next((s for s in found.standards if s.code == code), None)
    if one is None or not queries.may_write(actor, found.row) or found.row.state != "asked":
        raise NotThere
    kept = {"return_id": found.id, "standard": code, "at": actor.at}
    doings = {
        "answer": Doing(
            starting(asked.AnswerForm, **_now(one)),
            lambda s: actions.answer(actor, answered=actions.Said(**s), **kept), "Kept. Nobody else reads it yet.",
        ),
        "attach": Doing(asked.FileForm, lambda s: actions.attach(
            actor, name=s["file"].name, content=s["file"].read(), **kept), "The file is kept.", carries_files=True),
    }  # fmt: skip
    forms, done = forms_of(request, doings)
    codes = [s.code for s in found.standards]
    number = codes.index(code) + 1
    if done and request.POST.get("do") == "answer":
        goes_on = request.POST.get("how") == "next" and number < len(codes)
        return redirect(here(codes[number]) if goes_on else whole)
    if done:
        return done
    shown = {"one": found, "standard": one, "forms": forms, "number": number, "of": len(codes), "layout": layout,
             "whole": whole}  # fmt: skip
    return render(request, "assurance/pages/standard.html", shown)


def _now(one: StandardShown) -> dict[str, object]:
    names = ("grade", "words", "evidence", "improve", "improve_owner", "improve_by")
    return {n: getattr(one.answer, n) for n in names} if one.answer else {}
