"""For an agency's own system: the requests that wait for it, and answering them. The same actions as the screen."""

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from kingfisher.access.entry import machine
from kingfisher.access.machines import MachineKeyShown
from kingfisher.access.permissions import Permission
from kingfisher.guard.leaving import Leaving, leaves, nothing_leaves
from kingfisher.sharing import actions, queries
from kingfisher.sharing.actions import Told

router = Router(tags=["requests"], auth=MachineKeyShown())


class SubjectOut(Schema):
    id: UUID
    kind: str
    name: str
    born_on: date | None
    born_said: str
    address: str
    more: str


class RequestOut(Schema):
    """A request that waits. `due_at` is a moment in UTC, `overdue` as of now."""

    id: UUID
    ref: str
    asked_at: datetime
    asked_by: str
    due_at: datetime | None
    overdue: bool
    rag: str
    why: str
    questions: list[str]
    purpose: str
    gateway: str
    subjects: list[SubjectOut]


class ToldIn(Schema):
    summary: str = ""
    concerns: str = ""
    strengths: str = ""


class AnswerIn(Schema):
    """`further` may go to the asker's organisation; `team_only` stays with the deciding team.

    `reason` is of the list decline_reason, needed when something is held back.
    """

    status: Literal["known", "not_known", "partial", "declined"]
    further: ToldIn = ToldIn()
    team_only: ToldIn = ToldIn()
    systems: list[str] = []
    covers_from: date | None = None
    covers_until: date | None = None
    last_seen_on: date | None = None
    speak_to: str = ""
    reason: str = ""
    reason_words: str = ""
    decided_by: str = ""
    greater_harm: str = ""
    correcting: str = ""


class AnsweredOut(Schema):
    id: UUID
    ref: str
    state: str


class Problem(Schema):
    """RFC 9457. `gaps`: what an answer lacks, a sentence each."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    gaps: list[str] = []


_REFUSALS = dict.fromkeys((401, 403, 404, 409, 422, 429), Problem)


@router.get("/requests", response={200: list[RequestOut], **_REFUSALS}, summary="Requests that wait for your agency")
@machine(Permission.REQUEST_ANSWER)
@leaves("sharing.requests")
def waiting(request: HttpRequest) -> Leaving:
    """The soonest due first. Reading one marks it opened."""
    actor = request.auth
    found = queries.inbox(actor)
    for one in found:
        actions.open_request(actor, request_id=one.id, at=actor.at)
    told = [
        RequestOut(
            id=one.id, ref=one.ref, asked_at=one.asked_at, asked_by=one.asker_name, due_at=one.due_at,
            overdue=one.is_overdue, rag=one.rag, why=one.why, questions=list(one.questions), purpose=one.purpose,
            gateway=one.gateway,
            subjects=[
                SubjectOut(id=s.id, kind=s.kind, name=s.name, born_on=s.born_on, born_said=s.born_said,
                           address=s.address, more=s.more)
                for s in one.subjects
            ],
        )
        for one in found
    ]  # fmt: skip
    return Leaving([one.model_dump() for one in told], folders=[one.folder_id for one in found])


@router.post(
    "/requests/{request_id}/answer",
    response={201: AnsweredOut, **_REFUSALS},
    summary="Answer a request",
)
@machine(Permission.REQUEST_ANSWER)
@nothing_leaves("which request it was and how it stands")
def answer(request: HttpRequest, request_id: UUID, said: AnswerIn) -> HttpResponse | Status:
    """A second answer corrects the first; both are kept and the asker is told."""
    actor = request.auth
    given = said.model_dump()
    tiers = {name: Told(**given.pop(name)) for name in ("further", "team_only")}
    try:
        made = actions.answer(actor, request_id=request_id, **tiers, **given, at=actor.at)
    except actions.CannotAnswer as lacking:
        told = Problem(title="Not complete", status=422, detail=lacking.sentence, gaps=list(lacking.gaps))
        return HttpResponse(told.model_dump_json(), status=422, content_type="application/problem+json")
    one = queries.request_file(actor, request_id)
    return Status(201, AnsweredOut(id=made, ref=one.ref, state=one.state))
