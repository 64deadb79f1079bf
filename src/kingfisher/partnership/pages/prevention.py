"""Prevention: campaigns and visits, whom they reached, what must follow. Places are named, children never."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.partnership import queries
from kingfisher.partnership.actions import keeping as actions
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, forms_of
from kingfisher.ui.forms import Form


class VisitForm(Form):
    """A visit that was made. It asks for numbers of people, never for names."""

    campaign_id = fields.Select("Part of a campaign", (), required=False)
    sort = fields.Select("Sort of place", lambda: ask.codes("visited_place").choices())
    name = fields.Input("Name of the place")
    district = fields.Input("District")
    visited_on = fields.Date("Day of the visit", past=True)
    by = fields.Input("Who went")
    topic = fields.Input("What about")
    reached = fields.Number("How many people it reached", least=0, greatest=100_000)
    materials = fields.Input("What was left there", required=False)
    follow_up = fields.Input(
        "What must follow",
        required=False,
        hint="Leave out anybody's name: a concern about a child goes to the front door",
    )
    follow_up_on = fields.Date("By when", required=False)


class CampaignForm(Form):
    mark_optional = False
    title = fields.Input("Name of the campaign")
    aim = fields.Textarea("What should be different afterwards", rows=2)
    audience = fields.Input("Whom it is for")
    begins_on = fields.Date("From")
    ends_on = fields.Date("To")


class FollowForm(Form):
    mark_optional = False
    visit_id = fields.Select("Which visit", ())
    on = fields.Date("Done on", past=True)
    words = fields.Textarea("What was done", rows=2)


@page(Permission.PREVENTION_WORK)
def prevention(request: HttpRequest) -> HttpResponse:
    """Visits and campaigns, and where in the county they went."""
    actor, at = request.actor, {"at": request.actor.at}
    visits, campaigns, day = queries.visits(actor), queries.campaigns(actor), queries.today(actor)

    def visit_form(*args: object, **kwargs: object) -> Form:
        form = VisitForm(*args, today=day, **kwargs)
        form.fields["campaign_id"].choices = [(str(c.id), c.title) for c in campaigns]
        return form

    def follow_form(*args: object, **kwargs: object) -> Form:
        form = FollowForm(*args, today=day, **kwargs)
        form.fields["visit_id"].choices = [
            (str(v.id), f"{v.place}: {v.follow_up}") for v in visits if v.follow_up and not v.followed_up_on
        ]
        return form

    def keep(s: dict) -> object:
        key = s.pop("campaign_id")
        return actions.keep_visit(actor, campaign_id=UUID(key) if key else None, **s, **at)

    forms, done = forms_of(request, {
        "visit": Doing(visit_form, keep, "The visit is kept."),
        "follow": Doing(follow_form, lambda s: actions.follow_up(actor, **s, **at), "Noted."),
        "campaign": Doing(CampaignForm, lambda s: actions.begin_campaign(actor, **s, **at), "The campaign is begun."),
    })  # fmt: skip
    if done:
        return done
    shown = {
        "visits": visits, "campaigns": campaigns, "districts": queries.reach_by_district(actor), "forms": forms,
        "sorts": dict(ask.codes("visited_place").choices()), "at": actor.at,
    }  # fmt: skip
    return render(request, "partnership/pages/prevention.html", shown)
