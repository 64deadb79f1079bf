"""Who in a contact may be known already, what is still to be answered, and how often the child was brought
here.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from kingfisher.clocks import queries as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.people import queries as people
from kingfisher.referrals.models import ContactPerson
from kingfisher.referrals.queries.contact import KIND, earlier_of_each
from kingfisher.referrals.queries.shown import in_the_year_before

RAG_CLOCK = "contact_rag_"


def soonest_due(actor: Actor, contact_id: UUID) -> datetime:
    """When the contact has to be decided at the latest: the soonest of its running clocks."""
    return min(c.due_at for c in clocks.for_subject(actor, (KIND, contact_id), open_only=True))


def rag_clock(actor: Actor, contact_id: UUID) -> UUID | None:
    """The running clock of the contact's rating, if it runs."""
    running = clocks.for_subject(actor, (KIND, contact_id), open_only=True)
    return next((c.id for c in running if c.rule_id.startswith(RAG_CLOCK)), None)


def children_of(contact_id: UUID) -> list[UUID]:
    """The keys of the statements of the children a contact is about."""
    rows = ContactPerson.objects.filter(contact_id=contact_id, part="child").order_by("place")
    return list(rows.values_list("person_id", flat=True))


def count_earlier(actor: Actor, contact_id: UUID, received_at: datetime) -> int:
    """How many contacts came about the same child in the twelve months before, the most of any child in it.

    Only what somebody (or a decisive rule) has linked counts: a likely match is no repeat until it is judged.
    """
    members = people.clusters(actor, children_of(contact_id))
    earlier = earlier_of_each(actor, members, before=received_at, leaving_out=contact_id)
    return max((in_the_year_before(received_at, found) for found in earlier.values()), default=0)


def matches_of(actor: Actor, person_ids: Iterable[UUID]) -> dict[UUID, list[people.Match]]:
    """For each person named whom the actor may see, the records that may be the same person, the likeliest first."""
    return people.likely_matches_of(actor, people.statements(actor, person_ids).values())


def unidentified(actor: Actor, contact_id: UUID, *, likely: float = 0.9) -> int:
    """How many of the children have likely records elsewhere, of which nobody has judged a single one."""
    found = matches_of(actor, children_of(contact_id))
    return sum(1 for ms in found.values() if any(m.probability >= likely for m in ms) and not any(m.judged for m in ms))
