"""One contact: what was said, who is named, and everything done with it. Opening it is recorded."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from kingfisher.access import audit
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations.queries import colleagues
from kingfisher.people import queries as people
from kingfisher.referrals.models import Contact, ContactPerson, Decision, DecisionProposed
from kingfisher.referrals.queries.shown import ContactFile, ContactShown, Earlier, Happened, Mentioned, raised_by
from kingfisher.referrals.rules import essentials
from kingfisher.referrals.said import ConcernSaid, FamilyPosition, PersonNamed, ReferrerSaid

audit.can_record(referrals__contact__opened="opened a contact")
KIND = "referrals.contact"
AT_MOST_EARLIER = 50


def contact_by_id(actor: Actor, contact_id: UUID) -> ContactShown:
    """A contact by key, without its history; NotThere when unseen or missing. The caller records the
    opening.
    """
    return _one(Contact.objects.filter(id=contact_id))


def contact_by_ref(actor: Actor, ref: str) -> ContactShown:
    """A contact by the reference read aloud; NotThere when unseen or missing."""
    return _one(Contact.objects.filter(ref=ref.strip().upper()[:20]))


def _one(rows: QuerySet[Contact]) -> ContactShown:
    row = rows.select_related("owner").first()
    if row is None:
        raise NotThere
    return _shown(row, ())


def contact_file(actor: Actor, contact_id: UUID) -> ContactFile:
    """Everything of one contact; NotThere when unseen or missing. The opening is recorded with its folder."""
    row = Contact.objects.select_related("owner").filter(id=contact_id).first()
    if row is None:
        raise NotThere
    mentioned = mentioned_in(actor, row.id)
    shown = _shown(row, mentioned)
    history = _history(row)
    proposal = _waiting_proposal(row, history)
    audit.record(actor, "referrals.contact.opened", folders=[row.folder_id], facts={"contact": row.ref})
    return ContactFile(
        shown,
        tuple(mentioned),
        essentials(shown.said),
        history,
        colleagues(actor, {h.by for h in history}),
        proposal,
    )


def said_in(actor: Actor, row: Contact) -> ConcernSaid:
    """What was said in a contact, those it names included."""
    return _said(row, mentioned_in(actor, row.id))


def mentioned_in(actor: Actor, contact_id: UUID) -> list[Mentioned]:
    """Who is named in a contact, children first, in the order they were named."""
    rows = list(ContactPerson.objects.filter(contact_id=contact_id).order_by("place"))
    stated = people.statements(actor, {r.person_id for r in rows})
    found = [
        Mentioned(r.person_id, r.folder_id, r.part, r.name_said, r.relationship, stated.get(r.person_id)) for r in rows
    ]
    return sorted(found, key=lambda m: m.part != "child")


def _waiting_proposal(row: Contact, history: tuple[Happened, ...]) -> Happened | None:
    if row.state != "decision_waiting":
        return None
    return next((h for h in reversed(history) if h.sort == "proposal"), None)


def _history(row: Contact) -> tuple[Happened, ...]:
    """Every row of the contact's history as one list, oldest first."""
    found = [
        Happened(s.id, "step", s.created_at, s.created_by, s.why,
                 {"move": s.move, "from": s.from_state, "to": s.to_state})
        for s in row.steps.all()
    ]  # fmt: skip
    found += [
        Happened(r.id, "rating", r.created_at, r.created_by, r.why, {"was": r.was, "rating": r.rating})
        for r in row.ragratings.all()
    ]
    found += [_outcome("proposal", p, p.reasons) for p in row.decisionproposeds.all()]
    found += [
        Happened(s.id, "sign_off", s.created_at, s.created_by, s.why, {"answer": s.answer}) for s in row.signoffs.all()
    ]
    found += [_outcome("decision", d, d.reasons) for d in row.decisions.all()]
    found += [
        Happened(n.id, n.kind, n.created_at, n.created_by, n.words, {"author": n.author}) for n in row.notes.all()
    ]
    found += [
        Happened(f.id, "feedback", f.created_at, f.created_by, f.words,
                 {"way": f.way, "next_steps": f.next_steps, "because": f.because})
        for f in row.feedbacks.all()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda h: (h.at, h.id)))


