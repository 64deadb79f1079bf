"""One pattern: what was raised, what was answered, and the way up."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.verdict import Refused
from kingfisher.patterns import actions, queries
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.forms import Form


class AnswerForm(Form):
    answer = fields.Radios("What do you do about it?", empty="Say what you do about it")
    words = fields.Textarea("Your answer", rows=5, empty="Write your answer",
                            hint="What is done, by whom and by when; or why nothing is.")  # fmt: skip


class WordsForm(Form):
    words = fields.Textarea("Why?", rows=3, empty="Say why")


@page(Permission.DESK_READ, purpose=True)
def pattern(request: HttpRequest, pattern_id: UUID) -> HttpResponse:
    """Show it; answer it, take it up, or take it back (`do`)."""
    actor, doing = request.actor, request.POST.get("do", "")
    forms: dict[str, Form] = {
        name: kind(request.POST if doing == name else None, prefix=name)
        for name, kind in (("answer", AnswerForm), ("take_up", WordsForm), ("withdraw", WordsForm))
    }
    forms["answer"].fields["answer"].choices = ask.codes("pattern_answer").choices()
    if doing in DOINGS and forms[doing].is_valid():
        try:
            DOINGS[doing](actor, pattern_id=pattern_id, at=actor.at, **forms[doing].cleaned_data)
            return redirect("patterns:pattern", pattern_id)
        except Refused as refused:
            for sentence in refused.gaps or (refused.sentence,):
                forms[doing].add_error(None, sentence)
    one = queries.pattern(actor, pattern_id)
    raised_here = one.raised_by == actor.placement_id
    shown = {
        "one": one, "forms": forms, "label": ask.label, "at": actor.at,
        "bound": [f for f in forms.values() if f.is_bound],
        "may_answer": actor.has(Permission.PATTERN_ANSWER) and one.is_open,
        "may_take_up": raised_here and one.state == "answered", "may_withdraw": raised_here and one.is_open,
    }  # fmt: skip
    return render(request, "patterns/pages/pattern.html", shown)


DOINGS = {"answer": actions.answer, "take_up": actions.take_up, "withdraw": actions.withdraw}
