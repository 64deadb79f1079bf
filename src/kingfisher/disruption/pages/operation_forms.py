"""Forms of one operation's page."""

from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class PolicyForm(Form):
    mark_optional = False
    decision = fields.Textarea("What is decided?", rows=2, empty="Write what is decided")
    reasons = fields.Textarea("Why, and what else was thought of?", rows=3, empty="Write the reasons")


class LinkForm(Form):
    mark_optional = False
    known = fields.Select("A plan or place that is here already", blank="None of these", required=False)
    kind = fields.Radios("Or else: what is it?", (("child", "A child"), ("suspect", "A suspect"), ("place", "A place")),
                         inline=True, required=False)  # fmt: skip
    name = fields.Input("Its name", required=False, hint="Only where it has no plan here")


class UnlinkForm(Form):
    mark_optional = False
    link = fields.Select("Which?", blank="Choose", empty="Choose which")


class TaskForm(Form):
    mark_optional = False
    said = fields.Textarea("What is to be done?", rows=2, empty="Say what is to be done")
    owner = fields.Select("Who does it?", blank="Choose", empty="Choose who does it", hint="Those with a key")
    due_on = fields.Date("By when?", empty="Say by when")


class TaskDoneForm(Form):
    mark_optional = False
    task = fields.Select("Which task?", blank="Choose", empty="Choose the task")
    outcome = fields.Textarea("What came of it?", rows=2, empty="Say what came of it")


class KeyForm(Form):
    mark_optional = False
    who = fields.Select("Who?", blank="Choose", empty="Choose who")
    why = fields.Input("Why do they need it?", empty="Say why they need it")


class EndKeyForm(Form):
    mark_optional = False
    key = fields.Select("Whose?", blank="Choose", empty="Choose whose")
    why = fields.Input("Why do they need it no more?", empty="Say why they need it no more")


class SaidForm(Form):
    mark_optional = False
    said = fields.Textarea("What was found, and does it go on?", rows=3, empty="Say what was found")


class OutcomeForm(Form):
    mark_optional = False
    outcome = fields.Textarea("What came of it, and what can others learn?", rows=3, empty="Say what came of it")
