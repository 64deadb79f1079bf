"""For the systems of police and others: report a child missing, or back; see how far one's own report has got.

What arrives is kept before it is read: no body is refused for its shape, and none is lost.
"""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Field, Router, Schema, Status

from kingfisher.access.entry import machine
from kingfisher.access.permissions import Permission
from kingfisher.guard.leaving import nothing_leaves
from kingfisher.kernel.actor import Actor
from kingfisher.missing import actions
from kingfisher.missing.said import CODES, MOMENTS, WHAT, WORDS
from kingfisher.rulebook import ask

router = Router(tags=["Missing"])
PROBLEM = "application/problem+json"


class EpisodeOut(Schema):
    """What the sender may know: that it is safe, and which absence it is counted under. Nothing others hold."""

    reference: str = Field(description="of what was sent, to read aloud")
    state: str = Field(description="received, or kept (read in a moment)")
    episode: str = Field("", description="of the absence; the same for every report of it")
    joined: bool = Field(False, description="it told of an absence known already: nothing new is counted")
    not_understood: list[str] = []


class MissingProblemOut(Schema):
    """RFC 9457. `reference` names what was kept although it could not be read."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    reference: str = ""
    problems: list[str] = []


def _declared() -> dict[str, Any]:
    properties: dict[str, Any] = {
        "what": {"type": "string", "enum": list(WHAT)}, "born_on": {"type": "string", "format": "date"},
        **{name: {"type": "string"} for name in WORDS},
        **{name: {"type": "string", "format": "date-time"} for name in MOMENTS},
        **{name: {"type": "string", "enum": [c.code for c in ask.codes(list_id).code]} for name, list_id in
           CODES.items()},
    }  # fmt: skip
    says = "A name, a card_ref or a police_ref says which child. Fields not known are kept."
    schema = {"type": "object", "properties": properties, "description": says}
    return {"required": True, "content": {"application/json": {"schema": schema}}}


_KEY = {
    "name": "Idempotency-Key", "in": "header", "required": False, "schema": {"type": "string"},
    "description": "The same key and body again give the same answer and keep nothing new. "
    "Without it the body itself is the key.",
}  # fmt: skip
_REFUSALS = dict.fromkeys((401, 403, 404, 409, 413, 422, 429), MissingProblemOut)


@router.post(
    "", response={200: EpisodeOut, 201: EpisodeOut, 202: EpisodeOut, **_REFUSALS}, summary="Report a child missing",
    openapi_extra={"requestBody": _declared(), "parameters": [_KEY]},
)  # fmt: skip
@machine(Permission.MISSING_REPORT, stepwise=True)
@nothing_leaves("references, and what the sender itself sent")
def report(request: HttpRequest) -> HttpResponse | Status:
    """Kept as it came before anybody reads it. 201: read. 200: the same again. 202: kept, and read in a moment.

    422: kept, and a person reads it. A further report of the same absence (it overlaps, or follows within the
    rulebook's gap, over midnight too) is joined to it. `what` = back, with the same police_ref, ends it; `cancelled`
    takes the sender's own report back, and ends the absence where nobody else reported it. `changed_at` says when
    the sender's system last changed it: a graver or lesser risk said later is not overwritten by an older report.
    """
    actor: Actor = request.auth
    try:
        body = request.body
    except RequestDataTooBig:
        return _problem(413, "Too large", "A report is at most 5 MB.")
    taken = actions.take_in(
        actor, body=body, door="api", idempotency_key=request.headers.get("Idempotency-Key", "").strip(),
        sender_name=f"{actor.organisation_name}: {actor.door}", at=actor.at,
    )  # fmt: skip
    if taken.outcome == "unreadable":
        sentence = "We kept it as it came. A person will read it; you need not send it again."
        return _problem(422, "Kept, but not understood", sentence, taken.ref, list(taken.problems))
    said = {"reference": taken.ref, "state": taken.outcome, "episode": taken.episode_ref, "joined": taken.joined,
            "not_understood": list(taken.problems)}  # fmt: skip
    return Status(200 if taken.again else 202 if taken.outcome == "kept" else 201, said)


def _problem(
    status: int, title: str, detail: str, reference: str = "", problems: list[str] | None = None
) -> HttpResponse:
    said = MissingProblemOut(title=title, status=status, detail=detail, reference=reference, problems=problems or [])
    return JsonResponse(said.model_dump(), status=status, content_type=PROBLEM)
