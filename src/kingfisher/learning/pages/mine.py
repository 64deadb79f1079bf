"""For a worker who is signed in: her training, the days to come, and booking for herself or for those she minds."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import acting_as, page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.learning import queries
from kingfisher.learning.actions import booking, learners
from kingfisher.learning.actions.booking import Applicant, Given
from kingfisher.learning.pages.book_form import MyForm, StaffForm, roles, staff
from kingfisher.learning.pages.catalogue import coming_table
from kingfisher.learning.pages.door import SIGNED_IN, training_door
from kingfisher.learning.pages.own import PostForm, _key, _owed
from kingfisher.organisations import queries as places
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, choosing, forms_of
from kingfisher.ui.forms import Form


class BookingForm(Form):
    booking_id = fields.Hidden()


@page(Permission.LEARNING_BOOK)
def mine(request: HttpRequest) -> HttpResponse:
    """My places, what I learned, until when it holds, and whether my access hangs on it."""
    actor, door = request.actor, training_door(request)
    with acting_as(door):  # whose access is closed already reads even this through the service
        closes_on = queries.my_hold(actor)
        key = queries.learner_of_worker(door, actor.worker_id)
        found = queries.record(door, key) if key else None
        forms: dict = {}
        if found and not actor.reads_only:
            forms, done = forms_of(request, _doings(door, found))
            if done:
                return done
    today = local_day(actor.at, ask.calendar())
    shown = {"found": found, "forms": forms, "closes_on": closes_on, "at": actor.at,
             "is_closed": bool(closes_on and closes_on < today)}  # fmt: skip
    return render(request, "learning/pages/mine.html", shown)


def _doings(door: Actor, found: queries.Record) -> dict[str, Doing]:
    own = {b.id for b in found.bookings}
    today = local_day(door.at, ask.calendar())

    def give_back(s: dict) -> int:
        if _key(s["booking_id"]) not in own:
            raise NotThere
        return booking.give_back(door, booking_id=_key(s["booking_id"]), at=door.at)

    def leave(s: dict) -> None:
        learners.leave_post(door, post_id=_key(s["post_id"]), learner_id=found.id, on=today, at=door.at)

    return {
        "give_back": Doing(BookingForm, give_back, _owed),
        "leave": Doing(PostForm, leave, "Kept. Your record stays yours."),
    }


@page(Permission.LEARNING_BOOK)
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every day that may be booked, the soonest first."""
    door = training_door(request)
    with acting_as(door):
        table, form = coming_table(request, door, "learning:day")
        found = queries.courses(door)
    shown = {"layout": SIGNED_IN, "table": table, "form": form, "catalogue": found, "signed_in": True}
    return render(request, "learning/pages/catalogue.html", shown)


@page(Permission.LEARNING_BOOK)
def day(request: HttpRequest, ref: str) -> HttpResponse:
    """One day: a place for me, or for people of my agency."""
    actor, door = request.actor, training_door(request)
    with acting_as(door):
        found = queries.event_by_ref(door, ref)
    forms: dict = {}
    if not actor.reads_only:
        doings = {"me": Doing(choosing(MyForm, role=roles()), lambda s: _book_me(actor, door, found, s), _told)}
        if actor.has(Permission.LEARNING_LEAD):
            parts = places.parts_of(actor, actor.organisation_id)
            make = choosing(StaffForm, role=roles(), agency=[(p.code, p.name) for p in parts])
            doings["staff"] = Doing(make, lambda s: _book_staff(actor, door, found, s), _told)
        forms, done = forms_of(request, doings)
        if done:
            return redirect("learning:mine") if request.POST.get("do") == "me" else done
    return render(request, "learning/pages/day.html", {"found": found, "forms": forms, "at": actor.at})


def _book_me(actor: Actor, door: Actor, found: queries.EventShown, said: dict) -> list[Given]:
    me = places.colleagues(actor, {actor.placement_id})[actor.placement_id]
    employer = places.agencies_by_id(actor, {actor.organisation_id})[actor.organisation_id].name
    with acting_as(door):
        learners.know_worker(door, worker_id=actor.worker_id, name=me.name, email=me.email, at=door.at)
        return booking.book(door, event_id=found.id, at=door.at, applicants=[Applicant(
            name=me.name, email=me.email or f"{actor.worker_id}@no-address.invalid", employer=employer,
            organisation_id=actor.organisation_id, worker_id=actor.worker_id, **said,
        )])  # fmt: skip


def _book_staff(actor: Actor, door: Actor, found: queries.EventShown, said: dict) -> list[Given]:
    ours = {p.id for p in places.parts_of(actor, actor.organisation_id)}
    me = places.colleagues(actor, {actor.placement_id})[actor.placement_id]
    people = staff(actor, said, said["people"], manager=(me.name, me.email))
    if not {p.organisation_id for p in people} <= ours:
        raise Denied("You book for people of your own agency.", rule="own_agency")
    with acting_as(door):
        return booking.book(door, event_id=found.id, applicants=people, vouched_by=ours, at=door.at)


def _told(given: object) -> str:
    """What became of it, in one line."""
    rows = list(given) if isinstance(given, list) else []
    placed, waits = sum(g.state == "booked" for g in rows), sum(g.state == "waiting" for g in rows)
    unsure = sum(not g.is_confirmed for g in rows)
    said = [f"{placed} with a place"] * bool(placed) + [f"{waits} on the waiting list"] * bool(waits)
    asked = f" {unsure} must confirm by the letter we sent." if unsure else ""
    return f"Booked: {', '.join(said)}.{asked}"
