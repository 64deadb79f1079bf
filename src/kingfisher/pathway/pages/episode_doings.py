"""What each button of a child's steps does: the words of its form given to one action."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import Refused
from kingfisher.pathway import actions
from kingfisher.pathway.pages import episode_forms as forms
from kingfisher.ui.forms import Form


def _key(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("do", "").partition(":")[2])
    except ValueError:
        raise Refused("That is no longer there. Look at the page again.") from None


def _said(action: Callable, *, of: str = "", **names: str) -> Callable:
    """An action whose words are the form's; `of` names the argument for the step the button belongs to."""

    def do(actor: Actor, episode_id: UUID, form: Form | None, request: HttpRequest) -> UUID | None:
        said = {names.get(k, k): v for k, v in form.cleaned_data.items()} if form else {}
        said |= {of: _key(request)} if of else {}
        return action(actor, episode_id=episode_id, at=actor.at, **said)

    return do


def _written(write: Callable, submit: Callable, of: str) -> Callable:
    """Keep what is written; and, where that button was pressed, give it to a manager at once."""

    def do(actor: Actor, episode_id: UUID, form: Form, request: HttpRequest) -> None:
        thing = {of: _key(request)}
        write(actor, episode_id=episode_id, at=actor.at, **thing, **form.cleaned_data)
        if request.POST.get("then") == "submit":
            submit(actor, episode_id=episode_id, at=actor.at, **thing)

    return do


def _hand_over(actor: Actor, episode_id: UUID, form: Form, request: HttpRequest) -> None:
    actions.hand_over(actor, episode_id=episode_id, to=UUID(form.cleaned_data["to"]), at=actor.at)


def _ended(actor: Actor, episode_id: UUID, form: Form, request: HttpRequest) -> None:
    power = request.POST.get("do", "").partition(":")[2]
    actions.end_emergency(actor, episode_id=episode_id, power=power, at=actor.at, **form.cleaned_data)


DOINGS: dict[str, Callable] = {
    "write_assessment": _written(actions.write_assessment, actions.submit_assessment, "assessment_id"),
    "send_assessment_back": _said(actions.send_assessment_back, of="assessment_id"),
    "authorise": _said(actions.authorise, of="assessment_id"),
    "call_strategy": _said(actions.call_strategy),
    "note_emergency": _said(actions.note_emergency), "end_emergency": _ended,
    "decide_strategy": _said(actions.decide_strategy, of="strategy_id"),
    "write_enquiry": _written(actions.write_enquiry, actions.submit_enquiry, "enquiry_id"),
    "send_enquiry_back": _said(actions.send_enquiry_back, of="enquiry_id"),
    "conclude": _said(actions.conclude, of="enquiry_id"),
    "call_conference": _said(actions.call_conference), "call_review": _said(actions.call_review),
    "call_core_group": _said(actions.call_core_group),
    "record_conference": _said(actions.record_conference, of="meeting_id"),
    "offer_family_meeting": _said(actions.offer_family_meeting),
    "answer_family_meeting": _said(actions.answer_family_meeting, of="offer_id"),
    "note_proceedings": _said(actions.note_proceedings, of="proceedings_id"),
    "begin_transfer": _said(actions.begin_transfer),
    "acknowledge": _said(actions.acknowledge, of="transfer_id"),
    "take_over": _said(actions.take_over, of="transfer_id"),
    "hand_over": _hand_over, "set_pathway": _said(actions.set_pathway), "close": _said(actions.close),
}  # fmt: skip
FORMS: dict[str, type[Form]] = {
    "write_assessment": forms.AssessmentForm, "send_assessment_back": forms.WhyForm, "call_strategy": forms.CallForm,
    "note_emergency": forms.EmergencyForm, "end_emergency": forms.EmergencyEndForm,
    "decide_strategy": forms.StrategyForm, "write_enquiry": forms.EnquiryForm, "send_enquiry_back": forms.WhyForm,
    "call_conference": forms.CallForm, "call_review": forms.CallForm, "call_core_group": forms.CallForm,
    "record_conference": forms.ConferenceForm, "offer_family_meeting": forms.OfferForm,
    "answer_family_meeting": forms.MetForm, "note_proceedings": forms.ProceedingsForm,
    "begin_transfer": forms.TransferForm, "acknowledge": forms.NameForm, "hand_over": forms.HandOverForm,
    "set_pathway": forms.PathwayForm, "close": forms.CloseForm,
}  # fmt: skip
BACK_TO = {
    "write_assessment": "assessment", "send_assessment_back": "assessment", "authorise": "assessment",
    "note_emergency": "emergency", "end_emergency": "emergency", "decide_strategy": "strategy",
    "write_enquiry": "enquiry", "send_enquiry_back": "enquiry", "conclude": "enquiry",
    "record_conference": "conference", "offer_family_meeting": "family", "answer_family_meeting": "family",
    "note_proceedings": "conference", "begin_transfer": "moves", "acknowledge": "moves", "take_over": "moves",
}  # fmt: skip
