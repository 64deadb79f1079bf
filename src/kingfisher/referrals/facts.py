"""Contacts as facts to count: where from, how rated, what came of each. The day is the one it was received."""

from datetime import date

from kingfisher.kernel.actor import Actor
from kingfisher.kernel.counted import Fact
from kingfisher.kernel.listed import Listed
from kingfisher.kernel.timing import LONDON
from kingfisher.people.facts import CHILD, children_listed
from kingfisher.referrals.models import Contact, ContactPerson
from kingfisher.rulebook import ask


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


# Which outcomes a list is of; the list of contacts is of all.
OUTCOMES = {
    "referrals": ("referral_child_family_assessment", "strategy_discussion"), "early_help": ("early_help",),
}  # fmt: skip


def for_pack(actor: Actor, what: str, *, first: date, last: date) -> Listed:
    """Contacts received between two days, a row for each child named; `referrals` lists those taken on alone,
    `early_help` those passed to early help.
    """
    rows = ContactPerson.objects.filter(
        part="child", contact__received_at__date__gte=first, contact__received_at__date__lte=last,
        contact__duplicate_of=None,
    ).select_related("contact").order_by("contact__received_at", "place")  # fmt: skip
    if what in OUTCOMES:
        rows = rows.filter(contact__outcome__in=OUTCOMES[what])
    rows = list(rows)
    who = children_listed(actor, {r.person_id for r in rows}, on=last)
    return Listed(
        (*CHILD, "Contact", "Received", "Source", "Urgency", "Outcome", "Contacts before in 12 months"),
        tuple(
            (*who[r.person_id], r.contact.ref, r.contact.received_at.astimezone(LONDON).date().isoformat(),
             ask.label("referral_source", r.contact.source_code), r.contact.rating or "Not rated yet",
             ask.label("contact_outcome", r.contact.outcome) if r.contact.outcome else "Not decided yet",
             str(r.contact.earlier_contacts))
            for r in rows if r.person_id in who
        ),
        tuple({r.person_id for r in rows if r.person_id in who}),
    )  # fmt: skip
