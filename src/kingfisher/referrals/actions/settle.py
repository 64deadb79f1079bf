"""The three ways a contact ends at screening: advice, an earlier contact that says the same, a worker who
knows.
"""

from datetime import datetime
from uuid import UUID

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.referrals.actions.decide import settle
from kingfisher.referrals.actions.moving import NotYet, begin, words
from kingfisher.referrals.models import Contact, Note


def give_advice(actor: Actor, *, contact_id: UUID, advice: str, at: datetime) -> None:
    """Advice was all that was needed: say what it was. The clocks stop."""
    row = begin(actor, contact_id, "give_advice")
    _must_be_rated(row)
    advice = words(advice, "Say what advice was given, and to whom.")
    row.outcome = "information_advice"
    settle(actor, row, "give_advice", "Front door gave advice", advice, why=advice, at=at)


def link_duplicate(actor: Actor, *, contact_id: UUID, earlier_ref: str, why: str, at: datetime) -> None:
    """This says what an earlier contact said: put the two together. The earlier one is shown as having
    news.
    """
    row = begin(actor, contact_id, "link_duplicate")
    why = words(why, "Say how you know that it is the same event.")
    earlier = (
        Contact.objects.select_for_update().filter(ref=earlier_ref.strip().upper()[:20]).exclude(id=row.id).first()
    )
    if earlier is None:
        raise NotThere("No contact of that reference can be seen. Check it and try again.")
    row.duplicate_of = earlier
    Note.objects.create(
        folder_id=earlier.folder_id, contact=earlier, kind="addition", author=actor.worker_name,
        words=f"{row.ref} tells of the same event. {why}", created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    earlier.news_at, earlier.in_queue = at, True
    earlier.save(update_fields=["news_at", "in_queue"])
    settle(actor, row, "link_duplicate", f"Put with an earlier contact, {earlier.ref}", why, why=why, at=at)


def route_to_worker(actor: Actor, *, contact_id: UUID, to_whom: str, why: str, at: datetime) -> None:
    """Somebody already works with the child: pass it to them and their manager. The clocks stop."""
    row = begin(actor, contact_id, "route_to_worker")
    _must_be_rated(row)
    to_whom = words(to_whom, "Say which worker and manager have it now, and how they were told.")
    settle(
        actor,
        row,
        "route_to_worker",
        f"Passed to {to_whom}"[:200],
        why,
        why=f"{to_whom}. {why}".strip(),
        at=at,
    )


def _must_be_rated(row: Contact) -> None:
    if not row.rating:
        raise NotYet("Rate how urgent it is first.", gaps=("Rate how urgent it is.",))
