"""One meeting on one page: who comes, what was decided, who does what, and its papers."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.guard.leaving import nothing_leaves
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.links import url_for
from kingfisher.kernel.moves import open_moves
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import Refused
from kingfisher.meetings import queries
from kingfisher.meetings.pages import meeting_forms as forms
from kingfisher.meetings.pages.meeting_doings import BACK_TO, DOINGS
from kingfisher.meetings.queries import MeetingFile
from kingfisher.meetings.states import MOVES
from kingfisher.organisations.queries import agencies, working_in
from kingfisher.people.queries import statements
from kingfisher.rulebook import ask
from kingfisher.ui.forms import Form

LABELS = {m.name: m.label for m in MOVES}
MINUTE_TAKERS = {"minute_taker", "business_manager"}


@page(Permission.MEETING_READ, purpose=True)
def meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Show a meeting; or do one thing to it (`do`), and come back to where that was done."""
    actor, bound = request.actor, {}
    if request.method == "POST":
        doing = request.POST.get("do", "")
        name = doing.partition(":")[0]
        if name not in DOINGS:
            raise Refused("That cannot be done here. Go back and try again.")
        form = _form(actor, meeting_id, name, request)
        if form is None or form.is_valid():
            try:
                with transaction.atomic():
                    DOINGS[name](actor, meeting_id, form, request)
                return redirect(reverse("meetings:meeting", args=[meeting_id]) + f"#{BACK_TO.get(name, 'top')}")
            except Refused as refused:
                form = form or Form({})
                for sentence in refused.gaps or (refused.sentence,):
                    form.add_error(None, sentence)
                if refused.gaps and name == "hold":
                    form.add_error(None, refused.sentence)
        bound[doing] = form
    return render(request, "meetings/pages/meeting.html", _shown(actor, meeting_id, bound))


def _shown(actor: Actor, meeting_id: UUID, bound: dict[str, Form]) -> dict[str, object]:
    file = queries.meeting_file(actor, meeting_id)
    now, today = file.meeting, local_day(actor.at, ask.calendar())
    may_convene = actor.has(Permission.MEETING_CONVENE) and now.state != "cancelled"
    may_minute = actor.has(Permission.MEETING_MINUTE) and now.may_be_minuted
    people, kind = forms.invited_people(file), ask.meeting_kind(now.kind)
    seen = statements(actor, [key for key, _ in file.children]) if actor.has(Permission.CHILD_READ) else {}
    return {
        "file": file, "meeting": now, "actor": actor, "at": actor.at, "label": ask.label,
        "seen": seen, "kind": kind,
        "moves": {m.name: m for m in open_moves(MOVES, now.state, actor.permissions)}, "bound": list(bound.values()),
        "may_convene": may_convene, "may_minute": may_minute, "about": url_for(*now.about) if now.about else "",
        "attendances": ask.codes("attendance").choices(), "step_words": lambda s: LABELS.get(s.move, "Moved on"),
        "seats": _seats(actor, file) if may_convene and now.is_to_come else [],
        "invite": bound.get("invite") or (forms.invite_form(_seats(actor, file)) if may_convene else None),
        "named": bound.get("named") or forms.NamedForm(prefix="named"),
        "answer": bound.get("answer") or _answer(file),
        "appoint": bound.get("appoint") or forms.appoint_form(_appointable(actor, file) if may_convene else []),
        "shift": bound.get("move") or _move_form(file),
        "decide": forms.for_kind(bound.get("decide") or forms.DecideForm(prefix="decide"), kind),
        "task": forms.for_kind(bound.get("task") or forms.task_form(people, today=today), kind),
        "dissent": bound.get("dissent") or forms.dissent_form(file, for_others=may_minute),
        "hold": bound.get("hold") or forms.HoldForm(prefix="hold"),
        "cancel": bound.get("cancel") or forms.WhyForm(prefix="cancel"),
        "change": bound.get("change") or forms.WhyForm(prefix="change"),
        "paper": bound.get("paper") or forms.PaperForm(prefix="paper"),
        "settling": next((k.partition(":")[2] for k in bound if k.startswith(("settle", "give_up"))), ""),
    }  # fmt: skip


def _move_form(file: MeetingFile) -> Form:
    now = file.meeting
    return forms.MoveForm(prefix="move", initial={"starts_at": now.starts_at, "place": now.place})


def _answer(file: MeetingFile) -> Form:
    mine = file.mine
    return forms.answer_form(initial={"availability": mine.availability, "said": mine.said} if mine else None)


def _seats(actor: Actor, file: MeetingFile) -> list[queries.Proposal]:
    asked = {i.placement_id for i in file.invitations if i.placement_id}
    children = [key for key, _ in file.children]
    found = queries.proposals(actor, kind=file.meeting.kind, person_ids=children, asked=asked)
    return sorted(found, key=lambda p: (p.seat not in file.seats_open, not p.needed))


def _appointable(actor: Actor, file: MeetingFile) -> list[tuple[str, str]]:
    """Those asked, and the minute takers and conference chairs of this organisation."""
    own = {a.id for a in agencies(actor) if a.id == actor.organisation_id or a.kind == "partnership"}
    others = working_in(actor, own, roles=MINUTE_TAKERS | {"conference_chair", "team_manager"})
    offered = forms.invited_people(file) + [(str(w.placement_id), f"{w.name}, {w.job_title}") for w in others]
    return list(dict(offered).items())


def _form(actor: Actor, meeting_id: UUID, name: str, request: HttpRequest) -> Form | None:
    data: QueryDict = request.POST

    def file() -> MeetingFile:
        return queries.meeting_file(actor, meeting_id)

    made: dict[str, Callable[[], Form]] = {
        "invite": lambda: forms.invite_form(_seats(actor, file()), data),
        "named": lambda: forms.NamedForm(data, prefix="named"), "answer": lambda: forms.answer_form(data),
        "appoint": lambda: forms.appoint_form(_appointable(actor, file()), data),
        "move": lambda: forms.MoveForm(data, prefix="move"), "decide": lambda: forms.DecideForm(data, prefix="decide"),
        "task": lambda: forms.task_form(forms.invited_people(file()), data, local_day(actor.at, ask.calendar())),
        "dissent": lambda: forms.dissent_form(file(), for_others=actor.has(Permission.MEETING_MINUTE), data=data),
        "hold": lambda: forms.HoldForm(data, prefix="hold"), "cancel": lambda: forms.WhyForm(data, prefix="cancel"),
        "change": lambda: forms.WhyForm(data, prefix="change"),
        "settle": lambda: forms.OutcomeForm(data, prefix="settle"),
        "give_up": lambda: forms.OutcomeForm(data, prefix="settle"),
        "paper": lambda: forms.PaperForm(data, request.FILES, prefix="paper"),
    }  # fmt: skip
    return made[name]() if name in made else None


@page(Permission.MEETING_READ)
@nothing_leaves("reference, time and place of a meeting; it names nobody")
def invitation(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The calendar file: reference, time and place. It leaves the hub, so it names nobody."""
    ref, text = queries.calendar_entry(request.actor, meeting_id)
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{ref}.ics"'
    return answer
