"""For the systems of other agencies: raise a concern, see how far one's own has got, add to it.

What arrives is kept before it is read: no body is refused for its shape, and none is lost.
"""

import hashlib
from datetime import datetime
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Field, Router, Schema, Status

from kingfisher.access.entry import acting_as, machine, service_of
from kingfisher.access.permissions import Permission
from kingfisher.guard.leaving import nothing_leaves
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.postroom.queries import Came
from kingfisher.referrals import actions, queries
from kingfisher.referrals.actions import TakenIn
from kingfisher.referrals.said.declared import declared_concern, odd_fields

router = Router(tags=["Contacts"])
PROBLEM = "application/problem+json"
TEXTS = ("application/json", "text/plain")


class QuestionOut(Schema):
    code: str
    words: str


class ContactOut(Schema):
    """What the sender may know: a reference, how far it has got, what is still to be asked. Nothing others hold."""

    reference: str
    state: str = Field(description="received, unreadable or kept")
    words: str = Field(description="how far it has got, in words")
    received_at: datetime | None = None
    decide_by: datetime | None = None
    questions: list[QuestionOut] = []
    not_understood: list[str] = Field([], description="fields that were kept but not of the expected shape")
    feedback: str = ""
    next_steps: str = ""
    feedback_at: datetime | None = None


class ProblemOut(Schema):
    """RFC 9457. `reference` names what was kept although it could not be read."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    reference: str = ""
    problems: list[str] = []


def _body(schema: dict[str, Any], **others: dict[str, Any]) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}, **{k.replace("_", "/", 1): v for k, v in others.items()}}
    return {"required": True, "content": content}


_KEY = {
    "name": "Idempotency-Key", "in": "header", "required": False, "schema": {"type": "string"},
    "description": "The same key and body again give the same answer and keep nothing new. "
    "Without it the body itself is the key.",
}  # fmt: skip
_DECLARED = {"requestBody": _body(declared_concern()), "parameters": [_KEY]}
_ADDED = {
    "requestBody": _body(
        {"type": "object", "properties": {"words": {"type": "string"}}, "required": ["words"]},
        text_plain={"schema": {"type": "string"}},
    )
}
_REFUSALS = dict.fromkeys((401, 403, 404, 409, 422, 429), ProblemOut)
_ANSWERS = {200: ContactOut, 201: ContactOut, 202: ContactOut, 413: ProblemOut, **_REFUSALS}


@router.post("", response=_ANSWERS, openapi_extra=_DECLARED, summary="Raise a concern")
@machine(Permission.CONCERN_SUBMIT, stepwise=True)
@nothing_leaves("what the sender itself sent, and questions of our own list")
def raise_concern(request: HttpRequest) -> HttpResponse | Status:
    """Kept as it came before anybody reads it. 201: read, with what is still to be asked. 200: the same again.

    202: kept, and read in a moment. 422: kept, and a person reads it; the reference is in the answer.
    """
    actor: Actor = request.auth
    body = _raw(request)
    if body is None:
        return _too_large()
    key = request.headers.get("Idempotency-Key", "").strip() or "body:" + _digest(body)
    taken = actions.take_in(
        actor, body=body, content_type=request.headers.get("Content-Type", ""), door="api",
        sender_name=f"{actor.organisation_name}: {actor.door}", idempotency_key=key, at=actor.at,
    )  # fmt: skip
    return _answer(taken, body)


@router.get("/{ref}", response={200: ContactOut, **_REFUSALS}, summary="How far one's own has got")
@machine(Permission.RECEIPT_READ, stepwise=True)
@nothing_leaves("feedback, which passed the guard when it was given")
def how_far(request: HttpRequest, ref: str) -> dict:
    """Only what this agency sent itself; anything else is as if it were not there."""
    actor: Actor = request.auth
    came = _own(actor, ref)
    service = service_of("front_door_service", at=actor.at, via=actor.via)
    with acting_as(service):
        standing = queries.standing_of(service, came.id)
    state = "kept" if came.outcome == "waiting" else "received" if came.became else came.outcome
    return {**_standing(standing), "reference": came.ref, "state": state, "received_at": came.received_at}


@router.post("/{ref}/additions", response=_ANSWERS, openapi_extra=_ADDED, summary="Add to one's own")
@machine(Permission.CONCERN_SUBMIT, stepwise=True)
@nothing_leaves("what the sender itself sent")
def add(request: HttpRequest, ref: str) -> HttpResponse | Status:
    """Words, as JSON or plain text; any other content type is a file, named by the header X-File-Name."""
    actor: Actor = request.auth
    body = _raw(request)
    if body is None:
        return _too_large()
    came = _own(actor, ref)
    kind = request.headers.get("Content-Type", "").split(";")[0].strip().lower()
    sent = {"arrival": came, "content_type": kind or "application/octet-stream", "door": "api", "at": actor.at}
    if kind in TEXTS:
        return _answer(actions.add_more(actor, body=body, **sent), body)
    trouble = actions.add_file(actor, name=request.headers.get("X-File-Name", "file")[:150], content=body, **sent)
    if trouble:
        return _problem(422, "Kept, but a person has to look at it", trouble, came.ref, [trouble])
    return Status(201, {"reference": came.ref, "state": "received", "words": "The file is with the concern."})


def _raw(request: HttpRequest) -> bytes | None:
    try:
        return request.body
    except RequestDataTooBig:
        return None


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _own(actor: Actor, ref: str) -> Came:
    with acting_as(actor):
        came = queries.own_arrival(actor, ref)
    if came is None:  # sent by somebody else of its agency: how far it got, not the words as they came
        service = service_of("front_door_service", at=actor.at, via=actor.via)
        with acting_as(service):
            sent = queries.kept_for(service, actor.placement_id, organisation_id=actor.organisation_id, ref=ref)
            came = next(iter(sent), None)
    if came is None or came.kind != "concern":
        raise NotThere
    return came


def _answer(taken: TakenIn, body: bytes) -> HttpResponse | Status:
    if taken.outcome == "unreadable":
        sentence = "We kept it as it came. A person will read it; you need not send it again."
        return _problem(422, "Kept, but not understood", sentence, taken.ref, list(taken.problems))
    status = 200 if taken.again else 202 if taken.outcome == "kept" else 201
    said = {"reference": taken.ref, "state": taken.outcome, **_standing(taken.standing)}
    return Status(status, {**said, "not_understood": [*taken.problems, *odd_fields(body)]})


def _standing(standing: queries.Standing) -> dict[str, Any]:
    asked = [{"code": q.code, "words": q.words} for q in standing.questions]
    return {"words": standing.words, "decide_by": standing.decide_by, "questions": asked, "feedback": standing.told,
            "next_steps": standing.next_steps, "feedback_at": standing.told_at}  # fmt: skip


def _problem(
    status: int, title: str, detail: str, reference: str = "", problems: list[str] | None = None
) -> HttpResponse:
    said = ProblemOut(title=title, status=status, detail=detail, reference=reference, problems=problems or [])
    return JsonResponse(said.model_dump(), status=status, content_type=PROBLEM)


def _too_large() -> HttpResponse:
    return _problem(413, "Too large", "A concern is at most 5 MB. Send the words first, then each file by itself.")
