"""The forms of a meeting's page. Who may be chosen is passed in."""

from collections.abc import Iterable
from typing import Any

from kingfisher.meetings.queries import MeetingFile, Proposal
from kingfisher.rulebook import ask
from kingfisher.rulebook.gatherings import MeetingKind
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class ConveneForm(Form):
    kind = fields.Radios("Which meeting?", empty="Choose which meeting")
    purpose = fields.Textarea("What is it for?", rows=2, empty="Say what the meeting is for")
    starts_at = fields.Moment("When?", empty="Say when")
    minutes_long = fields.Number("How many minutes?", least=5, greatest=720, width=4, initial=60)
    place = fields.Input("Where?", hint="A room, or the name of a call. Never a family’s address.", empty="Say where")


class WhenForm(Form):
    """When and where, for a meeting whose kind and purpose are known."""

    mark_optional = False
    starts_at = fields.Moment("When?", empty="Say when")
    minutes_long = fields.Number("How many minutes?", least=5, greatest=720, width=4, initial=60)
    place = fields.Input("Where?", hint="A room, or the name of a call. Never a family’s address.", empty="Say where")


class MoveForm(Form):
    starts_at = fields.Moment("When instead?", empty="Say when")
    minutes_long = fields.Number("How many minutes?", least=5, greatest=720, width=4, initial=60)
    place = fields.Input("Where?", empty="Say where")


class InviteForm(Form):
    worker = fields.Select("Who?", blank="Choose", empty="Choose who")
    part = fields.Input("What are they to the child?", width=20, required=False)
    open_only = fields.Tick("Not the closed parts", required=False)


class NamedForm(Form):
    name = fields.Input("Name", width=20, empty="Say who")
    part = fields.Input("What are they to the child?", width=20, empty="Say what they are to the child")
    family = fields.Tick("Family", required=False)


class AnswerForm(Form):
    availability = fields.Radios("Can you come?", inline=True, empty="Choose whether you can come")
    said = fields.Input("Anything to say about it?", most=300, required=False)


class AppointForm(Form):
    chair = fields.Select("Who chairs?", blank="As it is", required=False)
    minute_taker = fields.Select("Who takes the minutes?", blank="As it is", required=False)


class DecideForm(Form):
    decision = fields.Textarea("What was decided?", rows=2, empty="Say what was decided")
    family_safe = fields.Tick("May stand in the family’s paper", required=False)


class TaskForm(Form):
    task = fields.Textarea("What is done?", rows=2, empty="Say what is to be done")
    owner = fields.Select("Who does it?", blank="Somebody who is not on the list", required=False)
    owner_name = fields.Input("Their name, if not on the list", width=20, required=False)
    due_on = fields.Date("By when?", empty="Say by when")
    family_safe = fields.Tick("May stand in the family’s paper", required=False)


class DissentForm(Form):
    who = fields.Select("Who does not agree?", blank="I do not", required=False)
    decision = fields.Select("With what?", blank="The meeting as a whole", required=False)
    said = fields.Textarea("With what, and why?", rows=3, empty="Say what is not agreed with, and why")


class HoldForm(Form):
    short_of_quorum = fields.Textarea("Why was it right to go on without them?", rows=2, required=False)


class WhyForm(Form):
    why = fields.Textarea("Why?", rows=2, empty="Say why")


class OutcomeForm(Form):
    outcome = fields.Textarea("What came of it?", rows=2, empty="Say what came of it")


class PaperForm(Form):
    paper = fields.FileUpload("Report or other paper", endings=(".pdf", ".docx", ".txt", ".png", ".jpg", ".xlsx"))
    closed = fields.Tick("Only for those who hear the closed parts", required=False)


def convene_form(kinds: Iterable[str], data: Any = None, **more: Any) -> ConveneForm:
    """The form that calls a meeting of one of these kinds."""
    form = ConveneForm(data, **more)
    form.fields["kind"].choices = [(k, ask.meeting_kind(k).title) for k in kinds]
    return form


def invite_form(seats: Iterable[Proposal], data: Any = None) -> InviteForm:
    """The form that asks a worker: seats still open first, in each those who know the child first."""
    form, seen, offered = InviteForm(data, prefix="invite"), set(), []
    for seat in seats:
        fresh = [w for w in seat.workers if w.placement_id not in seen]
        seen |= {w.placement_id for w in fresh}
        knows = seat.first
        offered += [
            (str(w.placement_id), f"{seat.seat}: {w.name}, {w.job_title}, {w.organisation}"
             + (" (knows the child)" if w.placement_id == knows else ""))
            for w in fresh
        ]  # fmt: skip
    form.fields["worker"].choices = offered
    return form


def answer_form(data: Any = None, *, initial: dict | None = None) -> AnswerForm:
    """The form in which one says whether one comes."""
    form = AnswerForm(data, prefix="answer", initial=initial)
    form.fields["availability"].choices = ask.codes("availability").choices()
    return form


def appoint_form(people: list[tuple[str, str]], data: Any = None) -> AppointForm:
    """The form that names the chair and the minute taker."""
    form = AppointForm(data, prefix="appoint")
    for name in ("chair", "minute_taker"):
        form.fields[name].choices = people
    return form


def task_form(people: list[tuple[str, str]], data: Any = None, today: Any = None) -> TaskForm:
    """An action's form."""
    form = TaskForm(data, prefix="task", today=today)
    form.fields["owner"].choices = people
    return form


def dissent_form(file: MeetingFile, *, for_others: bool, data: Any = None) -> DissentForm:
    """The form for disagreement: one's own, or by the minute taker anybody's."""
    form = DissentForm(data, prefix="dissent")
    form.fields["decision"].choices = [(str(d.id), f"{d.number}. {d.words[:60]}") for d in file.decisions]
    form.fields["who"].choices = [(str(i.id), i.name) for i in file.invitations] if for_others else []
    return form


def invited_people(file: MeetingFile) -> list[tuple[str, str]]:
    """Those asked who have a place on the hub."""
    return [(str(i.placement_id), f"{i.name}, {i.agency}") for i in file.invitations if i.placement_id]


def for_kind(form: Form, kind: MeetingKind) -> Form:
    """The form without its tick for the family's paper, where this kind of meeting makes none."""
    if not kind.family_comes:
        form.fields.pop("family_safe", None)
    return form
