"""Teams across agencies: who of others works in those one hosts, who is asked for, one's own people elsewhere."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access import actions as access
from kingfisher.access import queries as held
from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.access.roles import ROLES, role
from kingfisher.accounts import queries
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import Refused
from kingfisher.organisations import queries as organisations
from kingfisher.ui import fields, forms


class AskForm(forms.Form):
    placement = fields.Select("Who", blank="Choose")
    team = fields.Select("Which team", blank="Choose")
    why = fields.Textarea("What for", rows=3, hint="Whoever hosts the team decides by it. Name no child")

    def __init__(self, *args: object, actor: Actor, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        mine = {one.id for one in queries.charges(actor)}
        self.fields["placement"].choices = [
            fields.Choice(str(p.id), f"{p.name}, {p.job_title or role(p.role).label}")
            for p in organisations.places_held(actor, mine)
        ]
        self.fields["team"].choices = [
            fields.Choice(str(t.id), f"{t.name}, {t.host}") for t in organisations.teams_hosted_elsewhere(actor, mine)
        ]


@page(Permission.PLACE_GIVE)
def teams(request: HttpRequest) -> HttpResponse:
    """Each button is one act, recorded. Her own administrator asks, the host's answers, either ends it."""
    actor, do = request.actor, request.POST.get("do", "")
    form = AskForm(request.POST if do == "ask" else None, actor=actor, initial={"placement": request.GET.get("who")})
    if do in ACTS or (do == "ask" and form.is_valid()):
        try:
            said = _ask(actor, form.cleaned_data) if do == "ask" else ACTS[do](request)
        except Refused as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, said)
        return redirect("accounts:teams")
    asked = held.team_asks(actor)
    theirs, ours = held.members_across(actor)
    return render(request, "accounts/pages/teams.html", {
        "form": form, "theirs": theirs, "ours": ours, "roles": {code: r.label for code, r in ROLES.items()},
        "to_answer": [a for a in asked if a.is_to_us and not a.outcome],
        "we_asked": [a for a in asked if not a.is_to_us], "is_open": do == "ask" or "who" in request.GET,
    })  # fmt: skip


def _ask(actor: Actor, said: dict) -> str:
    access.ask_to_join(actor, placement_id=UUID(said["placement"]), team_id=UUID(said["team"]), why=said["why"],
                       at=actor.at)  # fmt: skip
    return "Asked. Whoever hosts the team answers; nothing opens before."


def _key(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return UUID(int=0)


def _accept(request: HttpRequest) -> str:
    access.answer_ask(request.actor, ask_id=_key(request), is_accepted=True, at=request.actor.at)
    return "Taken in. What the team works in is open to her or him from now."


def _decline(request: HttpRequest) -> str:
    access.answer_ask(request.actor, ask_id=_key(request), is_accepted=False, words=request.POST.get("words", ""),
                      at=request.actor.at)  # fmt: skip
    return "Declined. Whoever asked reads why."


def _withdraw(request: HttpRequest) -> str:
    access.withdraw_ask(request.actor, ask_id=_key(request), at=request.actor.at)
    return "Withdrawn."


def _end(request: HttpRequest) -> str:
    access.end_membership(request.actor, membership_id=_key(request), at=request.actor.at)
    return "Ended. What the team opened is shut from now."


ACTS = {"accept": _accept, "decline": _decline, "withdraw": _withdraw, "end": _end}
