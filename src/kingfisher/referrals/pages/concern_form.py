"""The fields of a concern, for the signed-in form, the telephone and typing in an arrival by hand."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from kingfisher.referrals.said import body_of
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.choices import Choice
from kingfisher.ui.forms import Form

MOST_CHILDREN = 8
DANGER = (("yes", "Yes, now"), ("no", "No"), ("not_known", "I do not know"))


class ChildForm(Form):
    mark_optional = False
    name = fields.Input("Name", width=20, required=False, hint="As you know it. Other names too, in brackets.")
    born = fields.Input("Birth date or age", width=10, required=False)
    sex = fields.Select("Sex", required=False, blank="Not said")
    school = fields.Input("School, college or nursery", width=30, required=False)
    address = fields.Input("Where they live", required=False, most=300)
    postcode = fields.Input("Postcode", width=10, required=False, most=12)
    nhs_number = fields.Input("NHS number", width=10, required=False, most=20, hint="If you have it.")
    language = fields.Input("Language at home", width=20, required=False)


class ConcernForm(Form):
    mark_optional = False
    danger_now = fields.Radios("Is a child in danger now?", DANGER, required=False)
    safety = fields.Textarea("Where are they, and how safe are they now?", rows=2, required=False)
    what_happened = fields.Textarea(
        "What happened, or what is the worry?", rows=8, hint="What you saw or were told, as plainly as you can.",
        empty="Say what happened, or what the worry is",
    )  # fmt: skip
    when = fields.Input("When?", width=30, required=False, hint="A day, a time, or since when.")
    where = fields.Input("Where?", width=30, required=False)
    how_known = fields.Radios("How do you know?", required=False)
    childs_words = fields.Textarea("What has the child said, in their own words?", rows=3, required=False)
    categories = fields.Checkboxes("What is the worry?", required=False, hint="All that apply.")
    tried = fields.Textarea("What has been tried?", rows=2, required=False)
    strengths = fields.Textarea("What is going well, and who helps?", rows=2, required=False)
    others = fields.Textarea(
        "Who else is in the family or home?", rows=3, required=False,
        hint="One to a line, with how they stand to the child: Dana Reed, mother",
    )  # fmt: skip
    told = fields.Radios("Does the family know?", required=False)
    not_told_why = fields.Textarea("If not, why not?", rows=2, required=False)
    agreement_sought = fields.YesNo("Have they been asked whether they agree to help?", required=False)
    agreement_given = fields.Radios("Do they agree?", inline=True, required=False, choices=(
        ("yes", "Yes"), ("no", "No"), ("partial", "In part")))  # fmt: skip
    agreement_by = fields.Select("Who agreed?", required=False, blank="Nobody yet")
    ex_people = fields.Input(
        "People you are worried about", required=False, hint="Names, what they are called, how they look."
    )
    ex_vehicles = fields.Input("Cars and number plates", required=False)
    ex_phones_and_names_online = fields.Input("Telephone numbers and names online", required=False)
    ex_places = fields.Input("Places", required=False)
    ex_gifts = fields.Input("Money, gifts, a second phone", required=False)
    my_role = fields.Input("Your role", width=20, required=False)
    my_phone = fields.Phone("Your telephone number", required=False)
    withhold = fields.Tick("The family must not learn who raised this", required=False)
    withhold_why = fields.Textarea("Why not?", rows=2, required=False, hint="If you ticked the box above.")


class CallerForm(Form):
    """Who rang, for a concern taken down by telephone or typed in from paper."""

    mark_optional = False
    my_name = fields.Input("Their name", width=20, required=False)
    my_agency = fields.Input("Their agency", width=20, required=False, hint="Leave empty for a member of the public.")
    my_relationship = fields.Input("How they know the child", width=20, required=False)
    my_email = fields.Email("Their email address", required=False)
    my_anonymous = fields.Tick("They did not say who they are", required=False)


def concern_form(data: Any = None, initial: Mapping[str, Any] | None = None) -> ConcernForm:
    form = ConcernForm(data, initial=initial)
    form.fields["how_known"].choices = ask.codes("evidence_basis").choices()
    form.fields["told"].choices = ask.codes("family_told").choices()
    form.fields["agreement_by"].choices = ask.codes("agreement_given_by").choices()
    form.fields["categories"].choices = [
        Choice(c.code, c.label, hint=c.plain if "census" not in c.plain else "")
        for c in ask.codes("concern_category").code if not c.retired
    ]  # fmt: skip
    return form


def child_forms(data: QueryDict | None, kept: Mapping[str, list[str]] | None = None) -> list[ChildForm]:
    """A form for each child: as many as were sent, or kept in a draft; one more where that was asked for."""
    said = data if data is not None else kept or {}
    many = int(last(said, "children") or "1") if last(said, "children").isdigit() or not said else 1
    many += 1 if last(said, "add_child") else 0
    made = []
    for number in range(max(1, min(many, MOST_CHILDREN))):
        prefix = f"child-{number}"
        initial = {k.removeprefix(f"{prefix}-"): v[-1] for k, v in (kept or {}).items() if k.startswith(prefix) and v}
        form = ChildForm(data, prefix=prefix, initial=initial)
        form.fields["sex"].choices = ask.codes("sex").choices()
        made.append(form)
    return made


def last(said: Mapping[str, Any], name: str) -> str:
    """The last value of this name, whether it came in a request or lay in a draft."""
    value = said.get(name) or ""
    return str(value[-1] if isinstance(value, list) else value)


def initial_of(kept: Mapping[str, list[str]]) -> dict[str, Any]:
    """What a draft holds, as the starting values of the form."""
    found: dict[str, Any] = {k: v if k == "categories" else v[-1] for k, v in kept.items() if v}
    return found


def all_valid(forms: list[Form]) -> bool:
    """Every form is asked, so that all faults are shown at once."""
    valid = [form.is_valid() for form in forms]
    return all(valid)


def concern_body(forms: list[Form], children: list[ChildForm], **mine: str) -> bytes:
    """The bytes of the concern these forms say; `mine` are answers the page knows itself, such as who is signed in."""
    answers: dict[str, Any] = {}
    for form in forms:
        answers |= form.cleaned_data
    if isinstance(answers.get("agreement_sought"), bool) and not answers.get("told"):
        answers["agreement_sought"] = answers["agreement_sought"] or None
    return body_of({**answers, **mine}, [child.cleaned_data for child in children])
