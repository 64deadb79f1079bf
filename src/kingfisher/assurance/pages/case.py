"""One case of an audit: its two readers grade it apart; once both have, what they agreed on is kept."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.assurance import actions, queries
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, forms_of
from kingfisher.ui.forms import Form


def _form(questions: list[str], label: str, hint: str) -> type[Form]:
    """A form with a choice for each question, and one box for words."""
    asked = {
        f"grade_{n}": fields.Radios(q, lambda: ask.codes("audit_grade").choices()) for n, q in enumerate(questions)
    }
    words = fields.Textarea(label, rows=5, hint=hint)
    return type("GradeForm", (Form,), {"mark_optional": False, **asked, "words": words})


@page(Permission.CASE_GRADE, purpose=True)
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Its readers see which record it is and grade it; the office keeps what they agreed on."""
    actor = request.actor
    audit, found = queries.case_of(actor, case_id)
    questions, reading = list(audit.row.questions), audit.row.state == "reading"

    def given(s: dict) -> tuple[str, ...]:
        return tuple(s[f"grade_{n}"] for n in range(len(questions)))

    doings = {}
    if found.is_mine and not found.mine and reading:
        form = _form(questions, "What makes it so", "What you saw in the record, or did not. Name nobody")
        doings["grade"] = Doing(form, lambda s: actions.grade(
            actor, case_id=case_id, grades=given(s), words=s["words"], at=actor.at
        ), "Kept. You see the other answer when both are in.")  # fmt: skip
    if actor.has(Permission.ASSURANCE_WORK) and found.row.graded >= 2 and reading:
        form = _form(questions, "Why, in a sentence or two", "What each saw that the other had not")
        doings["agree"] = Doing(form, lambda s: actions.agree_on(
            actor, case_id=case_id, grades=given(s), words=s["words"], at=actor.at
        ), "Kept.")  # fmt: skip
    forms, done = forms_of(request, doings)
    if done:
        return done
    shown = {"audit": audit, "one": found, "row": found.row, "forms": forms, "questions": questions}
    return render(request, "assurance/pages/case.html", shown)
