"""Reading an arrival into the work: the contact, who is named in it, its clocks and its first lines of
history.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.actions import Receiver, grant, keep_to_team, open_folder
from kingfisher.access.permissions import Permission
from kingfisher.chronology.actions import Line, note_many
from kingfisher.clocks import actions as clocks
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.organisations import queries as places
from kingfisher.people.actions import Wanted, add_tie, state_people
from kingfisher.people.rules import shown_name
from kingfisher.postroom import actions as postroom
from kingfisher.postroom.queries import Came
from kingfisher.referrals.actions.moving import KIND
from kingfisher.referrals.models import Contact, ContactPerson
from kingfisher.referrals.queries.matches import count_earlier, soonest_due
from kingfisher.referrals.rules import (
    Question,
    essentials,
    line_basis,
    provisional_rating,
    source_code,
)
from kingfisher.referrals.said import ConcernSaid, PersonNamed
from kingfisher.referrals.states import RECEIVED
from kingfisher.rulebook import ask

audit.can_record(referrals__contact__received="read a concern into a contact")


@dataclass(frozen=True, slots=True)
class Received:
    """The contact an arrival became; `questions` are what was not said and will be asked."""

    contact_id: UUID
    ref: str
    folder_id: UUID
    decide_by: datetime
    questions: tuple[Question, ...]


def receive(
    actor: Actor, *, arrival: Came, said: ConcernSaid, sent_by: UUID | None = None,
    from_organisation_id: UUID | None = None, problems: tuple[str, ...] = (), at: datetime,
) -> Received:  # fmt: skip
    """Make a contact of what an arrival says, in a folder of the actor's own organisation open to the front
    door.

    Runs as the front door's own service, or as a worker who types an arrival in by hand. What was not said
    never refuses it. The clocks count from the moment it arrived, not from `at`. One contact an arrival.
    """
    actor.must(Permission.CONCERN_SUBMIT)
    team = places.team(actor, "front_door")
    if team is None:
        raise NotThere("This partnership has no front door team yet.")
    folder_id = open_folder(actor, kind="contact", category="front_door", at=at)
    grant(
        actor, folder_id=folder_id, to=Receiver(team_id=team), level=FULL, writes=True,
        basis="ca2004_s10", because="the front door's team works on every contact", at=at,
    )  # fmt: skip
    keep_to_team(actor, folder_id=folder_id, at=at)
    row = _contact(actor, arrival, said, folder_id, sent_by, from_organisation_id, at)
    people = _name_everybody(actor, row, said.people, at)
    _start_clocks(actor, row, at)
    row.earlier_contacts = count_earlier(actor, row.id, row.received_at)
    row.save(update_fields=["decide_by", "earlier_contacts"])
    _write_history(actor, row, said, [p for p, n in zip(people, said.people, strict=True) if n.part == "child"], at)
    postroom.mark_read(
        actor,
        arrival_id=arrival.id,
        outcome="received",
        problems=list(problems),
        became=(KIND, row.id),
        at=at,
    )
    audit.record(
        actor, "referrals.contact.received", folders=[folder_id],
        facts={"contact": row.ref, "door": arrival.door, "people": len(people)},
    )  # fmt: skip
    return Received(row.id, row.ref, folder_id, row.decide_by, essentials(said))


def _contact(
    actor: Actor, arrival: Came, said: ConcernSaid, folder_id: UUID, sent_by: UUID | None,
    from_id: UUID | None, at: datetime,
) -> Contact:  # fmt: skip
    who, family = said.referrer, said.family
    sender_id = from_id or arrival.from_organisation_id
    sender = places.agencies_by_id(actor, {sender_id}).get(sender_id) if sender_id else None
    day = local_day(arrival.received_at, ask.calendar())
    ratings = tuple(r.code for r in ask.rag(on=day).rating)
    known = [c.code for c in ask.codes("referral_source").code]
    row = Contact(
        id=new_id(), folder_id=folder_id, ref=new_ref("CO"), arrival_id=arrival.id, state=RECEIVED,
        received_at=arrival.received_at, door=arrival.door, from_organisation_id=sender_id, sent_by=sent_by,
        categories=list(said.categories), source_code=source_code(who, sender.kind if sender else "", known),
        what_happened=said.what_happened, happened_when=said.when[:200], happened_on=said.happened_on,
        happened_where=said.where[:300], how_known=said.how_known, childs_words=said.childs_words,
        danger_now=said.danger_now, safety=said.safety, tried=said.tried, strengths=said.strengths,
        exploitation=said.exploitation, more=said.more,
        referrer_kind=who.kind, referrer_name=who.name, referrer_role=who.role,
        referrer_agency=who.agency or (sender.short_name if sender and who.kind == "professional" else ""),
        referrer_phone=who.phone, referrer_email=who.email[:254], referrer_relationship=who.relationship,
        referrer_anonymous=who.anonymous, identity_withheld=who.withhold_identity,
        withheld_why=who.withheld_why,
        family_told=family.told, family_not_told_why=family.not_told_why,
        agreement_sought=family.agreement_sought,
        agreement_given=family.agreement_given, agreement_by=family.agreement_by, dispensed=family.dispensed,
        dispense_reason=family.dispense_reason, dispense_why=family.dispense_why,
        provisional=provisional_rating(said, ratings), decide_by=arrival.received_at,
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    return row


def _name_everybody(actor: Actor, row: Contact, named: tuple[PersonNamed, ...], at: datetime) -> list[UUID]:
    """A statement for each person named, in the contact's folder, tied to the first child."""
    keys = state_people(
        actor, wanted=[Wanted(row.folder_id, n.said) for n in named], origin="mention", source=row.ref, at=at
    ) if named else []  # fmt: skip
    ContactPerson.objects.bulk_create(
        ContactPerson(
            folder_id=row.folder_id, contact=row, person_id=key, part=n.part,
            name_said=shown_name(n.said)[:400],
            relationship=n.relationship, place=place, created_at=at, created_by=actor.placement_id,
        )
        for place, (key, n) in enumerate(zip(keys, named, strict=True))
    )  # fmt: skip
    children = [key for key, n in zip(keys, named, strict=True) if n.part == "child"]
    for key, n in zip(keys, named, strict=True):
        if children and key != children[0]:
            add_tie(
                actor, person_id=children[0], other_id=key,
                relationship=n.relationship or ("sibling" if n.part == "child" else "other"),
                lives_together=n.lives_together, parental_responsibility=n.parental_responsibility,
                no_contact=n.no_contact, at=at,
            )  # fmt: skip
    return keys


