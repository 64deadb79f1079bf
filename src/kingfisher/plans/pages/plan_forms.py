"""The forms of a plan's page. Who may be chosen is passed in; nothing said before is asked again."""

from collections.abc import Iterable

from kingfisher.organisations.queries import Colleague
from kingfisher.plans.rules import HEADINGS
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class SayForm(Form):
    said = fields.Textarea("What stands here", rows=4, empty="Write what is to stand there")
    said_by = fields.Input("Whose words", width=20, required=False)


class GoalForm(Form):
    goal = fields.Textarea("What must change for the child?", rows=2, empty="Say what must change for the child")
    how_known = fields.Textarea("How will everybody see that it has?", rows=2, required=False)


class TaskForm(Form):
    task = fields.Textarea("What is done?", rows=2, empty="Say what is to be done")
    owner = fields.Select("Who does it?", blank="Somebody who is not on the list", required=False)
    owner_name = fields.Input("Their name, if not on the list", width=20, required=False)
    due_on = fields.Date("By when?", empty="Say by when")
    goal = fields.Select("For which goal?", blank="None of them", required=False)


class VisitForm(Form):
    visited_on = fields.Date("Day of the visit", past=True, empty="Say which day")
    seen = fields.Radios("Was the child seen?", empty="Say whether the child was seen", choices=(
        ("alone", "Yes, and alone"), ("seen", "Yes, with somebody there"), ("no", "No")))  # fmt: skip
    why_not = fields.Textarea("If not, why not, and what will you do?", rows=2, required=False)
    where = fields.Input("Where?", required=False)
    childs_words = fields.Textarea("What the child said", rows=3, required=False, hint="In the child’s own words.")
    noticed = fields.Textarea("What you saw and did", rows=3, required=False)


class MemberForm(Form):
    worker = fields.Select("Who?", blank="Somebody who is not on the list", required=False)
    name = fields.Input("Their name, if not on the list", width=20, required=False)
    part = fields.Input("What are they to the child?", width=20, empty="Say what they are to the child")


class ReviewForm(Form):
    changed = fields.Textarea("What has changed for the child?", rows=3, hint="“Nothing yet” is also an answer.",
                              empty="Say what has changed")  # fmt: skip
    unchanged = fields.Textarea("What has not, and what follows from that?", rows=3, required=False)


class EndForm(Form):
    reason = fields.Radios("Why does it end?", empty="Choose why it ends")
    reduced_risk = fields.Textarea(
        "What has reduced the risk?", rows=4, empty="Say what has reduced the risk",
        hint="What is different now, and how you know. That somebody withdrew what they said reduces no risk.",
    )  # fmt: skip


class HandOverForm(Form):
    to = fields.Select("Who holds the plan from now on?", blank="Choose", empty="Choose who holds the plan")
    why = fields.Textarea("Why does it change?", rows=2, empty="Say why it changes")


class OutcomeForm(Form):
    outcome = fields.Textarea("What came of it?", rows=2, empty="Say what came of it")


class BeginForm(Form):
    kind = fields.Radios("Which plan?", empty="Choose which plan")
    pathway = fields.Radios("Where does the harm come from?", empty="Say where the harm comes from")


def people_choices(people: Iterable[Colleague]) -> list[tuple[str, str]]:
    """Workers to choose from: name, what they do, for whom."""
    return [(str(p.placement_id), f"{p.name}, {p.job_title}, {p.organisation}") for p in people]


def say_forms(said, bound: dict[str, Form]) -> dict[str, Form]:
    """One form for each heading, with what stands there."""
    return {
        one.code: bound.get(f"say:{one.code}")
        or SayForm(prefix=f"say-{one.code}", initial={"said": one.words, "said_by": one.said_by})
        for one in said
    }


def task_form(people: Iterable[Colleague], goals, data=None, today=None) -> TaskForm:
    """An action's form."""
    form = TaskForm(data, prefix="task", today=today)
    form.fields["owner"].choices = people_choices(people)
    form.fields["goal"].choices = [(str(g.id), f"{g.number}. {g.words[:60]}") for g in goals if g.state == "open"]
    return form


def member_form(people: Iterable[Colleague], data=None) -> MemberForm:
    """The form that adds somebody to the group."""
    form = MemberForm(data, prefix="member")
    form.fields["worker"].choices = people_choices(people)
    return form


def hand_over_form(people: Iterable[Colleague], data=None) -> HandOverForm:
    """The form that gives the plan another key worker."""
    form = HandOverForm(data, prefix="hand")
    form.fields["to"].choices = people_choices(people)
    return form


def end_form(data=None) -> EndForm:
    """The form that ends a plan."""
    form = EndForm(data, prefix="end")
    form.fields["reason"].choices = ask.codes("plan_end").choices()
    return form


def heading_codes() -> set[str]:
    """The headings a plan has."""
    return {code for code, *_ in HEADINGS}
