"""The training team's day: what comes, what waits, and planning more."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import slugify

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.learning import queries
from kingfisher.learning.actions import offering
from kingfisher.learning.pages.book_form import roles
from kingfisher.learning.pages.own import _key
from kingfisher.learning.states import WAYS
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, choosing, forms_of
from kingfisher.ui.filters import moment
from kingfisher.ui.forms import Form
from kingfisher.ui.paging import Ask
from kingfisher.ui.tables import Column, Table


class EventForm(Form):
    """A day of a course."""

    course_id = fields.Select("Which course", ())
    starts_at = fields.Moment("When it begins")
    minutes_long = fields.Number("Minutes", least=15, greatest=2880)
    way = fields.Radios("How", tuple(WAYS.items()), inline=True)
    place = fields.Input("Where, or what it is held with")
    places = fields.Number("Places", least=1, greatest=1000)
    joining = fields.Textarea("How to join", rows=3, required=False, hint="Only those with a place are told")


class CourseForm(Form):
    """A course of the catalogue; a title that is there already is changed."""

    title = fields.Input("What it is called")
    level = fields.Select("Level", ())
    audience = fields.Checkboxes("For whom", (), required=False, hint="Nobody ticked: everybody")
    about = fields.Textarea("What somebody will know afterwards", rows=3)
    minutes_long = fields.Number("Minutes", least=15, greatest=2880)
    places = fields.Number("Places, as a rule", least=1, greatest=1000)


class TrainerForm(Form):
    """Somebody of the pool; an address that is there already is changed."""

    name = fields.Input("Name", most=120)
    email = fields.Email("E-mail address")
    employer = fields.Input("Works for")
    courses = fields.Checkboxes("May teach", ())
    watched_on = fields.Date("Last watched teaching on", required=False)
    watched_who = fields.Input("By whom", required=False, most=120)


class CourseKeyForm(Form):
    course_id = fields.Hidden()


class WhichForm(Form):
    trainer_id = fields.Hidden()


@page(Permission.LEARNING_RUN)
def office(request: HttpRequest) -> HttpResponse:
    """Days to come, or those past, and planning another."""
    actor, past = request.actor, "past" in request.GET
    levels = ask.codes("training_level").choices()
    forms, done = forms_of(request, {
        "event": Doing(choosing(EventForm, course_id=queries.course_choices(actor)),
                       lambda s: offering.plan_event(actor, **{**s, "course_id": UUID(s["course_id"])}, at=actor.at),
                       "It is planned. Open it for booking when it is ready."),
        "course": Doing(choosing(CourseForm, level=levels, audience=roles()),
                        lambda s: offering.keep_course(actor, code=slugify(s["title"])[:40],
                                                       **{**s, "level": int(s["level"])}, at=actor.at),
                        "It is in the catalogue."),
        "stop": Doing(CourseKeyForm, lambda s: offering.offer_course(
            actor, course_id=_key(s["course_id"]), is_offered=False, at=actor.at), "It is out of the catalogue."),
        "offer": Doing(CourseKeyForm, lambda s: offering.offer_course(
            actor, course_id=_key(s["course_id"]), is_offered=True, at=actor.at), "It is in the catalogue again."),
    })  # fmt: skip
    if done:
        return done
    page_ = queries.coming(actor, all_states=True, past=past, ask_page=Ask.read(request.GET))
    table = Table("Days past" if past else "Days to come", [
        Column("Course", lambda e: e.course.title, link=lambda e: reverse("learning:event", args=[e.id])),
        Column("When", lambda e: moment(e.starts_at)),
        Column("Where", lambda e: e.place if e.way == "room" else "Online"),
        Column("Taken", lambda e: f"{e.taken} of {e.places}" + (f", {e.waiting} waiting" if e.waiting else "")),
        Column("State", "state_words"),
    ], page_, params=request.GET, noun="days", show_caption=False, empty="None yet: plan one.")  # fmt: skip
    catalogue = queries.courses(actor, offered=False)
    shown = {
        "table": table,
        "forms": forms,
        "past": past,
        "catalogue": catalogue,
        "unsent": queries.letters_waiting(actor),
    }
    return render(request, "learning/pages/office.html", shown)


@page(Permission.LEARNING_RUN)
def trainers(request: HttpRequest) -> HttpResponse:
    """The pool of trainers: what each may teach, and when somebody last watched."""
    actor = request.actor
    names = {c.code: c.title for c in queries.courses(actor, offered=False)}
    today = actor.at.date()
    forms, done = forms_of(request, {
        "keep": Doing(choosing(TrainerForm, courses=list(names.items())),
                      lambda s: offering.keep_trainer(actor, **s, at=actor.at), "Kept."),
        "end": Doing(WhichForm, lambda s: offering.end_trainer(actor, trainer_id=UUID(s["trainer_id"]), on=today,
                                                               at=actor.at), "Taken out of the pool."),
    })  # fmt: skip
    if done:
        return done
    shown = {"trainers": queries.trainers(actor), "names": names, "forms": forms}
    return render(request, "learning/pages/trainers.html", shown)
