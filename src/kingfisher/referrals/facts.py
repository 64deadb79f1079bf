"""Contacts as facts to count: where from, how rated, what came of each. The day is the one it was received."""

from datetime import date

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.counted import Fact
from kingfisher.kernel.timing import LONDON
from kingfisher.referrals.models import Contact


def facts(actor: Actor, *, first: date, last: date) -> list[Fact]:
    """Every contact received between two days that the actor may see."""
    rows = Contact.objects.filter(received_at__date__gte=first, received_at__date__lte=last)
    return [
        Fact("referrals.contact", c.id, c.folder_id, c.received_at.astimezone(LONDON).date(), {
            "source": c.source_code, "rating": c.rating, "outcome": c.outcome, "state": c.state,
            "duplicate": "yes" if c.duplicate_of_id else "no", "repeat": "yes" if c.earlier_contacts else "no",
            "family": c.family_told, "sender": c.referrer_kind,
        })
        for c in rows
    ]  # fmt: skip
