"""One operation: aims, command, policy log, children, suspects and places, tasks."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.disruption import actions, queries
from kingfisher.disruption.pages.doing import Button, carried_out, forms_of, today_of, worker_choices
from kingfisher.disruption.pages.operations import AIMS, COMMAND
from kingfisher.disruption.queries import OperationFile
from kingfisher.kernel.actor import Actor
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class PolicyForm(Form):
    mark_optional = False
    decision = fields.Textarea("What is decided?", rows=2, empty="Write what is decided")
    reasons = fields.Textarea("Why, and what else was thought of?", rows=3, empty="Write the reasons")


class LinkForm(Form):
    mark_optional = False
    kind = fields.Radios("What is it?", (("child", "A child"), ("suspect", "A suspect"), ("place", "A place")),
                         inline=True, empty="Say what it is")  # fmt: skip
    name = fields.Input("Name", empty="Give the name")


class TaskForm(Form):
    mark_optional = False
    said = fields.Textarea("What is to be done?", rows=2, empty="Say what is to be done")
    owner = fields.Select("Who does it?", blank="Choose", empty="Choose who does it")
    due_on = fields.Date("By when?", empty="Say by when")


class SaidForm(Form):
    mark_optional = False
    said = fields.Textarea("What was found?", rows=3, empty="Say what was found")


class OutcomeForm(Form):
    mark_optional = False
    outcome = fields.Textarea("What came of it, and what can others learn?", rows=3, empty="Say what came of it")


class TaskDoneForm(Form):
    mark_optional = False
    task = fields.Select("Which task?", blank="Choose", empty="Choose the task")
    outcome = fields.Textarea("What came of it?", rows=2, empty="Say what came of it")


@page(Permission.OPERATION_WORK, purpose=True)
def operation(request: HttpRequest, operation_id: UUID) -> HttpResponse:
    """Read it; decide, task, link, review, close."""
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
        "command": COMMAND,
    })  # fmt: skip


def _buttons(actor: Actor, file: OperationFile) -> dict[str, Button]:
    about = {"operation_id": file.operation.id, "at": actor.at}

    def task_form(data=None, files=None, **more) -> TaskForm:
        form = TaskForm(data, **more)
        form.fields["owner"].choices = worker_choices(actor, actor.organisation_code)
        return form

    def done_form(data=None, files=None, **more) -> TaskDoneForm:
        form = TaskDoneForm(data, **more)
        form.fields["task"].choices = [(str(t.id), t.words[:80]) for t in file.tasks if t.done_on is None]
        return form

    def plain(form):
        return lambda data=None, files=None, **more: form(data, **more)

    return {
        "policy": Button(plain(PolicyForm), lambda s: actions.decide_policy(actor, **s, **about), "It is in the log."),
        "link": Button(plain(LinkForm), lambda s: actions.link_to_operation(actor, **s, **about), "Named."),
        "task": Button(
            task_form, lambda s: actions.task(actor, **{**s, "owner": UUID(s["owner"])}, **about), "Given to them."
        ),
        "done": Button(
            done_form,
            lambda s: actions.do_task(actor, task_id=UUID(s["task"]), outcome=s["outcome"], on=today_of(actor),
                                      at=actor.at),
            "Done.",
        ),
        "review": Button(plain(SaidForm), lambda s: actions.review_operation(actor, **s, **about), "Reviewed."),
        "close": Button(
            plain(OutcomeForm), lambda s: actions.close_operation(actor, **s, on=today_of(actor), **about), "Closed."
        ),
    }  # fmt: skip
