"""One worker of one's agency: joining, moving, leaving; her account, her devices, and tries at it."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kingfisher.access import actions as access
from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.access.roles import ROLES, role
from kingfisher.accounts import actions, queries
from kingfisher.accounts.signing import links, mail
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import Refused
from kingfisher.organisations import queries as organisations
from kingfisher.organisations.queries import WorkerHeld
from kingfisher.ui import fields, forms
from kingfisher.ui.filters import LONDON, moment

# Systems, and the founding of a site: places nobody is given on a page.
UNGIVEN = {"agency_system", "front_door_service", "matching_service", "installer"}


class PlaceForm(forms.Form):
    organisation = fields.Select("Where", blank="")
    role = fields.Select("Role", hint="It decides what can be done and seen at all")
    job_title = fields.Input("Job title, as others see it", most=120, required=False)
    teams = fields.Checkboxes("Teams of your agency to work in", required=False)
    ends = fields.Date(
        "Until when", required=False, hint="Leave empty for a post without an end. A visit must have one"
    )
    given_for = fields.Input(
        "What a visitor is let in for", most=120, required=False,
        hint="Inspectors and scrutineers only: it stands on every page they open or print",
    )  # fmt: skip
    moves = fields.Checkboxes("Moving from", required=False, hint="Places that end when this one begins")

    def __init__(self, *args: object, actor: Actor, held: WorkerHeld, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        charges = queries.charges(actor)
        mine = {one.id for one in charges}
        given = sorted((r.label, code) for code, r in ROLES.items() if code not in UNGIVEN)
        self.fields["organisation"].choices = [fields.Choice(one.code, one.name) for one in charges]
        self.fields["role"].choices = [fields.Choice(code, label) for label, code in given]
        self.fields["teams"].choices = [fields.Choice(*one) for one in organisations.teams_of(actor, mine)]
        self.fields["moves"].choices = [
            fields.Choice(str(p.id), f"{p.job_title or role(p.role).label}, {p.organisation}")
            for p in held.places
            if p.is_live and p.organisation_id in mine
        ]


@page(Permission.PLACE_GIVE)
def worker(request: HttpRequest, worker_id: UUID) -> HttpResponse:
    """Each button is one act, recorded; what cannot be done says why, and who can."""
    actor = request.actor
    held = _held(actor, worker_id)
    do = request.POST.get("do", "")
    form = PlaceForm(request.POST if do == "give" else None, actor=actor, held=held)
    if do in ACTS or (do == "give" and form.is_valid()):
        try:
            said = _give(actor, held, form.cleaned_data) if do == "give" else ACTS[do](request, held)
        except Refused as refused:
            messages.error(request, refused.sentence)
        else:
            messages.success(request, said)
        return redirect("accounts:worker", worker_id)
    mine = {one.id for one in queries.charges(actor)}
    words = {
        "held": held, "form": form, "mine": mine, "roles": {code: r.label for code, r in ROLES.items()},
        "devices": queries.devices(actor, worker_id, living=False), "tries": queries.tries(actor, worker_id),
        "link_is_out": queries.has_open_link(actor, worker_id), "can_send": mail.can_send(),
        "link": request.session.pop("made_link", {}).get(str(worker_id)), "is_me": worker_id == actor.worker_id,
    }  # fmt: skip
    return render(request, "accounts/pages/worker.html", words)


def _held(actor: Actor, worker_id: UUID) -> WorkerHeld:
    """Somebody of one's agency; or somebody just added, or of another agency, who has no place here yet."""
    return organisations.worker_of(actor, worker_id, {one.id for one in queries.charges(actor)}) or queries.newcomer(
        actor, worker_id
    )


def _give(actor: Actor, held: WorkerHeld, said: dict) -> str:
    ends = said["ends"] and datetime.combine(said["ends"] + timedelta(days=1), time.min, LONDON)
    access.give_place(
        actor, worker_id=held.id, organisation_code=said["organisation"], role_code=said["role"],
        job_title=said["job_title"], team_codes=said["teams"], ends_at=ends or None, given_for=said["given_for"],
        at=actor.at,
    )  # fmt: skip
    for placement_id in said["moves"]:
        actions.end_place(actor, worker_id=held.id, placement_id=UUID(placement_id), at=actor.at)
    return f"{held.name} has the place, from now."


def _end(request: HttpRequest, held: WorkerHeld) -> str:
    placement_id = next((p.id for p in held.places if str(p.id) == request.POST.get("place")), UUID(int=0))
    actions.end_place(request.actor, worker_id=held.id, placement_id=placement_id, at=request.actor.at)
    return "The place has ended, and with it everything it opened. Signed out everywhere."


def _suspend(request: HttpRequest, held: WorkerHeld) -> str:
    actions.suspend(request.actor, worker_id=held.id, at=request.actor.at)
    return f"{held.name} is suspended: nothing opens from now on."


def _lift(request: HttpRequest, held: WorkerHeld) -> str:
    actions.lift_suspension(request.actor, worker_id=held.id, at=request.actor.at)
    return f"{held.name} may work again."


def _invite(request: HttpRequest, held: WorkerHeld) -> str:
    token = actions.invite(request.actor, worker_id=held.id, by_mail=mail.can_send(), at=request.actor.at)
    return send_link(request, held, token)


def _reset(request: HttpRequest, held: WorkerHeld) -> str:
    token = actions.reset_factors(request.actor, worker_id=held.id, by_mail=mail.can_send(), at=request.actor.at)
    return send_link(request, held, token)


def _out(request: HttpRequest, held: WorkerHeld) -> str:
    gone = actions.sign_out_everywhere(request.actor, worker_id=held.id, at=request.actor.at)
    return f"Signed out of {gone} device{'' if gone == 1 else 's'}."


ACTS = {"end": _end, "suspend": _suspend, "lift": _lift, "invite": _invite, "reset": _reset, "out": _out}


def send_link(request: HttpRequest, held: WorkerHeld, token: str) -> str:
    """By e-mail where this site sends any; else it is shown once, to be handed over in person."""
    link = request.build_absolute_uri(reverse("accounts:link", args=[token]))
    if not mail.can_send():
        request.session["made_link"] = {str(held.id): link}
        return "This site sends no e-mail. The link is shown below, once: hand it over in person."
    try:
        mail.send(
            mail.INVITED, to=held.email, subject="Your place is ready", link=link, by=request.actor.organisation_name,
            until=moment(links.end_of(request.actor.at)),
        )  # fmt: skip
    except OSError:
        return "The e-mail could not be sent. Try again later; nothing else has changed."
    return f"A link is on its way to {held.email}. It works once, for three days."
