"""Reaching each state of an absence through the room's own actions, as senders and workers would."""

import json
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from kingfisher.access import actions as access
from kingfisher.access.entry import actor_for
from kingfisher.missing import actions
from kingfisher.missing.actions import Back, TakenIn, Talk
from kingfisher.people import actions as people
from kingfisher.people.rules import Said

MAYA = {"name": "Maya Reed", "born_on": "2012-05-03", "last_seen_place": "Quay Street bus stop"}


def reported(
    cast, now: datetime, *, by: str = "police_system", key: str = "", door: str = "api", **said: Any
) -> TakenIn:
    """A report as a sender's system or form sends it."""
    actor = actor_for(cast.placements[by], at=now, purpose="safeguard_child", via=door)
    told = {n: v.isoformat() if isinstance(v, datetime) else v for n, v in (MAYA | said).items() if v}
    body = json.dumps(told).encode()
    return actions.take_in(actor, body=body, door=door, idempotency_key=key, sender_name=by, at=now)


def missing(cast, now: datetime, *, since: datetime | None = None, **said: Any) -> UUID:
    """Maya, missing since three hours ago."""
    return reported(cast, now, last_seen_at=since or now - timedelta(hours=3), **said).episode_id


def came_back(be, episode_id: UUID, now: datetime, *, found_at: datetime | None = None, **more: Any) -> None:
    """Found by police, and the hub's own service follows."""
    with be("ines") as ines:
        back = Back(found_at or now - timedelta(minutes=5), "The quay", "police", **more)
        actions.find(ines, episode_id=episode_id, back=back, at=now)
    with be("door") as door:
        actions.keep_up(door, episode_id=episode_id, at=now)


def talk_held(now: datetime, **more: Any) -> Talk:
    said = {
        "held_at": now, "interviewer": "Hana Novak", "independent_why": "Of Harbour Lights, not of the team.",
        "words": "They give us chips, you just have to stay and chat.", "alone": True, "where": "Golden Fork",
        "with_whom": "A man called Kash", "travelled": "Silver car, plate IQ70",
    }  # fmt: skip
    return Talk(**(said | more))


def before(cast, now: datetime, days: int, *, hours: int = 2, **said: Any) -> UUID:
    """An absence of so many days ago that ended by itself."""
    since = now - timedelta(days=days)
    return reported(cast, now, last_seen_at=since, found_at=since + timedelta(hours=hours), **said).episode_id


def a_child(be, now: datetime) -> UUID:
    """Maya, as the council knows her."""
    said = Said(given_name="Maya", family_name="Reed", born_on=date(2012, 5, 3))
    with be("dele") as dele:
        folder = access.open_folder(dele, kind="person", category="general", at=now)
        return people.state_person(dele, folder_id=folder, said=said, at=now)
