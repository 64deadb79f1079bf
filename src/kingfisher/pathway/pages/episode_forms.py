"""The forms of the steps. Each asks only what no step before it asked; what was said before stands beside it."""

from datetime import datetime, timedelta
from typing import Any

from kingfisher.organisations.queries import Colleague
from kingfisher.pathway.queries import EpisodeFile
from kingfisher.pathway.rules import ASKED, EMERGENCY, EMERGENCY_POWERS
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class AssessmentForm(Form):
    mark_optional = False
    seen_on = fields.Date("When was the child seen?", past=True, required=False)
    seen_alone = fields.Tick("Seen alone", required=False)
    not_seen_why = fields.Textarea("If not seen, why not?", rows=2, required=False)
    daily_life = fields.Textarea(
        "What is life like for this child?", rows=4, required=False,
        hint="In the child’s own words. For a small child, what you saw and heard.",
    )  # fmt: skip
    parents_view = fields.Textarea("How do the parents see it?", rows=4, required=False)
    needs = fields.Textarea("What does the child need?", rows=4, required=False)
    keeps_safe = fields.Textarea("What keeps the child safe?", rows=3, required=False)
    analysis = fields.Textarea("What do you make of it?", rows=5, required=False)
    factors = fields.Checkboxes("Factors found", required=False)
    outcome = fields.Radios("What should follow?", required=False)


class CallForm(Form):
    starts_at = fields.Moment("When?", empty="Say when")
    minutes_long = fields.Number("How many minutes?", least=5, greatest=720, width=4, initial=60)
    place = fields.Input("Where?", hint="A room, or the name of a call.", empty="Say where")


class TogetherForm(CallForm):
    together_with = fields.Checkboxes("Who else is discussed?", empty="Choose at least one other child")


class EmergencyForm(Form):
    mark_optional = False
    power = fields.Radios("Which?", EMERGENCY_POWERS, empty="Say which")
    since = fields.Moment("Since when?", empty="Say since when",
                          hint="When the officer took or kept the child, or the court made the order.")  # fmt: skip
    words = fields.Textarea("Who decided it, and where is the child?", rows=2, empty="Say who decided it",
                            hint="The designated officer, or the court and its number.")  # fmt: skip


class EmergencyEndForm(Form):
    mark_optional = False
    words = fields.Textarea(
        "Where is the child now, and by whose decision?", rows=2, empty="Say where the child is now"
    )


class StrategyForm(Form):
    decision = fields.Radios("What was decided?", empty="Choose what was decided")
    harm = fields.Radios("Which harm?", empty="Say which harm", choices=(
        ("actual", "Significant harm has happened"), ("likely", "It is likely"),
        ("neither", "Neither is suspected now"),
    ))  # fmt: skip
    sees_child = fields.Textarea("Who sees the child, and how?", rows=2, required=False)
    seen_by = fields.Date("By when?", required=False)
    disruption = fields.Textarea(
        "What was considered against the person or the place?", rows=3,
        hint="Notices, orders, licences, bail, the place itself. Say so even when nothing was used, and why.",
        empty="Say what was considered against the person or the place",
    )  # fmt: skip
    nrm = fields.Radios("Is a referral to the national referral mechanism right?", choices=(
        ("yes", "Yes"), ("no", "No")), empty="Say whether a referral is right",
        hint="For a child no agreement is needed; “may be a victim” is enough.")  # fmt: skip
    nrm_why_not = fields.Textarea("If not, why is a referral not right?", rows=2, required=False)
    also_considered = fields.Textarea("Brothers, sisters and friends: who else was considered?", rows=2, required=False)
    medical = fields.Textarea("Is a medical needed, where and by when?", rows=2, required=False)
    interview = fields.Textarea("Is an interview for evidence planned?", rows=2, required=False)
    missing_plan = fields.Textarea("What is done if the child goes missing?", rows=2, required=False)
    power = fields.Radios("What holds the child?", empty="Say what holds the child", choices=(
        *EMERGENCY_POWERS, (ASKED, "Nothing yet: police or the court are being asked"),
    ))  # fmt: skip
    power_since = fields.Moment(
        "Since when is the child held?", required=False,
        hint="The true time, also when it is written down afterwards. Its end counts from it.",
    )  # fmt: skip
    power_words = fields.Textarea("Whose decision holds the child, and where is the child?", rows=2, required=False,
                                  hint="The designated officer by name, or the court and its number.")  # fmt: skip


class EnquiryForm(Form):
    mark_optional = False
    child_seen_on = fields.Date("On which day did the enquiry see the child?", past=True, required=False)
    child_seen_alone = fields.Tick("Alone", required=False)
    childs_account = fields.Textarea("What did the child tell you?", rows=4, required=False)
    findings = fields.Textarea("What did you find?", rows=5, required=False)
    outcome = fields.Radios("Is the worry borne out?", required=False)


class ConferenceForm(Form):
    outcome = fields.Radios("What did the conference decide?", empty="Choose what was decided")
    category = fields.Radios("Category of harm", required=False)
    exploitation_types = fields.Checkboxes("Types of exploitation", required=False)
    reasons = fields.Textarea("Why?", rows=4, hint="In words the family can follow.", empty="Give the reasons")
    reduced_risk = fields.Textarea("If the plan ends: what has reduced the risk?", rows=3, required=False)


