"""The forms of a crime's page."""

from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class NumberForm(Form):
    mark_optional = False
    number = fields.Input("Crime number", width=20, empty="Give the crime number")


class FlagForm(Form):
    mark_optional = False
    flags = fields.Checkboxes("What is it counted under?", required=False)


class PartyForm(Form):
    mark_optional = False
    role = fields.Radios(
        "Who is it?", (("victim", "A victim"), ("suspect", "A suspect")), inline=True, empty="Say who it is"
    )
    name = fields.Input("Name", empty="Give the name")
    is_child = fields.YesNo("A child?", empty="Say whether this is a child")


class SaysForm(Form):
    """Whose statement it is stands beside each: self, parent, as observed, from a record. What is left empty stays."""

    who = fields.Select("Of whom?", blank="Choose", empty="Choose of whom")
    ethnicity = fields.Select("Ethnicity", blank="Not recorded", required=False)
    ethnicity_basis = fields.Select("By whose statement?", blank="Choose", required=False)
    nationality = fields.Input("Nationality", width=20, required=False)
    nationality_basis = fields.Select("By whose statement is the nationality?", blank="Choose", required=False)
    bail_until = fields.Date("Bail until", required=False)


class StepForm(Form):
    kind = fields.Select("What happened?", blank="Choose", empty="Choose what happened")
    on = fields.Date("Which day?", past=True, empty="Say which day")
    said = fields.Textarea("Anything to say of it?", rows=2, required=False)
    next_on = fields.Date("What date follows? A hearing, a return, an answer", required=False)


class ToldForm(Form):
    mark_optional = False
    step = fields.Select("Of which step was the victim told?", blank="Choose", empty="Choose the step")


class OnSaidForm(Form):
    mark_optional = False
    on = fields.Date("Which day?", past=True, empty="Say which day")
    said = fields.Textarea("Say what, and who decided it", rows=3, empty="Say what, and who decided it")


class FinishForm(OnSaidForm):
    outcome = fields.Radios("How did it end?", empty="Say how it ended")


class MaterialForm(Form):
    holder = fields.Input("Who holds it?", empty="Say who holds it")
    what = fields.Textarea("What exactly is asked for?", rows=2, empty="Say what is asked for")
    first_on = fields.Date("From which day?", past=True, empty="Say from which day")
    last_on = fields.Date("To which day?", past=True, empty="Say to which day")
    why_needed = fields.Textarea("Why does the case need it?", rows=2, empty="Say why it is needed")
    others_tried = fields.Textarea("What was tried first?", rows=2, empty="Say what was tried first")
    notice_given_on = fields.Date("When was the victim given notice?", past=True, required=False)
    no_notice_why = fields.Textarea("If she was not, why?", rows=2, required=False)


class AnswerForm(Form):
    mark_optional = False
    request = fields.Select("Which request?", blank="Choose", empty="Choose the request")
    answer = fields.Textarea("What came back?", rows=2, empty="Say what came back")


def chosen(form, **choices):
    """A form whose fields offer these choices: by name, pairs of value and words."""

    def made(data=None, files=None, **more):
        built = form(data, **more)
        for name, pairs in choices.items():
            built.fields[name].choices = pairs
        return built

    return made


def flag_form(flags):
    """The flags, those it carries ticked."""

    def made(data=None, files=None, **more):
        built = FlagForm(data, initial={"flags": flags}, **more)
        built.fields["flags"].choices = ask.codes("crime_flag").choices()
        return built

    return made


def says_form(parties):
    """Of these people, by the rulebook's lists."""
    basis = ask.codes("ethnicity_basis").choices()
    return chosen(SaysForm, who=[(str(p.id), f"{p.name_said}, {p.role}") for p in parties], ethnicity_basis=basis,
                  ethnicity=ask.codes("ethnicity").choices(), nationality_basis=basis)  # fmt: skip
