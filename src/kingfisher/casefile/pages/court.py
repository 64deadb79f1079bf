"""A chronology for court: choose lines, see gaps, write analyses apart from facts, and freeze it."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.casefile.court import Chosen, held_by, with_corrections
from kingfisher.casefile.pages.child import filters_from, lines_shown
from kingfisher.casefile.picture import Picture, picture_of
from kingfisher.chronology import actions, queries
from kingfisher.chronology.actions import Thought
from kingfisher.chronology.queries import Filters
from kingfisher.chronology.rules import Gap, Span, gaps
from kingfisher.clocks import queries as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.verdict import NotThere, Refused
from kingfisher.plans import queries as plans
from kingfisher.rulebook import ask

AT_MOST = 1000


@page(Permission.CHILD_READ, purpose=True)
def court(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Filter and tick; POST freezes what is ticked and opens it. Everything is ticked until somebody unticks it."""
    actor, said = request.actor, request.POST
    filters = filters_from(request)
    picture = picture_of(actor, person_id, filters=filters, newest_first=False, at_most=AT_MOST)
    thoughts = queries.analyses(actor, list(picture.child.person_ids))
    silences = gaps_of(actor, picture)
    everything = Chosen(frozenset(line.id for line in picture.lines), frozenset(a.id for a in thoughts))
    chosen = everything if "none" not in request.GET else Chosen(frozenset(), frozenset())
    wrong = ""
    if request.method == "POST":
        chosen = Chosen(_keys(request, "line"), _keys(request, "analysis"))
        try:
            key = actions.prepare(
                actor, person_id=person_id, title=said.get("title", ""), made_for=said.get("made_for", ""),
                held=held_by(picture, chosen, analyses=thoughts, gaps=silences),
                sources=_sources(picture, chosen), at=actor.at,
            )  # fmt: skip
            return redirect("casefile:prepared", key)
        except Refused as refused:
            wrong = refused.sentence
    return render(request, "casefile/pages/court.html", {
        "picture": picture, "address": request.get_full_path(), "chosen": chosen,
        "rows": list(zip(picture.lines, lines_shown(picture), strict=True)),
        "thoughts": thoughts, "gaps": silences, "filters": filters, "is_filtered": filters != Filters(),
        "kinds": ask.codes("entry_kind"),
        "may_write": _own(picture, actor) is not None and actor.has(Permission.ENTRY_WRITE),
        "numbers": {line.id: n for n, line in enumerate(picture.lines, start=1)}, "wrong": wrong,
        "earlier": queries.prepared_about(actor, list(picture.child.person_ids)),
        "title": said.get("title", f"Chronology: {picture.name}"), "made_for": said.get("made_for", ""),
    }, status=422 if wrong else 200)  # fmt: skip


@require_POST
@page(Permission.CHILD_READ, purpose=True)
def analysis(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Write a paragraph of analysis or its next version; it lies in the writer's own agency's papers."""
    actor, said = request.actor, request.POST
    picture = picture_of(actor, person_id, filters=Filters(), newest_first=False, at_most=AT_MOST)
    own = _own(picture, actor)
    if own is None:
        raise NotThere
    own_folder, own_person = own
    numbers = {str(n): line.id for n, line in enumerate(picture.lines, start=1)}
    rests = [numbers[w] for w in said.get("rests_on", "").replace(",", " ").split() if w in numbers]
    thought = Thought(
        own_folder, own_person, said.get("heading", ""), said.get("words", ""), _today(actor), tuple(rests),
        _key(said.get("replaces", "")), "take_back" in said,
    )  # fmt: skip
    try:
        actions.analyse(actor, thought=thought, at=actor.at)
        messages.success(request, "The paragraph is written. Earlier versions are kept behind it.")
    except Refused as refused:
        messages.error(request, refused.sentence)
    return redirect(reverse("casefile:court", args=[person_id]) + "#analysis")


def gaps_of(actor: Actor, picture: Picture) -> list[Gap]:
    """Where nothing is written that this worker may read, although a plan or a time limit she may see ran."""
    today, child = _today(actor), picture.child
    spans = [
        Span(row.plan.started_on, row.plan.ended_on or today, ask.label("plan_kind", row.plan.kind))
        for row in plans.plans_of(actor, child.person_ids)
    ]
    for clock in clocks.ran_in_folders(actor, child.folder_ids):
        stopped = clock.stopped_at.astimezone(LONDON).date() if clock.stopped_at else today
        spans.append(Span(clock.started_at.astimezone(LONDON).date(), stopped, clock.title))
    days = queries.days_written(actor, list(child.person_ids))
    return gaps(days, spans, weeks=ask.gap_weeks(on=today), today=today)


def _today(actor: Actor) -> date:
    return actor.at.astimezone(LONDON).date()


def _own(picture: Picture, actor: Actor) -> tuple[UUID, UUID] | None:
    """The folder of the writer's own agency in which it says something of this child, and what it says it of."""
    for holding in picture.holdings:
        if holding.agency.id == actor.organisation_id and holding.level == FULL:
            mine = [s for s in holding.statements if s.origin != "mention"]
            if mine:
                return mine[0].folder_id, mine[0].id
    return None


def _sources(picture: Picture, chosen: Chosen) -> list[UUID]:
    return sorted({line.folder_id for line in with_corrections(picture.lines, chosen.lines)})


def _keys(request: HttpRequest, name: str) -> frozenset[UUID]:
    return frozenset(key for key in map(_key, request.POST.getlist(name)) if key)


def _key(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
