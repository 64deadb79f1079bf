"""One round: who has answered and who is silent, how each scores, what is weakest; sending, chasing, closing."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.assurance import actions, queries
from kingfisher.assurance.pages.opening import folder_for, likely_leads, people
from kingfisher.assurance.queries import RoundShown
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import LONDON
from kingfisher.rulebook import assured
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, choosing, forms_of
from kingfisher.ui.forms import Form

MOST_AT_ONCE = 100
WHOM = "Each agency not asked yet, and who of it. Untick any; somebody else of an agency is chosen below."


class SendForm(Form):
    mark_optional = False
    lead = fields.Select("Who answers for the agency", (), hint="It is on her or his desk at once")


class SendAllForm(Form):
    mark_optional = False
    leads = fields.Checkboxes("To whom", (), hint=WHOM)


class LeadForm(Form):
    mark_optional = False
    return_id = fields.Select("Which agency", ())
    lead = fields.Select("Who answers instead", ())


class CloseForm(Form):
    mark_optional = False
    words = fields.Textarea("What all of them together say", rows=4, hint="The board reads it, and the yearly report")


class NoForm(Form):
    """A button and nothing to fill in."""


@page(Permission.ASSURANCE_READ)
def round(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """The office works it; the board reads."""
    actor = request.actor
    found = queries.round_of(actor, round_id)
    works = actor.has(Permission.ASSURANCE_WORK) and not found.row.closed_at
    forms, done = forms_of(request, _doings(actor, found) if works else {})
    if done:
        return done
    return render(request, "assurance/pages/round.html", {"one": found, "row": found.row, "forms": forms})


def _doings(actor: Actor, found: RoundShown) -> dict[str, Doing]:
    rule = assured.assessment(found.row.kind, on=actor.at.astimezone(LONDON).date())
    asked = {r.row.organisation_id for r in found.returns}
    every, homes = people(actor, rule.kinds)
    names = [(key, name) for key, name in every if homes[key] not in asked]

    def send(s: dict) -> None:
        lead = UUID(s["lead"])
        actions.send_to(actor, round_id=found.row.id, organisation_id=homes[s["lead"]], lead=lead,
                        folder=folder_for(actor, lead), at=actor.at)  # fmt: skip

    def change(s: dict) -> None:
        actions.change_lead(actor, return_id=UUID(s["return_id"]), lead=UUID(s["lead"]), at=actor.at)

    def send_each(s: dict) -> int:
        for lead in s["leads"]:
            send({"lead": lead})
        return len(s["leads"])

    doings = {}
    if several := likely_leads(actor, rule.kinds, but=asked)[:MOST_AT_ONCE]:
        ticked = partial(choosing(SendAllForm, leads=several), initial={"leads": [key for key, _ in several]})
        doings["send_all"] = Doing(ticked, send_each, lambda n: f"Sent to {n}. It is on their desks now.")
    if names:
        doings["send"] = Doing(choosing(SendForm, lead=names), send, "Sent. It is on her or his desk now.")
    if waiting := [(str(r.id), r.agency) for r in found.returns if r.row.state == "asked"]:
        doings["chase"] = Doing(NoForm, partial(_chase, actor, found), lambda n: _told(n))
        doings["lead"] = Doing(
            choosing(LeadForm, return_id=waiting, lead=every), change, "It is on the other desk now."
        )
    if found.returns:
        doings["close"] = Doing(
            CloseForm, lambda s: actions.close_round(actor, round_id=found.row.id, **s, at=actor.at), "Closed.",
        )  # fmt: skip
    return doings


def _chase(actor: Actor, found: RoundShown, s: dict) -> int:
    return actions.chase(actor, round_id=found.row.id, at=actor.at)


def _told(n: object) -> str:
    return f"Asked again: {n}." if n else "Everybody was asked again today already."
