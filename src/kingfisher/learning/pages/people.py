"""Learners: the training team finds any of them; an agency's training lead sees its own people, and nobody else."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from kingfisher.access.entry import acting_as, page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.learning import queries
from kingfisher.learning.actions import learners as actions
from kingfisher.learning.pages.book_form import agencies, employer_of, roles
from kingfisher.learning.pages.door import training_door, with_holds
from kingfisher.learning.pages.own import EmailForm, PostForm, _key
from kingfisher.learning.queries import Record
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, choosing, forms_of
from kingfisher.ui.filters import short_day
from kingfisher.ui.forms import Form
from kingfisher.ui.paging import Ask
from kingfisher.ui.tables import Column, Table


class ElsewhereForm(Form):
    """A course completed elsewhere."""

    mark_optional = False
    title = fields.Input("Which course")
    level = fields.Select("Level", ())
    completed_on = fields.Date("Completed on", past=True)
    elsewhere = fields.Input("Where, and what shows it", most=300)


class WorkForm(Form):
    mark_optional = False
    agency = fields.Select("Works for", ())
    role = fields.Select("What she or he does there", ())


class WithdrawForm(Form):
    mark_optional = False
    completion_id = fields.Select("Which", ())
    why = fields.Input("Why it does not count", most=300)


@page(Permission.LEARNING_RUN)
def learners(request: HttpRequest) -> HttpResponse:
    """Everybody who ever booked, by name."""
    words = request.GET.get("q", "").strip()[:80]
    table = Table("Learners", [
        Column("Name", "name", link=lambda x: reverse("learning:learner", args=[x.id])),
        Column("Works for", "works_for"), Column("E-mail", "email"),
    ], queries.learners(request.actor, words=words, ask_page=Ask.read(request.GET)), params=request.GET, noun="people",
        show_caption=False, empty="Nobody by that name or address.")  # fmt: skip
    return render(request, "learning/pages/learners.html", {"table": table, "q": words})


@page(Permission.LEARNING_LEAD)
def people(request: HttpRequest) -> HttpResponse:
    """The people of one's own agency and its parts: who is in date for what they do."""
    words = request.GET.get("q", "").strip()[:80]
    table = Table("People of your agency", [
        Column("Name", "name", link=lambda x: reverse("learning:learner", args=[x.learner_id])),
        Column("Does", "role_words"), Column("For", "employer"),
        Column("Training", lambda x: x.words[0]),
        Column("Until", lambda x: x.standing.until, "day"),
    ], queries.people_standing(request.actor, words=words, ask_page=Ask.read(request.GET)), params=request.GET,
        noun="people", show_caption=False, empty="Nobody yet. Book somebody on a course, and they appear here.",
        marked=lambda x: "late" if x.standing.state in ("lapsed", "never") else "")  # fmt: skip
    return render(request, "learning/pages/people.html", {"table": table, "q": words})


@page(Permission.LEARNING_FIGURES)
def standing(request: HttpRequest) -> HttpResponse:
    """Who is trained for what they do, by agency."""
    return render(request, "learning/pages/standing.html", {"rows": queries.agencies_standing(request.actor)})


@page(Permission.LEARNING_LEAD)
def learner(request: HttpRequest, learner_id: UUID) -> HttpResponse:
    """One person's record. The training team adds to it; a lead says that somebody has left."""
    actor = request.actor
    found = queries.record(actor, learner_id)
    runs = actor.has(Permission.LEARNING_RUN)
    forms, done = forms_of(
        request, {**_leaving(request, actor, found), **(_keeping(request, actor, found) if runs else {})}
    )
    if done:
        return done
    shown = {"found": found, "forms": forms, "runs": runs}
    return render(request, "learning/pages/learner.html", shown)


def _leaving(request: HttpRequest, actor: Actor, found: Record) -> dict[str, Doing]:
    seen = {p.id for p in found.posts}
    door = training_door(request)

    def leave(s: dict) -> None:
        if _key(s["post_id"]) not in seen:
            raise NotThere
        with acting_as(door):
            today = local_day(door.at, ask.calendar())
            actions.leave_post(door, post_id=_key(s["post_id"]), learner_id=found.id, on=today, at=door.at)

    return {"leave": Doing(PostForm, leave, "Kept. The record goes with her or him, and is no longer yours to read.")}


def _keeping(request: HttpRequest, actor: Actor, found: Record) -> dict[str, Doing]:
    one = {"learner_id": found.id, "at": actor.at}
    done = [(str(c.id), f"{c.title}, {short_day(c.completed_on)}") for c in found.completions if not c.withdrawn_why]

    def elsewhere(s: dict) -> None:
        actions.keep_elsewhere(actor, **{**s, "level": int(s["level"])}, **one)

    def works(s: dict) -> None:
        employer, organisation_id = employer_of(actor, s)
        actions.take_post(actor, employer=employer, organisation_id=organisation_id, role=s["role"], **one)

    def withdraw(s: dict) -> None:
        actions.withdraw(actor, completion_id=_key(s["completion_id"]), why=s["why"], at=actor.at)

    return {
        "elsewhere": Doing(choosing(ElsewhereForm, level=ask.codes("training_level").choices()),
                           with_holds(request, elsewhere), "Kept."),
        "works": Doing(choosing(WorkForm, agency=agencies(actor, other=False), role=roles()),
                       with_holds(request, works), "Kept."),
        "withdraw": Doing(choosing(WithdrawForm, completion_id=done), with_holds(request, withdraw),
                          "It counts no more."),
        "follow": Doing(EmailForm, lambda s: actions.send_follow_link(actor, email=s["email"], **one),
                        "We have written to that address: it must say that it is hers or his."),
    }  # fmt: skip
