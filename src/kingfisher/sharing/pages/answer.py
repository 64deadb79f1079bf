"""The researcher's one screen: answer, part-answer, decline; drafts kept as they are typed; not known in one click."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.drafts import actions as drafts
from kingfisher.drafts import queries as kept_drafts
from kingfisher.kernel.links import url_for
from kingfisher.kernel.timing import local_day
from kingfisher.rulebook import ask as rulebook
from kingfisher.sharing import actions, queries
from kingfisher.sharing.actions import Told
from kingfisher.sharing.queries import RequestShown
from kingfisher.ui import fields
from kingfisher.ui.fields import Choice
from kingfisher.ui.forms import Form

STATUSES = (
    Choice("known", "Known to us"),
    Choice("partial", "Known, but we hold part back"),
    Choice("not_known", "Not known to us"),
    Choice("declined", "We decline to answer"),
)
TIERS = (("", "Leave out"), ("further", "May go further"), ("team", "Deciding team only"))
_BOX = {"required": False, "rows": 3}


class AnswerForm(Form):
    """All of an answer but its lines and people, which depend on whom the agency knows."""

    mark_optional = False

    status = fields.Radios("Your answer", STATUSES, inline=True, empty="Choose your answer")
    further_summary = fields.Textarea("What you know", **_BOX)
    further_concerns = fields.Textarea("Worries", **_BOX)
    further_strengths = fields.Textarea("What is going well", **_BOX)
    team_summary = fields.Textarea("What only those deciding should read", **_BOX)
    team_concerns = fields.Textarea("Worries only for those deciding", **_BOX)
    systems = fields.Checkboxes("Systems searched", required=False)
    other_systems = fields.Input("Other systems searched", required=False)
    covers_from = fields.Date("Covers from", past=True, required=False)
    covers_until = fields.Date("Covers until", past=True, required=False)
    last_seen_on = fields.Date("Child last seen by you", past=True, required=False)
    speak_to = fields.Input("Who to speak to", hint="Name and telephone", required=False)
    reason = fields.Select("Why you hold something back, or decline", required=False)
    reason_words = fields.Textarea("In your words", **_BOX)
    decided_by = fields.Input("Who decided?", required=False)
    greater_harm = fields.Textarea("Why would sharing harm the child more than not sharing?", **_BOX)
    correcting = fields.Input("What was wrong before?", required=False)


def wording(request: HttpRequest, found: RequestShown) -> dict[str, object]:
    """What both screens say of a request: in words, never in codes."""
    actor = request.actor
    bases = queries.bases_of(actor, found.gateway, found.art6, found.art9, found.sch1)
    return {
        "one": found,
        "at": actor.at,
        "bases": bases.parts,
        "purpose": rulebook.purpose(found.purpose).title,
        "reasons": dict(rulebook.codes("decline_reason").choices()),
        "about_href": url_for(*found.about),
        "asks": queries.is_asking_side(actor, found) and actor.has(Permission.REQUEST_ASK),
        "answers": queries.is_answering_side(actor, found) and actor.has(Permission.REQUEST_ANSWER),
    }


def shown_to_answer(
    request: HttpRequest, found: RequestShown, *, correcting: bool, form: AnswerForm | None = None,
    written: dict[str, Any] | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    """The screen as it is opened, or again with what is lacking."""
    actor = request.actor
    kept = kept_drafts.newest(actor, keeps_as(found.id)) if written is None else None
    if written is None:
        written = _last(kept.answers) if kept else _of_answer(found) if correcting else {}
    people = queries.own_people(actor, found)
    said_before = found.answer.person_ids if found.answer else ()
    chosen = {s.id: written.get(f"person-{s.id}", _likely(people[s.id], said_before)) for s in found.subjects}
    own_lines = queries.own_lines(actor, [UUID(one) for one in chosen.values() if one])
    return render(
        request,
        "sharing/pages/answer.html",
        {
            **wording(request, found), "form": form or _form(request, found, initial=_initial(written)),
            "people": people, "chosen": chosen, "lines": own_lines, "tiers": TIERS, "written": written,
            "correcting": correcting, "kept": kept, "saved_at": kept.saved_at if kept else None,
            "keeps_as": keeps_as(found.id), "keeps_title": f"Answer {found.ref}",
            "rules": rulebook.prompts("rule"), "asks_of_you": rulebook.prompts("ask"),
        },
        status=status,
    )  # fmt: skip


@page(Permission.REQUEST_ANSWER, purpose=True)
def answer(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Send it; or show it again with what is lacking, nothing of what was typed lost."""
    if request.method != "POST":
        return redirect("sharing:request", request_id)
    actor = request.actor
    found = queries.request_file(actor, request_id)
    form = _form(request, found, data=request.POST)
    written, correcting = _written(request), bool(found.answers)
    if "show" not in request.POST and form.is_valid():
        try:
            actions.answer(actor, request_id=found.id, **_said(form.cleaned_data, request, found), at=actor.at)
            messages.success(request, f"{found.ref} is answered.")
            return redirect("sharing:requests")
        except actions.CannotAnswer as lacking:
            for gap in lacking.gaps:
                form.add_error(None, gap)
    if "show" in request.POST:
        form = None
    return shown_to_answer(request, found, correcting=correcting, form=form, written=written)


