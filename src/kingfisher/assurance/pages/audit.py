"""One audit: how it was drawn, how far its readers agree, what was agreed on, what was learned and recommended."""

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.assurance import actions, queries
from kingfisher.assurance.pages.opening import as_service
from kingfisher.assurance.pages.round import NoForm
from kingfisher.assurance.queries import AUDIT, AuditShown
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import LONDON
from kingfisher.reviews import actions as reviews
from kingfisher.reviews.queries import from_source
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, forms_of
from kingfisher.ui.forms import Form


class FinishForm(Form):
    mark_optional = False
    learning = fields.Textarea("What was learned", rows=5, hint="Everybody on the board reads it: name no child")


class RecommendForm(Form):
    mark_optional = False
    theme = fields.Select("What is it about?", lambda: ask.codes("recommendation_theme").choices())
    words = fields.Textarea("Who should do what", rows=3, hint="Name no child, parent or worker")


@page(Permission.ASSURANCE_READ)
def audit(request: HttpRequest, audit_id: UUID) -> HttpResponse:
    """The office works it; whoever reads for the board sees how it went, and no record."""
    actor = request.actor
    found = queries.audit_of(actor, audit_id)
    forms, done = forms_of(request, _doings(actor, found) if actor.has(Permission.ASSURANCE_WORK) else {})
    if done:
        return done
    shown = {"one": found, "row": found.row, "forms": forms, "learned": from_source(actor, (AUDIT, found.id))}
    return render(request, "assurance/pages/audit.html", shown)


def _doings(actor: Actor, found: AuditShown) -> dict[str, Doing]:
    key, doings = found.id, {}
    if found.row.state == "planned":
        doings["draw"] = Doing(
            NoForm, lambda s: as_service(actor, lambda o: actions.draw(o, audit_id=key, at=o.at)),
            lambda n: f"{n} cases are drawn, and on their readers’ desks.",
        )  # fmt: skip
    if found.row.state == "reading":
        doings["finish"] = Doing(FinishForm, partial(_finish, actor, key), "Finished. Its cases are shut again.")
    if found.row.state != "planned":
        doings["recommend"] = Doing(RecommendForm, partial(_recommend, actor, found), "The recommendation is made.")
    return doings


def _finish(actor: Actor, key: UUID, s: dict) -> None:
    actions.finish(actor, audit_id=key, at=actor.at, **s)
    as_service(actor, lambda o: actions.shut(o, audit_id=key, at=o.at))


def _recommend(actor: Actor, found: AuditShown, s: dict) -> None:
    made = reviews.Made(
        source="audit", source_words=f"Audit {found.row.ref}: {found.row.theme}"[:200], theme=s["theme"],
        words=s["words"], made_on=actor.at.astimezone(LONDON).date(), source_of=(AUDIT, found.id),
    )  # fmt: skip
    folder = as_service(actor, lambda o: reviews.open_folder(o, kind="recommendation", at=o.at))
    reviews.recommend(actor, made=made, folder=folder, at=actor.at)
