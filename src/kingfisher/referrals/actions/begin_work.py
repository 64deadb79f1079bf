"""From a decision to the work it asks for: the children's steps begin with the contact's own words."""

from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.carried import Carried
from kingfisher.kernel.timing import local_day
from kingfisher.pathway import actions as pathway
from kingfisher.referrals.actions.moving import KIND, NotYet, found
from kingfisher.referrals.models import Contact, Decision
from kingfisher.referrals.queries.matches import children_of
from kingfisher.referrals.rules import LEADS_TO_WORK
from kingfisher.rulebook import ask

audit.can_record(referrals__contact__work_begun="began the work a contact asked for")
# What was said in a contact and every later step shows: the field, and the question it answered.
CARRIED = (
    ("what_happened", "What happened, as it was told"), ("happened_when", "When"), ("happened_where", "Where"),
    ("childs_words", "What the child said"), ("safety", "Is the child safe now?"), ("tried", "What was tried"),
    ("strengths", "What goes well"), ("family_not_told_why", "Why the family was not told"),
    ("dispense_why", "Why it goes on without asking them"),
)  # fmt: skip


def begin_work(actor: Actor, *, contact_id: UUID, at: datetime) -> tuple[UUID, ...]:
    """Begin the steps of each child of a decided contact, once; returns their keys, the first child's first.

    The assessment counts from the contact's receipt. NotYet unless what was decided asks for it.
    """
    row = found(actor, contact_id, Permission.PATHWAY_WORK)
    if row.outcome not in LEADS_TO_WORK:
        raise NotYet("What was decided does not ask for an assessment or a strategy discussion.")
    children = children_of(row.id)
    if not children:
        raise NotYet("No child is named in this contact: name the child first.")
    said = carried_from(row)
    begun = tuple(
        pathway.begin(
            actor, person_id=child, received_at=row.received_at, because=(KIND, row.id), carried=said,
            pathway="extra_familial" if row.exploitation_pathway else "familial", at=at,
        )
        for child in children
    )  # fmt: skip
    audit.record(
        actor, "referrals.contact.work_begun", folders=[row.folder_id],
        facts={"contact": row.ref, "children": len(begun)},
    )  # fmt: skip
    return begun


def carried_from(row: Contact) -> list[Carried]:
    """What was said in a contact and why it was decided so, each with its source; nothing of who raised it."""
    came = local_day(row.received_at, ask.calendar())
    source = f"Front door contact {row.ref}"
    told = [(what, getattr(row, field)) for field, what in CARRIED]
    told += [
        (key.replace("_", " ").capitalize(), str(value))
        for key, value in row.exploitation.items()
        if str(value).strip()
    ]
    found_ = [Carried(what, words, source, came, KIND, str(row.id)) for what, words in told if words]
    newest = Decision.objects.filter(contact=row).order_by("-created_at", "-id").first()
    if newest:
        decided = local_day(newest.created_at, ask.calendar())
        why = f"Why the front door decided: {ask.label('contact_outcome', newest.outcome).lower()}"
        found_.append(Carried(why, newest.reasons, source, decided, KIND, str(row.id)))
    return found_
