"""Calls to others involved with a child: listed in one step, each closed with an outcome, chased while it is open."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.bulk import insert_many
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.timing import due, local_day
from kingfisher.kernel.verdict import Denied, NotThere, Refused
from kingfisher.kernel.written import storable
from kingfisher.people.models import Call
from kingfisher.people.queries.calling import to_chase
from kingfisher.people.queries.clusters import cluster_ids
from kingfisher.people.queries.involved import who_else
from kingfisher.rulebook import ask

RULE = "involved_call"
NOT_NEEDED = "not_needed"
audit.can_record(
    people__calls__listed="listed who else involved is to be spoken to",
    people__call__closed="said what became of a call to somebody else involved",
    people__call__chased="chased a call to somebody else involved",
)


class NeedsOutcome(Refused):
    """A call closed without saying what became of it."""

    rule = "call_needs_an_outcome"


def list_calls(actor: Actor, *, person_id: UUID, at: datetime) -> int:
    """Open one small task for everybody else involved who has none yet; returns how many.

    Each is the actor's own to do, due by the rulebook (`involved_call`), in a folder of her agency's that other
    agencies cannot read. Again at once lists nobody twice.
    """
    hits = [hit for hit in who_else(actor, person_id) if hit.call is None]
    if not hits:
        return 0
    limit = ask.clock(RULE, on=local_day(at, ask.calendar()))
    when = due(at, limit.signed_amount, limit.unit, ask.calendar(limit.calendar))
    folder = _folder(actor, person_id, at)
    made = insert_many(
        Call,
        [
            {
                "id": new_id(), "folder_id": folder, "person_id": person_id, "organisation_id": hit.organisation_id,
                "service": hit.service, "worker_name": hit.worker_name, "job_title": hit.job_title,
                "phone": hit.phone, "since_on": hit.since_on, "is_certain": hit.is_certain, "mark": hit.mark,
                "owner_id": actor.worker_id, "rule_id": limit.id, "rule_hash": limit.hash, "due_on": when.on,
                "due_at": when.at, "outcome": "", "outcome_words": "", "closed_at": None, "closed_by": None,
                "chased": [], "created_at": at, "created_by": actor.placement_id,
            }
            for hit in hits
        ],
    )  # fmt: skip
    audit.record(actor, "people.calls.listed", folders=[folder], facts={"count": made})
    return made


def _folder(actor: Actor, person_id: UUID, at: datetime) -> UUID:
    """The folder of the agency's calls about this child; opened with the first of them."""
    held = Call.objects.filter(person__in=cluster_ids(actor, person_id), folder__owner_id=actor.organisation_id)
    found = held.order_by("created_at", "id").values_list("folder_id", flat=True).first()
    return found or access.open_folder(actor, kind="person", category="request", at=at)


def close_calls(actor: Actor, *, call_ids: Sequence[UUID], outcome: str, words: str = "", at: datetime) -> int:
    """Say what became of calls: one of the list `call_outcome`; “not needed” wants a reason. Returns how many closed.

    A call closed before stays as it was. NotThere where one is not the agency's own.
    """
    if not actor.has(Permission.CALL_MAKE):
        raise Denied("Your role does not include these calls.", rule=f"permission:{Permission.CALL_MAKE}")
    if outcome not in {code.code for code in ask.codes("call_outcome").code}:
        raise NeedsOutcome("Choose what became of it.")
    if outcome == NOT_NEEDED and not words.strip():
        raise NeedsOutcome("Say why it is not needed to speak to them.")
    rows = list(Call.objects.select_for_update().filter(id__in=list(call_ids)))
    if len(rows) != len(set(call_ids)):
        raise NotThere
    to_close = [row for row in rows if row.closed_at is None]
    for row in to_close:
        row.outcome, row.outcome_words = outcome, storable(words.strip())
        row.closed_at, row.closed_by = at, actor.placement_id
        row.save(update_fields=["outcome", "outcome_words", "closed_at", "closed_by"])
    if to_close:
        folders = list(dict.fromkeys(row.folder_id for row in to_close))
        audit.record(
            actor, "people.call.closed", folders=folders, facts={"outcome": outcome, "count": len(to_close)}
        )  # fmt: skip
    return len(to_close)


def reopen_call(actor: Actor, *, call_id: UUID, at: datetime) -> None:
    """Take an outcome back: the call is open again and due when it was. What was said stays in the history."""
    row = Call.objects.select_for_update().filter(id=call_id).first()
    if row is None or not actor.has(Permission.CALL_MAKE):
        raise NotThere
    row.outcome, row.outcome_words, row.closed_at, row.closed_by = "", "", None, None
    row.save(update_fields=["outcome", "outcome_words", "closed_at", "closed_by"])
    audit.record(actor, "people.call.closed", folders=[row.folder_id], facts={"outcome": "reopened", "count": 1})


def chase_calls(actor: Actor, *, at: datetime) -> int:
    """Chase the late calls of the actor's agency, each at most once a day; returns how many.

    Runs as the agency's own service. A call chased twice stands on the desk of whoever oversees too.
    """
    late = list(Call.objects.select_for_update().filter(id__in=to_chase(actor)))
    for row in late:
        row.chased = [*row.chased, at]
        row.save(update_fields=["chased"])
    if late:
        folders = list(dict.fromkeys(row.folder_id for row in late))[:20]
        audit.record(actor, "people.call.chased", folders=folders, facts={"count": len(late)})
    return len(late)
