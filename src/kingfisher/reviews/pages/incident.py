"""One review from the first day to the last: where it stands, who was asked, what was decided, what may be done."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import LONDON
from kingfisher.organisations.queries import agencies, working_in
from kingfisher.reviews import actions, queries
from kingfisher.reviews.pages import forms as asked
from kingfisher.reviews.pages.opening import folder_for
from kingfisher.reviews.queries import KIND, IncidentShown
from kingfisher.rulebook import ask
from kingfisher.ui.doing import Doing, forms_of
from kingfisher.ui.forms import Form

STEPS = ("Told", "Panel told", "Agencies heard", "Partners decide", "Practice review", "Learned")


@page(Permission.REVIEW_READ, purpose=True)
def incident(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """The office works it; partners decide; whoever told of it reads."""
    actor = request.actor
    found = queries.incident(actor, incident_id)
    forms, done = forms_of(request, _doings(actor, found))
    if done:
        return done
    shown = {
        "one": found, "row": found.row, "forms": forms, "at": actor.at, "steps": STEPS, "current": _step(found),
        "learned": queries.from_source(actor, (KIND, found.id)),
        "kind": ask.label("incident_kind", found.row.kind),
        "panel": ask.label("panel_answer", found.row.panel_answer) if found.row.panel_answer else "",
    }  # fmt: skip
    return render(request, "reviews/pages/incident.html", shown)


def _step(found: IncidentShown) -> int:
    if found.row.state == "raised":
        return 2
    if found.row.state == "notified":
        return 4 if found.summaries and all(s.state == "sent" for s in found.summaries) else 3
    return 5 if found.row.state == "practice_review" else 6


def _doings(actor: Actor, found: IncidentShown) -> dict[str, Doing]:
    state, kept = found.row.state, {"incident_id": found.id, "at": actor.at}
    doings: dict[str, Doing] = {}

    def may(name: str, states: tuple[str, ...], form: object, act: object, told: str) -> None:
        if state in states and actor.has(Permission.REVIEW_WORK):
            doings[name] = Doing(form, lambda s: act(actor, **s, **kept), told)

    rapid = {"facts": found.row.facts, "learning": found.row.learning}
    planned = {n: getattr(found.row, n) for n in ("terms", "reviewer", "family_words", "parallel", "publish_on")}
    may("notify", ("raised",), asked.NotifyForm, actions.notify, "Kept. The clock for telling the panel has stopped.")
    may("set_aside", ("raised",), asked.WhyForm, actions.set_aside, "Set aside, with your reasons on record.")
    may("rapid", ("notified",), partial(asked.RapidForm, initial=rapid), actions.write_rapid, "Kept.")
    may("finish", ("notified",), asked.NoForm, actions.finish, "The rapid review is finished.")
    may("panel", ("reviewed", "practice_review"), asked.PanelForm, actions.keep_panel_answer, "Kept.")
    may("again", ("reviewed", "practice_review"), asked.WhyForm, actions.think_again, "The partners decide again.")
    may("plan", ("practice_review",), partial(asked.PlanForm, initial=planned), actions.plan, "Kept.")
    may("sent", ("practice_review",), asked.SentForm, actions.sent_to_panel, "Kept.")
    may("publish", ("practice_review",), asked.PublishForm, actions.publish, "Kept as published.")
    may("withhold", ("practice_review",), asked.WhyForm, actions.withhold, "Kept, with your reasons.")
    may("close", ("reviewed", "published", "withheld"), asked.CloseForm, actions.close, "Closed.")
    if state in ("raised", "notified") and actor.has(Permission.REVIEW_WORK):
        doings |= _asking(actor, found)
    if state == "notified" and actor.has(Permission.REVIEW_DECIDE):
        doings["decide"] = Doing(
            asked.DecideForm, lambda s: actions.decide(actor, **s, **kept), "Your decision is kept."
        )
    if state not in ("raised", "set_aside", "closed") and actor.has(Permission.REVIEW_WORK):
        doings["recommend"] = Doing(
            asked.RecommendForm, lambda s: _recommend(actor, found, s), "The recommendation is made."
        )
    return doings


def _asking(actor: Actor, found: IncidentShown) -> dict[str, Doing]:
    bodies = {a.code: a for a in agencies(actor)}
    people = working_in(actor, {a.id for a in bodies.values()})
    homes = {str(p.placement_id): bodies[p.organisation_code].id for p in people if p.organisation_code in bodies}
    names = sorted((f"{p.organisation}: {p.name}, {p.job_title}", str(p.placement_id)) for p in people)

    def asking(*args: object, **kwargs: object) -> Form:
        form = asked.AskForm(*args, **kwargs)
        form.fields["writer"].choices = [("", "Choose a person"), *((key, name) for name, key in names)]
        return form

    def choosing(form_class: type[Form], state: str, *args: object, **kwargs: object) -> Form:
        form = form_class(*args, **kwargs)
        form.fields["summary_id"].choices = [(str(s.id), s.agency) for s in found.summaries if s.state == state]
        return form

    def ask_one(s: dict) -> None:
        actions.ask(actor, incident_id=found.id, writer=UUID(s["writer"]), organisation_id=homes[s["writer"]],
                    asks=s["asks"],
                    folder=folder_for(actor, "review_summary", UUID(s["writer"])), at=actor.at)  # fmt: skip

    def chase_one(s: dict) -> None:
        actions.chase(actor, summary_id=UUID(s["summary_id"]), at=actor.at)

    def more(s: dict) -> None:
        actions.ask_more(actor, summary_id=UUID(s["summary_id"]), asks=s["asks"], at=actor.at)

    made = {"ask": Doing(asking, ask_one, "Asked. It is on her or his desk now.")}
    if any(s.state == "asked" for s in found.summaries):
        made["chase"] = Doing(partial(choosing, asked.ChaseForm, "asked"), chase_one, "Asked again.")
    if any(s.state == "sent" for s in found.summaries):
        made["more"] = Doing(partial(choosing, asked.MoreForm, "sent"), more, "Given back with your question.")
    return made


def _recommend(actor: Actor, found: IncidentShown, s: dict) -> None:
    of_review = found.row.decided == "practice_review"
    made = actions.Made(
        source="practice_review" if of_review else "rapid_review",
        source_words=f"{'Practice' if of_review else 'Rapid'} review {found.row.ref}", theme=s["theme"],
        words=s["words"], made_on=actor.at.astimezone(LONDON).date(), source_of=(KIND, found.id),
    )  # fmt: skip
    actions.recommend(actor, made=made, folder=folder_for(actor, "recommendation"), at=actor.at)
