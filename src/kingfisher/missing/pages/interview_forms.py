"""The forms of a talk on return. What was written once is carried into the next form, never typed again."""

from typing import Any

from kingfisher.missing.pages.episode_forms import _Coded
from kingfisher.missing.queries import InterviewFile
from kingfisher.ui import fields
from kingfisher.ui.forms import Form

INTERVIEWERS = ("return_home_interviewer", "missing_coordinator", "charity_worker", "exploitation_nurse")
YES_NO = (("yes", "Yes"), ("no", "No"))


class GiveForm(Form):
    mark_optional = False
    to = fields.Select("Who holds the talk?", blank="Choose", empty="Choose who holds the talk")


class OfferForm(_Coded):
    lists = {"way": "missing_offer_way", "answer": "missing_offer_answer"}
    way = fields.Radios("How was it offered?", empty="Choose how it was offered")
    answer = fields.Radios("What did the child say?", empty="Choose what the child said")
    words = fields.Textarea("In the child’s words; if no, what would make a talk possible?", rows=2, required=False)


class HoldForm(_Coded):
    lists = {"signs": "missing_sign"}
    held_at = fields.Moment("When was it held?", empty="Say when it was held")
    interviewer = fields.Input("Who held it?", width=20, empty="Say who held it")
    independent_why = fields.Input("What makes her independent of the home and of the child’s team?",
                                   empty="Say what makes her independent")  # fmt: skip
    cares_for_child = fields.Radios("Does she work for the home or live in the family?", YES_NO,
                                    empty="Say whether she is of the home or family")  # fmt: skip
    alone = fields.Radios("Was the child seen alone?", YES_NO, empty="Say whether the child was seen alone")
    place = fields.Input("Where?", required=False)
    words = fields.Textarea("What the child said, in the child’s own words", rows=5, empty="Write what the child said")
    push = fields.Textarea("What the child went away from", rows=2, required=False)
    pull = fields.Textarea("What drew the child", rows=2, required=False)
    where = fields.Textarea("Where the child was", rows=2, required=False)
    with_whom = fields.Textarea("With whom", rows=2, required=False)
    travelled = fields.Textarea("How the child got there and back", rows=2, required=False)
    harm = fields.Textarea("Harm, if the child spoke of any", rows=2, required=False)
    signs = fields.Checkboxes("What did you hear or see?", required=False)
    wants = fields.Textarea("What the child wants", rows=2, required=False)
    safer = fields.Textarea("What would make it safer next time, and who does it?", rows=2, required=False)


class EndForm(Form):
    mark_optional = False
    why = fields.Textarea("What was tried, and what may the child’s “no” be telling you?", rows=3, empty="Say why")


class ShareForm(Form):
    mark_optional = False
    to = fields.Select("With whom?", blank="Choose", empty="Choose with whom")
    summary = fields.Textarea("What is shared", rows=8, empty="Say what is shared",
                              hint="Carried from the talk. Take out what they do not need.")  # fmt: skip
    why = fields.Input("What it is about", empty="Say what it is about")
    necessity = fields.Input("Why it is necessary", empty="Say why it is necessary")
    proportionality = fields.Input("Why it is no more than is needed", empty="Say why it is no more than is needed")


class TellForm(Form):
    """For the intelligence desk. The child is the source: the child’s name stands nowhere in it."""

    mark_optional = False
    at_risk_now = fields.Radios("Is a child at risk now because of what you heard?", YES_NO,
                                empty="Say whether a child is at risk now")  # fmt: skip
    what = fields.Textarea("What was heard", rows=8, empty="Say what was heard",
                           hint="Carried from the talk. No name, and nothing only the child knows.")  # fmt: skip
    provenance = fields.Input("How do you know?", empty="Say how you know")
    people = fields.Input("People", required=False)
    vehicles = fields.Input("Cars and number plates", required=False)
    phones = fields.Input("Telephones and accounts", required=False)


FORMS: dict[str, Any] = {
    "give": GiveForm, "offer": OfferForm, "hold": HoldForm, "end": EndForm, "share": ShareForm, "tell": TellForm,
}  # fmt: skip


def parts_of(file: InterviewFile) -> list[tuple[str, str]]:
    """What was written, under its headings."""
    return [
        ("What the child went away from", file.push), ("What drew the child", file.pull), ("Where", file.where),
        ("With whom", file.with_whom), ("How the child travelled", file.travelled), ("Harm", file.harm),
        ("What the child wants", file.wants), ("What would make it safer", file.safer),
    ]  # fmt: skip


def summary_of(file: InterviewFile) -> str:
    """The talk as one text to share on."""
    said = [("The child said", file.words), *parts_of(file)]
    return "\n".join(f"{what}: {words}" for what, words in said if words)


def block_of(file: InterviewFile) -> str:
    """What police need of it: where, with whom, how, what drew the child. Not the child's own words or name."""
    wanted = [("Where", file.where), ("With whom", file.with_whom), ("Travelled", file.travelled),
              ("Drawn by", file.pull), ("Harm", file.harm)]  # fmt: skip
    text = "\n".join(f"{what}: {words}" for what, words in wanted if words)
    for name in file.talk.name.split():
        text = text.replace(name, "the child")
    return text
