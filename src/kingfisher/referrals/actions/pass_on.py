"""Passing a contact to the worker who works with the child already, and to her manager; and taking it over."""

from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.actions import Receiver, grant
from kingfisher.access.permissions import Permission
from kingfisher.access.roles import role
from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import colleagues
from kingfisher.referrals.actions.decide import settle
from kingfisher.referrals.actions.moving import NeedsWords, begin, found, words
from kingfisher.referrals.actions.triage import begin_screening
from kingfisher.referrals.models import Contact, Passed
from kingfisher.referrals.queries.holders import MANAGES, PASSED
from kingfisher.referrals.states import RECEIVED

audit.can_record(
    referrals__contact__passed="passed a contact to the worker who knows the child",
    referrals__contact__taken_over="took over a contact about a child she works with",
)
DANGER = "They say that a child is in danger now: say how you spoke with the worker, besides passing it on."


def pass_on(
    actor: Actor, *, contact_id: UUID, worker_id: UUID, manager_id: UUID, because: str, why: str = "", at: datetime
) -> UUID:
    """Pass a contact to a worker of one's own organisation and her manager: both may read it, its clocks stop.

    It need not be rated first: a child with a worker does not go through the front door again. Where a child is in
    danger now, NeedsWords until it says how the worker was spoken with.
    """
    row = found(actor, contact_id, Permission.CONTACT_DECIDE)
    if row.state == RECEIVED:
        begin_screening(actor, contact_id=contact_id, at=at)
    row = begin(actor, contact_id, "route_to_worker")
    if row.danger_now == "yes" and not why.strip():
        raise NeedsWords(DANGER)
    who = colleagues(actor, {worker_id, manager_id})
    worker, manager = who.get(worker_id), who.get(manager_id)
    if worker is None or Permission.CONTACT_TAKE_OVER not in role(worker.role).permissions:
        raise NeedsWords("Choose the worker.")
    if manager is None or manager.role not in MANAGES or manager_id == worker_id:
        raise NeedsWords("Choose the manager.")
    if {worker.organisation_code, manager.organisation_code} != {actor.organisation_code}:
        raise NeedsWords("Passed on here are contacts to workers of your own organisation. Ring anybody else.")
    for key in (worker_id, manager_id):
        grant(
            actor, folder_id=row.folder_id, to=Receiver(placement_id=key), level=FULL, writes=True, basis="ca2004_s10",
            because="works with the child, or manages who does", because_of=("referrals.contact", row.id), at=at,
        )  # fmt: skip
    made = Passed.objects.create(
        folder_id=row.folder_id, contact=row, worker_id=worker_id, manager_id=manager_id, because=because[:200],
        words=why.strip(), created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    audit.record(actor, "referrals.contact.passed", folders=[row.folder_id], facts={"contact": row.ref})
    told = f"{worker.name} and {manager.name}"
    settle(actor, row, "route_to_worker", f"Passed to {told}"[:200], why, why=f"{told}. {why}".strip(), at=at)
    clocks.start(actor, rule="open_case_taken", subject=(PASSED, row.id), folder=row.folder_id, at=at)
    return made.id


def take_over(actor: Actor, *, contact_id: UUID, answer: str, at: datetime) -> None:
    """The worker, or her manager, says that she has it and what she does next. Twice changes nothing."""
    actor.must(Permission.CONTACT_TAKE_OVER)
    mine = Passed.objects.select_for_update(of=("self",)).filter(contact_id=contact_id).order_by("-created_at")
    row = next((one for one in mine if actor.placement_id in (one.worker_id, one.manager_id)), None)
    if row is None:
        raise NotThere
    if row.taken_at:
        return
    row.answer = words(answer, "Say what you do next, and by when.")
    row.taken_at, row.taken_by = at, actor.placement_id
    row.save(update_fields=["taken_at", "taken_by", "answer"])
    clocks.stop(actor, subject=(PASSED, contact_id), at=at)
    ref = Contact.objects.values_list("ref", flat=True).get(id=contact_id)
    audit.record(actor, "referrals.contact.taken_over", folders=[row.folder_id], facts={"contact": ref})
