"""What is offered, for anybody: the days to come, and one of them with the form that asks for a place. No account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kingfisher.access.entry import acting_as, public
from kingfisher.accounts.signing import limits
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.moves import NotNow
from kingfisher.kernel.tokens import token_of
from kingfisher.learning import queries
from kingfisher.learning.actions import booking
from kingfisher.learning.actions.lacking import Lacking
from kingfisher.learning.actions.letters import BOOKING
from kingfisher.learning.pages.book_form import BookForm, BookStaffForm, agencies, applicants, roles
from kingfisher.learning.pages.door import PUBLIC, sends_mail, training_door
from kingfisher.learning.queries import EventShown
from kingfisher.learning.states import WAYS
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.filters import moment
from kingfisher.ui.forms import Form
from kingfisher.ui.paging import Ask
from kingfisher.ui.tables import Column, Table

GIVEN = "learning.given"


class FilterForm(Form):
    mark_optional = False
    level = fields.Select("Level", (), required=False, blank="Any")
    role = fields.Select("For", (), required=False, blank="Anybody")
    way = fields.Select("How", tuple(WAYS.items()), required=False, blank="Either")


def coming_table(request: HttpRequest, actor: Actor, name: str) -> tuple[Table, Form]:
    """The days to come, filtered by what the address asks for."""
    form = FilterForm(request.GET)
    form.fields["level"].choices, form.fields["role"].choices = ask.codes("training_level").choices(), roles()
    said = form.cleaned_data if form.is_valid() else {}
    page = queries.coming(actor, level=said.get("level") or "", role=said.get("role") or "", way=said.get("way") or "",
                          ask_page=Ask.read(request.GET))  # fmt: skip
    table = Table("Days to come", [
        Column("Course", lambda e: e.course.title, link=lambda e: reverse(name, args=[e.ref])),
        Column("When", lambda e: moment(e.starts_at)),
        Column("How", lambda e: f"{e.way_words}: {e.place}" if e.way == "room" else e.way_words),
        Column("Level", lambda e: e.course.level_words),
        Column("Places", "places_words"),
    ], page, params=request.GET, noun="days", show_caption=False,
        empty="Nothing fits. Take a filter away, or look again next week.")  # fmt: skip
    return table, form


@public
def courses(request: HttpRequest) -> HttpResponse:
    """Every day that may be booked, the soonest first."""
    door = training_door(request)
    with acting_as(door):
        table, form = coming_table(request, door, "learning:offered")
        catalogue = queries.courses(door)
    shown = {"layout": PUBLIC, "table": table, "form": form, "catalogue": catalogue, "signed_in": False}
    return render(request, "learning/pages/catalogue.html", shown)


@public
def offered(request: HttpRequest, ref: str) -> HttpResponse:
    """One day, and the form that asks for a place on it."""
    door = training_door(request)
    with acting_as(door):
        found = queries.event_by_ref(door, ref)
        for_staff = request.GET.get("for") == "staff"
        form = (BookStaffForm if for_staff else BookForm)(request.POST if request.method == "POST" else None)
        form.fields["agency"].choices, form.fields["role"].choices = agencies(door, other=True), roles()
        if request.method == "POST" and form.is_valid():
            answer = _book(request, door, found, form)
            if answer:
                return answer
    return render(request, "learning/pages/offered.html", {
        "found": found, "form": form, "at": door.at, "for_staff": for_staff})  # fmt: skip


def _book(request: HttpRequest, door: Actor, found: EventShown, form: BookForm | BookStaffForm) -> HttpResponse | None:
    """Ask for the places; None when the form must be shown again. What a machine filled in gets the same answer."""
    people = applicants(door, form)
    if form.cleaned_data["website"]:
        request.session[GIVEN] = {"ref": found.ref, "given": []}
        return redirect("learning:booked")
    address = limits.address_of(request)
    waits = [limits.wait("training", address, door.at) for _ in people]  # each of them counts
    if any(waits):
        form.add_error(
            None, "Very many places were asked for from here just now. Wait an hour, or ring the training team."
        )
        return None
    try:
        given = booking.book(door, event_id=found.id, applicants=people, at=door.at)
    except (NotNow, Lacking) as refused:
        form.add_error(None, refused.sentence)
        return None
    request.session[GIVEN] = {"ref": found.ref, "given": [
        {"name": g.name, "ref": g.ref if not g.was_known else "", "state": g.state if not g.was_known else "",
         "link": "" if sends_mail() or g.was_known else _link(g)}
        for g in given
    ]}  # fmt: skip
    return redirect("learning:booked")


def _link(given: booking.Given) -> str:
    return reverse("learning:my_booking", args=[token_of(given.booking_id, BOOKING)])


@public
def booked(request: HttpRequest) -> HttpResponse:
    """What was asked for from this browser a moment ago. Of an address the hub knew, only that a letter went to it."""
    said = request.session.get(GIVEN)
    if not said:
        return redirect("learning:courses")
    door = training_door(request)
    with acting_as(door):
        found = queries.event_by_ref(door, said["ref"])
    shown = {"found": found, "given": said["given"], "mails": sends_mail()}
    return render(request, "learning/pages/booked.html", shown)
