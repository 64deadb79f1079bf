"""Who is who, for the partnership's office: seats given and ended, bodies named, nothing lost."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.partnership import queries
from kingfisher.partnership.actions import who as actions
from kingfisher.partnership.states import PARTNER_KINDS, SEATS
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, forms_of
from kingfisher.ui.forms import Form


class SeatForm(Form):
    """A seat for somebody; what a role does not need may stay empty."""

    holder_id = fields.Select("Who", ())
    role = fields.Select("Seat", tuple(SEATS.items()))
    partner_id = fields.Select("For which safeguarding partner", (), required=False)
    group_id = fields.Select("In which group", (), required=False)
    delegated_from = fields.Select("Delegated by", (), required=False)
    delegated_what = fields.Textarea("What is delegated", rows=2, required=False)
    begins_on = fields.Date("From")


class HolderForm(Form):
    name = fields.Input("Name")
    job_title = fields.Input("What she or he does")
    of = fields.Input("Agency, or “lay member”")


class PartnerForm(Form):
    """The body whose duty it is now; the one before stays on record."""

    kind = fields.Radios("Which of the three", tuple(PARTNER_KINDS.items()))
    name = fields.Input("Name of the body")
    begins_on = fields.Date("From")
    why = fields.Input("If it follows another body: what happened", required=False)


class RelevantForm(Form):
    sort = fields.Select("Sort", lambda: ask.codes("relevant_agency_sort").choices())
    name = fields.Input("Agency, or cluster of agencies")
    covers = fields.Input("Of a cluster: whom it stands for", required=False)
    part_played = fields.Textarea("What it does under the arrangements", rows=2, required=False)
    begins_on = fields.Date("From")


class EndForm(Form):
    seat_id = fields.Select("Which seat ends", ())
    last_day = fields.Date("Last day")


@page(Permission.BOARD_READ)
def who(request: HttpRequest) -> HttpResponse:
    """As of today; the office gives and ends seats here."""
    actor = request.actor
    found = queries.who_is_who(actor, on=queries.today(actor))
    people = queries.holders(actor)
    shown: dict = {"found": found, "people": people, "sorts": dict(ask.codes("relevant_agency_sort").choices())}
    if actor.has(Permission.BOARD_WORK):
        forms, done = forms_of(request, _doings(actor, found, people))
        if done:
            return done
        shown["forms"] = forms
    return render(request, "partnership/pages/who.html", shown)


def _doings(actor, found: queries.WhoIsWho, people: list[queries.HolderShown]) -> dict[str, Doing]:
    at = {"at": actor.at}

    def seat_form(*args, **kwargs) -> SeatForm:
        form = SeatForm(*args, **kwargs)
        form.fields["holder_id"].choices = [(str(h.id), f"{h.name}, {h.of}") for h in people]
        form.fields["partner_id"].choices = [(str(p.id), p.name) for p in found.partners]
        form.fields["group_id"].choices = [(str(g.id), g.name) for g in found.groups]
        form.fields["delegated_from"].choices = [(str(p.lead.id), p.lead.name) for p in found.partners if p.lead]
        return form

    def end_form(*args, **kwargs) -> EndForm:
        form = EndForm(*args, **kwargs)
        form.fields["seat_id"].choices = [
            (str(s.id), f"{h.name}: {s.role_words}, {where}") for h in people for where, s in h.seats if not s.ends_on
        ]
        return form

    def seat(s: dict) -> object:
        kept = {name: value or None if name.endswith(("_id", "_from")) else value for name, value in s.items()}
        return actions.seat(actor, **kept, **at)

    return {
        "seat": Doing(seat_form, seat, "The seat is given."),
        "end": Doing(end_form, lambda s: actions.end_seat(actor, **s, **at), "The seat ends on that day."),
        "holder": Doing(HolderForm, lambda s: actions.add_holder(actor, **s, **at), "Now give her or him a seat."),
        "partner": Doing(PartnerForm, lambda s: actions.name_partner(actor, **s, **at), "The body is named."),
        "relevant": Doing(RelevantForm, lambda s: actions.name_relevant(actor, **s, **at), "The agency is named."),
    }