class WhyForm(Form):
    why = fields.Textarea("What is missing?", rows=2, empty="Say what is missing")


class OfferForm(Form):
    answer = fields.Radios("What did the family answer?", empty="Say what the family answered")
    said = fields.Textarea("Anything they said about it?", rows=2, required=False)


class MetForm(Form):
    held_on = fields.Date("When did they meet?", past=True, empty="Say when they met")
    decided = fields.Textarea("What did they decide?", rows=3, empty="Say what the family decided")


class TransferForm(Form):
    direction = fields.Radios("Which way?", empty="Say which way", choices=(
        ("in", "The child moves here"), ("out", "The child moves away")))  # fmt: skip
    other_council = fields.Input("Which council?", empty="Say which council")
    with_plan = fields.Tick("There is a child protection plan", required=False)
    summary = fields.Textarea("What must the other council know?", rows=3, required=False)


class NameForm(Form):
    name = fields.Input("Who confirmed it?", width=20, empty="Say who confirmed it")


class ProceedingsForm(Form):
    letter_sent_on = fields.Date("When was the letter sent?", required=False)
    ended_on = fields.Date("When did it end?", required=False)
    outcome = fields.Textarea("What came of it?", rows=2, required=False)


class HandOverForm(Form):
    to = fields.Select("Who works with this child?", blank="Choose", empty="Choose who works with this child")


class PathwayForm(Form):
    pathway = fields.Radios("Where does the harm come from?", empty="Say where the harm comes from")


class CloseForm(Form):
    reason = fields.Radios("Why is it closed?", empty="Choose why it is closed")
    reduced_risk = fields.Textarea("What has reduced the risk?", rows=3, empty="Say what has reduced the risk",
                                   hint="What is different now, and how you know.")  # fmt: skip


LISTS = {
    AssessmentForm: {"factors": "assessment_factor", "outcome": "assessment_outcome"},
    StrategyForm: {"decision": "strategy_decision"}, EnquiryForm: {"outcome": "s47_outcome"},
    ConferenceForm: {"category": "cp_category", "exploitation_types": "exploitation_type"},
    OfferForm: {"answer": "fgdm_answer"}, PathwayForm: {"pathway": "protection_pathway"},
    CloseForm: {"reason": "close_reason"},
}  # fmt: skip


def made(form: type[Form], prefix: str, data: Any = None, **more: Any) -> Form:
    """A form with the lists of its choices from the rulebook."""
    one = form(data, prefix=prefix, **more)
    for field, list_id in LISTS.get(form, {}).items():
        one.fields[field].choices = ask.codes(list_id).choices()
    if form is StrategyForm:
        one.fields["decision"].choices = [
            fields.Choice(code, label, reveals=("power", "power_since", "power_words") if code == EMERGENCY else ())
            for code, label in one.fields["decision"].choices
        ]
    return one


def conference_form(outcomes: tuple[str, ...], prefix: str, data: Any = None) -> Form:
    """The form of a conference's outcome: a first one's choices, or a review's."""
    form = made(ConferenceForm, prefix, data)
    form.fields["outcome"].choices = [(code, ask.label("conference_outcome", code)) for code in outcomes]
    return form


def hand_over_form(workers: list[Colleague], data: Any = None, **more: Any) -> Form:
    """The form that gives the child a worker."""
    form = HandOverForm(data, prefix="hand", **more)
    form.fields["to"].choices = [(str(w.placement_id), f"{w.name}, {w.job_title}") for w in workers]
    return form


def serves_again(file: EpisodeFile, key: str) -> dict[str, Any]:
    """What was written for another child of the same discussion and may be true of this one too."""
    meeting = next((t.said["meeting_id"] for t in file.strategies if str(t.id) == key), None)
    for other in reversed(file.together.get(meeting, ())):
        if other.decision and other.words:
            return other.words
    return {}


def _reduced(file: EpisodeFile) -> dict[str, Any]:
    """What ended the last plan is what closing asks for."""
    ended = [r.plan for r in file.plans if r.plan.ended_on and r.plan.reduced_risk]
    return {"reduced_risk": max(ended, key=lambda p: p.ended_on).reduced_risk} if ended else {}


def _told_on(file: EpisodeFile) -> dict[str, Any]:
    """What was found and made of it is what another council must know first."""
    said = [t.said["analysis"] for t in file.assessments] + [t.said["findings"] for t in file.enquiries]
    found = [words for words in said if words]
    return {"summary": found[-1]} if found else {}


def soon(at: datetime) -> datetime:
    """The next full half hour: a strategy discussion is mostly held the same day."""
    here = at.astimezone(ask.calendar().zone)
    return here.replace(minute=0, second=0, microsecond=0) + timedelta(minutes=30 * (here.minute // 30 + 1))


BEGINS_WITH = {CloseForm: _reduced, TransferForm: _told_on}


def initial_of(thing, form: type[Form]) -> dict[str, Any]:
    """What a step says already, for its own form."""
    return {name: thing.said.get(name) for name in form.base_fields}
