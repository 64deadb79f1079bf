"""Agreements between agencies, in plain words; signing one and ending one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.rulebook import ask as rulebook
from kingfisher.sharing import actions, queries


@page(Permission.AGREEMENT_READ)
def agreements(request: HttpRequest) -> HttpResponse:
    """Every agreement of the partnership. They hold nothing of any child."""
    return render(
        request, "sharing/pages/agreements.html",
        {"agreements": queries.agreements(request.actor), "mine": request.actor.organisation_id},
    )  # fmt: skip


@page(Permission.AGREEMENT_READ)
def agreement(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """One agreement: each promise as a sentence, and who has signed."""
    one = queries.agreement(request.actor, agreement_id)
    bases = queries.bases_of(request.actor, one.gateway, one.art6, one.art9, one.sch1)
    signs = request.actor.has(Permission.AGREEMENT_SIGN)
    party = any(p.organisation_id == request.actor.organisation_id for p in one.parties)
    return render(
        request, "sharing/pages/agreement.html",
        {
            "one": one, "bases": bases.parts, "purposes": [rulebook.purpose(p).title for p in one.purposes],
            "may_sign": signs and one.waits_for(request.actor.organisation_id),
            "may_end": signs and party and one.state in ("draft", "part_signed", "in_force"),
        },
    )  # fmt: skip


@require_POST
@page(Permission.AGREEMENT_SIGN)
def sign(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Sign for the actor's agency."""
    actions.sign(request.actor, agreement_id=agreement_id, at=request.actor.at)
    messages.success(request, "Signed. What your agency promised is open from now, or from the agreement's first day.")
    return redirect("sharing:agreement", agreement_id)


@require_POST
@page(Permission.AGREEMENT_SIGN)
def end(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """End it for all its parties, with why."""
    try:
        actions.end(request.actor, agreement_id=agreement_id, why=request.POST.get("why", ""), at=request.actor.at)
        messages.success(request, "Ended. Every folder it opened is shut.")
    except actions.CannotAgree as gap:
        messages.error(request, gap.sentence)
    return redirect("sharing:agreement", agreement_id)
