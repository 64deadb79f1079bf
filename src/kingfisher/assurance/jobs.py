"""Gathering a pack, part by part, each kept as soon as it is in; and writing to those who answer by a link."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from kingfisher.access.entry import acting_as, actor_for, service_of, timed
from kingfisher.assurance import actions, facts, queries
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.timing import LONDON
from kingfisher.rulebook import assured
from kingfisher.rulebook.assuring import PackItem

SERVICE = "front_door_service"


@app.task(name="assurance.gather", pass_context=False)
def gather(pack_id: str, placement_id: str) -> None:
    """Gather and freeze one pack. The board's own lists are read as whoever asked for it, so that it holds nothing she
    could not open; lists of children as the council's service.
    """
    key = UUID(pack_id)
    asker, service = _actors(UUID(placement_id))
    with acting_as(asker):
        if queries.pack_of(asker, key).row.state == "frozen":
            return
    with acting_as(service):
        actions.begin_pack(service, pack_id=key, at=service.at)
    with acting_as(asker):
        pack, there = queries.pack_of(asker, key).row, queries.gathered(asker, key)
    rule = assured.pack(pack.kind, on=pack.created_at.astimezone(LONDON).date())
    for number, item in enumerate(rule.item, start=1):
        if item.code not in there:
            try:
                _gather_part(key, number, item, service if item.of_children else asker, service,
                             (pack.first_day, pack.last_day))  # fmt: skip
            except Exception:
                with acting_as(service):
                    why = f"“{item.title}” could not be gathered. Ask again; if that fails, tell whoever runs the hub."
                    actions.fail_pack(service, pack_id=key, why=why, at=service.at)
                raise
    with acting_as(service):
        actions.freeze_pack(service, pack_id=key, at=timezone.now())


@timed(SERVICE)
def write_letters(actor: Actor, *, at: datetime) -> int:
    """Write to everybody who answers by a link and has not been told how it stands. Nothing, where no mail is sent."""
    return actions.write_letters(actor, site=settings.ADDRESS, at=at) if settings.SENDS_MAIL else 0


def _gather_part(
    key: UUID, number: int, item: PackItem, reader: Actor, service: Actor, days: tuple
) -> None:  # fmt: skip
    now: datetime = timezone.now()
    with acting_as(reader):
        told = facts.told(reader, item.gathers, first=days[0], last=days[1]) if item.gathers else None
    with acting_as(service):
        actions.keep_part(service, pack_id=key, number=number, item=item, told=told, at=now)


def _actors(placement_id: UUID) -> tuple[Actor, Actor]:
    now = timezone.now()
    asker = actor_for(placement_id, at=now, purpose="audit_review", via="job")
    return asker, service_of(SERVICE, at=now, via="job")
