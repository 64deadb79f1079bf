"""One report: what came, its grade, its sanitised text, and where it went. Its source is on another page."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.intelligence import actions, queries
from kingfisher.intelligence.actions import Part
from kingfisher.intelligence.pages import report_forms as forms
from kingfisher.intelligence.queries import ReportShown
from kingfisher.intelligence.rules import HANDLING, INFORMATION, SOURCE, Grade
from kingfisher.intelligence.states import DONE_WORDS, MOVES
from kingfisher.kernel.moves import open_moves
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import agencies, agency, working_in
from kingfisher.rulebook import ask
from kingfisher.ui.forms import Form

WHY = ("pass_on", "send_back", "file", "reopen", "keep", "weed")
PARTICULARS = {"people": "People", "vehicles": "Vehicles", "phones": "Telephones and user names",
               "crime_reported": "Crime number"}  # fmt: skip
DONE = {
    "grade": "Graded.", "split": "Split. Each part is a report of its own now, and waits to be graded.",
    "pass_on": "The source unit has it. It is not worked on here.", "sanitise": "A second person must read it now.",
    "approve": "Approved. It may be let go to named workers.", "send_back": "Sent back.", "file": "Filed.",
    "reopen": "Taken up again.", "keep": "Kept until its next review.",
    "weed": "Weeded: it is out of lists and searches.",
    "let_go": "Let go. They find it under “What they told you”.", "tell_back": "It stands on their receipt.",
}  # fmt: skip


@page(Permission.INTEL_READ, purpose=True)
def report(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Read it; the desk works on it here."""
    actor, bound = request.actor, {}
    if request.method == "POST" and (done := _done(request, report_id, bound)):
        return done
    found = queries.report(actor, report_id)
    moves = {m.name: m for m in open_moves(MOVES, found.state, actor.permissions)}
    chosen = agency(actor, request.GET.get("agency", "")) if request.GET.get("agency") else None
    return render(request, "intelligence/pages/report.html", {
        "one": found, "moves": moves, "at": actor.at, "why_moves": [moves[n] for n in WHY if n in moves],
        "grade": bound.get("grade") or forms.grade_form(_said(found)), "particulars": PARTICULARS,
        "split": bound.get("split") or forms.SplitForm(prefix="split"),
        "sanitise": bound.get("sanitise") or forms.SanitiseForm(prefix="text", initial={"text": found.sanitised}),
        "why": bound.get("why") or forms.WhyForm(prefix="why"), "why_for": request.POST.get("do", ""),
        "let_go": bound.get("let_go") or forms.let_go_form(_people(request)), "agencies": agencies(actor),
        "chosen": chosen, "tell_back": bound.get("tell_back") or forms.TellBackForm(prefix="back"),
        "may_grade": actor.has(Permission.INTEL_GRADE), "may_source": actor.has(Permission.SOURCE_READ),
        "wrote_it": found.sanitised_by == actor.placement_id, "label": ask.label,
        "words": (SOURCE, INFORMATION, HANDLING), "done_words": DONE_WORDS,
    })  # fmt: skip


def _said(found: ReportShown) -> dict:
    return {
        "source": found.source_grade, "information": found.information_grade, "handling": found.handling,
        "conditions": found.conditions, "classification": found.classification, "priority": found.priority,
        "necessity": found.necessity, "risk_to_life": found.risk_to_life,
    }  # fmt: skip


def _people(request: HttpRequest) -> list:
    asked = agency(request.actor, request.GET.get("agency", ""))
    return working_in(request.actor, {asked.id}) if asked else []


def _done(request: HttpRequest, report_id: UUID, bound: dict[str, Form]) -> HttpResponse | None:
    do = request.POST.get("do", "")
    form, act = _step(request, report_id, do)
    if act is None:
        raise NotThere
    if form is not None:
        bound["why" if do in WHY else do] = form
        if not form.is_valid():
            return None
    try:
        act()
    except actions.NotYet as lacking:
        if form is None:
            raise
        for gap in lacking.gaps or (lacking.sentence,):
            form.add_error(None, gap)
        return None
    messages.success(request, DONE[do])
    return redirect("intelligence:report", report_id)


def _step(request: HttpRequest, report_id: UUID, do: str) -> tuple[Form | None, Callable[[], object] | None]:
    """The form of a button and what it does, once valid."""
    actor, post = request.actor, request.POST
    about = {"report_id": report_id, "at": actor.at}
    if do == "approve":
        return None, lambda: actions.approve(actor, **about)
    if do in WHY:
        form = forms.WhyForm(post, prefix="why")
        return form, lambda: getattr(actions, do)(actor, why=form.cleaned_data["why"], **about)
    if do == "grade":
        graded = forms.grade_form({}, post)
        return graded, lambda: _grade(actor, graded.cleaned_data, about)
    if do == "split":
        parts = forms.SplitForm(post, prefix="split")
        return parts, lambda: actions.split(actor, parts=_parts(parts.cleaned_data), **about)
    if do == "sanitise":
        text = forms.SanitiseForm(post, prefix="text")
        return text, lambda: actions.sanitise(actor, text=text.cleaned_data["text"], **about)
    if do == "let_go":
        to = forms.let_go_form(_people(request), post)
        return to, lambda: actions.let_go(
            actor, to=UUID(to.cleaned_data["to"]), purpose=to.cleaned_data["purpose"], **about
        )
    if do == "tell_back":
        back = forms.TellBackForm(post, prefix="back")
        return back, lambda: actions.tell_back(actor, words=back.cleaned_data["words"], **about)
    return None, None


def _grade(actor: object, said: dict, about: dict) -> None:
    priority = said.pop("priority")
    actions.grade(actor, said=Grade(**said), priority=priority, **about)


def _parts(said: dict) -> list[Part]:
    return [Part(said[f"what_{n}"], said[f"source_{n}"], said[f"provenance_{n}"]) for n in (1, 2)]
