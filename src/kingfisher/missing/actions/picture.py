"""Keeping the picture at seven as it was."""

from datetime import date, datetime, timedelta

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id
from kingfisher.missing.models import Overnight, OvernightLine
from kingfisher.missing.queries import morning_of, overnight_lines
from kingfisher.missing.queries.board import as_json

audit.can_record(missing__overnight__kept="kept the picture at seven as it was")


def freeze_overnight(actor: Actor, *, day: date, at: datetime) -> bool:
    """Keep this morning's picture, once, each line in its absence's own folder. False when it is kept already."""
    actor.must(Permission.MISSING_WORK)
    if Overnight.objects.filter(day=day).exists():
        return False
    made = {"created_at": at, "created_by": actor.placement_id}
    lines = overnight_lines(actor, day)
    since, until = morning_of(actor, day - timedelta(days=1)), morning_of(actor, day)
    Overnight(id=new_id(), day=day, since_at=since, until_at=until, **made).save(force_insert=True)
    for folder, row in lines:
        OvernightLine(id=new_id(), folder_id=folder, day=day, episode_id=row.episode_id, line=as_json(row),
                      **made).save(force_insert=True)  # fmt: skip
    audit.record(actor, "missing.overnight.kept", folders=[f for f, _ in lines][:20], facts={"day": day.isoformat()})
    return True
