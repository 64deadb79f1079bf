"""Naming partners, agencies, groups; seating people; and letting each end without losing what was."""

from datetime import date, datetime, timedelta
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id
from kingfisher.kernel.verdict import NotThere
from kingfisher.partnership.actions.lacking import Lacking, _said
from kingfisher.partnership.models import Group, Holder, Partner, Relevant, Seat
from kingfisher.partnership.states import PARTNER_KINDS, SEATS

audit.can_record(
    partnership__who__named="named a partner, an agency or a group of the partnership",
    partnership__who__seated="gave somebody a seat in the partnership",
    partnership__who__ended="ended a seat or a body of the partnership",
)


def name_partner(
    actor: Actor, *, kind: str, name: str, begins_on: date, organisation_id: UUID | None = None, why: str = "",
    at: datetime,
) -> UUID:  # fmt: skip
    """Name the statutory partner of a kind. One that stood before ends the day before, with its seats, and stays
    on record; `why` says what happened to it.
    """
    actor.must(Permission.BOARD_WORK)
    _said(kind=(kind in PARTNER_KINDS, "Choose which of the three it is."), name=(name, "Say what the body is called."))
    before = Partner.objects.select_for_update().filter(kind=kind, ends_on=None).first()
    if before:
        if not why.strip() or before.begins_on >= begins_on:
            raise Lacking("The body before it stays on record.", gaps=("Say why it changed, from a later day.",))
        last = begins_on - timedelta(days=1)
        before.ends_on, before.ended_why = last, why.strip()
        before.save(update_fields=["ends_on", "ended_why"])
        Seat.objects.filter(partner=before, ends_on=None).update(ends_on=last)
    row = Partner(
        id=new_id(), kind=kind, name=name.strip(), organisation_id=organisation_id, follows=before,
        begins_on=begins_on, created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(actor, "partnership.who.named", facts={"partner": str(row.id), "kind": kind})
    return row.id


def name_relevant(
    actor: Actor, *, sort: str, name: str, begins_on: date, covers: str = "", part_played: str = "",
    organisation_id: UUID | None = None, at: datetime,
) -> UUID:  # fmt: skip
    """Name an agency, or a cluster of them, as bound by the arrangements."""
    actor.must(Permission.BOARD_WORK)
    _said(sort=(sort, "Choose what sort of agency it is."), name=(name, "Say what it is called."))
    row = Relevant(
        id=new_id(), sort=sort, name=name.strip(), covers=covers.strip(), part_played=part_played.strip(),
        organisation_id=organisation_id, begins_on=begins_on, created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(actor, "partnership.who.named", facts={"relevant": str(row.id), "sort": sort})
    return row.id


def set_up_group(
    actor: Actor, *, code: str, name: str, tier: int, remit: str, begins_on: date, quorum: str = "", at: datetime
) -> UUID:  # fmt: skip
    """Set up the board, its executive, a sub-group."""
    actor.must(Permission.BOARD_WORK)
    _said(name=(name, "Say what the group is called."), remit=(remit, "Say what it is for."))
    if Group.objects.filter(code=code).exists():
        raise Lacking("There is a group of that name.", gaps=("Choose another name.",))
    row = Group(
        id=new_id(), code=code, name=name.strip(), tier=tier, remit=remit.strip(), quorum=quorum.strip(),
        begins_on=begins_on, created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(actor, "partnership.who.named", facts={"group": code})
    return row.id


def add_holder(
    actor: Actor, *, name: str, job_title: str, of: str, worker_id: UUID | None = None, at: datetime
) -> UUID:  # fmt: skip
    """Somebody who may hold seats; with a login where she has one."""
    actor.must(Permission.BOARD_WORK)
    _said(name=(name, "Say her name."), job=(job_title, "Say what she does."), of=(of, "Say where she works."))
    row = Holder(
        id=new_id(), name=name.strip(), job_title=job_title.strip(), of=of.strip(), worker_id=worker_id,
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(actor, "partnership.who.named", facts={"holder": str(row.id)})
    return row.id


def seat(
    actor: Actor, *, holder_id: UUID, role: str, begins_on: date, group_id: UUID | None = None,
    partner_id: UUID | None = None, relevant_id: UUID | None = None, delegated_from: UUID | None = None,
    delegated_what: str = "", at: datetime,
) -> UUID:  # fmt: skip
    """Seat somebody from a day. A new lead partner follows the one before, whose seat ends the day before.

    A delegated partner's seat says from whom and what is delegated; what the three are accountable for cannot be.
    """
    actor.must(Permission.BOARD_WORK)
    of_a_partner = role in ("lead_partner", "delegated_partner")
    delegated = role == "delegated_partner"
    _said(
        role=(role in SEATS, "Choose the seat."),
        partner=(partner_id or not of_a_partner, "Say for which safeguarding partner."),
        lead=(delegated_from or not delegated, "Say from which lead partner it is delegated."),
        what=(delegated_what or not delegated, "Say what is delegated. Accountability itself cannot be."),
    )
    if role == "lead_partner":
        standing = Seat.objects.select_for_update().filter(role=role, partner_id=partner_id, ends_on=None).first()
        if standing:
            if standing.begins_on >= begins_on:
                raise Lacking("There is a lead partner on that day.", gaps=("Choose a later day.",))
            standing.ends_on = begins_on - timedelta(days=1)
            standing.save(update_fields=["ends_on"])
    row = Seat(
        id=new_id(), holder_id=holder_id, role=role, group_id=group_id, partner_id=partner_id, relevant_id=relevant_id,
        delegated_from_id=delegated_from, delegated_what=delegated_what.strip(), begins_on=begins_on, created_at=at,
        created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(actor, "partnership.who.seated", facts={"seat": str(row.id), "role": role})
    return row.id


def end_seat(actor: Actor, *, seat_id: UUID, last_day: date, at: datetime) -> None:
    """A seat's last day; it stays on record, and so does everything done from it."""
    actor.must(Permission.BOARD_WORK)
    row = Seat.objects.select_for_update().filter(id=seat_id, ends_on=None).first()
    if row is None:
        raise NotThere
    if last_day < row.begins_on:
        raise Lacking("It cannot end before it began.", gaps=("Choose a later day.",))
    row.ends_on = last_day
    row.save(update_fields=["ends_on"])
    audit.record(actor, "partnership.who.ended", facts={"seat": str(row.id)})
