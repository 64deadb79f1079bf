"""The card a carer keeps of a child, and giving it to the police when the child is missing."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access import audit
from kingfisher.access.actions import Receiver
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.ids import new_id, new_ref
from kingfisher.kernel.timing import local_day
from kingfisher.kernel.verdict import NotThere
from kingfisher.missing.actions.moving import GATEWAY, Lacking
from kingfisher.missing.models import Profile, ProfileVersion, Release
from kingfisher.missing.rules import CARD
from kingfisher.organisations.queries import agencies, agencies_by_id, team
from kingfisher.people import actions as people_actions
from kingfisher.people import queries as people
from kingfisher.people.rules import Said
from kingfisher.rulebook import ask
from kingfisher.sharing import actions as sharing
from kingfisher.sharing import queries as decisions
from kingfisher.sharing.actions import Basis, Weighed

audit.can_record(
    missing__card__written="wrote a child's card for when they are missing",
    missing__card__released="gave a child's card to the police",
    missing__card__ended="ended a child's card",
)
# Why a carer gives the card to the police, in the words the record of sharing asks for.
WHY = "The child is missing, and the police need what the carer knows to find the child and keep them safe."
NECESSARY = "Nobody else holds all of it, and the first hours matter most."
ENOUGH = "Only what helps to find the child; it goes to the force that searches, and to nobody else."


def write_card(
    actor: Actor, *, said: Mapping[str, str], person_id: UUID | None = None, given_name: str = "",
    family_name: str = "", born_on: date | None = None, at: datetime,
) -> UUID:  # fmt: skip
    """Begin a child's card; returns its key. Without `person_id` the carer's own agency states who the child is."""
    actor.must(Permission.CARD_KEEP)
    if person_id is None:
        if not (given_name.strip() and family_name.strip()):
            raise Lacking("The card cannot be begun yet.", gaps=("Say the child’s first and last name.",))
        home = access.open_folder(actor, kind="person", category="general", at=at)
        named = Said(given_name=given_name.strip(), family_name=family_name.strip(), born_on=born_on)
        person_id = people_actions.state_person(actor, folder_id=home, said=named, at=at)
    child = people.statements(actor, {person_id}).get(person_id)
    if child is None:
        raise NotThere
    folder = access.open_folder(actor, kind="missing_card", category="missing", at=at)
    if key := team(actor, "front_door"):  # so that a report by the card's reference finds the child at night
        access.grant(actor, folder_id=folder, to=Receiver(team_id=key), level=FULL, basis=GATEWAY,
                     because="Who the child on the card is, when they are reported missing.", at=at)  # fmt: skip
    row = Profile(
        id=new_id(), folder_id=folder, ref=new_ref("MC"), person_id=person_id, name_said=child.name[:400],
        organisation_id=actor.organisation_id, reviewed_on=local_day(at, ask.calendar()), created_at=at,
        created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    _version(actor, row, said, at)
    return row.id


def rewrite_card(actor: Actor, *, profile_id: UUID, said: Mapping[str, str], at: datetime) -> int:
    """Keep what the card says now as a new version, also when it was only looked through; returns its number."""
    row = _card(actor, profile_id)
    row.number, row.reviewed_on = row.number + 1, local_day(at, ask.calendar())
    row.save(update_fields=["number", "reviewed_on"])
    _version(actor, row, said, at)
    return row.number


def end_card(actor: Actor, *, profile_id: UUID, at: datetime) -> None:
    """The child does not live here any more. What stood on the card, and to whom it was given, is kept."""
    row = _card(actor, profile_id)
    row.ended_at, row.ended_by = at, actor.placement_id
    row.save(update_fields=["ended_at", "ended_by"])
    audit.record(actor, "missing.card.ended", folders=[row.folder_id], facts={"card": row.ref})


def release_card(actor: Actor, *, profile_id: UUID, today: str, at: datetime) -> str:
    """Give the card to the police, with what only today knows; returns the reference of the recorded disclosure."""
    row = _card(actor, profile_id)
    force = next((a for a in agencies(actor) if a.kind == "police"), None)
    if force is None:
        raise Lacking("There is no police force here to give it to.", gaps=("Ring 999.",))
    said = row.versions.get(number=row.number).said
    lines = [f"{title}: {said[code]}" for code, title, _ in CARD if said.get(code)]
    words = "\n".join([*([f"Today: {today.strip()}"] if today.strip() else []), *lines])
    weighed = Weighed(
        decision="share_full", why=WHY, decided_by=actor.worker_name, summary=words, purpose="safeguard_child",
        necessity=NECESSARY, proportionality=ENOUGH, family_told="yes",
        conditions="To find this child. Give it back or destroy it when the child is safe.",
    )  # fmt: skip
    key = sharing.decide(
        actor, person_id=row.person_id, to_organisation=force.id, said=weighed, basis=basis_for(actor), at=at
    )
    given, _ = decisions.decision(actor, key)
    Release(
        id=new_id(), folder_id=row.folder_id, profile=row, number=row.number, to_organisation_id=force.id,
        today=today.strip(), decision_id=given.id, decision_ref=given.ref, by_name=actor.worker_name,
        created_at=at, created_by=actor.placement_id,
    ).save(force_insert=True)  # fmt: skip
    audit.record(
        actor, "missing.card.released", folders=[row.folder_id], facts={"card": row.ref, "decision": given.ref}
    )
    return given.ref


def basis_for(actor: Actor, *, why: str = WHY) -> Basis:
    """The usual basis for giving a card or a talk: a council's task; for others, that a life may depend on it."""
    known = agencies_by_id(actor, {actor.organisation_id})[actor.organisation_id]
    said = ("ca2004_s10", "art6_e", "art9_g", "sch1_18") if known.kind == "council" else (
        "cda1998_s115", "art6_d", "art9_c", "")  # fmt: skip
    ready = decisions.ready(actor, decisions.bases_of(actor, *said))
    return Basis(*said, answers={question: answer or why for _, question, answer in ready})


def _card(actor: Actor, profile_id: UUID) -> Profile:
    actor.must(Permission.CARD_KEEP)
    row = Profile.objects.select_for_update(of=("self",)).filter(id=profile_id, ended_at=None).first()
    if row is None or row.organisation_id != actor.organisation_id:
        raise NotThere
    return row


def _version(actor: Actor, row: Profile, said: Mapping[str, str], at: datetime) -> None:
    kept = {code: said[code].strip() for code, _, _ in CARD if said.get(code, "").strip()}
    ProfileVersion(
        id=new_id(), folder_id=row.folder_id, profile=row, number=row.number, said=kept, by_name=actor.worker_name,
        created_at=at, created_by=actor.placement_id,
    ).save(force_insert=True)  # fmt: skip
    audit.record(actor, "missing.card.written", folders=[row.folder_id], facts={"card": row.ref, "version": row.number})
