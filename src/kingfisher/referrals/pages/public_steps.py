"""The questions of the public form, one thing to a page; none of them must be answered."""

from collections.abc import Mapping
from typing import Any

from kingfisher.referrals.pages.concern_form import DANGER, last
from kingfisher.referrals.said import body_of
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class _Step(Form):
    dense = False
    mark_optional = False


class DangerForm(_Step):
    danger_now = fields.Radios("Is a child in danger now?", DANGER, required=False)
    safety = fields.Textarea("Where is the child now?", rows=2, required=False, hint="If you know.")


class ChildForm(_Step):
    name = fields.Input("What is the child called?", required=False, hint="A first name, or what you hear them called. "
                        "If there is more than one child, tell us of the others below.")  # fmt: skip
    born = fields.Input("About how old are they?", width=10, required=False)
    address = fields.Input("Where do they live?", required=False, hint="As much as you know.", most=300)
    school = fields.Input("Do you know their school or nursery?", required=False)
    others = fields.Textarea("Who else lives there, and are there other children?", rows=3, required=False,
                             hint="One to a line: Sam, about 6, brother")  # fmt: skip


class WorryForm(_Step):
    what_happened = fields.Textarea("What are you worried about?", rows=8, required=False,
                                    hint="What you saw, heard or were told. In your own words.")  # fmt: skip
    how_known = fields.Radios("How do you know?", required=False, choices=(
        ("seen", "I saw or heard it myself"), ("told", "Somebody told me"),
        ("judgement", "It is a feeling I cannot explain"),
    ))  # fmt: skip


class WhenForm(_Step):
    when = fields.Input("When did it happen?", required=False, hint="A day, a time, or how long it has gone on.")
    where = fields.Input("Where did it happen?", required=False)


class WordsForm(_Step):
    childs_words = fields.Textarea("Has the child said anything?", rows=4, required=False,
                                   hint="In the child's own words, if you can.")  # fmt: skip


class FamilyForm(_Step):
    told = fields.Radios("Does the family know that you are telling us?", required=False)
    not_told_why = fields.Textarea("If not, why not?", rows=3, required=False,
                                   hint="You do not have to tell them.")  # fmt: skip


class YouForm(_Step):
    my_anonymous = fields.Radios(
        "May we know who you are?",
        required=False,
        choices=(("no", "Yes"), ("yes", "No, I do not want to say: leave the rest of this page empty")),
    )
    my_name = fields.Input("Your name", required=False)
    my_phone = fields.Phone("Your telephone number", required=False, hint="So that we can ask you more.")
    my_email = fields.Email("Your email address", required=False)
    my_relationship = fields.Input("How do you know the child?", required=False)
    withhold = fields.Tick("The family must not learn that it was me", required=False)


# Address, what the page is called, its questions, and what is said above them.
STEPS: tuple[tuple[str, str, type[_Step], str], ...] = (
    ("danger", "Danger now", DangerForm, ""),
    ("child", "The child", ChildForm, "Tell us what you know. It is all right not to know."),
    ("worry", "The worry", WorryForm, ""),
    ("when", "When and where", WhenForm, ""),
    ("words", "What the child said", WordsForm, ""),
    ("family", "The family", FamilyForm, ""),
    ("you", "You", YouForm, "We do not tell the family who you are if you ask us not to, unless a court makes us."),
)
NAMES = tuple(step[0] for step in STEPS)


def form_of(step: str, data: Any = None, kept: Mapping[str, list[str]] | None = None) -> _Step:
    """The form of one step, with what was answered before."""
    found = next(s for s in STEPS if s[0] == step)[2]
    form = found(data, initial={k: v[-1] for k, v in (kept or {}).items() if v})
    if step == "family":
        form.fields["told"].choices = ask.codes("family_told").choices()
    return form


def after(step: str) -> str:
    """The step after this one; empty after the last."""
    place = NAMES.index(step) + 1
    return NAMES[place] if place < len(NAMES) else ""


def answered(kept: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    """Every step with its questions and answers in words, for checking and for the copy."""
    found = []
    for step, title, *_ in STEPS:
        form = form_of(step, None, kept)
        rows = []
        for name, field in form.fields.items():
            said = last(kept, name)
            label = field.label_of(said) if hasattr(field, "label_of") else ("Yes" if said == "on" else said)
            if label:
                rows.append((field.label, label))
        found.append({"step": step, "title": title, "rows": rows})
    return found


def has_something(kept: Mapping[str, list[str]]) -> bool:
    """Whether there is a worry, a child or a word to send at all."""
    return any(last(kept, name).strip() for name in ("what_happened", "name", "childs_words", "safety", "others"))


def body(kept: Mapping[str, list[str]]) -> bytes:
    """The bytes of the concern these answers say."""
    said = {name: last(kept, name) for form in (s[2] for s in STEPS) for name in form.base_fields}
    child = {name: said.get(name) for name in ("name", "born", "address", "school")}
    hidden = said.get("withhold") == "on"
    anonymous = said.get("my_anonymous") == "yes"
    mine = {k: v for k, v in said.items() if not (anonymous and k.startswith("my_"))}
    more = {"my_kind": "public", "my_anonymous": anonymous, "withhold": hidden,
            "withhold_why": "They asked that the family does not learn who they are." if hidden else ""}  # fmt: skip
    return body_of({**mine, **more}, [child])
