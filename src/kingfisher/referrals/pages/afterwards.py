"""Writing down afterwards what was done at once; and that it ended."""

import hashlib
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.actions import Receiver
from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import Refused
from kingfisher.organisations import queries as places
from kingfisher.postroom import actions as postroom
from kingfisher.postroom import queries as arrivals
from kingfisher.referrals import actions, queries
from kingfisher.referrals.actions import DoneAtOnce
from kingfisher.referrals.pages.type_in import Given, all_valid, body_of_forms, given_by, shown_forms
from kingfisher.referrals.said import read_concern
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.choices import Choice
from kingfisher.ui.forms import Form


class AtOnceForm(Form):
    measure = fields.Radios("What was done first?", empty="Choose what was done first")
    done_at = fields.Moment("When was it done?", past=True, required=False)
    done_by = fields.Input("Who did it?", width=30, hint="Officer and number, court, ambulance crew.", required=False)
    at_once = fields.Textarea("What was done, and where is the child now?", rows=3, required=False)
    known_at = fields.Moment("When did the front door or the duty team learn of it?", past=True, required=False,
                             hint="The clocks count from then.")  # fmt: skip


class EndForm(Form):
    ended_at = fields.Moment("When did it end?", past=True, empty="Say when it ended")
    how = fields.Textarea("How did it end, and where is the child now?", rows=3,
                          empty="Say how it ended, and where the child is now")  # fmt: skip


@page(Permission.CONTACT_TRIAGE, purpose=True)
def afterwards(request: HttpRequest) -> HttpResponse:
    """One form: what was done, its true times, and the concern as for any other."""
    actor, form, given = request.actor, _form(request), given_by(request)
    sending = request.method == "POST" and not request.POST.get("add_child")
    if sending and form.is_valid() & all_valid(given):
        try:
            with transaction.atomic():
                made = _recorded(actor, form, given, request.POST.get("once", ""))
            return redirect("referrals:contact", made)
        except Refused as refused:
            for sentence in refused.gaps or (refused.sentence,):
                form.add_error(None, sentence)
    return render(
        request, "referrals/pages/type_in.html", shown_forms(given) | {"came": None, "text": "", "at_once": form}
    )


def _recorded(actor: Actor, form: AtOnceForm, given: Given, once: str) -> UUID:
    """Kept as it was typed, then made a contact of; both or neither, as the writer stands before the form.

    Sent twice, it is one contact.
    """
    body, said = body_of_forms(given), form.cleaned_data
    team = places.team(actor, "front_door")
    key = hashlib.sha256(f"afterwards:{actor.placement_id}:{once}".encode()).hexdigest() if once else ""
    kept = postroom.accept_once(
        actor, idempotency_key=key, kind="concern", door="telephone", body=body, content_type="application/json",
        sender_name=given[1].cleaned_data["my_name"], readers=Receiver(team_id=team) if team else None, at=actor.at,
    )  # fmt: skip
    came = arrivals.arrival_by_ref(actor, kept.ref)
    if kept.again and came.became:
        return came.became[1]
    read = read_concern(body, on=local_day(actor.at, ask.calendar()), professional=False)
    if read.said is None:
        raise Refused("Name a child, or say what the worry is.")
    done = DoneAtOnce(said["measure"], said["done_at"], said["known_at"], said["done_by"], said["at_once"])
    return actions.record_afterwards(actor, arrival=came, said=read.said, done=done, at=actor.at).contact_id


@page(Permission.CONTACT_TRIAGE, purpose=True)
def end_measure(request: HttpRequest, emergency_id: UUID) -> HttpResponse:
    """Say when and how a measure ended."""
    actor = request.actor
    form = EndForm(request.POST or None, today=local_day(actor.at, ask.calendar()))
    found = queries.measure(actor, emergency_id)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            actions.end_measure(
                actor, emergency_id=emergency_id, ended_at=said["ended_at"], how=said["how"], at=actor.at
            )
            return redirect("referrals:contact", found.contact_id)
        except Refused as refused:
            form.add_error(None, refused.sentence)
    return render(request, "referrals/pages/end_measure.html", {"form": form, "measure": found, "label": ask.label})


def _form(request: HttpRequest) -> AtOnceForm:
    data = request.POST if request.method == "POST" else None
    form = AtOnceForm(data, today=local_day(request.actor.at, ask.calendar()))
    codes = ask.codes("emergency_measure").code
    form.fields["measure"].choices = [Choice(c.code, c.label, hint=c.plain) for c in codes if not c.retired]
    return form
