"""Call one strategy discussion about several children."""

from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kingfisher.access import audit
from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.links import url_for
from kingfisher.kernel.verdict import Refused
from kingfisher.pathway import actions, queries
from kingfisher.pathway.pages.episode_forms import TogetherForm
from kingfisher.pathway.queries import CallFile
from kingfisher.ui.fields import Choice

audit.can_record(pathway__strategy__gathered="looked at which children could be discussed together")

KEPT = "; papers sealed or restricted, so not named to others who are asked"


@page(Permission.PATHWAY_WORK, purpose=True)
def together(request: HttpRequest, episode_id: UUID) -> HttpResponse:
    """Brothers, sisters and friends with open work are offered; the discussion is called about those chosen."""
    actor = request.actor
    file = queries.call_file(actor, episode_id)
    form = _form(file, request.POST or None)
    if form.is_bound and form.is_valid():
        said = dict(form.cleaned_data)
        others = [UUID(key) for key in said.pop("together_with")]
        try:
            with transaction.atomic():
                meeting = actions.call_strategy(actor, episode_id=episode_id, together_with=others, at=actor.at, **said)
            return redirect(url_for("meetings.meeting", meeting))
        except Refused as refused:
            form.add_error(None, refused.sentence)
    audit.record(actor, "pathway.strategy.gathered", folders=file.folders)
    return render(request, "pathway/pages/together.html", {"file": file, "form": form})


def _form(file: CallFile, data=None) -> TogetherForm:
    form = TogetherForm(data, prefix="together")
    form.fields["together_with"].choices = [
        Choice(str(one.episode_id), one.name, hint=one.why + KEPT * one.kept) for one in file.others if not one.called
    ]
    return form
