"""Asking people to come; their answers; who was there."""

from datetime import datetime
from uuid import UUID

from kingfisher.access.actions import Receiver, end_grant, grant
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.base import FULL
from kingfisher.kernel.verdict import Denied, NotThere
from kingfisher.meetings.actions.moving import KIND, NeedsWords, found, made, recorded, words
from kingfisher.meetings.models import Invitation, Meeting
from kingfisher.meetings.rules import open_until
from kingfisher.organisations.queries import agency, colleagues
from kingfisher.rulebook import ask


def invite(
    actor: Actor, *, meeting_id: UUID, placement_id: UUID | None = None, name: str = "", part: str = "",
    family: bool = False, whole: bool = True, at: datetime,
) -> UUID:  # fmt: skip
    """Ask somebody to come; returns the invitation's key. A worker of the hub sees its papers until they shut.

    `whole` lets a worker hear the closed parts; family never does.
    """
    row = found(actor, meeting_id, Permission.MEETING_CONVENE)
    if placement_id:
        if family:
            raise NeedsWords("Ask family by name: they have no place on the hub.")
        return ask_worker(actor, row, placement_id, part, whole=whole, at=at)
    if family and not ask.meeting_kind(row.kind).family_comes:
        raise NeedsWords("Family does not come to this kind of meeting.")
    invitation = Invitation.objects.create(
        meeting=row, name=words(name, "Say who."), part=words(part, "Say what they are to the child."), family=family,
        whole=False, **made(actor, row, at),
    )  # fmt: skip
    recorded(actor, "invited", row)
    return invitation.id


def ask_worker(actor: Actor, row: Meeting, placement_id: UUID, part: str, *, whole: bool, at: datetime) -> UUID:
    """Ask a worker of the hub, once; opens the meeting's folder to her, and the closed one where she hears it all."""
    before = Invitation.objects.filter(meeting=row, placement_id=placement_id, withdrawn_at=None).first()
    if before and (before.whole or not whole):
        return before.id
    who = colleagues(actor, {placement_id}).get(placement_id)
    if who is None:
        raise NotThere
    until = max(open_until(ask.meeting_kind(row.kind), row.ends_at), at)
    keeps = who.organisation_code == actor.organisation_code  # the closed part is shut to colleagues who were not there
    wanted = [row.folder_id] * (before is None) + [row.closed_folder_id] * whole
    given = [
        grant(
            actor, folder_id=folder, to=Receiver(placement_id=placement_id), level=FULL, writes=True,
            basis="ca2004_s10", because=f"Asked to meeting {row.ref}", because_of=(KIND, row.id),
            ends_at=None if keeps and folder == row.closed_folder_id else until, at=at,
        )
        for folder in wanted
    ]  # fmt: skip
    if before:
        before.whole, before.grant_ids = True, [*before.grant_ids, *map(str, given)]
        before.save(update_fields=["whole", "grant_ids"])
        return before.id
    belongs = agency(actor, who.organisation_code)
    invitation = Invitation.objects.create(
        meeting=row, placement_id=placement_id, organisation_id=belongs.id if belongs else None, name=who.name,
        part=part.strip() or who.job_title, whole=whole, grant_ids=[str(g) for g in given], **made(actor, row, at),
    )  # fmt: skip
    recorded(actor, "invited", row)
    return invitation.id


def withdraw(actor: Actor, *, meeting_id: UUID, invitation_id: UUID, at: datetime) -> None:
    """Take an invitation back: the papers are shut to her the same second."""
    row = found(actor, meeting_id, Permission.MEETING_CONVENE)
    one = Invitation.objects.select_for_update().filter(id=invitation_id, meeting=row, withdrawn_at=None).first()
    if one is None:
        raise NotThere
    if one.placement_id and one.placement_id in (row.chair_id, actor.placement_id):
        raise NeedsWords("Whoever chairs, and you yourself, stay asked.")
    for given in one.grant_ids:
        end_grant(actor, grant_id=UUID(given), why="The invitation was taken back.", at=at)
    one.withdrawn_at, one.withdrawn_by = at, actor.placement_id
    one.save(update_fields=["withdrawn_at", "withdrawn_by"])
    recorded(actor, "withdrawn", row)


def answer(
    actor: Actor, *, meeting_id: UUID, availability: str, said: str = "", invitation_id: UUID | None = None,
    at: datetime,
) -> None:  # fmt: skip
    """Say whether one can come: for oneself, or by whoever convenes for somebody who rang."""
    row = found(actor, meeting_id, Permission.MEETING_READ)
    if availability not in dict(ask.codes("availability").choices()):
        raise NeedsWords("Choose whether they can come.")
    mine = Invitation.objects.select_for_update().filter(meeting=row, withdrawn_at=None)
    one = mine.filter(id=invitation_id) if invitation_id else mine.filter(placement_id=actor.placement_id)
    if (found_ := one.first()) is None:
        raise NotThere
    if found_.placement_id != actor.placement_id and not actor.has(Permission.MEETING_CONVENE):
        raise Denied("You can answer for yourself only.", rule=f"permission:{Permission.MEETING_CONVENE}")
    found_.availability, found_.said = availability, said.strip()[:300]
    found_.answered_at, found_.answered_by = at, actor.placement_id
    found_.save(update_fields=["availability", "said", "answered_at", "answered_by"])
    recorded(actor, "answered", row, availability=availability)


def mark_attendance(
    actor: Actor, *, meeting_id: UUID, invitation_id: UUID, attendance: str, decision_maker: bool = False,
    brought_information: bool | None = None, at: datetime,
) -> None:  # fmt: skip
    """Say whether somebody was there, could decide for her agency, and brought what it knows."""
    row = found(actor, meeting_id, Permission.MEETING_MINUTE)
    if attendance not in dict(ask.codes("attendance").choices()):
        raise NeedsWords("Say whether they were there.")
    one = Invitation.objects.select_for_update().filter(id=invitation_id, meeting=row, withdrawn_at=None).first()
    if one is None:
        raise NotThere
    one.attendance, one.brought_information = attendance, brought_information
    one.decision_maker = decision_maker and not one.family
    one.save(update_fields=["attendance", "brought_information", "decision_maker"])
    recorded(actor, "attended", row, attendance=attendance)
