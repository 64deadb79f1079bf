"""For whoever holds a link from a letter: her place, her record, the questions after it. Nothing else opens by it.

A link is opened by machines that look through mail: it shows, and only a button does something.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import acting_as, public
from kingfisher.accounts.signing import limits
from kingfisher.guard.actions import File, let_out
from kingfisher.guard.leaving import nothing_leaves
from kingfisher.guard.rules import PERSON, Recipient
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.tokens import held
from kingfisher.kernel.verdict import NotThere
from kingfisher.learning import queries, rules
from kingfisher.learning.actions import after, booking, learners
from kingfisher.learning.actions.letters import ASKED, BOOKING, FOLLOW, RECORD
from kingfisher.learning.pages.certificate import as_pdf
from kingfisher.learning.pages.door import training_door
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, forms_of
from kingfisher.ui.forms import Form

SURE = [("1", "1: not at all"), ("2", "2"), ("3", "3"), ("4", "4"), ("5", "5: very")]


class EmailForm(Form):
    dense = False
    mark_optional = False
    email = fields.Email("Email address")


class PostForm(Form):
    post_id = fields.Hidden()


class DayForm(Form):
    """On the day. Nothing must be answered."""

    dense = False
    mark_optional = False
    before = fields.Radios("How sure were you of this subject before?", SURE, inline=True, required=False)
    after = fields.Radios("How sure are you now?", SURE, inline=True, required=False)
    useful = fields.Radios("How useful is it for your work?", SURE, inline=True, required=False)
    words = fields.Textarea("What should we keep, or change?", rows=3, required=False, most=2000)


class LaterForm(Form):
    """Three months on."""

    dense = False
    mark_optional = False
    changed = fields.Radios("What has it changed?", (), required=False)
    words = fields.Textarea("An example, without anybody’s name", rows=3, required=False, most=2000)


@public
def my_booking(request: HttpRequest, token: str) -> HttpResponse:
    """One place: how to join, confirming it, giving it back, the certificate."""
    door, key = training_door(request), held(token, BOOKING)
    with acting_as(door):
        found = queries.booking_of(door, key)
        forms, done = forms_of(request, {
            "confirm": Doing(Form, lambda s: booking.confirm(door, booking_id=key, at=door.at),
                             "Thank you: it is confirmed."),
            "give_back": Doing(Form, lambda s: booking.give_back(door, booking_id=key, at=door.at), _owed),
        })  # fmt: skip
        if done:
            return done
    shown = {"found": found, "forms": forms, "token": token, "at": door.at, "fee": _fee(found, door)}
    return render(request, "learning/pages/my_booking.html", shown)


def _owed(pence: object) -> str:
    owed = f"As it was late, {rules.pounds(int(str(pence)))} is owed by your employer." if pence else "Nothing is owed."
    return f"Your place is given back. {owed}"


def _fee(found: queries.MyBooking, door: Actor) -> str:
    """What giving it back now would cost; nothing of a place that may be given back freely."""
    free = found.state != "booked" or found.is_free or local_day(door.at, ask.calendar()) <= found.event.free_until
    return "" if free else "The day until which it could be given back freely is past: the fee in the terms is owed."


@public
@nothing_leaves("a learner's own certificate: it names no child, and passes the guard inside")
def my_certificate_pdf(request: HttpRequest, token: str, completion_id: UUID) -> HttpResponse:
    """A certificate, by the link of the place it was earned on or of the record it stands in."""
    door = training_door(request)
    with acting_as(door):
        if completion_id not in _certificates(door, token):
            raise NotThere
        found = queries.certificate(door, completion_id)
        content, name = as_pdf(found, mark=""), f"certificate-{found.ref}.pdf"
        let_out(
            door, what="learning.certificate", to=Recipient(PERSON, found.name), files=[File(name, content)], at=door.at
        )
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _certificates(door: Actor, token: str) -> set[UUID]:
    """Which certificates this link opens."""
    try:
        earned = queries.booking_of(door, held(token, BOOKING)).completion_id
        return {earned} if earned else set()
    except NotThere:
        return {c.id for c in queries.record(door, held(token, RECORD, days=1)).completions}


@public
def ask_record(request: HttpRequest) -> HttpResponse:
    """Ask for the way to one's own record: it goes to the address, and the page says the same of any."""
    door, form = training_door(request), EmailForm(request.POST if request.method == "POST" else None)
    sent = False
    if request.method == "POST" and form.is_valid():
        with acting_as(door):
            if limits.wait("training_record", limits.address_of(request), door.at):
                form.add_error(None, "Too many tries. Wait a quarter of an hour, or ring the training team.")
            else:
                learners.send_record_link(door, email=form.cleaned_data["email"], at=door.at)
                sent = True
    return render(request, "learning/pages/ask_record.html", {"form": form, "sent": sent})


@public
def my_record(request: HttpRequest, token: str) -> HttpResponse:
    """One's own record: what one learned, wherever one worked; leaving an employer; another address."""
    door, key = training_door(request), held(token, RECORD, days=1)
    with acting_as(door):
        found = queries.record(door, key)
        today = local_day(door.at, ask.calendar())

        def leave(s: dict) -> None:
            learners.leave_post(door, post_id=_key(s["post_id"]), learner_id=found.id, on=today, at=door.at)

        def go_on(s: dict) -> None:
            learners.send_follow_link(door, learner_id=found.id, email=s["email"], at=door.at)

        forms, done = forms_of(request, {
            "leave": Doing(PostForm, leave, "Kept. Your record stays yours."),
            "follow": Doing(EmailForm, go_on, "We have written to that address: open the link in the letter."),
        })  # fmt: skip
        if done:
            return done
    return render(request, "learning/pages/my_record.html", {"found": found, "forms": forms, "token": token})


def _key(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise NotThere from None


@public
def follow(request: HttpRequest, old: str, new: str) -> HttpResponse:
    """The new address says, by a button, that the record is to go on with it."""
    door, from_id, to_id = training_door(request), held(old, FOLLOW, days=1), held(new, FOLLOW, days=1)
    if request.method == "POST":
        with acting_as(door):
            learners.follow(door, from_id=from_id, to_id=to_id, at=door.at)
        messages.success(request, "Done. What you learned goes on under this address.")
        return redirect("learning:ask_record")
    return render(request, "learning/pages/follow.html", {})


@public
def questions(request: HttpRequest, token: str) -> HttpResponse:
    """The questions about one course, answered once."""
    door, key = training_door(request), held(token, ASKED)
    with acting_as(door):
        kind, title, on, answered = queries.asked(door, key)
        make = DayForm if kind == "day" else LaterForm
        form = make(request.POST if request.method == "POST" else None)
        if kind != "day":
            form.fields["changed"].choices = ask.codes("training_changed").choices()
        if request.method == "POST" and not answered and form.is_valid():
            said = {k: int(v) if k in ("before", "after", "useful") and v else v for k, v in form.cleaned_data.items()}
            if any(said.values()):
                after.answer(door, asked_id=key, **{k: v for k, v in said.items() if v}, at=door.at)
                return redirect(request.get_full_path())
            form.add_error(None, "Answer at least one question.")
    shown = {"form": form, "title": title, "on": on, "answered": answered, "kind": kind}
    return render(request, "learning/pages/questions.html", shown)
