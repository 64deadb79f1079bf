"""What may be filled in about a review, a form for each thing that can be done."""

from kingfisher.reviews.states import ANSWERS
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class NotifyForm(Form):
    told_on = fields.Moment("When was the panel told?")
    panel_ref = fields.Input("The panel’s reference")
    others_told = fields.Input(
        "Who else was told?", hint="The inspectorate; of a child in care, the Secretary of State"
    )


class WhyForm(Form):
    mark_optional = False
    why = fields.Textarea("Why?", rows=3, empty="Say why")


class AskForm(Form):
    mark_optional = False
    writer = fields.Select("Who writes it", ())
    asks = fields.Textarea(
        "What is asked", rows=4, hint="What the agency knew and did, from when to when, and what it has done since"
    )


class MoreForm(Form):
    mark_optional = False
    summary_id = fields.Select("Whose", ())
    asks = fields.Textarea("What more is needed", rows=3)


class ChaseForm(Form):
    mark_optional = False
    summary_id = fields.Select("Whose", ())


class RapidForm(Form):
    mark_optional = False
    facts = fields.Textarea(
        "The facts",
        rows=8,
        hint="What happened, what each agency knew and did. In the words of the agencies’ summaries",
    )
    learning = fields.Textarea("What is learned at once", rows=5)


class DecideForm(Form):
    mark_optional = False
    answer = fields.Radios("What should follow?", tuple(ANSWERS.items()))
    words = fields.Textarea("Your reasons", rows=3)


class PanelForm(Form):
    mark_optional = False
    answer = fields.Radios("What did the panel answer?", lambda: ask.codes("panel_answer").choices())
    words = fields.Textarea("What it said", rows=3)
    answered_on = fields.Date("On which day")


class PlanForm(Form):
    terms = fields.Textarea("What the review must answer", rows=4)
    reviewer = fields.Input("Who leads it, independent of those who worked with the child")
    family_words = fields.Textarea("How the child and family take part", rows=2)
    parallel = fields.Textarea(
        "What runs beside it", rows=2, required=False, hint="Criminal case, inquest, employer’s enquiry"
    )
    publish_on = fields.Date("The day it is to be published", required=False)


class SentForm(Form):
    mark_optional = False
    sent_on = fields.Date("When was it sent to the panel and the Secretary of State?")


class PublishForm(Form):
    mark_optional = False
    title = fields.Input("Title of the report", hint="It must not name the child")
    address = fields.Input("Address at which it can be read", hint="It begins with https://")
    published_on = fields.Date("Published on")


class CloseForm(Form):
    mark_optional = False
    words = fields.Textarea("What was learned in the end", rows=3)


class RecommendForm(Form):
    mark_optional = False
    theme = fields.Select("What is it about?", lambda: ask.codes("recommendation_theme").choices())
    words = fields.Textarea(
        "Who should do what", rows=3, hint="Name no child, parent or worker: everybody on the board reads it"
    )


class NoForm(Form):
    """A button and nothing to fill in."""
