"""What each button of a meeting's page does: the words of its form given to one action."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import Refused
from kingfisher.meetings import actions, queries
from kingfisher.ui.forms import Form


def _key(said: str) -> UUID | None:
    try:
        return UUID(said) if said else None
    except ValueError:
        raise Refused("That is no longer there. Look at the meeting again.") from None


def _of(request: HttpRequest) -> UUID:
    key = _key(request.POST.get("do", "").partition(":")[2])
    if key is None:
        raise Refused("That is no longer there. Look at the meeting again.")
    return key


def _invite(actor: Actor, meeting_id: UUID, form: Form, request: HttpRequest) -> None:
    said = form.cleaned_data
    actions.invite(
        actor, meeting_id=meeting_id, placement_id=_key(said["worker"]), part=said["part"],
        whole=not said["open_only"], at=actor.at,
    )  # fmt: skip


def _appoint(actor: Actor, meeting_id: UUID, form: Form, request: HttpRequest) -> None:
    said = {name: _key(value) for name, value in form.cleaned_data.items()}
    actions.appoint(actor, meeting_id=meeting_id, at=actor.at, **said)


def _task(actor: Actor, meeting_id: UUID, form: Form, request: HttpRequest) -> None:
    said = dict(form.cleaned_data)
    actions.write_task(actor, meeting_id=meeting_id, owner_id=_key(said.pop("owner")), at=actor.at, **said)


def _dissent(actor: Actor, meeting_id: UUID, form: Form, request: HttpRequest) -> None:
    said = form.cleaned_data
    actions.dissent(
        actor, meeting_id=meeting_id, said=said["said"], decision_id=_key(said["decision"]),
        invitation_id=_key(said["who"]), at=actor.at,
    )  # fmt: skip


def _attendance(actor: Actor, meeting_id: UUID, form: Form | None, request: HttpRequest) -> None:
    """Everyone at once: `there-KEY`, `decides-KEY`, `brought-KEY`. Those left empty stay as they are."""
    for one in queries.meeting_file(actor, meeting_id).invitations:
        said = request.POST.get(f"there-{one.id}", "")
        if said:
            actions.mark_attendance(
                actor, meeting_id=meeting_id, invitation_id=one.id, attendance=said,
                decision_maker=f"decides-{one.id}" in request.POST,
                brought_information=f"brought-{one.id}" in request.POST if one.agency else None, at=actor.at,
            )  # fmt: skip


def _withdraw(actor: Actor, meeting_id: UUID, form: Form | None, request: HttpRequest) -> None:
    actions.withdraw(actor, meeting_id=meeting_id, invitation_id=_of(request), at=actor.at)


def _paper(actor: Actor, meeting_id: UUID, form: Form, request: HttpRequest) -> None:
    file = form.cleaned_data["paper"]
    actions.keep_paper(
        actor, meeting_id=meeting_id, name=file.name, content=file.read(), closed=form.cleaned_data["closed"],
        at=actor.at,
    )  # fmt: skip


def _settle(action: Callable) -> Callable:
    def do(actor: Actor, meeting_id: UUID, form: Form, request: HttpRequest) -> None:
        action(actor, task_id=_of(request), outcome=form.cleaned_data["outcome"], at=actor.at)

    return do


def _said(action: Callable) -> Callable:
    def do(actor: Actor, meeting_id: UUID, form: Form | None, request: HttpRequest) -> None:
        action(actor, meeting_id=meeting_id, at=actor.at, **(form.cleaned_data if form else {}))

    return do


DOINGS: dict[str, Callable] = {
    "invite": _invite, "named": _said(actions.invite), "withdraw": _withdraw, "answer": _said(actions.answer),
    "appoint": _appoint, "move": _said(actions.move), "cancel": _said(actions.cancel), "attendance": _attendance,
    "hold": _said(actions.hold), "decide": _said(actions.decide), "dissent": _dissent, "task": _task,
    "settle": _settle(actions.settle_task), "give_up": _settle(actions.give_up_task),
    "issue_decisions": _said(actions.issue_decisions), "send_round": _said(actions.send_round),
    "sign": _said(actions.sign), "change": _said(actions.change), "papers_had": _said(actions.family_has_papers),
    "paper": _paper,
}  # fmt: skip
BACK_TO = {
    "invite": "people", "named": "people", "withdraw": "people", "answer": "people", "attendance": "people",
    "decide": "decisions", "dissent": "decisions", "issue_decisions": "decisions", "task": "tasks", "settle": "tasks",
    "give_up": "tasks", "paper": "papers", "papers_had": "next", "hold": "next", "send_round": "next", "sign": "next",
}  # fmt: skip