def _start_clocks(actor: Actor, row: Contact, at: datetime) -> None:
    """Until somebody rates it, it runs as urgent as `provisional` says, and has to be looked at in time."""
    day = local_day(row.received_at, ask.calendar())
    rating = ask.rag(on=day).rated(row.provisional)
    for rule in ("contact_initial_assessment", "referral_decision", rating.clock):
        clocks.start(actor, rule=rule, subject=(KIND, row.id), folder=row.folder_id, since=row.received_at, at=at)
    row.decide_by = soonest_due(actor, row.id)


def _write_history(actor: Actor, row: Contact, said: ConcernSaid, children: list[UUID], at: datetime) -> None:
    """What was said, as lines of each child's history: by whom, how they know, when it happened, when we
    knew.
    """
    received_on = local_day(row.received_at, ask.calendar())
    basis, assertion = line_basis(said.how_known)
    who = said.referrer
    named = "" if who.anonymous or who.withhold_identity else who.name
    role = "" if who.withhold_identity else ", ".join(p for p in (who.role, row.referrer_agency) if p)
    # A line names its author in short; the whole of a long name or role is in the contact and in what arrived.
    author = {"author_name": (named or "The person who raised it")[:120], "author_role": role[:120]}
    lines = []
    for child in children:
        about = {"folder_id": row.folder_id, "person_id": child, "known_at": row.received_at,
        "reference": row.ref,
                 "about": (KIND, row.id), "basis": basis, "assertion": assertion, **author}  # fmt: skip
        labels = ", ".join(ask.label("concern_category", c).lower() for c in said.categories)
        lines.append(
            Line(kind="concern", happened_on=said.happened_on or received_on,
                 title=f"Concern raised with the front door{': ' + labels if labels else ''}"[:200],
                 detail=said.what_happened,
                 warning="A concern as it was told" if said.what_happened else "", **about)
        )  # fmt: skip
        if said.childs_words:
            lines.append(
                Line(kind="childs_words", happened_on=said.happened_on or received_on,
                     title="What the child said, as the person who raised it tells it",
                     detail=said.childs_words, **about)
            )  # fmt: skip
    if lines:
        note_many(actor, lines=lines, at=at)
