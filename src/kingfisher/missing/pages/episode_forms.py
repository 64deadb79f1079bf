"""The forms of an absence's page."""

from typing import Any

from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class _Coded(Form):
    """Fields named in `lists` take their choices from the rulebook."""

    mark_optional = False
    lists: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, list_id in self.lists.items():
            self.fields[name].choices = ask.codes(list_id).choices()


class FindForm(_Coded):
    lists = {"how": "missing_found_how"}
    found_at = fields.Moment("When did the child come back?", empty="Say when the child came back")
    place = fields.Input("Where was the child found?", empty="Say where the child was found")
    how = fields.Radios("How did the child come back?", empty="Choose how the child came back")
    with_whom = fields.Input("With whom?", required=False)
    condition = fields.Textarea("How was the child?", rows=2, required=False,
                                hint="What you saw: hungry, cold, hurt, frightened, under the influence.")  # fmt: skip
    harm = fields.Textarea("Did anything happen to the child?", rows=2, required=False)


class RiskForm(_Coded):
    lists = {"risk": "missing_risk"}
    risk = fields.Radios("How great is the risk?", empty="Choose the risk")
    why = fields.Textarea("Why?", rows=2, empty="Say why")


class PreventionForm(Form):
    mark_optional = False
    held_at = fields.Moment("When was the child seen?", empty="Say when the child was seen")
    by_name = fields.Input("Who saw the child?", width=20, empty="Say who saw the child")
    words = fields.Textarea("What was said and seen?", rows=3, empty="Say what was said and seen")


class JoinForm(Form):
    mark_optional = False
    into = fields.Select("Which absence is it part of?", blank="Choose", empty="Choose the absence it is part of")
    why = fields.Textarea("Why are they one absence?", rows=2, empty="Say why they are one absence")


class AnswerForm(_Coded):
    lists = {"answer": "missing_answer"}
    answer = fields.Radios("What was done?", empty="Choose what was done")
    words = fields.Textarea("When and by whom, or why not?", rows=2, empty="Say when and by whom, or why not")


class ToldForm(Form):
    mark_optional = False
    whom = fields.Input("Who took it there?", hint="Name and telephone", empty="Say who took it")


class WhyForm(Form):
    mark_optional = False
    why = fields.Textarea("Why?", rows=2, empty="Say why")


FORMS: dict[str, type[Form]] = {
    "find": FindForm, "risk": RiskForm, "prevention": PreventionForm, "join": JoinForm, "answer": AnswerForm,
    "told": ToldForm, "reopen": WhyForm, "mistake": WhyForm, "part": WhyForm, "close": WhyForm,
}  # fmt: skip