@require_POST
@page(Permission.REQUEST_ANSWER, purpose=True)
def lines(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """The agency's own history of whoever was just chosen, to pick from."""
    written = _written(request)
    chosen = [UUID(value) for name, value in written.items() if name.startswith("person-") and value]
    own_lines = queries.own_lines(request.actor, chosen)
    said = {"lines": own_lines, "tiers": TIERS, "written": written}
    return render(request, "sharing/pages/_lines.html", said)


@require_POST
@page(Permission.REQUEST_ANSWER, purpose=True)
def not_known(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """One click, from the list or from the screen."""
    actions.not_known(request.actor, request_id=request_id, at=request.actor.at)
    drafts.remove_all(request.actor, form=keeps_as(request_id), at=request.actor.at)
    messages.success(request, "Answered: not known to us. If that was a slip, open it below and correct it.")
    return redirect("sharing:requests")


def _form(request: HttpRequest, found: RequestShown, **given: Any) -> AnswerForm:
    usual = queries.usual_systems(request.actor)
    given.setdefault("initial", {})
    given["initial"] = {"systems": list(usual), **given["initial"]}
    form = AnswerForm(given.pop("data", None), today=local_day(request.actor.at, rulebook.calendar()), **given)
    form.fields["systems"].choices = [(one, one) for one in usual]
    form.fields["reason"].choices = rulebook.codes("decline_reason").choices()
    form.fields["correcting"].required = bool(found.answers)
    return form


def _written(request: HttpRequest) -> dict[str, Any]:
    """All that was typed, by the names of the boxes; several values stay a list."""
    left_out = ("csrfmiddlewaretoken", "show", "_form", "_window", "_title", "_went_on_with")
    return _last({name: said for name, said in request.POST.lists() if name not in left_out})


def keeps_as(request_id: UUID) -> str:
    """By which name room `drafts` keeps an answer that is not sent yet."""
    return reverse("sharing:request", args=[request_id]) + "#answer"


def _last(answers: dict[str, list[str]]) -> dict[str, Any]:
    return {name: said if name == "systems" else said[-1] for name, said in answers.items() if said}


def _initial(written: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in written.items() if name in AnswerForm.base_fields} | _dates(written)


def _dates(written: dict[str, Any]) -> dict[str, Any]:
    names = ("covers_from", "covers_until", "last_seen_on")
    parts = ("day", "month", "year")
    said = {name: [str(written.get(f"{name}-{part}", "")) for part in parts] for name in names}
    return {name: value for name, value in said.items() if any(value)}


def _likely(people: list[queries.OwnPerson], said_before: tuple[UUID, ...]) -> str:
    """Who to have chosen already: whoever the answer before named, else whoever is linked."""
    named = [one for one in people if one.person_id in said_before] or [one for one in people if one.linked]
    return str(named[0].person_id) if named else ""


def _of_answer(found: RequestShown) -> dict[str, Any]:
    """The answer that stands, laid back into the boxes to be corrected."""
    was = found.answer
    written: dict[str, Any] = {
        "status": was.status, "systems": list(was.systems), "speak_to": was.speak_to, "reason": was.reason,
        "reason_words": was.reason_words, "decided_by": was.decided_by, "greater_harm": was.greater_harm,
    }  # fmt: skip
    for name in ("covers_from", "covers_until", "last_seen_on"):
        day = getattr(was, name)
        if day:
            written |= {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}
    for part in was.parts:
        written |= {f"{part.tier}_summary": part.summary, f"{part.tier}_concerns": part.concerns}
        written |= {f"{part.tier}_strengths": part.strengths} | {
            f"line-{one.entry_id}": part.tier for one in part.lines
        }
    return written


def _said(clean: dict[str, Any], request: HttpRequest, found: RequestShown) -> dict[str, Any]:
    picked = {n[5:]: v for n, v in request.POST.items() if n.startswith("line-") and v in ("further", "team")}
    told = {
        tier: Told(
            clean[f"{tier}_summary"], clean[f"{tier}_concerns"], clean.get(f"{tier}_strengths", ""),
            tuple(UUID(key) for key, where in picked.items() if where == tier),
        )
        for tier in ("further", "team")
    }  # fmt: skip
    if clean["status"] in ("not_known", "declined"):
        told["further"] = Told()
    if clean["status"] == "not_known":
        told["team"] = Told()
    held_back = clean["status"] in ("partial", "declined")
    persons = {s.id: request.POST.get(f"person-{s.id}") for s in found.subjects}
    return {
        "status": clean["status"], "further": told["further"], "team_only": told["team"],
        "systems": [*clean["systems"], *filter(None, [clean["other_systems"].strip()])],
        "persons": {key: UUID(value) for key, value in persons.items() if value and clean["status"] != "not_known"},
        **{name: clean[name] for name in ("covers_from", "covers_until", "last_seen_on", "speak_to", "correcting")},
        **{name: clean[name] if held_back else "" for name in ("reason", "reason_words", "decided_by", "greater_harm")},
    }  # fmt: skip
