"""Triage: one page on which most of the work on a contact is done."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.clocks import queries as clocks
from kingfisher.documents import queries as documents
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.moves import open_moves
from kingfisher.kernel.text import birth_date
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import Refused
from kingfisher.organisations import queries as places
from kingfisher.pathway import queries as pathway
from kingfisher.people.rules import Said
from kingfisher.referrals import actions, queries
from kingfisher.referrals.actions import AgencyAsked
from kingfisher.referrals.pages import beside
from kingfisher.referrals.pages import contact_forms as forms
from kingfisher.referrals.queries import ContactFile, ContactShown
from kingfisher.referrals.rules import LEADS_TO_WORK, USUALLY_ASKED
from kingfisher.referrals.said import FamilyPosition, PersonNamed, name_parts
from kingfisher.referrals.states import MOVES, UNDECIDED
from kingfisher.rulebook import ask
from kingfisher.sharing import actions as sharing_actions
from kingfisher.sharing import queries as sharing
from kingfisher.ui.forms import Form

KIND = "referrals.contact"
CLOSE_ENOUGH = 0.95
LABELS = {m.name: m.label for m in MOVES}


@page(Permission.CONTACT_READ, purpose=True)
def contact(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Show a contact; or do one thing to it (`do`), and come back to where that was done."""
    actor, bound = request.actor, {}
    if request.method == "POST":
        doing = request.POST.get("do", "")
        form = _form(actor, contact_id, doing, request)
        if form is None or form.is_valid():
            try:
                with transaction.atomic():
                    DOINGS[doing](actor, contact_id, form, request)
                return redirect(reverse("referrals:contact", args=[contact_id]) + f"#{BACK_TO.get(doing, 'top')}")
            except Refused as refused:
                form = form or Form({})
                for sentence in refused.gaps or (refused.sentence,):
                    form.add_error(None, sentence)
        bound[doing] = form
    return render(request, "referrals/pages/contact.html", _shown(actor, contact_id, bound))


