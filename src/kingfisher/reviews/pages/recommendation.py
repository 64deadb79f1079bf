"""One recommendation: was it made before, who promised what, what shows it was done, did it change anything."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kingfisher.access.entry import page
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.moves import open_moves
from kingfisher.organisations.queries import agencies, working_in
from kingfisher.reviews import actions, queries
from kingfisher.reviews.pages.forms import NoForm
from kingfisher.reviews.pages.opening import let_answer
from kingfisher.reviews.queries import RecommendationShown
from kingfisher.reviews.states import CHECKED_AFTER, RECOMMENDATION
from kingfisher.rulebook import ask
from kingfisher.ui import fields
from kingfisher.ui.doing import Doing, choosing, forms_of
from kingfisher.ui.forms import Form


class AnswerForm(Form):
    mark_optional = False
    accepted = fields.YesNo("Is it accepted?")
    words = fields.Textarea("What is said about it", rows=3, required=False)


class CommitForm(Form):
    mark_optional = False
    answerer = fields.Select(
        "Who answers for it", (), required=False, hint="She or he is asked on her own desk for what shows it done"
    )
    organisation_id = fields.Select("Or, where nobody there has an account: which agency", (), required=False)
    owner = fields.Input("and who there", required=False, hint="Name and post")
    words = fields.Textarea("What will be done", rows=3)
    due_on = fields.Date("By")


class DoneForm(Form):
    mark_optional = False
    commitment_id = fields.Select("Which promise", ())
    evidence = fields.Textarea("What shows that it was done", rows=3)


class ImpactForm(Form):
    mark_optional = False
    months = fields.Radios("Which check", [(str(m), f"After {m} months") for m in CHECKED_AFTER], inline=True)
    answer = fields.Radios("Did it change anything?", lambda: ask.codes("impact_answer").choices())
    words = fields.Textarea("How you know", rows=3)


class FileForm(Form):
    mark_optional = False
    file = fields.FileUpload("The file")


class JudgeForm(Form):
    mark_optional = False
    other = fields.Select("Which other one", (), required=False)
    ref = fields.Input("Or its reference", width=10, required=False, hint="Of one that is not in the list")
    is_same = fields.YesNo("Does it ask for the same thing?")
    words = fields.Input("Why", hint="In a few words")


@page(Permission.RECOMMENDATION_READ)
def recommendation(request: HttpRequest, recommendation_id: UUID) -> HttpResponse:
    """Everybody on the board reads it; the office works it."""
    actor = request.actor
    found = queries.recommendation(actor, recommendation_id)
    forms, done = forms_of(request, _doings(actor, found) if actor.has(Permission.REVIEW_WORK) else {})
    if done:
        return done
    shown = {"one": found, "row": found.row, "forms": forms, "at": actor.at,
             "answers": dict(ask.codes("impact_answer").choices())}  # fmt: skip
    return render(request, "reviews/pages/recommendation.html", shown)


def _doings(actor: Actor, found: RecommendationShown) -> dict[str, Doing]:
    kept = {"recommendation_id": found.id, "at": actor.at}
    doings = {"attach": Doing(FileForm, lambda s: actions.attach(
        actor, name=s["file"].name, content=s["file"].read(), **kept), "The file is kept.", carries_files=True,
    )}  # fmt: skip
    if any(m.name == "accept" for m in open_moves(RECOMMENDATION, found.row.state, actor.permissions)):
        doings["answer"] = Doing(AnswerForm, lambda s: actions.answer(actor, **s, **kept), "Kept.")
    if found.row.state == "accepted":
        doings["carry_out"] = Doing(
            NoForm, lambda s: actions.carry_out(actor, **kept), "It is looked at again after 6 and 12 months.",
        )  # fmt: skip
    if found.row.state == "carried_out":
        doings["impact"] = Doing(
            ImpactForm, lambda s: actions.check_impact(actor, **{**s, "months": int(s["months"])}, **kept), "Kept.",
        )  # fmt: skip
    return doings | _choosings(actor, found, kept)


def _choosings(actor: Actor, found: RecommendationShown, kept: dict) -> dict[str, Doing]:
    left = [(str(c.id), f"{c.organisation.short_name}: {c.words[:80]}") for c in found.commitments if c.state == "open"]
    others = [(str(a.id), f"{a.made_on.year}, {a.source_words}: {a.words[:80]}") for a in found.alike]
    doings = {}

    bodies = {a.code: a for a in agencies(actor)} if found.row.state == "accepted" else {}
    people = working_in(actor, {a.id for a in bodies.values()}) if bodies else []

    def commit(s: dict) -> None:
        _commit(actor, found, {str(p.placement_id): bodies[p.organisation_code].id for p in people
                               if p.organisation_code in bodies}, s)  # fmt: skip

    def done(s: dict) -> None:
        actions.done(actor, commitment_id=UUID(s["commitment_id"]), evidence=s["evidence"], at=actor.at)

    def judge(s: dict) -> None:
        other = UUID(s["other"]) if s["other"] else queries.by_ref(actor, s["ref"])
        if other is None:
            raise actions.Lacking("Not kept.", gaps=("Choose which other one, or give its reference.",))
        actions.judge(actor, one=found.id, other=other, is_same=s["is_same"], words=s["words"], at=actor.at)

    if found.row.state == "accepted":
        names = sorted((f"{p.organisation}: {p.name}, {p.job_title}", str(p.placement_id)) for p in people)
        doings["commit"] = Doing(choosing(
            CommitForm, answerer=[(key, name) for name, key in names],
            organisation_id=[(str(a.id), a.name) for a in bodies.values()],
        ), commit, "Kept.")  # fmt: skip
    if left:
        doings["done"] = Doing(choosing(DoneForm, commitment_id=left), done, "Kept.")
    doings["judge"] = Doing(choosing(JudgeForm, other=others), judge, "Kept.")
    return doings


def _commit(actor: Actor, found: RecommendationShown, homes: dict[str, UUID], s: dict) -> None:
    """By a person chosen from the list, or by an agency whose people have no account."""
    chosen, agency = s["answerer"], s["organisation_id"]
    if not chosen and not agency:
        raise actions.Lacking("Not kept.", gaps=("Choose who answers for it, or which agency does.",))
    actions.commit(
        actor, recommendation_id=found.id, organisation_id=homes[chosen] if chosen else UUID(agency),
        owner=s["owner"], words=s["words"], due_on=s["due_on"], answerer=UUID(chosen) if chosen else None, at=actor.at,
    )  # fmt: skip
    if chosen:
        let_answer(actor, found.row.folder_id, UUID(chosen))
