"""One child's steps on one page: what was said before, what is being done, and what may be done next."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.moves import open_moves
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import Refused
from kingfisher.organisations.queries import Colleague, working_in
from kingfisher.pathway import queries
from kingfisher.pathway.pages import episode_forms as forms
from kingfisher.pathway.pages.episode_doings import BACK_TO, DOINGS, FORMS
from kingfisher.pathway.queries import EpisodeFile
from kingfisher.pathway.rules import INITIAL_OUTCOMES, REVIEW_OUTCOMES
from kingfisher.pathway.states import ASSESSMENT, ENQUIRY, STRATEGY, TRANSFER
from kingfisher.rulebook import ask
from kingfisher.ui.forms import Form

LABELS = {m.name: m.label for m in (*ASSESSMENT, *STRATEGY, *ENQUIRY, *TRANSFER)}
WORKS_WITH_CHILDREN = {"social_worker", "team_manager", "triage_social_worker", "front_door_manager"}


@page(Permission.PATHWAY_READ, purpose=True)
def episode(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Show a child's steps; or do one thing (`do`, and `do:KEY` for one step), and come back to it."""
    actor, bound = request.actor, {}
    if request.method == "POST":
        doing = request.POST.get("do", "")
        name, _, of_what = doing.partition(":")
        if name not in DOINGS:
            raise Refused("That cannot be done here. Go back and try again.")
        form = _form(actor, episode_id, name, of_what, request)
        if form is None or form.is_valid():
            try:
                with transaction.atomic():
                    led = DOINGS[name](actor, episode_id, form, request)
                there = url_for("meetings.meeting", led) if name.startswith("call_") and led else ""
                return redirect(there or reverse("pathway:episode", args=[episode_id]) + f"#{BACK_TO.get(name, 'top')}")
            except Refused as refused:
                form = form or Form({})
                for sentence in refused.gaps or (refused.sentence,):
                    form.add_error(None, sentence)
        bound[doing] = form
    return render(request, "pathway/pages/episode.html", _shown(actor, episode_id, bound))


@page(Permission.PATHWAY_READ)
def of(request: HttpRequest, key: UUID) -> HttpResponse:
    """From one step to the page it stands on."""
    return redirect("pathway:episode", queries.episode_holding(request.actor, key))


def _shown(actor: Actor, episode_id: UUID, bound: dict[str, Form]) -> dict[str, object]:
    file = queries.episode_file(actor, episode_id)
    workers, today = _workers(actor), local_day(actor.at, ask.calendar())
    may_work = actor.has(Permission.PATHWAY_WORK) and file.is_open

    def form_of(name: str, key: object = "") -> Form:
        doing = f"{name}:{key}" if key else name
        if doing in bound and bound[doing].fields:
            return bound[doing]
        return _new_form(name, file, str(key), today, actor.at)

    return {
        "file": file, "actor": actor, "at": actor.at, "label": ask.label, "form_of": form_of,
        "bound": list(bound.values()),
        "may_work": may_work, "may_authorise": actor.has(Permission.PATHWAY_AUTHORISE) and file.is_open,
        "may_chair": actor.has(Permission.MEETING_CHAIR) and file.is_open, "is_bound": lambda doing: doing in bound,
        "hand_over": bound.get("hand_over") or forms.hand_over_form(workers, initial={"to": str(file.worker_id or "")}),
        "because": url_for(*file.because) if file.because else "",
        "step_words": lambda s: LABELS.get(s.move, "Moved on"),
        "moves_of": lambda thing: {m.name: m for m in open_moves(TABLES[thing.kind], thing.state, actor.permissions)},
        "meeting_url": lambda m: url_for("meetings.meeting", m.id), "codes": ask.codes,
    }  # fmt: skip


TABLES = {"assessment": ASSESSMENT, "strategy": STRATEGY, "section47": ENQUIRY, "transfer": TRANSFER}


def _workers(actor: Actor) -> list[Colleague]:
    return working_in(actor, {actor.organisation_id}, roles=WORKS_WITH_CHILDREN)


def _new_form(name: str, file: EpisodeFile, key: str, today: date, at: datetime) -> Form:
    """An empty form, or one with what its step says so far."""
    shape = FORMS[name]
    prefix = f"{name}-{key[-12:]}" if key else name
    if shape is forms.ConferenceForm:
        return forms.conference_form(_outcomes(file, key), prefix)
    things = {str(t.id): t for t in (*file.assessments, *file.enquiries)}
    said = {"initial": forms.initial_of(things[key], shape)} if key in things and name.startswith("write") else {}
    if shape is forms.StrategyForm:
        said = {"initial": forms.serves_again(file, key)}
    if shape in forms.BEGINS_WITH:
        said = {"initial": forms.BEGINS_WITH[shape](file)}
    if name == "call_strategy":
        said = {"initial": {"starts_at": forms.soon(at)}}
    if shape is forms.PathwayForm:
        said = {"initial": {"pathway": file.pathway}}
    return forms.made(shape, prefix, today=today, **said)


def _outcomes(file: EpisodeFile, key: str) -> tuple[str, ...]:
    first = any(str(m.id) == key and m.kind == "initial_conference" for m in file.meetings)
    return INITIAL_OUTCOMES if first else REVIEW_OUTCOMES


def _form(actor: Actor, episode_id: UUID, name: str, key: str, request: HttpRequest) -> Form | None:
    shape = FORMS.get(name)
    prefix = f"{name}-{key[-12:]}" if key else name
    if shape is None:
        return None
    if shape is forms.HandOverForm:
        return forms.hand_over_form(_workers(actor), request.POST)
    if shape is forms.ConferenceForm:
        return forms.conference_form(_outcomes(queries.episode_file(actor, episode_id), key), prefix, request.POST)
    return forms.made(shape, prefix, request.POST, today=local_day(actor.at, ask.calendar()))
