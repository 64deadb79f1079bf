"""One round: who has answered and who is silent, how each scores, what is weakest; sending, chasing, closing."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.assurance import actions, queries, rules
from kingfisher.assurance.pages.invited import link_of
from kingfisher.assurance.pages.opening import folder_for, folder_with_service, likely_leads, people
from kingfisher.assurance.queries import RoundShown
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import LONDON
from kingfisher.organisations.queries import agencies
from kingfisher.rulebook import ask, assured
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, choosing, forms_of
from kingfisher.ui.forms import Form

MOST_AT_ONCE = 100
ONE_A_LINE = "One to a line: the school, who answers, her or his e-mail address. Lines of a spreadsheet may be pasted."
WHOM = "Each agency not asked yet, and who of it. Untick any; somebody else of an agency is chosen below."


class SendForm(Form):
    mark_optional = False
    lead = fields.Select("Who answers for the agency", (), hint="It is on her or his desk at once")


class SendAllForm(Form):
    mark_optional = False
    leads = fields.Checkboxes("To whom", (), hint=WHOM)


class InviteForm(Form):
    mark_optional = False
    kind = fields.Select("What they are", ())
    lines = fields.Textarea("Which, and who answers", rows=6, hint=ONE_A_LINE)


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
    links = [(r, href) for r in found.returns if works and r.row.state == "asked" and (href := link_of(request, r))]
    shown = {"one": found, "row": found.row, "forms": forms, "links": links}
    return render(request, "assurance/pages/round.html", shown)


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
    doings["invite"] = inviting(actor, found, rule.kinds)
    if any(r.row.state == "asked" for r in found.returns):
        doings["chase"] = Doing(NoForm, partial(_chase, actor, found), lambda n: _told(n))
    if waiting := [(str(r.id), r.agency) for r in found.returns if r.row.state == "asked" and r.row.organisation_id]:
        doings["lead"] = Doing(
            choosing(LeadForm, return_id=waiting, lead=every), change, "It is on the other desk now."
        )
    if found.returns:
        doings["close"] = Doing(
            CloseForm, lambda s: actions.close_round(actor, round_id=found.row.id, **s, at=actor.at), "Closed.",
        )  # fmt: skip
    return doings


def inviting(actor: Actor, found: RoundShown, kinds: tuple[str, ...]) -> Doing:
    """Asking many without a place at once: everything is looked at before anybody is asked."""
    known = {a.name.lower(): a.id for a in agencies(actor) if a.kind in kinds}
    asked = {r.agency.lower() for r in found.returns}

    def invite(s: dict) -> int:
        lines, unread = rules.invited_lines(s["lines"])
        if gaps := rules.invited_gaps(lines, unread, asked):
            raise actions.Lacking("Nobody is asked yet.", gaps=gaps)
        for body, name, email in lines:
            one = actions.Invited(body, name, email, s["kind"], known.get(body.lower()))
            folder = folder_with_service(actor)
            actions.invite(actor, round_id=found.row.id, invited=one, folder=folder, at=actor.at)
        return len(lines)

    form = choosing(InviteForm, kind=[(k, ask.label("agency_kind", k)) for k in kinds])
    first = partial(form, initial={"kind": kinds[0]}) if len(kinds) == 1 else form
    return Doing(first, invite, lambda n: f"Asked: {n}. Each has a link of her or his own.")


def _chase(actor: Actor, found: RoundShown, s: dict) -> int:
    return actions.chase(actor, round_id=found.row.id, at=actor.at)


def _told(n: object) -> str:
    return f"Asked again: {n}." if n else "Everybody was asked again today already."