def _outcome(sort: str, row: DecisionProposed | Decision, words: str) -> Happened:
    facts = {"outcome": row.outcome, "need_level": row.need_level, "exploitation": row.exploitation_pathway}
    return Happened(row.id, sort, row.created_at, row.created_by, words, facts)


def _shown(row: Contact, mentioned: list[Mentioned] | tuple[()]) -> ContactShown:
    return ContactShown(
        row.id, row.ref, row.folder_id, row.arrival_id, row.state, row.received_at, row.door,
        row.from_organisation_id, row.sent_by, row.owner_id, row.owner.name if row.owner else "",
        _said(row, mentioned), row.source_code, row.rating, row.provisional, row.decide_by, row.need_level,
        row.outcome, row.exploitation_pathway, row.earlier_contacts, row.duplicate_of_id, row.news_at,
        row.recorded_afterwards,
    )  # fmt: skip


def _said(row: Contact, mentioned: list[Mentioned] | tuple[()]) -> ConcernSaid:
    return ConcernSaid(
        people=tuple(
            PersonNamed(m.statement.said, part=m.part,
            relationship=m.relationship) for m in mentioned if m.statement
        ),
        what_happened=row.what_happened, when=row.happened_when, happened_on=row.happened_on,
        where=row.happened_where, how_known=row.how_known, childs_words=row.childs_words,
        categories=tuple(row.categories), danger_now=row.danger_now, safety=row.safety, tried=row.tried,
        strengths=row.strengths, exploitation=row.exploitation, more=row.more,
        referrer=ReferrerSaid(
            row.referrer_kind, row.referrer_name, row.referrer_role, row.referrer_agency, row.referrer_phone,
            row.referrer_email, row.referrer_relationship, row.source_code, row.referrer_anonymous,
            row.identity_withheld, row.withheld_why,
        ),
        family=family_position(row),
    )  # fmt: skip


def family_position(row: Contact) -> FamilyPosition:
    """What is recorded of the family's place in it."""
    return FamilyPosition(
        row.family_told, row.family_not_told_why, row.agreement_sought, row.agreement_given, row.agreement_by,
        row.dispense_reason, row.dispense_why,
    )  # fmt: skip


# What one line about a contact needs; the long texts of a concern stay where they are.
_IN_ONE_LINE = (
    "id", "ref", "folder_id", "received_at", "state", "outcome", "categories", "referrer_name", "referrer_role",
    "referrer_agency", "referrer_anonymous", "identity_withheld",
)  # fmt: skip


def earlier_of_each(
    actor: Actor, members: Mapping[UUID, set[UUID]], *, before: datetime, leaving_out: UUID | None = None
) -> dict[UUID, list[Earlier]]:
    """Contacts about each of these people, by the statements that are theirs, received before a moment; newest first.

    Only as a child the contact is about; somebody named in passing does not make it a contact about her.
    """
    everyone = {one for ids in members.values() for one in ids}
    rows = ContactPerson.objects.filter(person_id__in=everyone, part="child", contact__received_at__lt=before)
    rows = rows.exclude(contact_id=leaving_out).select_related("contact")
    rows = rows.only("person_id", *(f"contact__{column}" for column in _IN_ONE_LINE))
    found: dict[UUID, dict[UUID, Earlier]] = {key: {} for key in members}
    for row in rows.order_by("-contact__received_at")[: 100 * len(members)]:
        for key, ids in members.items():
            if row.person_id in ids and len(found[key]) < AT_MOST_EARLIER:
                found[key].setdefault(row.contact_id, _earlier(row.contact))
    return {key: list(contacts.values()) for key, contacts in found.items()}


def contacts_in_folders(actor: Actor, folder_ids: set[UUID]) -> list[Earlier]:
    """The contacts that lie in these folders, newest first: what a child's page shows. The page records
    it.
    """
    rows = Contact.objects.filter(folder_id__in=folder_ids).only(*_IN_ONE_LINE)
    return [_earlier(r) for r in rows.order_by("-received_at")[:AT_MOST_EARLIER]]


def _earlier(row: Contact) -> Earlier:
    return Earlier(
        row.id, row.ref, row.folder_id, row.received_at, row.state, row.outcome, tuple(row.categories),
        raised_by(
            ReferrerSaid(
                name=row.referrer_name, role=row.referrer_role, agency=row.referrer_agency,
                anonymous=row.referrer_anonymous, withhold_identity=row.identity_withheld,
            )
        ),
    )  # fmt: skip
