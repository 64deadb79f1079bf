"""One operation: aims, command, policy log, children, suspects and places, tasks, keys."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.disruption import actions, queries
from kingfisher.disruption.pages import operation_forms as forms
from kingfisher.disruption.pages.doing import Button, carried_out, forms_of, today_of
from kingfisher.disruption.pages.operations import AIMS, COMMAND, readers
from kingfisher.disruption.queries import OperationFile
from kingfisher.kernel.actor import Actor
from kingfisher.rulebook import ask
from kingfisher.ui.forms import Form

Choices = dict[str, list[tuple[str, str]]]


@page(Permission.OPERATION_READ, purpose=True)
def operation(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """Read it; decide, task, link, review, close; and say what came of one's own task."""
    actor = request.actor
    file = queries.operation(actor, operation_id)
    buttons = _buttons(actor, file) if file.operation.state == "running" else {}
    shown_forms = forms_of(request, buttons)
    if request.method == "POST":
        done = carried_out(request, buttons, shown_forms, "disruption:operation", operation_id)
        if done:
            return done
    return render(request, "disruption/pages/operation.html", {
        "file": file, "one": file.operation, "forms": shown_forms, "at": actor.at, "label": ask.label, "aims": AIMS,
        "command": COMMAND, "me": actor.placement_id,
    })  # fmt: skip


def _buttons(actor: Actor, file: OperationFile) -> dict[str, Button]:
    commands = actor.has(Permission.OPERATION_WORK)
    open_tasks = [
        (str(t.id), t.words[:80])
        for t in file.tasks if t.done_on is None and (commands or t.owner_id == actor.placement_id)
    ]  # fmt: skip
    found = {}
    if open_tasks:
        found["done"] = Button(
            _choosing(forms.TaskDoneForm, task=open_tasks),
            lambda s: actions.do_task(actor, task_id=UUID(s["task"]), outcome=s["outcome"], on=today_of(actor),
                                      at=actor.at),
            "Done.",
        )  # fmt: skip
    return found | (_commanding(actor, file) if commands else {})


def _commanding(actor: Actor, file: OperationFile) -> dict[str, Button]:
    about = {"operation_id": file.operation.id, "at": actor.at}
    holders = [(str(k.placement_id), k.receiver) for k in file.keys]
    form = _choosing
    found = {
        "policy": Button(
            form(forms.PolicyForm), lambda s: actions.decide_policy(actor, **s, **about), "It is in the log."
        ),
        "link": Button(
            form(forms.LinkForm, known=_known(actor)),
            lambda s: actions.link_to_operation(actor, **_linked(actor, s), **about), "Named.",
        ),
        "task": Button(
            form(forms.TaskForm, owner=holders),
            lambda s: actions.task(actor, **{**s, "owner": UUID(s["owner"])}, **about), "Given to them.",
        ),
        "key": Button(
            form(forms.KeyForm, who=readers(actor, but={k.placement_id for k in file.keys if k.placement_id})),
            lambda s: actions.give_key(actor, placement_id=UUID(s["who"]), why=s["why"], **about),
            "They read it from now on.",
        ),
        "end_key": Button(
            form(forms.EndKeyForm, key=[(str(k.id), k.receiver) for k in file.keys]),
            lambda s: actions.end_key(actor, grant_id=UUID(s["key"]), why=s["why"], **about), "They read it no more.",
        ),
        "review": Button(
            form(forms.SaidForm), lambda s: actions.review_operation(actor, **s, **about), "Reviewed."
        ),
        "close": Button(
            form(forms.OutcomeForm),
            lambda s: actions.close_operation(actor, **s, on=today_of(actor), **about), "Closed.",
        ),
    }  # fmt: skip
    if file.links:
        found["unlink"] = Button(
            form(forms.UnlinkForm, link=[(str(one.id), one.name_said) for one, _ in file.links]),
            lambda s: actions.unlink(actor, link_id=UUID(s["link"]), on=today_of(actor), at=actor.at), "Taken off.",
        )  # fmt: skip
    return found


def _choosing(form: type[Form], **choices: list[tuple[str, str]]) -> Callable[..., Form]:
    """A form whose selects offer these."""

    def made(data: Any = None, files: Any = None, **more: Any) -> Form:
        one = form(data, **more)
        for name, rows in choices.items():
            one.fields[name].choices = rows
        return one

    return made


def _known(actor: Actor) -> list[tuple[str, str]]:
    """The plans about people and the places this worker may see."""
    plans = [(f"plan:{p.id}", f"{p.name}, plan {p.ref}") for p in queries.plans(actor) if p.about == "person"]
    return plans + [(f"place:{p.id}", f"{p.name}, place") for p in queries.places(actor)]


def _linked(actor: Actor, said: dict[str, Any]) -> dict[str, Any]:
    """What was chosen of what is here, or else what was typed."""
    sort, _, key = said["known"].partition(":")
    if not key:
        return {"kind": said["kind"], "name": said["name"]}
    name = next(words for value, words in _known(actor) if value == said["known"]).rpartition(", ")[0]
    return {
        "kind": "suspect" if sort == "plan" else "place", "name": name, "target": (f"disruption.{sort}", UUID(key)),
    }  # fmt: skip
