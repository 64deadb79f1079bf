"""Keeping a picture of a network as it was."""

import hashlib
import json
from datetime import datetime
from uuid import UUID

from kingfisher.access import audit
from kingfisher.access.permissions import Permission
from kingfisher.intelligence.actions.moving import gaps_or_on
from kingfisher.intelligence.models import Chart
from kingfisher.intelligence.queries.network import Picture, frozen
from kingfisher.kernel.actor import Actor
from kingfisher.kernel.ids import new_id, new_ref

audit.can_record(intelligence__chart__kept="kept a picture of a network as evidence")


def keep_chart(actor: Actor, *, picture: Picture, title: str, why: str, at: datetime) -> UUID:
    """Freeze what is drawn, as this actor sees it, with the moment and a hash of it. It never changes again."""
    actor.must(Permission.NETWORK_WORK)
    gaps_or_on("It cannot be kept yet.", [
        *([] if title.strip() else ["Give it a title."]),
        *([] if len(why.split()) > 2 else ["Say in a sentence what it is kept for."]),
    ])  # fmt: skip
    drawn = frozen(actor, picture)
    said = json.dumps(drawn, sort_keys=True, ensure_ascii=False)
    row = Chart(
        id=new_id(), ref=new_ref("CH"), title=title.strip()[:200], why=why.strip(), taken_at=at, drawn=drawn,
        digest=hashlib.sha256(said.encode()).hexdigest(), folder_ids=sorted(picture.folder_ids),
        created_at=at, created_by=actor.placement_id,
    )  # fmt: skip
    row.save(force_insert=True)
    audit.record(actor, "intelligence.chart.kept", folders=row.folder_ids[:20], facts={"ref": row.ref})
    return row.id
