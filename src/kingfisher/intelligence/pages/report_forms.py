"""The forms of a report's page."""

from kingfisher.intelligence.rules import CEILING, HANDLING, INFORMATION, SOURCE
from kingfisher.organisations.queries import Colleague
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


def _graded(grades: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((code, f"{code}: {words}") for code, words in grades.items())


class GradeForm(Form):
    mark_optional = False
    source = fields.Radios("Source", _graded(SOURCE), empty="Grade the source")
    information = fields.Radios("Information", _graded(INFORMATION), empty="Grade the information")
    handling = fields.Radios("Handling", _graded(HANDLING), empty="Choose the handling code")
    conditions = fields.Textarea("Conditions, for handling code C", rows=2, required=False)
    classification = fields.Radios("Marking", (
        *((c, c) for c in CEILING),
        ("SECRET", "SECRET or above: not here"),
    ), empty="Choose the marking")  # fmt: skip
    priority = fields.Radios("How urgent?", empty="Say how urgent it is")
    necessity = fields.Textarea("Which police purpose, and why is keeping it necessary and proportionate?", rows=3,
                                empty="Say why it is kept")  # fmt: skip
    risk_to_life = fields.Textarea("Is a life at risk if it is used, or if it is not?", rows=2,
                                   hint="Article 2. “No risk to life known” is an answer.",
                                   empty="Answer the question about a risk to life")  # fmt: skip


class SplitForm(Form):
    """What the first two sources said; a third is split off from the second."""

    mark_optional = False
    what_1 = fields.Textarea("First: what was said", rows=3, empty="Write what the first source said")
    source_1 = fields.Input("First: who said it", empty="Say who said it")
    provenance_1 = fields.Input("First: how they know", empty="Say how they know")
    what_2 = fields.Textarea("Second: what was said", rows=3, empty="Write what the second source said")
    source_2 = fields.Input("Second: who said it", empty="Say who said it")
    provenance_2 = fields.Input("Second: how they know", empty="Say how they know")


class SanitiseForm(Form):
    mark_optional = False
    text = fields.Textarea("The text that may leave", rows=6, empty="Write the text that may leave",
                           hint="Nothing by which anybody could tell who told it, or how it is known.")  # fmt: skip


class WhyForm(Form):
    mark_optional = False
    why = fields.Textarea("Why?", rows=2, empty="Say why")


class LetGoForm(Form):
    mark_optional = False
    to = fields.Select("To whom?", blank="Choose a worker", empty="Choose to whom it goes")
    purpose = fields.Textarea("What is it given for, and what may be done with it?", rows=3,
                              empty="Say what it is given for")  # fmt: skip


class TellBackForm(Form):
    mark_optional = False
    words = fields.Textarea("What may they know?", rows=2, empty="Write what they may know",
                            hint="Nothing of what was done with it that could show.")  # fmt: skip


def grade_form(initial: dict, data: object = None) -> GradeForm:
    """With the list of urgencies, and what was said before."""
    form = GradeForm(data, prefix="grade", initial=initial)
    form.fields["priority"].choices = ask.codes("intelligence_priority").choices()
    return form


def let_go_form(people: list[Colleague], data: object = None) -> LetGoForm:
    """With the workers of the agency that was chosen."""
    form = LetGoForm(data, prefix="to")
    form.fields["to"].choices = [(str(p.placement_id), f"{p.name}, {p.job_title}") for p in people]
    return form
