"""Two records side by side, how they were weighed, and the answer a worker gives: at once, or with a second opinion."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.access.roles import role
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import agencies_by_id, colleagues, team_members
from kingfisher.people import actions, queries
from kingfisher.people.pages.sides import oddities_of, rows_of, weight_picture
from kingfisher.people.queries.pairing import Pair, band, bring_together, pair_of
from kingfisher.people.queries.reviewing import Look, look_at, next_to_judge
from kingfisher.ui import choices, fields, forms

ANSWERS = (
    choices.Choice("same", "Link them: they are one person", shortcut="s",
                   hint="Each record stays as it is, and as open or shut as it was."),
    choices.Choice("different", "They are two people", shortcut="d"),
    choices.Choice("unsure", "Not sure", shortcut="u", hint="The pair stays in the queue for somebody else."),
    choices.Choice("kept_apart", "One person, to be kept apart", shortcut="k",
                   hint="For adoption or protection: the two are never shown together."),
)  # fmt: skip


class AnswerForm(forms.Form):
    answer = choices.Radios("Are these one person?", ANSWERS, called="whether these are one person")
    why = fields.Textarea("Why do you think so?", rows=2, hint="What agrees, what differs, whom you asked.")


class FirstAnswerForm(AnswerForm):
    second = choices.Tick("Ask for a second opinion before anything is linked", required=False)
    asked_of = choices.Select("Of whom", blank="Whoever is next", required=False)


@page(Permission.PERSON_JUDGE, purpose=True)
def compare(request: HttpRequest, left_id: UUID, right_id: UUID) -> HttpResponse:
    """One record at least must be open to the worker; of the other perhaps only its existence is."""
    actor = request.actor
    pair = pair_of(actor, left_id, right_id)
    if pair.left.statement is None:
        pair = pair_of(actor, right_id, left_id)
    look = look_at(actor, left_id, right_id)
    form = _form(actor, look, request.POST if request.method == "POST" else None)
    back, queued = _back(request, left_id), "queue" in {**request.GET.dict(), **request.POST.dict()}
    if request.method == "POST" and form is not None and form.is_valid():
        messages.success(request, _answer(actor, pair, look, form.cleaned_data))
        following = next_to_judge(actor, after=(left_id, right_id)) if queued and not look else None
        return redirect(address_of(following) if following else reverse("people:review") if queued else back)
    return render(request, "people/pages/compare.html", _shown(actor, pair, look, form, back, queued))


def address_of(pair: tuple[UUID, UUID]) -> str:
    """Where a pair of the queue is judged."""
    return reverse("people:compare", args=pair) + "?" + urlencode({"queue": 1})


def _form(actor: Actor, look: Look | None, sent: object) -> AnswerForm | None:
    if look and (look.asked_by == actor.placement_id or look.asked_of not in (None, actor.placement_id)):
        return None
    if look:
        return AnswerForm(sent)
    form = FirstAnswerForm(sent)
    form.fields["asked_of"].choices = [
        (str(one.placement_id), f"{one.name}, {one.organisation}") for one in team_members(actor, "front_door")
        if one.placement_id != actor.placement_id and Permission.PERSON_JUDGE in role(one.role).permissions
        and "service" not in one.role
    ]  # fmt: skip
    return form


def _answer(actor: Actor, pair: Pair, look: Look | None, said: dict) -> str:
    """Record the answer and say what became of it."""
    given = {"pair": pair, "answer": said["answer"], "why": said["why"], "at": actor.at}
    if look:
        heard = actions.give_opinion(actor, look_id=look.id, **given)
        if heard.agreed:
            return "You both gave the same answer. It stands from now on."
        return (
            f"You differ: the first answer was “{heard.first.replace('_', ' ')}”, yours “"
            f"{heard.second.replace('_', ' ')}”. Nothing is linked. Talk to each other, then answer together."
        )
    if said.get("second"):
        of = UUID(said["asked_of"]) if said.get("asked_of") else None
        actions.ask_second(actor, asked_of=of, **given)
        return "Your answer is kept. Nothing is linked until a second person has answered without seeing it."
    actions.judge(
        actor, left_id=pair.left.person_id, left_folder_id=pair.left.folder_id, right_id=pair.right.person_id,
        right_folder_id=pair.right.folder_id, answer=said["answer"], why=said["why"], evidence=pair.evidence,
        probability=pair.probability, at=actor.at,
    )  # fmt: skip
    return "Your answer is recorded. You can take it back on the page of records to judge."


def _back(request: HttpRequest, left_id: UUID) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or reverse("casefile:child", args=[left_id])
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        raise NotThere
    return wanted


def _shown(
    actor: Actor, pair: Pair, look: Look | None, form: AnswerForm | None, back: str, queued: bool
) -> dict[str, object]:
    judged = queries.judgements_about(actor, pair.left.person_id, pair.right.person_id)
    following = next_to_judge(actor, after=(pair.left.person_id, pair.right.person_id)) if queued else None
    return {
        "pair": pair, "band": band(pair.probability), "picture": weight_picture(pair), "rows": rows_of(pair),
        "oddities": oddities_of(pair), "form": form, "look": look, "next": back, "queued": queued,
        "skip": address_of(following) if following else "", "judged": judged,
        "clash": bring_together(actor, pair.left.person_id, pair.right.person_id),
        "by": colleagues(actor, {j.by for j in judged} | ({look.asked_by} if look else set())),
        "agencies": agencies_by_id(actor, {pair.left.organisation_id, pair.right.organisation_id}),
    }  # fmt: skip
