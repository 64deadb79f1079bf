"""Answering: what may go further and what is for the deciding team alone, each in a folder of its own."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.moves import step
from kingfisher.kernel.verdict import Denied, NotThere, Refused
from kingfisher.rulebook import ask as rulebook
from kingfisher.sharing import rules
from kingfisher.sharing.actions.laying import lay_answer
from kingfisher.sharing.models import Answer, Request
from kingfisher.sharing.queries import usual_systems
from kingfisher.sharing.rules import FURTHER, TEAM, Told
from kingfisher.sharing.states import BY_STATUS, REQUEST

audit.can_record(
    sharing__request__opened="opened a request made of the agency",
)
NOTHING = Told()


class CannotAnswer(Refused):
    """The answer lacks something. `gaps` lists it all."""

    rule = "answer_incomplete"


def answer(
    actor: Actor, *, request_id: UUID, status: str, further: Told = NOTHING, team_only: Told = NOTHING,
    systems: Sequence[str] = (), covers_from: date | None = None, covers_until: date | None = None,
    last_seen_on: date | None = None, speak_to: str = "", persons: Mapping[UUID, UUID] | None = None,
    reason: str = "", reason_words: str = "", decided_by: str = "", greater_harm: str = "",
    correcting: str = "",
    at: datetime,
) -> UUID:  # fmt: skip
    """Answer for the actor's own agency; returns the answer's key. Answering again corrects: both are kept.

    `status` is known, not_known, partial or declined. `further` may go to the asker's organisation;
    `team_only` stays with the deciding team. `persons` says which of the agency's own people (value) each
    subject (key) is: a judgement is made where both can be seen, and a line written in that person's own
    folder. `systems` left out are the usual ones. The clock stops. CannotAnswer with every gap; NotNow once
    withdrawn.
    """
    row = _held(actor, request_id)
    _refuse_gaps(
        status=status, further=further, team_only=team_only, reason=reason, decided_by=decided_by,
        greater_harm=greater_harm,
    )  # fmt: skip
    row.state = step(REQUEST, BY_STATUS[status], row.state)
    row.opened_at, row.opened_by = row.opened_at or at, row.opened_by or actor.placement_id
    row.save(update_fields=["state", "opened_at", "opened_by"])
    made = Answer.objects.create(
        folder_id=row.folder_id, request=row, number=Answer.objects.filter(request=row).count() + 1,
        status=status, systems=list(systems or usual_systems(actor)), covers_from=covers_from,
        covers_until=covers_until, last_seen_on=last_seen_on, speak_to=speak_to.strip()[:200], reason=reason,
        reason_words=reason_words.strip(), decided_by=decided_by.strip()[:200],
        greater_harm=greater_harm.strip(), correcting=correcting.strip(),
        person_ids=list((persons or {}).values()), created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    tiers = {FURTHER: further, TEAM: team_only}
    lay_answer(actor, made=made, tiers=tiers, persons=persons or {}, at=at)
    return made.id


def _refuse_gaps(*, status: str, reason: str, **said: Told | str) -> None:
    gaps = rules.answer_gaps(status=status, reason=reason, **said)
    if reason and reason not in dict(rulebook.codes("decline_reason").choices()):
        gaps = ("Choose the reason from the list.", *gaps)
    if gaps:
        raise CannotAnswer(gaps[0], gaps=gaps)


def not_known(actor: Actor, *, request_id: UUID, systems: Sequence[str] = (), at: datetime) -> UUID:
    """Say by one click that nobody asked about is known: a full check, kept as evidence for reviews."""
    return answer(actor, request_id=request_id, status="not_known", systems=systems, at=at)


def decline(
    actor: Actor, *, request_id: UUID, reason: str, words: str = "", decided_by: str = "",
    greater_harm: str = "", for_the_team: str = "", systems: Sequence[str] = (), at: datetime,
) -> UUID:  # fmt: skip
    """Decline, by the list decline_reason; `for_the_team` says more to the deciding team alone."""
    return answer(
        actor, request_id=request_id, status="declined", reason=reason, reason_words=words,
        decided_by=decided_by, greater_harm=greater_harm, team_only=Told(summary=for_the_team),
        systems=systems, at=at,
    )  # fmt: skip


def open_request(actor: Actor, *, request_id: UUID, at: datetime) -> None:
    """Somebody who may answer has opened a request made of her agency; only the first opening moves it."""
    row = Request.objects.select_for_update().filter(id=request_id, holder_id=actor.organisation_id).first()
    if row is None or row.state != "asked" or not actor.has(Permission.REQUEST_ANSWER):
        return
    row.state, row.opened_at, row.opened_by = step(REQUEST, "open", row.state), at, actor.placement_id
    row.save(update_fields=["state", "opened_at", "opened_by"])
    audit.record(actor, "sharing.request.opened", folders=[row.folder_id], facts={"request": row.ref})


def _held(actor: Actor, request_id: UUID) -> Request:
    """The request, locked, if it is the actor's agency that was asked and she may answer for it."""
    if not actor.has(Permission.REQUEST_ANSWER):
        raise Denied("Your role does not include answering.", rule=f"permission:{Permission.REQUEST_ANSWER}")
    row = Request.objects.select_for_update(of=("self",)).filter(id=request_id).first()
    if row is None or row.holder_id != actor.organisation_id:
        raise NotThere
    return row
