"""The forms of the triage page."""

from kingfisher.referrals.queries import ContactShown
from kingfisher.rulebook import ask
from kingfisher.rulebook.shapes import RagPolicy
from kingfisher.ui import fields
from kingfisher.ui.choices import Choice
from kingfisher.ui.forms import Form


class RateForm(Form):
    rating = fields.Radios("How urgent is it?", called="how urgent it is")
    why = fields.Textarea("Why?", rows=2, hint="What was said, and what is already known.", empty="Say why")


class NoteForm(Form):
    note = fields.Textarea("Note", rows=3, empty="Write the note")
    telephone = fields.Tick("This was a telephone call", required=False)


class FamilyForm(Form):
    told = fields.Radios("Does the family know?", empty="Say whether the family knows")
    not_told_why = fields.Textarea("If not, why not?", rows=2, required=False)
    agreement_sought = fields.YesNo("Were they asked whether they agree to help?", required=False)
    agreement_given = fields.Radios("Do they agree?", inline=True, required=False, choices=(
        ("yes", "Yes"), ("no", "No"), ("partial", "In part")))  # fmt: skip
    agreement_by = fields.Select("Who agreed?", blank="Nobody yet", required=False)
    dispense_reason = fields.Select(
        "If we go on without asking them, why?", blank="We do not", required=False, called="why they are not asked"
    )
    dispense_why = fields.Textarea("What makes you say so?", rows=2, required=False)


class NameForm(Form):
    name = fields.Input("Name", width=20, empty="Enter the name")
    born = fields.Input("Birth date or age", width=10, required=False)
    part = fields.Radios("Who are they?", choices=(
        ("child", "A child this is about"), ("family", "Family or household"), ("other", "Somebody else"),
        ("worry", "Somebody we are worried about"),
    ))  # fmt: skip
    relationship = fields.Select("How do they stand to the child?", blank="Not said", required=False)


class AnswerMatchForm(Form):
    mark_optional = False
    why = fields.Textarea("What makes you say so?", rows=2, empty="Say what makes you say so")


class ProposeForm(Form):
    outcome = fields.Radios("What should happen?", empty="Choose what should happen")
    exploitation_pathway = fields.Tick("Exploitation pathway as well", required=False)
    need_level = fields.Radios("Level of need", empty="Choose a level of need")
    reasons = fields.Textarea("Reasons", rows=5, hint="What the child needs, what you weighed, what others said.",
                              empty="Give the reasons")  # fmt: skip


class SignOffForm(Form):
    why = fields.Textarea("Your reasons, or what is missing", rows=3, required=False)


class WhyForm(Form):
    why = fields.Textarea("Why?", rows=2, empty="Say why")


def coded(list_id: str) -> tuple[tuple[str, str], ...]:
    """The choices of a rulebook list, as a form offers them."""
    return ask.codes(list_id).choices()


def rate_form(policy: RagPolicy, data: object = None) -> RateForm:
    form = RateForm(data, prefix="rate")
    form.fields["rating"].choices = [Choice(r.code, r.label, hint=r.plain) for r in policy.rating]
    return form


def family_form(contact: ContactShown, data: object = None) -> FamilyForm:
    said = contact.said.family
    initial = {
        "told": said.told, "not_told_why": said.not_told_why, "agreement_sought": said.agreement_sought,
        "agreement_given": said.agreement_given, "agreement_by": said.agreement_by,
        "dispense_reason": said.dispense_reason, "dispense_why": said.dispense_why,
    }  # fmt: skip
    form = FamilyForm(data, prefix="family", initial=initial)
    for name, codes in (("told", "family_told"), ("agreement_by", "agreement_given_by"),
                        ("dispense_reason", "dispense_reason")):  # fmt: skip
        form.fields[name].choices = coded(codes)
    return form


def name_form(data: object = None) -> NameForm:
    form = NameForm(data, prefix="name", initial={"part": "child"})
    form.fields["relationship"].choices = coded("relationship_kind")
    return form


def propose_form(data: object = None, initial: dict | None = None) -> ProposeForm:
    form = ProposeForm(data, prefix="propose", initial=initial)
    codes = ask.codes("contact_outcome").code
    form.fields["outcome"].choices = [Choice(c.code, c.label) for c in codes if not c.additive and not c.retired]
    levels = ask.codes("need_level").code
    form.fields["need_level"].choices = [Choice(c.code, f"{c.code}. {c.label}", hint=c.plain) for c in levels]
    return form
