"""What may be filled in about a return, a form for each thing that can be done."""

from kingfisher.assurance.rules import GRADES
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class AnswerForm(Form):
    """Kept unfinished as often as its writer likes; sent whole."""

    mark_optional = False
    grade = fields.Radios("How far is it met?", lambda: ask.codes("standard_grade").choices(), required=False)
    words = fields.Textarea("What makes it so?", rows=5, required=False)
    evidence = fields.Textarea(
        "What shows it?", rows=3, required=False,
        hint="A figure, an audit, what children said. Files can be added below. Name no child",
    )  # fmt: skip
    improve = fields.Textarea("What will be better?", rows=3, required=False, hint="Unless it is met")
    improve_owner = fields.Input("Who answers for that?", hint="Name and post", required=False)
    improve_by = fields.Date("By when?", required=False)


class FileForm(Form):
    mark_optional = False
    file = fields.FileUpload("A file that shows it")


class SignForm(Form):
    mark_optional = False
    signed_off = fields.Input(
        "Who in your agency stands behind it?", hint="Name and post: its head, or the lead for children"
    )


class ShareForm(Form):
    mark_optional = False
    helper = fields.Select("Which colleague", ())


class ReplyForm(Form):
    mark_optional = False
    challenge_id = fields.Select("Which standard", ())
    accepts = fields.YesNo("Do you accept the peer’s grade?")
    words = fields.Textarea("What you answer", rows=3, required=False)


class BetterForm(Form):
    mark_optional = False
    improvement_id = fields.Select("Under which standard", ())
    evidence = fields.Textarea("What shows that it is better", rows=3)


class PeerForm(Form):
    mark_optional = False
    peer = fields.Select("Who, of another agency", ())


class BackForm(Form):
    mark_optional = False
    why = fields.Textarea("What is missing", rows=3)


class AgainForm(Form):
    mark_optional = False
    name = fields.Input("Who answers", most=120)
    email = fields.Email("Her or his e-mail address", autocomplete="off")


class AgreeForm(Form):
    mark_optional = False
    words = fields.Textarea("What the board should know, in a sentence", rows=2)


class DoubtForm(Form):
    mark_optional = False
    standard = fields.Select("Which standard", ())
    grade = fields.Radios(
        "As you find it", lambda: [c for c in ask.codes("standard_grade").choices() if c[0] in GRADES]
    )
    words = fields.Textarea("What makes you doubt it", rows=3)


class WholeForm(Form):
    mark_optional = False
    words = fields.Textarea("What you make of the whole", rows=3)
