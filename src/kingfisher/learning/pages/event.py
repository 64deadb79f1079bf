"""One day of a course, as the training team runs it: who comes, who waits, who teaches; and the register."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kingfisher.access.entry import acting_as, page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.timing import LONDON
from kingfisher.kernel.tokens import token_of
from kingfisher.kernel.verdict import NotThere
from kingfisher.learning import queries
from kingfisher.learning.actions import booking, day, offering
from kingfisher.learning.actions.letters import TEACHING
from kingfisher.learning.pages.book_form import StaffForm, agencies, roles, staff
from kingfisher.learning.pages.door import sends_mail, training_door, with_holds
from kingfisher.learning.pages.own import _key
from kingfisher.learning.queries import EventFile
from kingfisher.learning.states import MARKS
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, choosing, forms_of, starting
from kingfisher.ui.filters import counted
from kingfisher.ui.forms import Form


class ChangeForm(Form):
    starts_at = fields.Moment("When it begins")
    minutes_long = fields.Number("Minutes", least=15, greatest=2880)
    place = fields.Input("Where, or what it is held with")
    places = fields.Number("Places", least=1, greatest=1000)
    joining = fields.Textarea("How to join", rows=4, required=False)


class TrainerForm(Form):
    mark_optional = False
    trainer_id = fields.Select("Who teaches", ())


class WhyForm(Form):
    mark_optional = False
    why = fields.Input("Why", most=300, hint="As those who booked will read it")


class BookingForm(Form):
    booking_id = fields.Hidden()


class WaiveForm(BookingForm):
    mark_optional = False
    why = fields.Input("Why the fee is let go", most=300)


class ExpensesForm(Form):
    mark_optional = False
    trainer_id = fields.Select("Who", ())
    pounds = fields.Number("Pounds claimed", least=0, greatest=10_000)


@page(Permission.LEARNING_RUN)
def event(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Everything of one day on one page."""
    actor = request.actor
    found = queries.event_file(actor, event_id)
    forms, done = forms_of(request, _doings(actor, training_door(request), found))
    if done:
        return done
    # A hub that sends no e-mail shows the office each trainer's link; elsewhere it stands in her letter alone.
    links = {} if sends_mail() else {name: _register_link(key) for key, name in queries.links_of(actor, event_id)}
    shown = {"found": found, "forms": forms, "at": actor.at, "links": links}
    return render(request, "learning/pages/event.html", shown)


def _register_link(teaching_id: UUID) -> str:
    return reverse("learning:teaching", args=[token_of(teaching_id, TEACHING)])


def _doings(actor: Actor, door: Actor, found: EventFile) -> dict[str, Doing]:
    one, e = {"event_id": found.event.id, "at": actor.at}, found.event
    here = {x.id for x in found.lines}

    def of(s: dict) -> UUID:
        if _key(s["booking_id"]) not in here:
            raise NotThere
        return _key(s["booking_id"])

    def by_telephone(s: dict) -> list:
        with acting_as(door):
            return booking.book(door, event_id=e.id, applicants=staff(door, s, s["people"]), at=door.at)

    pool = [(str(t.id), f"{t.name}, {t.employer}") for t in queries.trainers(actor) if e.course.code in t.courses]
    teaching = [(str(t.id), t.name) for t in found.trainers]
    long = round((e.ends_at - e.starts_at).total_seconds() / 60)
    change = starting(
        ChangeForm, starts_at=e.starts_at.astimezone(LONDON), place=e.place, places=e.places, minutes_long=long,
        joining=found.joining,
    )  # fmt: skip
    return {
        "open": Doing(Form, lambda s: offering.open_booking(actor, **one), "It is open for booking."),
        "change": Doing(change, lambda s: offering.change_event(actor, **s, **one), _moved),
        "trainer": Doing(choosing(TrainerForm, trainer_id=pool), lambda s: offering.give_to_trainer(
            actor, trainer_id=UUID(s["trainer_id"]), **one), "She or he is told."),
        "claim": Doing(choosing(ExpensesForm, trainer_id=teaching), lambda s: offering.claim(
            actor, trainer_id=UUID(s["trainer_id"]), pence=100 * s["pounds"], **one), "Kept."),
        "call_off": Doing(WhyForm, lambda s: offering.call_off(actor, **s, **one),
                          lambda told: f"It is called off, and {counted(told, 'person is', 'people are')} told."),
        "book": Doing(choosing(StaffForm, agency=agencies(actor, other=False), role=roles()), by_telephone,
                      "Booked: each has a letter to confirm."),
        "confirm": Doing(BookingForm, lambda s: booking.confirm(actor, booking_id=of(s), at=actor.at), "Confirmed."),
        "give_back": Doing(BookingForm, lambda s: booking.give_back(
            actor, booking_id=of(s), freely=True, at=actor.at), "The place is given back, and nothing is owed."),
        "waive": Doing(WaiveForm, lambda s: booking.waive(actor, booking_id=of(s), why=s["why"], at=actor.at),
                       "The fee is let go."),
    }  # fmt: skip


