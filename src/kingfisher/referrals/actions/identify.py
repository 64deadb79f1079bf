"""Who is who in a contact: naming somebody found out later, and answering whether two records are one
person.
"""

from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.people.actions import judge, state_person
from kingfisher.people.rules import shown_name
from kingfisher.referrals.actions.moving import found
from kingfisher.referrals.models import ContactPerson
from kingfisher.referrals.queries.matches import count_earlier
from kingfisher.referrals.said import PersonNamed

audit.can_record(
    referrals__contact__counted="counted earlier contacts about the same child",
    referrals__contact__named="named somebody in a contact",
    referrals__contact__matched="answered whether somebody in a contact is known already",
)


def name_person(actor: Actor, *, contact_id: UUID, named: PersonNamed, at: datetime) -> UUID:
    """Add somebody to a contact: a child found out later, a brother or sister, a grown-up. Returns the
    key.
    """
    row = found(actor, contact_id, Permission.CONTACT_TRIAGE)
    key = state_person(actor, folder_id=row.folder_id, said=named.said, origin="mention", source=row.ref, at=at)
    ContactPerson.objects.create(
        folder_id=row.folder_id, contact=row, person_id=key, part=named.part,
        name_said=shown_name(named.said)[:400],
        relationship=named.relationship, place=ContactPerson.objects.filter(contact=row).count(),
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    audit.record(actor, "referrals.contact.named", folders=[row.folder_id], facts={"contact": row.ref})
    return key


def judge_match(
    actor: Actor, *, contact_id: UUID, person_id: UUID, other_id: UUID, other_folder_id: UUID, answer: str,
    why: str,
    evidence: list[str] | None = None, probability: float | None = None, at: datetime,
) -> None:  # fmt: skip
    """Answer whether somebody named here is the person another record is about: same, different or unsure.

    Linking opens no folder. Earlier contacts are counted anew, for they may be about the same child.
    """
    row = found(actor, contact_id, Permission.CONTACT_TRIAGE)
    if not ContactPerson.objects.filter(contact=row, person_id=person_id).exists():
        raise NotThere
    judge(
        actor, left_id=person_id, left_folder_id=row.folder_id, right_id=other_id,
        right_folder_id=other_folder_id,
        answer=answer, why=why, evidence=evidence, probability=probability, at=at,
    )  # fmt: skip
    row.earlier_contacts = count_earlier(actor, row.id, row.received_at)
    row.save(update_fields=["earlier_contacts"])
    audit.record(
        actor,
        "referrals.contact.matched",
        folders=[row.folder_id],
        facts={"contact": row.ref, "answer": answer},
    )


def count_again(actor: Actor, *, contact_id: UUID, at: datetime) -> int:
    """Count the earlier contacts about the same child anew, after records were linked or parted; returns how many.

    Nothing is written, nor recorded, when the count is as it was.
    """
    row = found(actor, contact_id, Permission.CONTACT_TRIAGE)
    counted = count_earlier(actor, row.id, row.received_at)
    if counted != row.earlier_contacts:
        row.earlier_contacts = counted
        row.save(update_fields=["earlier_contacts"])
        audit.record(actor, "referrals.contact.counted", folders=[row.folder_id], facts={"earlier": counted})
    return counted
