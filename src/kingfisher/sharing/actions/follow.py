"""What the asker does afterwards: chase, take back, re-rate, and show that an answer has been had."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.clocks import actions as clocks
from kingfisher.clocks import queries as times
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.moves import NotNow, step
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import Denied, NotThere, Refused
from kingfisher.rulebook import ask as rulebook
from kingfisher.sharing.models import Answer, Chaser, Receipt, Request
from kingfisher.sharing.queries import KIND
from kingfisher.sharing.states import REQUEST, WAITING

audit.can_record(
    sharing__request__chased="chased an agency for its answer",
    sharing__request__rerated="put a request for information under another rating",
    sharing__request__withdrawn="withdrew a request for information",
    sharing__answer__had="opened an agency's answer",
)


class NeedsWhy(Refused):
    """A request is not taken back without saying why."""

    rule = "withdrawal_needs_why"


def chase(actor: Actor, *, request_id: UUID, by_rule: bool = False, at: datetime) -> None:
    """Remind the agency asked; it sees so in its list. NotNow once it has answered."""
    row = _asked(actor, request_id)
    if row.state not in WAITING:
        raise NotNow("This request is no longer waiting for an answer.")
    Chaser(
        id=new_id(), folder_id=row.folder_id, request=row, by_rule=by_rule,
        created_at=at, created_by=actor.placement_id,
    ).save(force_insert=True)  # fmt: skip
    facts = {"request": row.ref, "by_rule": by_rule}
    audit.record(actor, "sharing.request.chased", folders=[row.folder_id], facts=facts)


def withdraw(actor: Actor, *, request_id: UUID, why: str, at: datetime) -> None:
    """Take a request back: from that second the agency asked no longer sees it.

    NotNow once it has answered.
    """
    if not why.strip():
        raise NeedsWhy("Say why you withdraw the request.")
    row = _asked(actor, request_id)
    row.state = step(REQUEST, "withdraw", row.state)
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = at, actor.placement_id, why.strip()
    row.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawn_why"])
    clocks.stop(actor, subject=(KIND, row.id), outcome="not_needed", at=at)
    audit.record(actor, "sharing.request.withdrawn", folders=[row.folder_id], facts={"request": row.ref})
    # Last: whoever sits in the agency asked as well as on the team keeps only the team's sight of it.
    access.end_grant(actor, grant_id=row.holder_grant, why="The request was withdrawn.", at=at)


def withdraw_waiting(actor: Actor, *, about: tuple[str, UUID], why: str, at: datetime) -> int:
    """Take back every request about a thing that is still unanswered, as when it has been decided.

    How many.
    """
    waiting = Request.objects.filter(about_kind=about[0], about_id=about[1], state__in=WAITING)
    ids = list(waiting.order_by("id").values_list("id", flat=True))
    for request_id in ids:
        withdraw(actor, request_id=request_id, why=why, at=at)
    return len(ids)


def rerate(actor: Actor, *, about: tuple[str, UUID], rag: str, why: str, at: datetime) -> int:
    """Put what is still unanswered about a thing under the clock of another rating; returns how many."""
    rule = rulebook.rag(on=local_day(at, rulebook.calendar())).rated(rag).check_clock
    rows = Request.objects.filter(about_kind=about[0], about_id=about[1], state__in=WAITING).order_by("id")
    ids = list(rows.exclude(rag=rag).values_list("id", flat=True))
    for request_id in ids:
        row = _asked(actor, request_id)
        row.rag = rag
        row.save(update_fields=["rag"])
        for clock in times.for_subject(actor, (KIND, row.id), open_only=True):
            clocks.restart_with(actor, clock_id=clock.id, rule=rule, why=why, at=at)
        audit.record(actor, "sharing.request.rerated", folders=[row.folder_id], facts={"request": row.ref, "rag": rag})
    return len(ids)


def acknowledge(actor: Actor, *, request_ids: Iterable[UUID], at: datetime) -> int:
    """Show that the answers that stand have been had by the actor's side; returns how many anew.

    Called wherever their content is put before somebody; twice changes nothing.
    """
    rows = Request.objects.filter(id__in=list(request_ids)).prefetch_related("answers")
    newest: list[Answer] = []
    for row in rows:
        if actor.organisation_id == row.asker_id or row.team_id in actor.team_ids:
            newest += sorted(row.answers.all(), key=lambda one: one.number)[-1:]
    had = set(
        Receipt.objects.filter(answer__in=newest, created_by=actor.placement_id).values_list("answer_id", flat=True)
    )
    new = [one for one in newest if one.id not in had and one.created_by != actor.placement_id]
    Receipt.objects.bulk_create(
        [
            Receipt(id=new_id(), folder_id=one.folder_id, request_id=one.request_id, answer=one,
                    created_at=at, created_by=actor.placement_id)
            for one in new
        ]
    )  # fmt: skip
    if new:
        folders = [one.folder_id for one in new]
        audit.record(actor, "sharing.answer.had", folders=folders, facts={"count": len(new)})
    return len(new)


def _asked(actor: Actor, request_id: UUID) -> Request:
    """The request, locked, if the actor is on the side that asked and may ask."""
    if not actor.has(Permission.REQUEST_ASK):
        raise Denied("Your role does not include asking agencies.", rule=f"permission:{Permission.REQUEST_ASK}")
    row = Request.objects.select_for_update(of=("self",)).filter(id=request_id).first()
    if row is None or not (actor.organisation_id == row.asker_id or row.team_id in actor.team_ids):
        raise NotThere
    return row
