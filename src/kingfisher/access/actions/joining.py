"""Working in a team another agency hosts: asked by her own administrator, answered by the host's, ended by either."""

from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.models import TeamAsk, TeamAskSettled
from kingfisher.access.permissions import Permission
from kingfisher.access.queries.joining import charges_of, is_in_team
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.verdict import NotThere, Refused
from kingfisher.organisations import actions as places
from kingfisher.organisations import queries as organisations

audit.can_record(
    access__team__asked="asked a team of another agency to take somebody in",
    access__team__answered="answered whether somebody of another agency joins a team",
    access__team__left="ended somebody's work in a team",
)


class NotJoined(Refused):
    """Somebody who cannot be asked for, taken in or let go so."""

    rule = "team_of_another_agency"


def ask_to_join(actor: Actor, *, placement_id: UUID, team_id: UUID, why: str, at: datetime) -> UUID:
    """Ask the host of a team to take somebody of one's own agency in; returns the ask's key. It opens nothing."""
    actor.must(Permission.PLACE_GIVE)
    mine = charges_of(actor)
    place, team = organisations.place_held(actor, placement_id), organisations.team_held(actor, team_id)
    if place is None or place.organisation_id not in mine or team is None:
        raise NotThere
    if team.organisation_id in mine:
        raise NotJoined("That team is your own agency's: give the place in it on her or his page.")
    if not place.is_live:
        raise NotJoined("That place has ended. Give another first.")
    if is_in_team(actor, placement_id, team_id):
        raise NotJoined("She or he works in that team already.")
    if TeamAsk.objects.filter(placement_id=placement_id, team_id=team_id, settled=None).exists():
        raise NotJoined("That has been asked already, and waits for an answer.")
    if len(why.split()) < 3:
        raise NotJoined("Say in a sentence what she or he is to do there: whoever hosts the team decides by it.")
    row = TeamAsk(id=new_id(), placement_id=placement_id, team_id=team_id, why=why.strip()[:300], created_at=at,
                  created_by=actor.placement_id)  # fmt: skip
    row.save(force_insert=True)
    audit.record(actor, "access.team.asked", facts={"placement": str(placement_id), "team": team.code})
    return row.id


def answer_ask(actor: Actor, *, ask_id: UUID, is_accepted: bool, words: str = "", at: datetime) -> None:
    """Take her in, or say why not. From that moment what the team works in is open to her as to the others in it."""
    actor.must(Permission.PLACE_GIVE)
    row = _waiting(ask_id)
    team = organisations.team_held(actor, row.team_id)
    if team is None or team.organisation_id not in charges_of(actor):
        raise NotThere
    if not is_accepted and len(words.split()) < 3:
        raise NotJoined("Say in a sentence why not: whoever asked reads it.")
    place = organisations.place_held(actor, row.placement_id)
    if is_accepted and not (place and place.is_live):
        raise NotJoined("That place has ended since it was asked.")
    _settle(actor, row, "accepted" if is_accepted else "declined", words, at)
    if is_accepted:
        places.join_team(actor, team_code=team.code, placement_id=row.placement_id, starts_at=at, at=at)


def withdraw_ask(actor: Actor, *, ask_id: UUID, at: datetime) -> None:
    """Whoever asked does not ask any more."""
    actor.must(Permission.PLACE_GIVE)
    row = _waiting(ask_id)
    place = organisations.place_held(actor, row.placement_id)
    if place is None or place.organisation_id not in charges_of(actor):
        raise NotThere
    _settle(actor, row, "withdrawn", "", at)


def end_membership(actor: Actor, *, membership_id: UUID, at: datetime) -> None:
    """End somebody's work in a team: by its host or by her own agency. What it opened shuts the same second."""
    actor.must(Permission.PLACE_GIVE)
    found = organisations.membership_held(actor, membership_id)
    if found is None or not {found.organisation_id, found.host_id} & charges_of(actor):
        raise NotThere
    places.leave_team(actor, membership_id=membership_id, at=at)
    audit.record(actor, "access.team.left", facts={"placement": str(found.placement_id), "team": found.team_code})


def _waiting(ask_id: UUID) -> TeamAsk:
    row = TeamAsk.objects.filter(id=ask_id).first()
    if row is None:
        raise NotThere
    if TeamAskSettled.objects.filter(ask=row).exists():
        raise NotJoined("That has been answered already.")
    return row


def _settle(actor: Actor, row: TeamAsk, outcome: str, words: str, at: datetime) -> None:
    said = TeamAskSettled(id=new_id(), ask=row, outcome=outcome, words=words.strip()[:300], created_at=at,
                          created_by=actor.placement_id)  # fmt: skip
    said.save(force_insert=True)
    audit.record(actor, "access.team.answered", facts={"placement": str(row.placement_id), "outcome": outcome})
