"""Asking agencies what they know of those named in a contact."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.kernel.actor import Actor
from kingfisher.referrals.actions.moving import KIND, NeedsWords, begin, finish
from kingfisher.referrals.models import Contact, ContactPerson
from kingfisher.referrals.rules import why_ask
from kingfisher.rulebook import ask as rulebook
from kingfisher.sharing import actions as sharing
from kingfisher.sharing.actions import AlreadyAsked
from kingfisher.sharing.queries import subjects_from


@dataclass(frozen=True, slots=True)
class AgencyAsked:
    """One agency to ask. What is left empty is the ordinary set for that kind of agency (rulebook)."""

    holder_id: UUID
    questions: tuple[str, ...] = ()
    why: str = ""
    purpose: str = ""
    gateway: str = ""
    art6: str = ""
    art9: str | None = None
    sch1: str | None = None
    basis_answers: tuple[tuple[str, str], ...] = ()


def ask_agencies(
    actor: Actor, *, contact_id: UUID, asked: Sequence[AgencyAsked], person_ids: Sequence[UUID] = (), at: datetime
) -> tuple[UUID, ...]:  # fmt: skip
    """Ask these agencies about those named in the contact, on clocks by its rating; returns the requests made.

    About everybody named but those the worry is about, unless `person_ids` names fewer. An agency that is being
    asked already is passed over. Refused by `sharing` when a request lacks what its basis needs.
    """
    row = begin(actor, contact_id, "ask_agencies")
    if not asked:
        raise NeedsWords("Choose at least one agency.")
    subjects = subjects_from(actor, person_ids or _usual_subjects(row))
    if not subjects:
        raise NeedsWords("Nobody is named in this contact yet: name the child first.")
    labels = [rulebook.label("concern_category", c) for c in row.categories]
    made = []
    for one in asked:
        try:
            made.append(
                sharing.ask(
                    actor, holder_id=one.holder_id, about=(KIND, row.id), subjects=subjects,
                    why=one.why or why_ask(row.ref, labels), questions=one.questions, purpose=one.purpose,
                    gateway=one.gateway, art6=one.art6, art9=one.art9, sch1=one.sch1,
                    basis_answers=dict(one.basis_answers), rag=row.rating or row.provisional,
                    since=row.received_at, at=at,
                )
            )  # fmt: skip
        except AlreadyAsked:
            continue
    if made:
        finish(actor, row, "ask_agencies", at=at, agencies=str(len(made)))
    return tuple(made)


def _usual_subjects(row: Contact) -> list[UUID]:
    people = ContactPerson.objects.filter(contact=row).exclude(part="worry").order_by("place")
    return list(people.values_list("person_id", flat=True))