@page(Permission.CONTACT_READ, purpose=True)
def checks(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """The answers of agencies alone, as they come in."""
    found = queries.contact_by_id(request.actor, contact_id)
    return render(request, "referrals/pages/_checks.html", _checks(request.actor, found))


def _shown(actor: Actor, contact_id: UUID, bound: dict[str, Form]) -> dict[str, object]:
    file = queries.contact_file(actor, contact_id)
    picture = queries.picture_of(actor, file)
    now = _counted(actor, file.contact, picture)
    policy = ask.rag(on=local_day(now.received_at, ask.calendar()))
    moves = {m.name: m for m in open_moves(MOVES, now.state, actor.permissions)}
    return {
        "file": file, "contact": now, "actor": actor, "moves": moves, "label": ask.label, "policy": policy,
        "clocks": clocks.for_subject(actor, (KIND, now.id), open_only=now.state in UNDECIDED),
        "files": documents.files_of(actor, (KIND, now.id)),
        "picture": picture,
        **_work(actor, now), "undecided": now.state in UNDECIDED, "may_triage": actor.has(Permission.CONTACT_TRIAGE),
        "matches": _match_form, "close_enough": CLOSE_ENOUGH,
        "rate": bound.get("rate") or forms.rate_form(policy),
        "note": bound.get("note") or forms.NoteForm(prefix="note"),
        "family": bound.get("family") or forms.family_form(now), "naming": bound.get("name") or forms.name_form(),
        "propose": bound.get("propose") or forms.propose_form(),
        "step_words": lambda h: LABELS.get(str(h.facts["move"]), "Moved on"),
        "sign_off": bound.get("sign_off") or bound.get("send_back") or forms.SignOffForm(prefix="sign"),
        "reopen": bound.get("reopen") or forms.WhyForm(prefix="reopen"),
        "bound": list(bound.values()), "hints": ask.language_hints(now.said.what_happened),
        **_checks(actor, now), **beside.beside(actor, file, picture, bound.get("pass")),
    }  # fmt: skip


def _work(actor: Actor, now: ContactShown) -> dict[str, object]:
    """The children's steps that came of it, where what was decided asks for them."""
    leads = now.outcome in LEADS_TO_WORK and now.state not in UNDECIDED and actor.has(Permission.PATHWAY_WORK)
    return {"may_begin": leads, "work": pathway.episodes_because(actor, (KIND, now.id)) if leads else []}


def _counted(actor: Actor, now: ContactShown, picture: queries.Picture) -> ContactShown:
    """Records may have been linked elsewhere since earlier contacts were counted: count again where it shows."""
    counted = max((k.earlier_in_a_year(now.received_at) for k in picture.known), default=0)
    if counted != now.earlier_contacts and actor.has(Permission.CONTACT_TRIAGE):
        return replace(now, earlier_contacts=actions.count_again(actor, contact_id=now.id, at=actor.at))
    return now


def _proposed(actor: Actor, contact_id: UUID, form: Form, request: HttpRequest) -> None:
    actions.propose(actor, contact_id=contact_id, at=actor.at, **form.cleaned_data)


def _checks(actor: Actor, now: ContactShown) -> dict[str, object]:
    """The requests made with their answers, and who may still be asked. Answers shown are thereby had."""
    requests = sharing.requests_about(actor, (KIND, now.id)) if actor.has(Permission.REQUEST_READ) else []
    unread = [
        one.id for one in requests
        if one.answer and sharing.is_asking_side(actor, one) and not one.answer.was_had_by(actor.placement_id)
    ]  # fmt: skip
    if unread:
        sharing_actions.acknowledge(actor, request_ids=unread, at=actor.at)
    asked = {r.holder_id for r in requests if r.is_waiting}
    others = [a for a in places.agencies(actor, answering_checks=True) if a.id != actor.organisation_id]
    return {
        "contact": now, "requests": requests, "actor": actor, "label": ask.label,
        "usual": [a for a in others if a.kind in USUALLY_ASKED and a.id not in asked],
        "others": [a for a in others if a.kind not in USUALLY_ASKED and a.id not in asked],
        "may_ask": now.state in UNDECIDED and actor.has(Permission.CONTACT_TRIAGE),
        "polling": now.state in UNDECIDED and any(r.is_waiting for r in requests),
    }  # fmt: skip


def _match_form(match) -> forms.AnswerMatchForm:
    return forms.AnswerMatchForm(prefix=f"m{match.person_id.hex[-12:]}", initial={"why": "; ".join(match.reasons)})


def _form(actor: Actor, contact_id: UUID, doing: str, request: HttpRequest) -> Form | None:
    if doing not in DOINGS:
        raise Refused("That cannot be done here. Go back and try again.")
    now = queries.contact_by_id(actor, contact_id)
    policy = ask.rag(on=local_day(now.received_at, ask.calendar()))
    made: dict[str, Callable[[], Form]] = {
        "rate": lambda: forms.rate_form(policy, request.POST),
        "note": lambda: forms.NoteForm(request.POST, prefix="note"),
        "family": lambda: forms.family_form(now, request.POST),
        "name": lambda: forms.name_form(request.POST),
        "match": lambda: forms.AnswerMatchForm(request.POST, prefix=request.POST.get("prefix", "")[:20]),
        "propose": lambda: forms.propose_form(request.POST),
        "sign_off": lambda: forms.SignOffForm(request.POST, prefix="sign"),
        "send_back": lambda: forms.SignOffForm(request.POST, prefix="sign"),
        "pass": lambda: beside.pass_form_of(actor, request),
        "reopen": lambda: forms.WhyForm(request.POST, prefix="reopen"),
    }
    return made[doing]() if doing in made else None


def _match(actor: Actor, contact_id: UUID, form: Form, request: HttpRequest) -> None:
    file: ContactFile = queries.contact_file(actor, contact_id)
    child = next((c for c in file.people if str(c.person_id) == request.POST.get("person")), None)
    found = queries.matches_of(actor, [child.person_id]) if child else {}
    match = next((m for ms in found.values() for m in ms if str(m.person_id) == request.POST.get("other")), None)
    if child is None or match is None:
        raise Refused("That record is no longer among those found. Look at the list again.")
    actions.judge_match(
        actor, contact_id=contact_id, person_id=child.person_id, other_id=match.person_id,
        other_folder_id=match.folder_id, answer=request.POST.get("answer", "unsure"), why=form.cleaned_data["why"],
        evidence=list(match.reasons), probability=match.probability, at=actor.at,
    )  # fmt: skip


def _match_all(actor: Actor, contact_id: UUID, form: Form | None, request: HttpRequest) -> None:
    """Link one child with every record that is very likely hers, each for its own reasons."""
    file = queries.contact_file(actor, contact_id)
    known = next(
        (k for k in queries.picture_of(actor, file).known if str(k.child.person_id) == request.POST.get("person")), None
    )
    for match in known.very_likely if known else ():
        actions.judge_match(
            actor, contact_id=contact_id, person_id=known.child.person_id, other_id=match.person_id,
            other_folder_id=match.folder_id, answer="same", why="; ".join(match.reasons),
            evidence=list(match.reasons), probability=match.probability, at=actor.at,
        )  # fmt: skip


def _name(actor: Actor, contact_id: UUID, form: Form, request: HttpRequest) -> None:
    said = form.cleaned_data
    given, middle, family, known_as = name_parts(said["name"])
    named = Said(
        kind="child" if said["part"] == "child" else "unknown", given_name=given, middle_names=middle,
        family_name=family, known_as=known_as, born_said=said["born"], **_born(actor, said["born"]),
    )  # fmt: skip
    actions.name_person(
        actor, contact_id=contact_id, named=PersonNamed(named, said["part"], said["relationship"]), at=actor.at
    )


def _born(actor: Actor, said: str) -> dict[str, object]:
    read = birth_date(said, on=actor.at.date())
    return {"born_on": read.exact if read else None, "born_estimated": bool(read and read.estimated)}


def _ask(actor: Actor, contact_id: UUID, form: Form | None, request: HttpRequest) -> None:
    chosen = [UUID(one) for one in request.POST.getlist("agency")]
    actions.ask_agencies(actor, contact_id=contact_id, asked=[AgencyAsked(one) for one in chosen], at=actor.at)


def _said(action: Callable, **names: str) -> Callable:
    """An action whose words are the form's: `names` gives the action's word for each field of the form."""

    def do(actor: Actor, contact_id: UUID, form: Form | None, request: HttpRequest) -> None:
        words = {names.get(k, k): v for k, v in form.cleaned_data.items()} if form else {}
        action(actor, contact_id=contact_id, at=actor.at, **words)

    return do


def _family(actor: Actor, contact_id: UUID, form: Form, request: HttpRequest) -> None:
    actions.record_family(actor, contact_id=contact_id, family=FamilyPosition(**form.cleaned_data), at=actor.at)


DOINGS: dict[str, Callable] = {
    "rate": _said(actions.rate), "take_on": _said(actions.take_on), "note": _said(actions.write_note),
    "begin": _said(actions.begin_screening), "news": _said(actions.read_news), "family": _family, "name": _name,
    "match": _match, "match_all": _match_all, "ask": _ask, "propose": _proposed, "sign_off": _said(actions.sign_off),
    "send_back": _said(actions.send_back), "reopen": _said(actions.reopen), "close": _said(actions.close),
    "pass": beside.do_pass,
}  # fmt: skip
BACK_TO = {
    "rate": "rating", "note": "notes", "family": "family", "name": "people", "match": "people",
    "match_all": "people", "ask": "checks",
    "propose": "decision", "sign_off": "decision", "send_back": "decision", "news": "notes", "pass": "holders",
}  # fmt: skip
