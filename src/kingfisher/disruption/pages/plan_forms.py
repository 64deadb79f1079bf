"""The forms of a plan's page."""

from typing import Any

from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form

PARTICULARS = (
    ("conditions", "Conditions: bail, licence, notices"), ("addresses", "Where they live and stay"),
    ("vehicles", "Vehicles"),
    ("work_with_children", "Work or volunteering with children"), ("licences", "Licences held"),
    ("travel", "Travel"), ("agencies", "Who else works with them"), ("offender_manager", "Offender manager, MAPPA"),
)  # fmt: skip


class ViewForm(Form):
    victims_view = fields.Textarea("What do those harmed want?", rows=3, required=False, hint="In their own words.")
    no_view_why = fields.Textarea("If nobody has asked them, why not yet?", rows=2, required=False)


class PersonForm(Form):
    status = fields.Select("How do they stand in law?", blank="Choose", empty="Say how they stand in law")
    bail_until = fields.Date("Bail until", required=False)
    conditions = fields.Textarea("Conditions they are under", rows=2, required=False,
                                 hint="Of bail, licence or a notice. An order’s stand with the order.")  # fmt: skip
    addresses = fields.Textarea("Where they live and stay", rows=2, required=False)
    vehicles = fields.Input("Vehicles", required=False)
    work_with_children = fields.Input("Work or volunteering with children", required=False)
    licences = fields.Input("Licences held", required=False, hint="Taxi, premises, security, firearms")
    travel = fields.Input("Travel", required=False)
    agencies = fields.Input("Who else works with them", required=False)
    offender_manager = fields.Input("Offender manager, and level of public protection", required=False)
    next_action = fields.Textarea("What is done next?", rows=2, required=False)


class ChildForm(Form):
    name = fields.Input("Which child does this protect?", empty="Name the child")
    wants = fields.Textarea("What does the child want done?", rows=2, required=False)


class HappenedForm(Form):
    mark_optional = False
    on = fields.Date("When?", past=True, empty="Say when")
    what = fields.Textarea("What happened?", rows=2, empty="Say what happened")
    severity = fields.Radios("How grave?", (("1", "1: slight"), ("2", "2"), ("3", "3"), ("4", "4: gravest")),
                             inline=True, empty="Say how grave it was")  # fmt: skip


class ReviewForm(Form):
    said = fields.Textarea("What has changed, and what is done next?", rows=3, empty="Say what has changed")
    still_necessary = fields.Textarea("Why is holding this still necessary?", rows=2, required=False,
                                      hint="Needed about somebody who was never charged")  # fmt: skip


class ReportForm(Form):
    mark_optional = False
    said = fields.Textarea("What is the data protection officer told?", rows=3, empty="Say what is reported")


class CloseForm(Form):
    mark_optional = False
    outcome = fields.Textarea(
        "What came of it for the children, and how do you know?", rows=3, empty="Say what came of it"
    )


class LetInForm(Form):
    mark_optional = False
    to = fields.Select("Which worker?", blank="Choose a worker", empty="Choose a worker")
    why = fields.Input("Why do they need it?", empty="Say why they need it")


def view_form(plan: Any):
    """What those harmed want, as it stands."""

    def made(data=None, files=None, **more) -> ViewForm:
        return ViewForm(data, initial={"victims_view": plan.victims_view, "no_view_why": plan.no_view_why}, **more)

    return made


def person_form(plan: Any):
    """How he stands and where he may be met, as it is."""

    def made(data=None, files=None, **more) -> PersonForm:
        initial = {"status": plan.status, "bail_until": plan.bail_until, "next_action": plan.next_action}
        form = PersonForm(data, initial={**initial, **plan.particulars}, **more)
        form.fields["status"].choices = ask.codes("suspect_status").choices()
        return form

    return made


def let_in_form(choices: list[tuple[str, str]]):
    """The workers of the agency that was chosen."""

    def made(data=None, files=None, **more) -> LetInForm:
        form = LetInForm(data, **more)
        form.fields["to"].choices = choices
        return form

    return made