def _moved(up: object) -> str:
    return f"Kept. {counted(int(str(up)), 'person', 'people')} moved up from the waiting list." if up else "Kept."


class CorrectForm(BookingForm):
    mark_optional = False
    how = fields.Select("It should say", (("mark_there", "There throughout"), ("mark_partial", "Late or left early"),
                                          ("mark_absent", "Not there")))  # fmt: skip
    why = fields.Input("Why", most=300)


class MinutesForm(BookingForm):
    minutes = fields.Number("Minutes connected", least=0, greatest=1440)


@page(Permission.LEARNING_RUN)
def register(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """The register, for a telephone in one hand: a press a person; the last press stands until it is closed."""
    actor = request.actor
    found = queries.event_file(actor, event_id)
    here = {x.id for x in found.lines}
    how, which = request.POST.get("how", ""), request.POST.get("booking_id", "")
    problem = ""
    if how in MARKS and which:
        try:
            if _key(which) not in here:
                raise NotThere
            day.mark(actor, booking_id=_key(which), how=how, at=actor.at)
            return redirect(f"{request.path}#b-{which}")
        except NotNow as refused:
            problem = refused.sentence
    choices = [(str(x.id), x.name) for x in found.register]
    forms, done = forms_of(request, {
        "close": Doing(Form, with_holds(request, lambda s: day.close_register(actor, event_id=event_id, at=actor.at)),
                       lambda n: f"It is closed: {counted(n, 'certificate')}, and everybody who came is asked."),
        "walk_in": Doing(choosing(StaffForm, agency=agencies(actor, other=False), role=roles()), lambda s: [
            day.walk_in(actor, event_id=event_id, applicant=one, at=actor.at) for one in staff(actor, s, s["people"])
        ], "On the register, and there."),
        "minutes": Doing(MinutesForm, lambda s: day.mark_minutes(
            actor, booking_id=_one_of(s, here), minutes=s["minutes"], at=actor.at), "Marked."),
        "correct": Doing(choosing(_WhoForm, booking_id=choices), with_holds(request, lambda s: day.correct(
            actor, booking_id=_one_of(s, here), how=s["how"], why=s["why"], at=actor.at)), "Corrected."),
    })  # fmt: skip
    if done:
        return done
    now, starts = actor.at.astimezone(LONDON), found.event.starts_at.astimezone(LONDON)
    shown = {"found": found, "forms": forms, "problem": problem, "has_begun": now >= starts,
             "is_the_day": now.date() >= starts.date()}  # fmt: skip
    return render(request, "learning/pages/register.html", shown)


class _WhoForm(CorrectForm):
    booking_id = fields.Select("Who", ())


def _one_of(s: dict, here: set[UUID]) -> UUID:
    if _key(s["booking_id"]) not in here:
        raise NotThere
    return _key(s["booking_id"])
