"""The forms of a tool's page."""

from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class ConditionForm(Form):
    kind = fields.Select("What sort?", blank="Choose", empty="Choose what sort it is")
    said = fields.Textarea("The condition, in the words of the order", rows=3, empty="Write the condition",
                           hint="An officer reads this on a phone at night. Give no child’s full name.")  # fmt: skip
    where = fields.Input("Where, if it names a place", required=False)
    hours = fields.Input("At which hours", width=20, required=False)


class OnForm(Form):
    on = fields.Date("Which day?", empty="Say which day")
    why = fields.Textarea("Anything to say of it?", rows=2, required=False)


class ApplyForm(OnForm):
    hearing_on = fields.Date("When is it heard?", required=False)


class GrantForm(OnForm):
    expires_on = fields.Date("Until when does it run?", required=False, hint="Empty: until further order")


class WhyForm(Form):
    mark_optional = False
    why = fields.Textarea("Why?", rows=2, empty="Say why")


class WhyOnForm(WhyForm):
    on = fields.Date("Which day?", empty="Say which day")


class VaryForm(Form):
    on = fields.Date("Which day?", empty="Say which day")
    why = fields.Textarea("What was varied or renewed?", rows=2, empty="Say what was varied")
    expires_on = fields.Date("Until when does it now run?", required=False)


class ServeForm(Form):
    on = fields.Date("Which day?", past=True, empty="Say which day")
    served_how = fields.Textarea(
        "Who served it, where and how, and what did they say?", rows=2, empty="Say how it was served"
    )
    victims_view = fields.Textarea("What do those harmed think of it?", rows=2, required=False)


class BreachForm(Form):
    mark_optional = False
    on = fields.Date("Which day?", past=True, empty="Say which day")
    what = fields.Textarea("What happened?", rows=2, empty="Say what happened")
    done = fields.Textarea("What was done about it?", rows=2, empty="Say what was done",
                           hint="Arrest, crime number; or why nothing.")  # fmt: skip


class EffectForm(Form):
    mark_optional = False
    effect = fields.Textarea("What changed because of it?", rows=2, empty="Say what changed",
                             hint="For the child, the person, the place. “Nothing” is an answer.")  # fmt: skip


class CopyForm(Form):
    mark_optional = False
    file = fields.FileUpload("The copy as it was served", endings=(".pdf", ".png", ".jpg", ".docx", ".txt"))


def plain(form):
    """A form that needs nothing but what was typed."""
    return lambda data=None, files=None, **more: form(data, **more)


def condition_form(data=None, files=None, **more) -> ConditionForm:
    """With the sorts of condition."""
    form = ConditionForm(data, **more)
    form.fields["kind"].choices = ask.codes("condition_kind").choices()
    return form


def copy_form(data=None, files=None, **more) -> CopyForm:
    """With the file that was chosen."""
    return CopyForm(data, files, **more)


# The form of each move of the states table, and the words when it is done.
OF_MOVES = {
    "reject": (WhyForm, "It stays here as rejected, with the reason."),
    "reconsider": (WhyForm, "It is weighed again."),
    "apply": (ApplyForm, "Applied for."),
    "interim": (GrantForm, "The interim order stands."),
    "grant": (GrantForm, "Granted. It must be served."),
    "refuse": (WhyOnForm, "Refused; it may be thought of again."),
    "serve": (ServeForm, "Served. Its conditions are found on the street from now on."),
    "vary": (VaryForm, "Varied."),
    "breach": (BreachForm, "The breach is written down; it stands in the morning’s briefing."),
    "expire": (OnForm, "It has run out."),
    "discharge": (WhyOnForm, "It is over; its conditions are off the street."),
}
